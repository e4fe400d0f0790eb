/**
 * The script that is injected before a widget's own: `dist/widget.js`.
 * Both ends of its channel are parameters of the function around it, so that the names stay: the window tests put a
 * probe that uses `port` in place of a comment.
 */
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "safari16",
    lib: { entry: "src/widget/main.ts", formats: ["es"], fileName: () => "widget.js" },
    rolldownOptions: {
      output: {
        comments: { legal: true, annotation: false, jsdoc: false },
        minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
        postBanner: "(function({port1:port,port2:hostPort}){",
        postFooter: "})(new MessageChannel);",
      },
    },
  },
});
