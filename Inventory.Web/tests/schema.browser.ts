import { readFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { describe, expect, it } from "vitest";
import { Gateway, skipped } from "./harness";

describe.skipIf(skipped)(`the typed client${skipped ? ` (${skipped})` : ""}`, () => {
  it("has the types of the OpenAPI document", async () => {
    await using gateway = await Gateway.start();
    const document = await (await fetch(`${gateway.url}/openapi/v1.json`)).text();
    const kept = readFileSync(join(import.meta.dirname, "../src/api/schema.d.ts"), "utf8");
    const isSame = kept.endsWith(astToString(await openapiTS(document)));
    expect(isSame, "The document has changed: fetch it into artifacts/openapi.json, and run npm run schema.").toBe(true);
  });
});
