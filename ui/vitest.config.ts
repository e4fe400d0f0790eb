/** Component tests: the real components over a fake backend, without a browser. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { reactCompiler } from "./build/react-compiler.ts";

export default defineConfig({
  plugins: [reactCompiler(), react()],
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    // Sheets are left out, but for those that a test reads.
    css: { include: [/\.css\?raw$/] },
    setupFiles: ["src/test-setup.ts"],
    restoreMocks: true,
    server: { deps: { inline: [/@openai\/apps-sdk-ui/] } },
  },
});
