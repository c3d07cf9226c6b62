import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, closeBrowser, eventually, Gateway, open, password, screenshot, skipped } from "./harness";

describe.skipIf(skipped)(`the page System${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let hour = 0;

  beforeAll(async () => { gateway = await Gateway.start(); });
  afterAll(() => gateway[Symbol.asyncDispose]());

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
    await page.context().close();
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
    await page.context().close();
  });

  it("loads the charts' code only when they are shown", async () => {
    const page = await open(gateway.url);
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.url()));
    await page.reload({ waitUntil: "networkidle" });
    expect(loaded.join(" ")).not.toContain("SystemPage");
    await page.getByRole("link", { name: "System" }).click();
    await page.locator("canvas").first().waitFor();
    expect(loaded.join(" ")).toContain("SystemPage");
    await page.context().close();
  });

  it("says since when figures do not arrive, and goes on", async () => {
    const page = await open(`${gateway.url}/system`);
    await page.getByText("Of the last ten minutes").waitFor();
    await page.route("**/metrics", (route) => route.abort());
    await page.getByText("No figures arrive since").waitFor();
    await screenshot(page, "system-silent");
    await page.unroute("**/metrics");
    await page.getByText("No figures arrive since").waitFor({ state: "detached" });
    await page.context().close();
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
    await page.context().close();
  });
});

describe.skipIf(skipped)(`the page System where tokens are required${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;

  beforeAll(async () => { gateway = await Gateway.startSecured(); });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closeBrowser(); });

  async function signedIn(username: string): Promise<Page> {
    const page = await open(`${gateway.url}/system`);
    await page.getByLabel("User name").fill(username);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    return page;
  }

  it("shows figures to an admin, and not before the sign-in", async () => {
    expect((await fetch(`${gateway.url}/metrics`)).status).toBe(401);
    const page = await signedIn("root");
    await page.getByText("Of the last ten minutes").waitFor();
    await page.getByText("Active").waitFor();
    await page.context().close();
  });

  it("16: a customer gets a page that says why not", async () => {
    await gateway.call("POST", "/api/users/register", { username: "ann", mail: "ann@example.org", password });
    const page = await signedIn("ann");
    await page.getByRole("heading", { name: "This page is for operators" }).waitFor();
    expect(await page.getByRole("link", { name: "System" }).count()).toBe(0);
    await page.context().close();
  });
});
