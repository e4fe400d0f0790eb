/** The shell: `dist/shell/`, shown by Tauri under a strict content security policy. */
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { reactCompiler } from "./build/react-compiler.ts";

export default defineConfig({
  root: "src/shell",
  base: "./",
  plugins: [reactCompiler(), react(), tailwindcss()],
  build: {
    outDir: "../../dist/shell",
    emptyOutDir: true,
    target: "safari16",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
});
