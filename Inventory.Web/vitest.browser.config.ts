import { defineConfig } from "vitest/config";

/** Against a real gateway, in a real browser. The tests wait more than they work, so that more files run at once than there are processors. */
export default defineConfig({
  test: { include: ["tests/**/*.browser.ts"], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 4 },
});
