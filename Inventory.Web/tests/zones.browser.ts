import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { close, closePages, eventually, Gateway, open, screenshot, skipped } from "./harness";

const wide = { viewport: { width: 1600, height: 700 } };

describe.skipIf(skipped)(`zones${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let count = 0;
  const newCar = async () => { const name = `Car ${++count}`; return { name, id: await gateway.resource(name) }; };
  const allocate = (id: string, from: string, to: string) => gateway.call("POST", `/api/cars/${id}/allocations`, { from_datetime: from, to_datetime: to, allocation_type: "booking" });
  const timesOf = async (id: string) => (await gateway.allocations(id)).map((one) => [one.from_datetime, one.to_datetime]);

  beforeAll(async () => { gateway = await Gateway.start(); });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  const barIn = (page: Page, name: string) => page.locator(".tl-row", { has: page.getByRole("rowheader", { name, exact: true }) }).locator(".tl-bar");
  /** Those that are seen: more are drawn. */
  const marksOf = (page: Page) => page.locator(".tl-units span").evaluateAll((marks) => {
    const { left, right } = document.querySelector(".tl-units")!.getBoundingClientRect();
    return marks.map((mark) => ({ label: mark.textContent, x: mark.getBoundingClientRect().left })).filter(({ x }) => x > left - 1 && x < right - 1);
  });
  const edgesOf = async (page: Page, name: string) => { const box = (await barIn(page, name).boundingBox())!; return [box.x, box.x + box.width]; };
  const near = (a: number, b: number) => Math.abs(a - b) < 1.5;

  it("13: a day of 23 hours has 23, and an allocation over the change is as long as it lasts", async () => {
    const car = await newCar();
    await allocate(car.id, "2027-03-28T00:00:00Z", "2027-03-28T02:00:00Z");
    const page = await open(`${gateway.url}/?date=2027-03-28&zone=Europe/Berlin&view=day`, wide);
    await barIn(page, car.name).waitFor();
    const marks = await marksOf(page);
    expect(marks.map(({ label }) => label)).toEqual(Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`).filter((label) => label !== "02:00"));
    const hour = marks[1]!.x - marks[0]!.x;
    marks.forEach(({ x }, index) => expect(near(x, marks[0]!.x + index * hour), `mark ${index}`).toBe(true));
    const [left, right] = await edgesOf(page, car.name);
    expect([near(left!, marks[1]!.x), near(right!, marks[3]!.x)]).toEqual([true, true]);
    expect(marks[3]!.label).toBe("04:00");
    await screenshot(page, "day-of-23-hours");

    await barIn(page, car.name).click();
    expect(await page.getByLabel("From").inputValue()).toBe("2027-03-28T01:00");
    expect(await page.getByLabel("To", { exact: true }).inputValue()).toBe("2027-03-28T04:00");
    await close(page);
  });

  it("13: a day of 25 hours has 25, and its form keeps the second of two equal times", async () => {
    const car = await newCar();
    // From 02:30 in summer time to 02:30 in winter time.
    await allocate(car.id, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z");
    const page = await open(`${gateway.url}/?date=2026-10-25&zone=Europe/Berlin&view=day`, wide);
    await barIn(page, car.name).waitFor();
    const marks = await marksOf(page);
    expect(marks.map(({ label }) => label).slice(0, 5)).toEqual(["00:00", "01:00", "02:00", "02:00", "03:00"]);
    expect(marks.length).toBe(25);
    const hour = marks[1]!.x - marks[0]!.x;
    marks.forEach(({ x }, index) => expect(near(x, marks[0]!.x + index * hour), `mark ${index}`).toBe(true));
    const [left, right] = await edgesOf(page, car.name);
    expect([near(left!, marks[2]!.x + hour / 2), near(right!, marks[3]!.x + hour / 2)]).toEqual([true, true]);

    await barIn(page, car.name).click();
    expect(await page.getByLabel("To", { exact: true }).inputValue()).toBe("2026-10-25T02:30");
    const second = page.getByLabel("To: the clocks show this time twice");
    expect(await second.locator("option:checked").innerText()).toBe("02:30 GMT+1");
    await screenshot(page, "day-of-25-hours");
    await page.getByLabel("Description").fill("over the change");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await eventually(() => gateway.allocations(car.id), (all) => all[0]!.description === "over the change");
    expect(await timesOf(car.id)).toEqual([["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]]);
    await close(page);
  });

  it("13: the form shifts a time that the clocks skip, in words, and offers both of one that comes twice", async () => {
    const car = await newCar();
    const page = await open(`${gateway.url}/?date=2027-03-28&zone=Europe/Berlin`, wide);
    await page.getByRole("button", { name: "New allocation" }).click();
    await page.getByRole("complementary").getByLabel("Resource").selectOption({ label: car.name });
    await page.getByLabel("From").fill("2027-03-28T02:30");
    await page.getByText("The clocks skip 02:30 on this day: 03:30 is used.").waitFor();
    await page.getByLabel("To", { exact: true }).fill("2027-03-28T04:00");
    await screenshot(page, "skipped-time");
    await page.getByRole("button", { name: "Book", exact: true }).click();
    await eventually(() => timesOf(car.id), (times) => times[0]?.[0] === "2027-03-28T01:30:00Z" && times[0]?.[1] === "2027-03-28T02:00:00Z");

    const other = await newCar();
    await page.getByRole("rowheader", { name: other.name, exact: true }).waitFor();
    await page.getByRole("button", { name: "New allocation" }).click();
    await page.getByRole("complementary").getByLabel("Resource").selectOption({ label: other.name });
    await page.getByLabel("From").fill("2027-10-31T02:00");
    await page.getByLabel("From: the clocks show this time twice").selectOption({ label: "02:00 GMT+1" });
    await page.getByLabel("To", { exact: true }).fill("2027-10-31T03:00");
    await page.getByRole("button", { name: "Book", exact: true }).click();
    await eventually(() => timesOf(other.id), (times) => times[0]?.[0] === "2027-10-31T01:00:00Z" && times[0]?.[1] === "2027-10-31T02:00:00Z");
    await close(page);
  });

  it("13: what begins at nine each week begins at nine on screen, before and after the clocks change", async () => {
    const car = await newCar();
    for (const day of ["2027-03-22T08", "2027-03-29T07", "2027-04-05T07"]) await allocate(car.id, `${day}:00:00Z`, `${day.slice(0, 11)}17:00:00Z`);
    const page = await open(`${gateway.url}/?date=2027-03-15&zone=Europe/Berlin&view=month`, wide);
    await eventually(() => barIn(page, car.name).count(), (bars) => bars === 3);
    const lefts = await barIn(page, car.name).evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().left));
    const marks = await marksOf(page);
    const width = await page.evaluate(() => (24 * 3_600_000) / Number(document.querySelector(".tl-head")!.getAttribute("data-ms-per-px")));
    lefts.forEach((left) => expect(marks.some(({ x }) => near(left - x, (9 / 24) * width)), `${left}`).toBe(true));
    for (const bar of await barIn(page, car.name).all()) expect(await bar.getAttribute("title")).toMatch(/, 09:00/);
    await close(page);
  });

  it("13: the address keeps what is shown, for a reload and for others", async () => {
    const car = await newCar();
    await allocate(car.id, "2027-03-28T10:00:00Z", "2027-03-28T12:00:00Z");
    const page = await open(`${gateway.url}/?date=2027-03-28&zone=Europe/Berlin&view=week`, wide);
    await barIn(page, car.name).waitFor();
    const head = () => page.locator(".tl-head").evaluate((element) => [element.getAttribute("data-start"), element.getAttribute("data-ms-per-px")].map(Number) as [number, number]);
    const begin = Date.parse("2027-03-27T23:00:00Z");
    expect((await head())[0]).toBe(begin);
    expect(await page.getByRole("button", { name: "Week" }).getAttribute("aria-pressed")).toBe("true");
    expect(new URL(page.url()).search).toBe("?date=2027-03-28&zone=Europe/Berlin&view=week");

    await page.getByRole("button", { name: "Later" }).click();
    await page.getByLabel("Types").selectOption("cars");
    await page.waitForURL("**/?date=2027-04-04&zone=Europe/Berlin&view=week&type=cars");
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.waitForURL(/date=2027-04-0\dT\d\d:\d\d&zone=Europe\/Berlin&view=\d+min/);
    const before = await head();
    await page.reload();
    await page.locator(".tl-row").first().waitFor();
    const after = await head();
    expect(Math.abs(after[0] - before[0])).toBeLessThan(60_000);
    expect(Math.abs(after[1] / before[1] - 1)).toBeLessThan(0.001);
    expect(await page.getByLabel("Types").inputValue()).toBe("cars");

    // Another page and back: what was shown is still there.
    const address = page.url();
    await page.getByRole("link", { name: "Book" }).click();
    await page.getByRole("link", { name: "Timeline" }).click();
    await page.waitForURL(address);
    expect((await head())[0]).toBe(after[0]);
    await close(page);
  });
});
