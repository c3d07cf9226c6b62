import { afterAll, beforeAll, describe, expect, it } from "vitest";
import ICAL from "ical.js";
import type { Page } from "playwright-core";
import { aSecond, at, close, closePages, drag, eventually, Gateway, isStream, open, openAs, password, pointAt, screenshot, skipped } from "./harness";

/** Settings that declare an attribute of trucks. */
const attribute = (index: number, name: string, ...settings: string[]): string[] =>
  ["Name", name, "Public", "true", ...settings].map((word, place) => (place % 2 === 0 ? `--Inventory:Types:2:Attributes:${index}:${word}` : word));

describe.skipIf(skipped)(`customers${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let root = "";

  beforeAll(async () => {
    gateway = await Gateway.startSecured(...attribute(0, "colour", "Values:0", "red", "Values:1", "blue"), ...attribute(1, "seats", "Type", "integer"));
    root = (await gateway.call<{ token: string }>("POST", "/api/users/login", { username: "root", password })).token;
    await gateway.resource("Car 0", "cars", root);
    for (const username of ["ann", "bob"]) await gateway.call("POST", "/api/users/register", { username, mail: `${username}@example.org`, password });
  });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  async function signedIn(username: string, path = "/", viewport = { width: 1280, height: 800 }): Promise<Page> {
    const page = await openAs(gateway, username, path, { viewport });
    await page.locator(".tl-row, .agenda-row").first().waitFor();
    return page;
  }

  const barsIn = (page: Page, name: string) => page.locator(".tl-row", { has: page.getByRole("rowheader", { name, exact: true }) }).locator(".tl-bar:not(.is-pending)");

  it("signs in by a cookie that no script reads, and shows what is wrong", async () => {
    const page = await open(gateway.url);
    await page.getByLabel("User name").fill("ann");
    await page.getByLabel("Password").fill("wrong password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("alert").getByText("No user has this name").waitFor();
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.locator(".tl-row").first().waitFor();
    expect(await page.evaluate(() => document.cookie)).toBe("");
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain("it_");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("User name").waitFor();
    await close(page);
  });

  it("8: sees the booking of another within a second, and not whose it is", async () => {
    await gateway.resource("Car 8", "cars", root);
    // Tomorrow: a customer books nothing that has begun.
    const tomorrow = `/?date=${at(0, 1).slice(0, 10)}&zone=UTC&view=day`;
    const [ann, bob] = [await signedIn("ann", tomorrow), await signedIn("bob", tomorrow)];
    await Promise.all([bob.waitForResponse(isStream), bob.reload()]);
    await pointAt(bob, "Car 8", 24 + 20);
    await drag(ann, await pointAt(ann, "Car 8", 24 + 21), await pointAt(ann, "Car 8", 24 + 23));
    await ann.mouse.up();
    await ann.getByText("Car 8 is held").waitFor();
    await eventually(() => barsIn(bob, "Car 8").count(), (bars) => bars === 1, aSecond());
    expect(await barsIn(bob, "Car 8").getAttribute("class")).toContain("is-foreign");
    expect(await barsIn(bob, "Car 8").innerText()).toBe("Taken");
    expect(await barsIn(ann, "Car 8").getAttribute("class")).toContain("is-held");
    await Promise.all([close(ann), close(bob)]);
  });

  it("14: quote, hold and charge are the same to the cent", async () => {
    await gateway.resource("Car 14", "lorries", root);
    const page = await signedIn("ann");
    await page.getByRole("link", { name: "Book" }).click();
    await page.getByLabel("What").selectOption("lorries");
    await page.getByLabel("From").fill(at(10, 30).slice(0, 16));
    await page.getByLabel("To", { exact: true }).fill(at(13, 30).slice(0, 16));
    await page.getByRole("button", { name: "What is free?" }).click();
    const quoted = /([\d.]+) EUR/.exec(await page.getByRole("heading", { name: "EUR" }).innerText())![1];
    await page.getByRole("button", { name: "Hold" }).click();
    const booking = page.locator("li", { hasText: `${quoted} EUR` });
    await booking.getByText("Car 14").waitFor();
    await booking.getByRole("button", { name: "Confirm" }).click();
    await booking.getByText("Confirmed").waitFor();
    expect(await booking.innerText()).toContain(`${quoted} EUR`);
    const token = (await gateway.call<{ token: string }>("POST", "/api/users/login", { username: "ann", password })).token;
    expect((await gateway.call<{ balance: string }>("GET", "/api/account", undefined, token)).balance).toBe(quoted);

    await booking.getByRole("button", { name: "Change" }).click();
    await booking.getByLabel("To", { exact: true }).fill(at(14, 30).slice(0, 16));
    await booking.getByRole("button", { name: "Save" }).click();
    const more = /It costs ([\d.]+) EUR more/.exec(await page.getByRole("dialog").innerText())![1]!;
    await page.getByRole("button", { name: "Change it" }).click();
    const total = (Number(quoted) + Number(more)).toFixed(2);
    await page.locator("li", { hasText: `${total} EUR` }).waitFor();
    expect((await gateway.call<{ balance: string }>("GET", "/api/account", undefined, token)).balance).toBe(total);
    await close(page);
  });

  it("finds what is free by what it has", async () => {
    for (const [name, colour, seats] of [["Red", "red", 5], ["Blue", "blue", 5], ["Small", "red", 2]] as const) await gateway.call("POST", "/api/trucks", { name, attributes: { colour, seats } }, root);
    const page = await signedIn("bob");
    await page.getByRole("link", { name: "Book" }).click();
    await page.getByLabel("What").selectOption("trucks");
    await page.getByLabel("colour").selectOption("red");
    await page.getByLabel("seats").fill("5");
    await page.getByRole("button", { name: "What is free?" }).click();
    await page.getByText("1 is free").waitFor();
    expect(await page.locator("section", { hasText: "1 is free" }).locator("li").innerText()).toContain("Red");
    await close(page);
  });

  /** What a calendar program sees, by name. */
  async function subscribe(address: string) {
    const answer = await fetch(address);
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    const events = new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
    return events.map((event) => ({ summary: event.summary, location: event.location, from: event.startDate.toJSDate().toISOString(), to: event.endDate.toJSDate().toISOString() }));
  }

  it("creates an address for a calendar program, which reads the bookings there until it is revoked", async () => {
    const car = await gateway.resource("Car feed", "cars", root);
    const { token } = await gateway.customer("fay");
    await gateway.call("POST", "/api/bookings", { items: [{ resource: `cars/${car}`, from_datetime: at(10, 40), to_datetime: at(12, 40) }] }, token);
    const page = await openAs(gateway, "fay", "/book", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("button", { name: "Addresses" }).click();
    await page.getByText("There are no addresses yet.").waitFor();
    await page.getByLabel("Where it is used").fill("Phone");
    await page.getByRole("button", { name: "Create an address" }).click();
    await page.getByText("It is not shown again.").waitFor();
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("The address is copied.").waitFor();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    expect(await subscribe(address)).toEqual([{ summary: "booking", location: "Car feed", from: at(10, 40).replace("Z", ".000Z"), to: at(12, 40).replace("Z", ".000Z") }]);
    await page.getByRole("button", { name: "Done" }).click();
    await page.reload();
    await page.getByRole("button", { name: "Addresses" }).click();
    await page.getByRole("button", { name: "Revoke Phone" }).click();
    expect(await page.content()).not.toContain(address.split("=")[1]);
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("There are no addresses yet.").waitFor();
    expect((await fetch(address)).status).toBe(401);
    await close(page);
  });

  it("a calendar program reads the times and texts that were written, also when the clocks change", async () => {
    const zones = ["Europe/Copenhagen", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo", "UTC"];
    const starts = ["2027-03-14T06:30", "2027-03-14T07:30", "2027-03-28T00:30", "2027-03-28T01:30", "2027-04-03T14:30", "2027-04-03T15:30", "2027-10-31T00:30", "2027-10-31T01:30", "2027-11-07T05:30", "2027-11-07T06:30", "2028-07-01T12:00", "2040-02-29T23:00"];
    for (const zone of zones) {
      const runway = await gateway.resource(zone, "runways", root);
      await gateway.call("PUT", `/api/runways/${runway}/policy`, { hours: { time_zone: zone } }, root);
      const written = starts.map((start, n) => {
        const from = new Date(`${start}:00.000Z`);
        return { summary: `a: ${"😀".repeat(n * 5)};,\\ n ${start}`, location: zone, from: from.toISOString(), to: new Date(from.getTime() + 1_800_000).toISOString() };
      });
      for (const { summary, from, to } of written) await gateway.call("POST", `/api/runways/${runway}/allocations`, { from_datetime: from, to_datetime: to, allocation_type: "a", description: summary.slice(3), override: ["hours"] }, root);
      const { token } = await gateway.call<{ token: string }>("POST", "/api/calendar-tokens", undefined, root);
      expect(await subscribe(`${gateway.url}/api/runways/${runway}/calendar.ics?token=${token}`)).toEqual(written);
      const busy = new ICAL.Component(ICAL.parse(await (await fetch(`${gateway.url}/api/runways/${runway}/freebusy.ics?token=${token}`)).text())).getFirstSubcomponent("vfreebusy")!;
      expect(busy.getAllProperties("freebusy").length).toBeGreaterThan(5);
    }
  });

  it("16: sees no page of operators, and its address says why", async () => {
    const page = await signedIn("ann");
    expect(await page.getByRole("link", { name: "Run" }).count()).toBe(0);
    await page.goto(`${gateway.url}/run`);
    await page.getByRole("heading", { name: "This page is for operators" }).waitFor();
    await close(page);
  });

  it("17: who had it, and why somebody was refused, is one click away", async () => {
    const car = await gateway.resource("Car 17", "cars", root);
    const tokens = await Promise.all(["ann", "bob"].map(async (username) => (await gateway.call<{ token: string }>("POST", "/api/users/login", { username, password })).token));
    const want = (token: string, from: number, to: number) => gateway.call<{ id: string }>("POST", "/api/bookings", { items: [{ resource: `cars/${car}`, from_datetime: at(from, 2), to_datetime: at(to, 2) }] }, token);
    const booking = await want(tokens[1]!, 10, 12);
    await expect(want(tokens[0]!, 11, 13)).rejects.toThrow("409");
    await gateway.call("DELETE", `/api/bookings/${booking.id}`, undefined, tokens[1]);

    const page = await signedIn("root");
    await page.getByRole("button", { name: "Car 17", exact: true }).click();
    const refused = page.locator(".history li.is-refusal");
    await refused.waitFor();
    expect(await refused.innerText()).toContain("ann");
    expect(await refused.innerText()).toMatch(/Was refused: .*11:00\s*–\s*13:00/);
    expect(await refused.innerText()).toMatch(/Taken by bob: booking, .*10:00\s*–\s*12:00/);
    expect(await page.locator(".history li").count()).toBe(4);
    await screenshot(page, "history-1280-light");
    // A minute is enough to name a moment.
    await page.getByLabel("Until").fill(new Date(Date.now() - 60 * 60_000).toISOString().slice(0, 16));
    await page.getByText("Nothing happened until then.").waitFor();
    await close(page);
    // Names are for admins; others see the end of the id.
    const operator = await gateway.customer("olga");
    await gateway.call("PUT", `/api/users/${operator.id}/role`, { role: "operator" }, root);
    const desk = await signedIn("olga");
    await desk.getByRole("button", { name: "Car 17", exact: true }).click();
    await desk.locator(".history li.is-refusal").waitFor();
    expect(await desk.locator(".history").innerText()).toMatch(/Taken by …[\da-f]{8}: booking/);
    await close(desk);
    const ann = await signedIn("ann");
    expect(await ann.locator(".tl-name button").count()).toBe(0);
    await close(ann);
  });

  it("an admin adds, renames and deletes resources, sees why not, and gives roles", async () => {
    const page = await signedIn("root");
    await page.getByRole("link", { name: "Run" }).click();
    await page.getByLabel("Type").selectOption("runways");
    await page.getByLabel("Name", { exact: true }).fill("North");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("North is there.").waitFor();
    // The form is empty again when the place has been read.
    await eventually(() => page.getByLabel("Name", { exact: true }).inputValue(), (name) => name === "");
    await page.getByLabel("Name", { exact: true }).fill("North");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("The name is taken").waitFor();
    await page.getByRole("button", { name: "Rename: North" }).click();
    await page.getByLabel("Name", { exact: true }).nth(1).fill("South");
    // By the key: the message that stays may lie above the button.
    await page.getByRole("button", { name: "Save" }).press("Enter");
    await page.getByRole("button", { name: "Delete: South" }).waitFor();
    const [runway] = await gateway.call<{ id: string }[]>("GET", "/api/runways?name=South", undefined, root);
    const made = await gateway.call<{ id: string }>("POST", `/api/runways/${runway!.id}/allocations`, { from_datetime: at(10, 1), to_datetime: at(11, 1), allocation_type: "works" }, root);
    await page.getByRole("button", { name: "Delete: South" }).click();
    await page.getByText("The resource is in use").waitFor();
    await gateway.call("DELETE", `/api/runways/${runway!.id}/allocations/${made.id}`, undefined, root);
    await page.getByRole("button", { name: "Delete: South" }).click();
    await page.getByText("South is deleted.").waitFor();

    await gateway.call("POST", "/api/users/register", { username: "carla", mail: "carla@example.org", password });
    await page.getByRole("link", { name: "People" }).click();
    await page.getByLabel("User name").fill("carla");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByLabel("Role of carla").selectOption("operator");
    await page.getByText("carla is Operator now.").waitFor();
    const token = (await gateway.call<{ token: string }>("POST", "/api/users/login", { username: "carla", password })).token;
    expect((await gateway.call<{ role: string }>("GET", "/api/users/me", undefined, token)).role).toBe("operator");
    await close(page);
  });

  it("12: books on a phone without scrolling the page sideways", async () => {
    const page = await signedIn("bob", "/", { width: 390, height: 800 });
    for (const [path, ready] of [["/", ".agenda-row"], ["/book", ".form"]] as const) {
      await page.goto(`${gateway.url}${path}`);
      await page.locator(ready).first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
    await page.getByRole("button", { name: "What is free?" }).click();
    await page.getByRole("button", { name: "Hold" }).first().click();
    await page.getByRole("button", { name: "Confirm" }).first().click();
    await page.getByText("Confirmed").first().waitFor();
    await close(page);
  });
});
