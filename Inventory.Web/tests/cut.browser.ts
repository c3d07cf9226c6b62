import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { at, closePages, eventually, Gateway, open, screenshot, skipped } from "./harness";
import { Line } from "./line";

/** A minute, as the specification has it, by INVENTORY_CUT_SECONDS=60. */
const cutSeconds = Number(process.env.INVENTORY_CUT_SECONDS ?? 2);

describe.skipIf(skipped)(`a line that is cut${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;

  beforeAll(async () => { gateway = await Gateway.start(); });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  const allocate = (id: string, from: number, to: number, days = 0) =>
    gateway.call<{ id: string }>("POST", `/api/cars/${id}/allocations`, { from_datetime: at(from, days), to_datetime: at(to, days), allocation_type: "booking" });
  const titlesIn = (page: Page, name: string) =>
    page.locator(".tl-row", { has: page.getByRole("rowheader", { name, exact: true }) }).locator(".tl-bar").evaluateAll((bars) => bars.map((bar) => (bar as HTMLElement).title.replace(/.*, /, "")).sort());
  const banner = (page: Page) => page.getByText("Live updates have been interrupted since");

  it(`8: for ${cutSeconds} s says since when, and is right again without a reload`, async () => {
    const ids = Object.fromEntries(await Promise.all(["made", "moved", "released", "renamed", "deleted", "next"].map(async (name) => [name, await gateway.resource(name)]))) as Record<string, string>;
    const [moved, released] = await Promise.all([allocate(ids.moved!, 8, 10), allocate(ids.released!, 8, 10), allocate(ids.next!, 14, 16, 1)]);
    await using line = await Line.to(gateway.url);
    const page = await open(`${line.url}/?date=${at(0).slice(0, 10)}&zone=UTC&view=day`);
    await eventually(() => page.locator(".tl-bar").count(), (bars) => bars === 2);
    await page.evaluate(() => ((window as { isSame?: boolean }).isSame = true));

    const cutAt = Date.now();
    await line.cut();
    await banner(page).waitFor();
    expect(await banner(page).innerText()).toMatch(new RegExp(`since (${[0, 60_000].map((more) => new Date(cutAt + more).toISOString().slice(11, 16)).join("|")})`));
    await screenshot(page, "cut");
    await allocate(ids.made!, 12, 14);
    await gateway.call("PATCH", `/api/cars/${ids.moved}/allocations/${moved.id}`, { from_datetime: at(15), to_datetime: at(17) });
    await gateway.call("DELETE", `/api/cars/${ids.released}/allocations/${released.id}`);
    await gateway.call("PATCH", `/api/cars/${ids.renamed}`, { name: "renamed since" });
    await gateway.call("DELETE", `/api/cars/${ids.deleted}`);
    // Nothing is half shown: what was known stands, and what is asked for meanwhile comes later.
    expect(await titlesIn(page, "moved")).toEqual([expect.stringContaining("08:00")]);
    await page.getByRole("button", { name: "Later", exact: true }).click();
    await page.waitForTimeout(cutSeconds * 1000);
    expect(await banner(page).count()).toBe(1);

    await line.mend();
    await eventually(() => banner(page).count(), (banners) => banners === 0);
    await eventually(() => titlesIn(page, "next"), (titles) => titles.length === 1);
    await page.getByRole("button", { name: "Earlier", exact: true }).click();
    await eventually(() => titlesIn(page, "made"), (titles) => titles.length === 1 && titles[0]!.includes("12:00"));
    await eventually(() => titlesIn(page, "moved"), (titles) => titles.length === 1 && titles[0]!.includes("15:00"));
    await eventually(() => titlesIn(page, "released"), (titles) => titles.length === 0);
    await page.getByRole("rowheader", { name: "renamed since", exact: true }).waitFor();
    await eventually(() => page.getByRole("rowheader", { name: "deleted", exact: true }).count(), (rows) => rows === 0);
    expect(await page.evaluate(() => (window as { isSame?: boolean }).isSame)).toBe(true);
    await page.context().close();
  }, 60_000 + 2000 * cutSeconds);

  it("8: a line that falls silent without a word is noticed, since the last that was heard", async () => {
    const id = await gateway.resource("silent");
    await using line = await Line.to(gateway.url);
    const page = await open("about:blank");
    await page.clock.install();
    await page.goto(`${line.url}/?date=${at(0).slice(0, 10)}&zone=UTC&view=day`);
    await page.getByRole("rowheader", { name: "silent", exact: true }).waitFor();
    await allocate(id, 8, 10);
    await eventually(() => titlesIn(page, "silent"), (titles) => titles.length === 1);

    line.silence();
    await allocate(id, 12, 14);
    await page.clock.fastForward(31_000);
    await page.clock.fastForward(6000);
    await banner(page).waitFor();
    await line.mend();
    await eventually(() => titlesIn(page, "silent"), (titles) => titles.length === 2);
    await eventually(() => banner(page).count(), (banners) => banners === 0);
    await page.context().close();
  });

  it("8: a page that nobody sees leaves its line to others, and is right when it is seen again", async () => {
    const id = await gateway.resource("unseen");
    const page = await open("about:blank");
    await page.clock.install();
    const streams = { opened: 0, live: 0, ended: 0 };
    const isStream = (request: { url(): string }): boolean => request.url().includes("/api/events?");
    page.on("request", (request) => { if (isStream(request)) streams.opened++; });
    page.on("response", (response) => { if (isStream(response)) streams.live++; });
    const onEnd = (request: { url(): string }): void => { if (isStream(request)) streams.ended++; };
    page.on("requestfailed", onEnd);
    page.on("requestfinished", onEnd);
    await page.goto(`${gateway.url}/?date=${at(0).slice(0, 10)}&zone=UTC&view=day`);
    await page.getByRole("rowheader", { name: "unseen", exact: true }).waitFor();
    await eventually(async () => streams.live, (live) => live === 1);
    const show = (isHidden: boolean) => page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isHidden);

    await show(true);
    await page.clock.fastForward(61_000);
    await eventually(async () => streams.ended, (ended) => ended >= 1);
    const { opened } = streams;
    await allocate(id, 8, 10);
    await page.clock.fastForward(61_000);
    expect([streams.opened, await banner(page).count()]).toEqual([opened, 0]);
    await show(false);
    await eventually(() => titlesIn(page, "unseen"), (titles) => titles.length === 1);
    expect(await banner(page).count()).toBe(0);
    await page.context().close();
  });
});
