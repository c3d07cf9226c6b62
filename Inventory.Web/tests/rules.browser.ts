import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, closeBrowser, drag, eventually, Gateway, openAs, pointAt, screenshot, skipped } from "./harness";

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
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closeBrowser(); });

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
    await page.context().close();
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
    await Promise.all([page!.context().close(), customers!.context().close()]);
  });
});
