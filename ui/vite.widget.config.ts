/**
 * The script that is injected before a widget's own: `dist/widget.js`.
 * The outermost names are kept: the window tests put a probe in place of the comment beside `port`.
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
        minify: { compress: true, mangle: { toplevel: false }, codegen: { removeWhitespace: true } },
        // After names are chosen: within a function the outermost would no longer be that.
        postBanner: "(function(){",
        postFooter: "})();",
      },
    },
  },
});
