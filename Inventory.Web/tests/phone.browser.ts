import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CDPSession, Page } from "playwright-core";
import { aSecond, at, closePages, eventually, Gateway, open, pointAt, screenshot, skipped } from "./harness";

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };

describe.skipIf(skipped)(`on a phone${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let count = 0;
  const newCar = async () => { const name = `Car ${++count}`; return { name, id: await gateway.resource(name) }; };
  const allocate = (id: string, from: number, to: number, days = 0, more: object = {}) =>
    gateway.call("POST", `/api/cars/${id}/allocations`, { from_datetime: at(from, days), to_datetime: at(to, days), allocation_type: "booking", ...more });
  const tomorrow = at(0, 1).slice(0, 10);

  beforeAll(async () => { gateway = await Gateway.start(); });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  const cardOf = (page: Page, name: string) => page.locator(".agenda-row", { has: page.getByRole("heading", { name, exact: true }) });
  const entriesOf = async (page: Page, name: string) => (await cardOf(page, name).locator("li").allInnerTexts()).map((words) => words.replace(/\s+/g, " "));
  const isTooWide = (page: Page) => page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth);

  it("12: shows the day as an agenda: what is taken and what is free, one tap from a booking, live", async () => {
    const car = await newCar();
    await allocate(car.id, 10, 12, 1, { description: "Meeting" });
    const page = await open(`${gateway.url}/?date=${tomorrow}&zone=UTC`, phone);
    await eventually(() => entriesOf(page, car.name), (entries) => entries.length === 3);
    expect(await entriesOf(page, car.name)).toEqual(["until 10:00 Free", "10:00 – 12:00 Meeting", "from 12:00 Free"]);
    await allocate(car.id, 16, 18, 1);
    await eventually(() => entriesOf(page, car.name), (entries) => entries.includes("16:00 – 18:00 booking"), aSecond());
    expect(await isTooWide(page)).toBe(false);
    await screenshot(page, "phone-agenda");

    await cardOf(page, car.name).getByRole("button", { name: "12:00 – 16:00 Free" }).tap();
    await screenshot(page, "phone-new");
    await page.getByRole("button", { name: "Book", exact: true }).tap();
    await eventually(() => entriesOf(page, car.name), (entries) => entries.includes("12:00 – 13:00 booking"));
    // It is shown before the service has answered.
    await eventually(() => gateway.allocations(car.id), (all) => all.some((one) => one.from_datetime === at(12, 1) && one.to_datetime === at(13, 1)));

    await cardOf(page, car.name).getByRole("button", { name: "Meeting" }).tap();
    await page.getByLabel("Description").fill("Delivery");
    await page.getByRole("button", { name: "Save", exact: true }).tap();
    await eventually(() => entriesOf(page, car.name), (entries) => entries.includes("10:00 – 12:00 Delivery"));
    await page.context().close();
  });

  it("12: says when a resource that is taken all day is free again", async () => {
    const car = await newCar();
    await gateway.call("POST", `/api/cars/${car.id}/allocations`, { from_datetime: at(20), to_datetime: at(7, 2), allocation_type: "maintenance" });
    const page = await open(`${gateway.url}/?date=${tomorrow}&zone=UTC`, phone);
    const [all, again] = await eventually(() => entriesOf(page, car.name), (entries) => entries.length === 2);
    expect(all).toBe("All day maintenance");
    expect(again).toMatch(/^Taken all day Free from .*07:00$/);
    await cardOf(page, car.name).getByRole("button", { name: "Free from" }).tap();
    await page.getByRole("button", { name: "Book", exact: true }).tap();
    const made = await eventually(() => gateway.allocations(car.id), (found) => found.length === 2);
    expect(made.map(({ from_datetime, to_datetime }) => [from_datetime, to_datetime])).toContainEqual([at(7, 2), at(8, 2)]);
    await page.context().close();
  });

  it("12: switches between agenda and timeline, day by day, and nothing scrolls the page sideways", async () => {
    const car = await newCar();
    await allocate(car.id, 10, 12, 1);
    const page = await open(`${gateway.url}/?date=${at(0).slice(0, 10)}&zone=UTC`, phone);
    await page.getByRole("button", { name: "Later" }).tap();
    await eventually(() => entriesOf(page, car.name), (entries) => entries.includes("10:00 – 12:00 booking"));
    await page.getByRole("button", { name: "Day", exact: true }).tap();
    await page.locator(".tl-bar").first().waitFor();
    expect(await isTooWide(page)).toBe(false);
    await screenshot(page, "phone-day");
    await page.getByRole("button", { name: "Filters and zone" }).tap();
    await page.getByLabel("Find a resource").fill(car.name);
    await eventually(() => page.locator(".tl-row").count(), (rows) => rows === 1);
    expect(await isTooWide(page)).toBe(false);
    await screenshot(page, "phone-filters");
    await page.getByRole("button", { name: "Agenda" }).tap();
    await eventually(() => entriesOf(page, car.name), (entries) => entries.includes("10:00 – 12:00 booking"));
    await page.context().close();
  });

  it("12: a long press drags a bar, and a swipe pans and books nothing", async () => {
    const car = await newCar();
    await allocate(car.id, 10, 14, 1);
    const timesOf = async () => (await gateway.allocations(car.id)).map((one) => [one.from_datetime, one.to_datetime]);
    const page = await open(`${gateway.url}/?date=${tomorrow}&zone=UTC&view=day`, phone);
    await page.locator(".tl-bar").first().waitFor();
    const finger = await Finger.of(page);
    const start = () => page.locator(".tl-head").getAttribute("data-start").then(Number);
    const before = await start();

    await finger.down(await pointAt(page, car.name, 24 + 12));
    await finger.move({ x: -60, y: 0 });
    await finger.up();
    await eventually(start, (now) => now > before);
    const free = await pointAt(page, car.name, 24 + 20);
    await finger.down(free);
    await finger.move({ x: 60, y: 0 });
    await finger.up();
    await eventually(start, (now) => Math.abs(now - before) < 60_000);
    expect(await timesOf()).toEqual([[at(10, 1), at(14, 1)]]);

    const from = await pointAt(page, car.name, 24 + 12);
    const to = await pointAt(page, car.name, 24 + 15);
    await finger.down(from);
    await page.locator(".tl-ghost").waitFor();
    // Also up and down, which a finger at rest must not turn into scrolling.
    await finger.move({ x: 0, y: 30 });
    await finger.move({ x: to.x - from.x, y: -30 });
    await screenshot(page, "phone-drag");
    await finger.up();
    await eventually(timesOf, (times) => times[0]?.[0] === at(13, 1) && times[0]?.[1] === at(17, 1));
    expect(Math.abs((await start()) - before)).toBeLessThan(60_000);
    await page.context().close();
  });
});

/** One that touches the screen as the browser sees it, with all it makes of a touch. */
class Finger {
  #at = { x: 0, y: 0 };

  private constructor(readonly session: CDPSession) {}

  static async of(page: Page): Promise<Finger> {
    return new Finger(await page.context().newCDPSession(page));
  }

  async down(at: { x: number; y: number }): Promise<void> {
    this.#at = at;
    await this.session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] });
  }

  async move(by: { x: number; y: number }, steps = 6): Promise<void> {
    const from = this.#at;
    for (let step = 1; step <= steps; step++) {
      this.#at = { x: from.x + (by.x * step) / steps, y: from.y + (by.y * step) / steps };
      await this.session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [this.#at] });
    }
  }

  async up(): Promise<void> {
    await this.session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  }
}
