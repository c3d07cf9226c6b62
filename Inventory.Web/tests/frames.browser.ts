import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, closePages, fillLarge, Gateway, open, skipped } from "./harness";

/** Built pages to compare, by INVENTORY_FRAMES=folder,folder: how long their frames last. Nothing else should run on the machine. */
const builds = (process.env.INVENTORY_FRAMES ?? "").split(",").filter(Boolean);
const rounds = Number(process.env.INVENTORY_ROUNDS ?? 5);
const types: Record<string, string> = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };

describe.skipIf(skipped || builds.length === 0)("frames", () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
    await fillLarge(gateway, 100);
  }, 120_000);
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  it("3: last so long while the timeline scrolls and pans", async () => {
    const found = new Map<string, Frames[]>();
    for (let round = 0; round < rounds; round++)
      for (const build of builds)
        for (const view of ["day", "week"])
          for (const [name, dx, dy] of [["scroll", 0, 60], ["pan", 40, 0]] as const) {
            const page = await open("about:blank", { viewport: { width: 1600, height: 1000 } });
            await serve(page, build);
            await page.goto(`${gateway.url}/?view=${view}`);
            await page.locator(".tl-bar").first().waitFor();
            await page.waitForTimeout(500);
            const key = `${view} ${name} ${build.split("/").at(-1)}`;
            found.set(key, [...(found.get(key) ?? []), await framesOf(page, dx, dy)]);
            await page.context().close();
          }
    for (const [key, values] of [...found].sort()) console.log(key.padEnd(28), "p95", median(values.map(({ p95 }) => p95)).toFixed(1), "ms, work", median(values.map(({ work }) => work)).toFixed(2), "ms a frame of", values.map(({ work }) => work.toFixed(1)).join(" "));
    expect(found.size).toBe(4 * builds.length);
  }, 600_000);

  it("3: come so soon after the page is opened, and show so soon what others book", async () => {
    const [paints, delays] = [[] as number[], [] as number[]];
    const car = await gateway.resource("0 measured");
    for (let round = 0; round < 4 * rounds; round++) {
      const page = await open("about:blank", { viewport: { width: 1600, height: 1000 } });
      await page.goto(`${gateway.url}/?date=${at(0).slice(0, 10)}&zone=UTC&view=day`);
      await page.locator(".tl-bar").first().waitFor();
      paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]!.startTime));
      await page.waitForTimeout(300);
      const shown = page.locator(".tl-row", { has: page.getByRole("rowheader", { name: "0 measured", exact: true }) }).locator(".tl-bar");
      const known = await shown.count();
      const seen = page.evaluate((before) => new Promise<number>((resolve) => {
        const look = () => (document.querySelector(".tl-row")!.querySelectorAll(".tl-bar").length > before ? resolve(Date.now()) : requestAnimationFrame(look));
        look();
      }), known);
      const begin = Date.now();
      await gateway.call("POST", `/api/cars/${car}/allocations`, { from_datetime: at(round), to_datetime: at(round + 1), allocation_type: "booking" });
      delays.push((await seen) - begin);
      await page.context().close();
    }
    console.log("first paint", median(paints).toFixed(0), "ms; another browser sees a booking after", median(delays).toFixed(0), "ms, at most", Math.max(...delays), "ms, from the request on");
    expect(delays.length).toBe(4 * rounds);
  }, 600_000);

  /** The page of this build, with the service of the gateway. */
  async function serve(page: Page, build: string) {
    await page.route(`${gateway.url}/**`, (route) => {
      const path = new URL(route.request().url()).pathname;
      const file = join(build, path === "/" ? "index.html" : path);
      if (path.startsWith("/api/") || !existsSync(file)) return route.continue();
      return route.fulfill({ body: readFileSync(file), contentType: types[file.split(".").at(-1)!] ?? "application/octet-stream" });
    });
  }
});

interface Frames {
  /** Of the times between frames, in milliseconds. */
  readonly p95: number;
  /** Processor time of the page's thread, in milliseconds a frame: other load on the machine hardly changes it. */
  readonly work: number;
}

/** While a wheel turns for two seconds. */
async function framesOf(page: Page, dx: number, dy: number): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")!.value * 1000;
  await page.mouse.move(800, 500);
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const frame = (now: number) => { frames.push(now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
    (window as unknown as { frames: number[] }).frames = frames;
  });
  const before = await worked();
  for (const end = Date.now() + 2000; Date.now() < end; ) { await page.mouse.wheel(dx, dy); await page.waitForTimeout(12); }
  const after = await worked();
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames);
  const inOrder = frames.slice(5).sort((a, b) => a - b);
  return { p95: inOrder[Math.floor(inOrder.length * 0.95)]!, work: (after - before) / frames.length };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
