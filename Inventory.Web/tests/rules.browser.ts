import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, close, closePages, drag, eventually, Gateway, openAs, pointAt, screenshot, skipped } from "./harness";

const days = ["mo", "tu", "we", "th", "fr", "sa", "su"];

describe.skipIf(skipped)(`the rules of a place${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let root = "";
  let count = 0;

  beforeAll(async () => {
    gateway = await Gateway.startSecured();
    root = await gateway.token("root");
    await gateway.customer("ann");
  });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  const rulesOf = (id: string) => gateway.call<Record<string, unknown>>("GET", `/api/cars/${id}/policy`, undefined, root);
  const setRules = (id: string, rules: object) => gateway.call("PUT", `/api/cars/${id}/policy`, rules, root);
  const daily = (...open: string[]) => ({ hours: { time_zone: "UTC", weekly: Object.fromEntries(days.map((day) => [day, open])) } });
  async function newCar(rules: object) {
    const name = `Car ${++count}`;
    const id = await gateway.resource(name, "cars", root);
    await setRules(id, rules);
    return { name, id };
  }
  const today = (view: string) => `/?date=${at(0).slice(0, 10)}&zone=UTC&view=${view}`;
  const isShaded = async (page: Page, car: string, hour: number) =>
    page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.closest(".tl-closed") != null, await pointAt(page, car, hour));

  it("closed times are shaded, are said, and follow the rules; a drag into them shows it before it is released", async () => {
    const car = await newCar(daily("08:00-18:00"));
    const page = await openAs(gateway, "root", today("day"));
    await eventually(() => isShaded(page, car.name, 6.5), Boolean);
    expect([await isShaded(page, car.name, 10.5), await isShaded(page, car.name, 19.5)]).toEqual([false, true]);
    await drag(page, await pointAt(page, car.name, 6), await pointAt(page, car.name, 9));
    await page.locator(".tl-ghost.is-closed", { hasText: "partly closed" }).waitFor();
    await screenshot(page, "closed-day");
    await page.keyboard.press("Escape");
    await page.mouse.up();
    const { x, y } = await pointAt(page, car.name, 6.2);
    await page.mouse.click(x, y);
    await page.getByRole("status").getByText(/^Car 1, .*, Closed$/).waitFor();

    await setRules(car.id, daily("12:00-13:00"));
    await eventually(() => isShaded(page, car.name, 10.5), Boolean);
    expect(await isShaded(page, car.name, 12.5)).toBe(false);
    await page.getByRole("button", { name: "Agenda" }).click();
    const entries = page.locator(".agenda-row", { hasText: car.name }).locator("li");
    await eventually(async () => (await entries.allInnerTexts()).map((words) => words.replace(/\s+/g, " ")), (all) => all.includes("until 12:00 Closed") && all.includes("from 13:00 Closed"));
    await screenshot(page, "closed-agenda");
    await close(page);
  });

  it("what has to stay free between two is shaded", async () => {
    const car = await newCar({ turnaround: { default: "PT1H30M" } });
    await gateway.call("POST", `/api/cars/${car.id}/allocations`, { from_datetime: at(10), to_datetime: at(12), allocation_type: "booking" }, root);
    const page = await openAs(gateway, "root", today("day"));
    await eventually(() => isShaded(page, car.name, 9), Boolean);
    expect([await isShaded(page, car.name, 8), await isShaded(page, car.name, 13), await isShaded(page, car.name, 14)]).toEqual([false, true, false]);
    await screenshot(page, "turnaround");
    await close(page);
  });

  it("a refusal names every rule that is broken, with other times; an operator may book anyway, a customer may not", async () => {
    const car = await newCar({ ...daily("00:00-20:00"), turnaround: { default: "PT1H30M" } });
    await gateway.call("POST", `/api/cars/${car.id}/allocations`, { from_datetime: at(17, 1), to_datetime: at(19, 1), allocation_type: "booking" }, root);
    const [page, customers] = await Promise.all(["root", "ann"].map((who) => openAs(gateway, who, `/?date=${at(0, 1).slice(0, 10)}&zone=UTC&view=day`)));
    for (const shown of [page!, customers!]) {
      await eventually(() => isShaded(shown, car.name, 24 + 22), Boolean);
      await drag(shown, await pointAt(shown, car.name, 24 + 20), await pointAt(shown, car.name, 24 + 21));
      await shown.mouse.up();
      const toast = shown.locator(".toast", { hasText: "The place is closed then" });
      await toast.getByText("The time is not within the opening hours. Another allocation is too near: 1 h 30 min have to be free in between.").waitFor();
      await screenshot(shown, shown === page ? "refused-operator" : "refused-customer");
      expect(await toast.locator(".toast-actions button").count()).toBe(shown === page ? 4 : 3);
    }
    await page!.getByRole("button", { name: "Book anyway" }).click();
    await page!.getByText(`${car.name} is booked`).waitFor();
    const made = await gateway.call<{ override?: string[] }[]>("GET", `/api/cars/${car.id}/allocations`, undefined, root);
    expect(made.map(({ override }) => override)).toContainEqual(["hours", "turnaround"]);
    const middle = await pointAt(page!, car.name, 24 + 20.5);
    await page!.mouse.click(middle.x, middle.y);
    await page!.getByText("Allowed by an operator in spite of the opening hours, the turnaround.").waitFor();
    await page!.locator(".panel header button").click();
    // Another one, of which nobody has set a rule aside: also a move asks.
    await drag(page!, await pointAt(page!, car.name, 24 + 18), await pointAt(page!, car.name, 24 + 23));
    await page!.mouse.up();
    await page!.locator(".toast", { hasText: "The place is closed then" }).getByRole("button", { name: "Book anyway" }).click();
    await eventually(() => gateway.allocations(car.id, "cars", root), (all) => all.some((one) => one.from_datetime === at(22, 1)));
    await Promise.all([page!.context().close(), customers!.context().close()]);
  });

  it("rules are edited: errors stand at their fields, a preview names what they contradict, holidays are imported, and a stale edit keeps what was typed", async () => {
    const car = await newCar({ hours: { time_zone: "UTC" }, longest: "P30D" });
    await gateway.call("POST", `/api/cars/${car.id}/allocations`, { from_datetime: at(19, 2), to_datetime: at(21, 2), allocation_type: "booking", description: "Late trip" }, root);
    const page = await openAs(gateway, "root", "/run");
    await page.getByRole("button", { name: `Rules of ${car.name}` }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Open", { exact: true }).selectOption("weekly");
    for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]) await dialog.getByLabel(day).fill("8-12, 13:00 – 18:00");
    await dialog.getByLabel("Sunday").fill("8-12, morning");
    await dialog.getByLabel("Free between two times", { exact: true }).fill("30");
    await dialog.getByLabel("Approval", { exact: true }).selectOption("types");
    await dialog.getByLabel("Types that need one").fill("works, event");
    await dialog.getByLabel("A request expires after", { exact: true }).fill("2");
    await dialog.getByLabel("Check-in", { exact: true }).selectOption("needed");
    await dialog.getByLabel("Opens before the begin", { exact: true }).fill("15");
    await dialog.getByLabel("If nobody checks in").selectOption("release");
    await dialog.getByRole("button", { name: "Preview" }).click();
    await dialog.getByText("This has to be two times of a day").waitFor();
    expect(await dialog.locator("[aria-invalid]").evaluateAll((all) => all.map((one) => one.id))).toEqual(["rule-su", "rule-closes"]);
    await dialog.getByLabel("Closes after the begin", { exact: true }).fill("10");
    await screenshot(page, "rules-error");

    await dialog.getByLabel("Sunday").fill("8-12, 13-18");
    await dialog.getByRole("button", { name: "Preview" }).click();
    await dialog.getByText("1 allocation contradicts these rules. It stays:").waitFor();
    await dialog.getByText("Late trip: the opening hours").waitFor();
    expect(await rulesOf(car.id)).toEqual({ hours: { time_zone: "UTC" }, longest: "P30D" });

    const calendar = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//t//EN", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "DTSTART;VALUE=DATE:20270101", "SUMMARY:New Year", "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
    await dialog.getByLabel("Calendar of holidays").setInputFiles({ name: "holidays.ics", mimeType: "text/calendar", buffer: Buffer.from(calendar) });
    await dialog.getByText("The holidays are imported.").waitFor();
    const holidays = dialog.getByText("1 holiday", { exact: true });
    await holidays.click();
    await dialog.getByRole("button", { name: "Remove all holidays" }).click();
    await dialog.getByText("There are no holidays any more.").waitFor();
    expect(await rulesOf(car.id)).toEqual({ hours: { time_zone: "UTC" }, longest: "P30D" });
    await dialog.getByLabel("Calendar of holidays").setInputFiles({ name: "holidays.ics", mimeType: "text/calendar", buffer: Buffer.from(calendar) });
    await holidays.waitFor();
    await setRules(car.id, { ...(await rulesOf(car.id)), longest: "P31D" });
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("It was changed meanwhile.").waitFor();
    await screenshot(page, "rules-stale");
    for (const width of [1280, 390])
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize({ width, height: 2200 });
        await page.emulateMedia({ colorScheme });
        await screenshot(page, `rules-${width}-${colorScheme}`);
      }
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("The rules are saved. Allocations that contradict them stay: 1.").waitFor();
    const open = ["08:00-12:00", "13:00-18:00"];
    expect(await rulesOf(car.id)).toMatchObject({ hours: { time_zone: "UTC", weekly: { mo: open, su: open }, covers: "whole" }, holidays: [{ from: "2027-01-01", label: "New Year" }], turnaround: { default: "PT30M" }, longest: "P30D", approval: { allocation_types: ["works", "event"], within: "P2D" }, check_in: { opens: "PT15M", closes: "PT10M", on_miss: "release" } });
    await close(page);
  });
});
