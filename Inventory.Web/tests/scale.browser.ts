import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, closePages, fillLarge, Gateway, open, screenshot, skipped } from "./harness";

describe.skipIf(skipped)(`1,000 resources × 50 allocations${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
    await fillLarge(gateway, 40);
  }, 120_000);
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

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
    await screenshot(page, "scale");
    await close(page);
  });
});
