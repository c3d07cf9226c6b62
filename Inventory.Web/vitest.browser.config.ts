import { defineConfig } from "vitest/config";

/** Against a real gateway, in a real browser. */
export default defineConfig({
  test: { include: ["tests/**/*.browser.ts"], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false },
});
