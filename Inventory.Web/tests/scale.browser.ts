import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, closeBrowser, Gateway, inParallel, open, screenshots, skipped } from "./harness";

const rows = 1000;
const each = 50;

describe.skipIf(skipped)(`1,000 resources × 50 allocations${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
    const ids: string[] = [];
    await inParallel(rows, async (n) => { ids[n] = await gateway.resource(`Car ${String(n).padStart(4, "0")}`); });
    // The first hundred are what is looked at; the others make the list long.
    await inParallel(100 * each, async (n) => {
      const hour = (n % each) * 2;
      await gateway.call("POST", `/api/cars/${ids[Math.floor(n / each)]}/allocations`, { from_datetime: at(hour, -1), to_datetime: at(hour + 1, -1), allocation_type: "booking" });
    });
  }, 120_000);
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closeBrowser(); });

  it("3: has few nodes at every zoom, and loads only what is seen", async () => {
    const page = await open("about:blank", { viewport: { width: 1600, height: 1000 } });
    const asked = new Set<string>();
    page.on("request", (request) => { for (const [, id] of request.url().matchAll(/resource=([^&]+)/g)) asked.add(id!); });
    await page.goto(gateway.url);
    await page.locator(".tl-bar").first().waitFor();
    for (const zoom of ["Day", "Week", "Month", "Quarter"]) {
      await page.getByRole("button", { name: zoom, exact: true }).click();
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThanOrEqual(3000);
    }
    expect(asked.size).toBeLessThan(60);
    await page.getByRole("button", { name: "Week", exact: true }).click();
    for (let turn = 0; turn < 30; turn++) await page.mouse.wheel(0, 400);
    await page.mouse.move(600, 500);
    for (let turn = 0; turn < 30; turn++) { await page.mouse.wheel(0, 400); await page.waitForTimeout(16); }
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThanOrEqual(3000);
    expect(await page.locator(".tl-row").count()).toBeLessThan(60);
    await page.screenshot({ path: `${screenshots}/scale.png` });
    await page.context().close();
  });
});
