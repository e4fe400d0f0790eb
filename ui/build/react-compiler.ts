/**
 * Runs the React Compiler over our own components, so that hand-written memoisation is unnecessary.
 * TypeScript and JSX are left as they are: Vite strips them afterwards.
 */
import { transformAsync } from "@babel/core";
import type { Plugin } from "vite";

const OURS = /\/ui\/src\/.*\.tsx(\?.*)?$/;

export function reactCompiler(): Plugin {
  return {
    name: "react-compiler",
    enforce: "pre",
    transform: {
      filter: { id: OURS },
      async handler(code, id) {
        const compiled = await transformAsync(code, {
          filename: id.split("?")[0] ?? id,
          babelrc: false,
          configFile: false,
          sourceMaps: true,
          parserOpts: { plugins: ["typescript", "jsx"] },
          plugins: ["babel-plugin-react-compiler"],
        });
        return compiled?.code ? { code: compiled.code, map: compiled.map ?? null } : null;
      },
    },
  };
}
