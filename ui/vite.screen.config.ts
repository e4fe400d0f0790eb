/** The page of a screen: `dist/screen/index.html`, one self-contained file. */
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { oneFile } from "./build/one-file.ts";
import { reactCompiler } from "./build/react-compiler.ts";

export default defineConfig({
  root: "src/screen",
  base: "./",
  plugins: [reactCompiler(), react(), tailwindcss(), oneFile()],
  build: {
    outDir: "../../dist/screen",
    emptyOutDir: true,
    target: "safari16",
    cssCodeSplit: false,
    assetsInlineLimit: () => true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
});
