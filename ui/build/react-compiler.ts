/**
 * Runs the React Compiler over our own components, so that hand-written memoisation is unnecessary.
 * TypeScript and JSX are left as they are: Vite strips them afterwards.
 */
import { transformAsync } from "@babel/core";
import type { Plugin } from "vite";

const OURS = /\/src\/.*\.tsx$/;

export function reactCompiler(): Plugin {
  return {
    name: "react-compiler",
    enforce: "pre",
    async transform(code, id) {
      const filename = id.split("?")[0] ?? id;
      if (!OURS.test(filename)) return null;
      const compiled = await transformAsync(code, {
        filename,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ["typescript", "jsx"] },
        plugins: ["babel-plugin-react-compiler"],
      });
      return compiled?.code ? { code: compiled.code, map: compiled.map ?? null } : null;
    },
  };
}
