import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { at, close, closePages, eventually, Gateway, openAs, refuse, screenshot, skipped } from "./harness";

describe.skipIf(skipped)(`empty, slow and failed${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  beforeAll(async () => { gateway = await Gateway.startSecured(); });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  const signedIn = async () => {
    const page = await openAs(gateway, "root", "/");
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    return page;
  };

  /** Holds requests back until it is called with what becomes of them; later ones pass. */
  async function hold(page: Page, url: string): Promise<(then: "continue" | "refuse") => void> {
    let release: (then: "continue" | "refuse") => void = () => {};
    let isOver = false;
    const released = new Promise<"continue" | "refuse">((resolve) => (release = resolve));
    await page.route(url, async (route) => (!isOver && (await released) === "refuse" ? refuse(route) : route.continue()));
    return (then) => { release(then); setTimeout(() => (isOver = true)); };
  }

  for (const { name, path, api, retry } of [
    { name: "book", path: "/book", api: "**/api/types", retry: "What" },
    { name: "run", path: "/run", api: "**/api/types", retry: "Type" },
  ])
    it(`18: ${name} is designed slow and failed, and goes on by "Try again"`, async () => {
      const page = await signedIn();
      const release = await hold(page, api);
      await page.goto(gateway.url + path, { waitUntil: "commit" });
      const skeleton = page.locator(".skeleton").first();
      await skeleton.waitFor({ state: "visible" });
      await screenshot(page, `${name}-slow`);
      release("refuse");
      await page.getByRole("alert").getByText("This could not be loaded.").waitFor();
      expect(await skeleton.count()).toBe(0);
      await screenshot(page, `${name}-failed`);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByLabel(retry, { exact: false }).first().waitFor();
      expect(await page.getByText("This could not be loaded.").count()).toBe(0);
      await close(page);
    });

  it("18: book is designed empty: no bookings, nothing free, and bookings that fail", async () => {
    const page = await signedIn();
    await page.goto(`${gateway.url}/book`);
    await page.getByText("You have no bookings yet.").waitFor();
    const release = await hold(page, "**/available*");
    await page.getByRole("button", { name: "What is free?" }).click();
    await page.locator(".skeleton").waitFor({ state: "visible" });
    await screenshot(page, "book-search-slow");
    release("continue");
    await page.getByText("Nothing is free then.").waitFor();
    await screenshot(page, "book-empty");
    await page.route("**/api/bookings*", refuse);
    await page.reload();
    await page.getByText("Your bookings could not be loaded.").waitFor();
    await screenshot(page, "book-bookings-failed");
    await page.unroute("**/api/bookings*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("You have no bookings yet.").waitFor();
    await close(page);
  });

  it("18: run is designed empty: no resources, nobody found", async () => {
    const page = await signedIn();
    await page.goto(`${gateway.url}/run`);
    await page.getByText("There are no resources yet. Add the first one above.").waitFor();
    await page.getByRole("link", { name: "People" }).click();
    await page.getByLabel("User name").fill("nobody");
    const release = await hold(page, "**/api/users?*");
    await page.getByRole("button", { name: "Find" }).click();
    await page.locator(".skeleton").waitFor({ state: "visible" });
    await screenshot(page, "run-search-slow");
    release("continue");
    await page.getByText("Nobody has this name.").waitFor();
    await screenshot(page, "run-empty");
    await close(page);
  });

  it("18: rows that fail to load say so above the timeline, and come by \"Try again\"", async () => {
    const token = await gateway.token("root");
    const id = await gateway.resource("Car 1", "cars", token);
    await gateway.call("POST", `/api/cars/${id}/allocations`, { from_datetime: at(10), to_datetime: at(12), allocation_type: "booking" }, token);
    const page = await signedIn();
    await page.route("**/timeline?resource=*", refuse);
    await page.goto(`${gateway.url}/?view=day`);
    await page.getByRole("alert").getByText("The timeline could not be loaded.").waitFor();
    await screenshot(page, "rows-failed");
    await page.unroute("**/timeline?resource=*");
    await page.getByRole("button", { name: "Try again" }).click();
    await eventually(() => page.locator(".tl-bar").count(), (bars) => bars === 1);
    expect(await page.getByRole("alert").count()).toBe(0);
    await close(page);
  });
});
