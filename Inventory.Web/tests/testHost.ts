import type { TestProject } from "vitest/node";
import { skipped, startProgram, testHost } from "./harness";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of the process that starts gateways. */
    testHost: string;
  }
}

/** Starts one process for the gateways of all tests: what the runtime compiles for the first serves the others. */
export default async function setup(project: TestProject): Promise<(() => void) | undefined> {
  if (skipped) return undefined;
  const host = startProgram(testHost, [], "pipe");
  project.provide("testHost", await new Promise<string>((resolve) => host.stdout!.once("data", (line: Buffer) => resolve(line.toString().trim()))));
  return () => void host.kill();
}
