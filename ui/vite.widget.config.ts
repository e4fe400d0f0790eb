/**
 * The script that is injected before a widget's own: `dist/widget.js`.
 * Names are kept: the window tests put a probe in place of the comment beside `port`.
 */
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "safari16",
    lib: { entry: "src/widget/main.ts", name: "greenroom", formats: ["iife"], fileName: () => "widget.js" },
    rolldownOptions: {
      output: {
        comments: { legal: true, annotation: false, jsdoc: false },
        minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
});
