import { readFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, close, closePages, eventually, GatewayProcess, open, openFirst, root, screenshot, skipped } from "./harness";

describe.skipIf(skipped)(`the page System, and the typed client${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: GatewayProcess;
  let hour = 0;

  beforeAll(async () => { gateway = await GatewayProcess.start(); });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  const chart = (page: Page, title: string) => page.locator("figure", { has: page.getByRole("heading", { name: title, exact: true }) });
  const now = async (page: Page, title: string, line: string): Promise<number> => Number(await chart(page, title).locator("li", { hasText: line }).locator("strong").innerText());

  /** Allocates, is refused, and holds. */
  async function work(car: string): Promise<void> {
    const time = { from_datetime: at(hour, 1), to_datetime: at(++hour, 1), allocation_type: "booking" };
    await gateway.call("POST", `/api/cars/${car}/allocations`, time);
    await gateway.call("POST", `/api/cars/${car}/allocations`, time).catch(() => null);
    await gateway.call("POST", `/api/cars/${car}/allocations`, { ...time, from_datetime: at(hour, 9), to_datetime: at(hour + 1, 9), hold_seconds: 1 });
  }

  it("says how the service is, and shows its silo", async () => {
    const page = await open(`${gateway.url}/system`);
    await page.locator("li", { hasText: "Ready" }).getByText("Yes").waitFor();
    await page.getByText("Storage and grains answer.").waitFor();
    await page.getByText("Active").waitFor();
    await close(page);
  });

  it("draws charts, in which a booking and a refusal are seen", async () => {
    const car = await gateway.resource("Car");
    const page = await open(gateway.url);
    await page.getByRole("link", { name: "System" }).click();
    await chart(page, "Commits and refusals").locator("canvas").waitFor();
    expect(await page.locator("figure canvas").count()).toBe(8);
    await eventually(() => now(page, "Commits and refusals", "Commits"), (value) => value === 0);
    await work(car);
    await eventually(() => now(page, "Commits and refusals", "Commits"), (value) => value > 0);
    expect(await now(page, "Commits and refusals", "Refusals")).toBeGreaterThan(0);
    expect(await now(page, "Requests", "All")).toBeGreaterThan(0);
    expect(await now(page, "Latency of commits", "p50")).toBeGreaterThan(0);
    expect(await chart(page, "Holds").getByRole("img").getAttribute("aria-label")).toMatch(/^Holds, a minute\. Made: now [\d.]+, highest [1-9]/);
    await close(page);
  });

  it("loads the charts' code only when they are shown", async () => {
    const page = await openFirst(gateway.url);
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.url()));
    await page.reload({ waitUntil: "networkidle" });
    expect(loaded.join(" ")).not.toContain("SystemPage");
    await page.getByRole("link", { name: "System" }).click();
    await page.locator("canvas").first().waitFor();
    expect(loaded.join(" ")).toContain("SystemPage");
    await close(page);
  });

  it("says since when figures do not arrive, and goes on", async () => {
    const page = await open(`${gateway.url}/system`);
    await page.getByText("Of the last ten minutes").waitFor();
    await page.route("**/metrics", (route) => route.abort());
    await page.getByText("No figures arrive since").waitFor();
    await screenshot(page, "system-silent");
    await page.unroute("**/metrics");
    await page.getByText("No figures arrive since").waitFor({ state: "detached" });
    await close(page);
  });

  it("does not read figures while it is hidden", async () => {
    const page = await open(`${gateway.url}/system`);
    await page.getByText("Of the last ten minutes").waitFor();
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    let reads = 0;
    page.on("request", (request) => { reads += request.url().endsWith("/metrics") ? 1 : 0; });
    await page.waitForTimeout(3000);
    expect(reads).toBe(0);
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => false });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await eventually(async () => reads, (value) => value > 1);
    await close(page);
  });

  it("has the types of the OpenAPI document", async () => {
    const document = await (await fetch(`${gateway.url}/openapi/v1.json`)).text();
    const kept = readFileSync(join(root, "Inventory.Web/src/api/schema.d.ts"), "utf8");
    const isSame = kept.endsWith(astToString(await openapiTS(document)));
    expect(isSame, "The document has changed: fetch it into artifacts/openapi.json, and run npm run schema.").toBe(true);
  });
});
