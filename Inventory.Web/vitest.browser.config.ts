import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The cluster first: it waits longest, and at the end all others would have to wait for it. */
class ClusterFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isCluster = (file: TestSpecification) => Number(file.moduleId.includes("cluster"));
    return (await super.sort(files)).sort((a, b) => isCluster(b) - isCluster(a));
  }
}

/**
 * Against a real gateway, in a real browser. The tests wait more than they work, so that more files run at once than there are processors. Files have nothing in common that
 * they change, so that a process runs one after the other and loads the browser's driver once.
 */
export default defineConfig({
  test: { include: ["tests/**/*.browser.ts"], globalSetup: "tests/testHost.ts", testTimeout: 120_000, hookTimeout: 90_000, maxWorkers: 4, isolate: false, sequence: { sequencer: ClusterFirst } },
});
