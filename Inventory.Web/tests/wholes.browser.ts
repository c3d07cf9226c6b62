import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, close, closePages, eventually, Gateway, openAs, screenshot, skipped } from "./harness";

describe.skipIf(skipped)(`wholes${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let root = "";

  beforeAll(async () => {
    gateway = await Gateway.startSecured();
    root = await gateway.token("root");
    for (const name of ["Room A", "Room B", "Room C"]) await gateway.resource(name, "cars", root);
  });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  it("an operator makes a hall of rooms; what the hall takes is marked on its rooms, and opens that of the hall", async () => {
    const page = await openAs(gateway, "root", "/run");
    await page.getByLabel("Type").selectOption("cars");
    await page.getByLabel("Name", { exact: true }).fill("Hall");
    // By keys alone.
    await page.locator("summary", { hasText: "Made of parts" }).press("Enter");
    for (const room of ["Room A", "Room C"]) await page.getByRole("checkbox", { name: room, exact: true }).press("Space");
    await screenshot(page, "whole-form");
    await page.getByRole("button", { name: "Add", exact: true }).press("Enter");
    await page.getByText("Hall is there.").waitFor();
    const cards = page.locator(".cards li");
    const words = async () => Object.fromEntries((await cards.all()).length ? await Promise.all((await cards.all()).map(async (card) => [(await card.locator("span").first().innerText()).split("\n")[0], (await card.locator("small").allInnerTexts()).join()])) : []);
    await eventually(words, (all) => JSON.stringify(all) === JSON.stringify({ "Room A": "Part of Hall", "Room B": "", "Room C": "Part of Hall", Hall: "Made of Room A, Room C" }));
    // A hall is no part of another one.
    await eventually(() => page.locator(".parts label").allInnerTexts(), (all) => all.join() === "Room A,Room B,Room C");
    await cards.filter({ hasText: "Made of" }).getByRole("button", { name: "Rename: Hall" }).click();
    await page.getByText("Its parts do not change.").waitFor();
    await screenshot(page, "whole-list");

    const hall = (await gateway.call<{ id: string; name: string }[]>("GET", "/api/cars", undefined, root)).find(({ name }) => name === "Hall")!;
    await gateway.call("POST", `/api/cars/${hall.id}/allocations`, { from_datetime: at(10), to_datetime: at(14), allocation_type: "booking", description: "Wedding" }, root);
    await page.goto(`${gateway.url}/?date=${at(0).slice(0, 10)}&zone=UTC&view=day`);
    await page.locator(".tl-name", { hasText: "Made of Room A, Room C" }).waitFor();
    const marked = page.locator(".tl-bar", { hasText: "⊂" });
    await eventually(() => marked.count(), (count) => count === 2);
    expect(await marked.first().getAttribute("title")).toContain("Belongs to Hall");
    await screenshot(page, "whole-timeline");
    await marked.first().click();
    await page.getByText("It belongs to Hall, and changes with it.").waitFor();
    await page.getByRole("button", { name: "Open that of Hall" }).click();
    await page.getByRole("complementary", { name: "Hall" }).getByLabel("Description").waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${gateway.url}/run`);
    await page.getByText("Made of Room A, Room C").waitFor();
    await page.locator("summary", { hasText: "Made of parts" }).click();
    await screenshot(page, "whole-phone");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await close(page);
  });
});
