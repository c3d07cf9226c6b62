import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aSecond, at, close, closePages, drag, eventually, Gateway, GatewayProcess, isStream, open, openFirst, pointAt, refuse, screenshot, skipped } from "./harness";

describe.skipIf(skipped)(`the timeline${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let count = 0;
  const newCar = async () => { const name = `Car ${++count}`; return { name, id: await gateway.resource(name) }; };
  const allocate = (id: string, from: number, to: number, more: object = {}) =>
    gateway.call<{ id: string }>("POST", `/api/cars/${id}/allocations`, { from_datetime: at(from), to_datetime: at(to), allocation_type: "booking", ...more });

  const lots = "--Inventory:Types:6";
  beforeAll(async () => { gateway = await Gateway.start(`${lots}:Name`, "Lot", `${lots}:Path`, "lots", `${lots}:Kind`, "pool"); });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  it("18: an empty place says so, and shows what is added without a reload", async () => {
    const page = await open(gateway.url);
    await page.getByRole("heading", { name: "There are no resources yet." }).waitFor();
    await screenshot(page, "empty");
    const car = await newCar();
    await page.getByRole("rowheader", { name: car.name, exact: true }).waitFor();
    await close(page);
  });

  it("18: a place that is slow or fails says so", async () => {
    const page = await open("about:blank");
    let fail = () => {};
    const isSeen = new Promise<void>((resolve) => (fail = resolve));
    await page.route("**/api/types", async (route) => { await isSeen; await refuse(route); });
    await page.goto(gateway.url);
    await page.locator(".skeleton").waitFor();
    await screenshot(page, "slow");
    fail();
    await page.getByRole("heading", { name: "The timeline could not be loaded." }).waitFor();
    await screenshot(page, "failed");
    await page.unroute("**/api/types");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".tl-row").first().waitFor();
    await close(page);
  });

  it("1: a first visitor books a car by one drag", async () => {
    const car = await newCar();
    const page = await open(gateway.url);
    await drag(page, await pointAt(page, car.name, 10), await pointAt(page, car.name, 12));
    await page.mouse.up();
    await page.getByText(`${car.name} is booked`).waitFor();
    const [made] = await eventually(() => gateway.allocations(car.id), (all) => all.length === 1);
    expect([made!.from_datetime, made!.to_datetime]).toEqual([at(10), at(12)]);
    await close(page);
  });

  it("2: the first load is small, from here alone, under a strict policy", async () => {
    await newCar();
    const page = await openFirst("about:blank");
    const hosts = new Set<string>();
    let bytes = 0;
    page.on("response", async (response) => {
      if (new URL(response.url()).protocol === "data:") return;
      hosts.add(new URL(response.url()).origin);
      if (!/\.(js|css|svg)$|\/$/.test(new URL(response.url()).pathname)) return;
      const { length } = gzipSync(await response.body());
      bytes += length;
    });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    const first = await page.goto(gateway.url);
    await page.locator(".tl-row").first().waitFor();
    await eventually(async () => bytes, (found) => found > 30_000);
    expect([...hosts]).toEqual([gateway.url]);
    expect(bytes).toBeLessThan(120_000);
    const policy = first!.headers()["content-security-policy"]!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(errors).toEqual([]);
    const asset = await page.evaluate(() => document.querySelector<HTMLScriptElement>("script[src]")!.src);
    expect((await page.request.head(asset)).headers()["cache-control"]).toContain("immutable");
    await close(page);
  });

  it("4: zooming keeps the moment under the pointer", async () => {
    const car = await newCar();
    const page = await open(gateway.url);
    const before = await pointAt(page, car.name, 9);
    await page.mouse.move(before.x, before.y);
    await page.keyboard.down("Control");
    for (let turn = 0; turn < 10; turn++) {
      await page.mouse.wheel(0, 200);
      expect(Math.abs((await pointAt(page, car.name, 9)).x - before.x)).toBeLessThan(1.5);
    }
    for (let turn = 0; turn < 14; turn++) await page.mouse.wheel(0, -400);
    await page.keyboard.up("Control");
    expect(Math.abs((await pointAt(page, car.name, 9)).x - before.x)).toBeLessThan(1.5);
    await close(page);
  });

  it("5: a drag moves, resizes, and goes to another row; Escape undoes it; slot types snap", async () => {
    const [car, other] = [await newCar(), await newCar()];
    await allocate(car.id, 8, 10);
    const page = await open(gateway.url);
    const timesOf = async (id: string) => (await gateway.allocations(id)).map((one) => [one.from_datetime, one.to_datetime]);

    await drag(page, await pointAt(page, car.name, 9), await pointAt(page, car.name, 14));
    await page.keyboard.press("Escape");
    await page.mouse.up();
    expect(await timesOf(car.id)).toEqual([[at(8), at(10)]]);

    await drag(page, await pointAt(page, car.name, 9), await pointAt(page, car.name, 14));
    await page.mouse.up();
    await eventually(() => timesOf(car.id), (times) => times[0]?.[0] === at(13) && times[0]?.[1] === at(15));
    const end = await pointAt(page, car.name, 15);
    await drag(page, { x: end.x - 3, y: end.y }, await pointAt(page, car.name, 18));
    await page.mouse.up();
    await eventually(() => timesOf(car.id), (times) => times[0]?.[0] === at(13) && times[0]?.[1] === at(18));

    const { id } = (await gateway.allocations(car.id))[0]!;
    await drag(page, await pointAt(page, car.name, 14), await pointAt(page, other.name, 14));
    await eventually(() => page.locator(".tl-row.is-target").count(), (rows) => rows > 1);
    await page.mouse.up();
    await eventually(() => timesOf(other.id), (times) => times[0]?.[0] === at(13) && times[0]?.[1] === at(18));
    // It is the same one, and there is no moment at which both have it.
    expect([(await gateway.allocations(other.id)).map((one) => one.id), await timesOf(car.id)]).toEqual([[id], []]);

    const runway = await gateway.resource("Runway 1", "runways");
    await page.reload();
    await page.locator(".tl-row").first().waitFor();
    const from = await pointAt(page, "Runway 1", 10.1);
    await drag(page, from, await pointAt(page, "Runway 1", 10.9));
    await page.mouse.up();
    const [slot] = await eventually(() => gateway.allocations(runway, "runways"), (all) => all.length === 1);
    expect([slot!.from_datetime, slot!.to_datetime]).toEqual([at(10), at(11)]);
    await close(page);
  });

  it("6: what is refused returns, with the reason in words and the alternatives one click away", async () => {
    const car = await newCar();
    const page = await open(gateway.url);
    // Somebody else is first while the request is on its way: the page learns it by the refusal.
    await page.route("**/allocations", async (route) => { await allocate(car.id, 10, 12); await route.continue(); }, { times: 1 });
    await drag(page, await pointAt(page, car.name, 10), await pointAt(page, car.name, 11));
    await page.mouse.up();
    const toast = page.locator(".toast.is-refused");
    await toast.getByText("The time is taken").waitFor();
    expect(await toast.getByRole("button").count()).toBe(4);
    await toast.getByRole("button").first().click();
    await eventually(() => gateway.allocations(car.id), (all) => all.length === 2);
    await close(page);
  });

  it("7: a retry after a cut line is one allocation, and a stale edit shows both versions", async () => {
    const car = await newCar();
    const page = await open(gateway.url);
    const keys: (string | undefined)[] = [];
    await page.route("**/allocations", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      if (keys.length > 1) return route.continue();
      // It arrives, and the answer is lost.
      await route.fetch();
      await route.abort();
    });
    await drag(page, await pointAt(page, car.name, 10), await pointAt(page, car.name, 12));
    await page.mouse.up();
    await page.getByText(`${car.name} is booked`).waitFor();
    expect(keys.length).toBe(2);
    expect(keys[0]).toBe(keys[1]);
    const [made] = await gateway.allocations(car.id);
    expect((await gateway.allocations(car.id)).length).toBe(1);

    await page.locator(`[data-bar="${made!.id}"]`).click();
    await page.getByLabel("Description").fill("mine");
    await gateway.call("PATCH", `/api/cars/${car.id}/allocations/${made!.id}`, { description: "theirs" });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("It was changed meanwhile.").waitFor();
    expect(await page.locator(".conflict").innerText()).toContain("theirs");
    await page.getByRole("button", { name: "Save mine" }).click();
    await eventually(() => gateway.allocations(car.id), (all) => all[0]!.description === "mine");
    await close(page);
  });

  it("8: another browser's booking appears within a second, also after the server was killed", async () => {
    await using gateway = await GatewayProcess.start();
    const car = { id: await gateway.resource("Car 1"), name: "Car 1" };
    const [one, two] = [await open(gateway.url), await open("about:blank")];
    const isLive = two.waitForResponse(isStream);
    await two.goto(gateway.url);
    const barsIn = (page: typeof one) => page.locator(".tl-row", { has: page.getByRole("rowheader", { name: car.name, exact: true }) }).locator(".tl-bar:not(.is-pending)");
    await pointAt(two, car.name, 10);
    await isLive;
    await drag(one, await pointAt(one, car.name, 10), await pointAt(one, car.name, 12));
    await one.mouse.up();
    await one.getByText(`${car.name} is booked`).waitFor();
    await expect(eventually(() => barsIn(two).count(), (bars) => bars === 1, aSecond())).resolves.toBe(1);

    await gateway.kill();
    await two.getByText("Live updates have been interrupted since").waitFor();
    expect(await barsIn(two).count()).toBe(1);
    await gateway.startAgain();
    await gateway.call("POST", `/api/cars/${car.id}/allocations`, { from_datetime: at(14), to_datetime: at(15), allocation_type: "booking" });
    await eventually(() => barsIn(two).count(), (bars) => bars === 2);
    await eventually(() => two.getByText("Live updates have been interrupted since").count(), (banners) => banners === 0);
    await Promise.all([close(one), close(two)]);
  });

  it("9: a hold looks held, counts down, and vanishes at its expiry", async () => {
    const car = await newCar();
    const page = await open(gateway.url);
    await allocate(car.id, 10, 14, { hold_seconds: 8 });
    const bar = page.locator(".tl-row", { has: page.getByRole("rowheader", { name: car.name, exact: true }) }).locator(".tl-bar");
    await page.locator(".tl-bar.is-held, .agenda-entry.is-firm").first().waitFor();
    const before = await bar.innerText();
    expect(before).toMatch(/0:0\d/);
    await eventually(() => bar.innerText(), (now) => now !== before);
    await eventually(() => bar.count(), (bars) => bars === 0);
    await close(page);
  });

  it("10: keys move between cells and bars, book, move, resize and undo, and each step is announced", async () => {
    const car = await newCar();
    await allocate(car.id, 10, 12);
    const page = await open(gateway.url);
    await pointAt(page, car.name, 10);
    await page.getByLabel("Find a resource").fill(car.name);
    await eventually(() => page.locator(".tl-row").count(), (rows) => rows >= 1);
    await page.getByRole("grid").focus();
    // By the mouse to a known cell; from there by keys.
    const free = await pointAt(page, car.name, 14.1);
    await page.mouse.click(free.x, free.y);
    const said = page.locator(".tl [role=status]");
    await eventually(() => said.innerText(), (words) => words.includes(car.name) && words.includes("Free"));
    await page.keyboard.press("Shift+ArrowRight");
    await eventually(() => said.innerText(), (words) => words.startsWith("Selected"));
    await page.keyboard.press("Enter");
    await eventually(() => gateway.allocations(car.id), (all) => all.length === 2);

    const bar = await pointAt(page, car.name, 11);
    await page.mouse.click(bar.x, bar.y);
    await page.keyboard.press("Escape");
    await page.getByRole("grid").focus();
    await page.keyboard.press("Alt+ArrowLeft");
    await eventually(() => said.innerText(), (words) => words.startsWith("Moves to"));
    await page.keyboard.press("Escape");
    await eventually(() => said.innerText(), (words) => words === "Undone");
    for (let press = 0; press < 4; press++) await page.keyboard.press("Alt+ArrowLeft");
    await page.keyboard.press("Control+Alt+ArrowLeft");
    await page.keyboard.press("Enter");
    const all = await eventually(() => gateway.allocations(car.id), (found) => found[0]!.from_datetime !== at(10));
    expect(Date.parse(all[0]!.from_datetime)).toBeLessThan(Date.parse(at(10)));
    expect(Date.parse(all[0]!.to_datetime) - Date.parse(all[0]!.from_datetime)).toBeLessThan(2 * 3_600_000);
    await close(page);
  });

  it("a request looks requested, and one that was missed too; the form approves", async () => {
    const lorry = async (name: string, policy: object, allocation: object) => {
      const id = await gateway.resource(name, "lorries");
      await gateway.call("PUT", `/api/lorries/${id}/policy`, policy);
      await gateway.call("POST", `/api/lorries/${id}/allocations`, allocation);
    };
    await lorry("Lorry 1", { approval: { allocation_types: ["event"] } }, { from_datetime: at(1), to_datetime: at(5), allocation_type: "event", description: "Party" });
    await lorry("Lorry 2", { check_in: { closes: "PT1M" } }, { from_datetime: new Date(Date.now() - 3_600_000).toISOString(), to_datetime: new Date(Date.now() + 7_200_000).toISOString(), allocation_type: "booking", description: "Trip" });
    const page = await open(`${gateway.url}/?date=${at(0).slice(0, 10)}&zone=UTC&view=day&type=lorries`);
    const bar = page.locator(".tl-bar.is-requested", { hasText: "? event: Party" });
    await bar.waitFor();
    expect(await page.locator(".tl-bar.is-no_show", { hasText: "⊘ Trip" }).getAttribute("title")).toContain("Nobody came");
    await bar.click();
    await page.locator(".panel .badge").getByText("Waits for an approval").waitFor();
    await screenshot(page, "requested");
    await page.getByRole("button", { name: "Approve Lorry 1" }).click();
    await page.getByText("is approved.").waitFor();
    await eventually(() => page.locator(".tl-bar.is-firm", { hasText: "event: Party" }).count(), (bars) => bars === 1);
    await close(page);
  });

  it("a pool shows its bars in lanes, how many more there are, and what is free; a form takes units, and a refusal says when too few are free", async () => {
    const lot = (await gateway.call<{ id: string }>("POST", "/api/lots", { name: "Lot A", units: 10 })).id;
    const take = (from: number, to: number, units: number) => gateway.call("POST", `/api/lots/${lot}/allocations`, { from_datetime: at(from, 1), to_datetime: at(to, 1), allocation_type: "booking", units });
    for (const from of [8, 9, 10]) await take(from, 14, 1);
    for (const _ of [1, 2, 3]) await take(10, 12, 2);
    const page = await open(`${gateway.url}/?date=${at(0, 1).slice(0, 10)}&zone=UTC&view=day&type=lots`);
    const row = page.locator(".tl-row", { has: page.getByRole("rowheader", { name: "Lot A", exact: true }) });
    await row.getByText("+3").waitFor();
    expect(await row.locator(".tl-bar").count()).toBe(3);
    const boxes = await Promise.all((await row.locator(".tl-bar").all()).map(async (bar) => (await bar.boundingBox())!.y));
    expect(new Set(boxes).size).toBe(3);
    await row.locator(".tl-free", { hasText: "1 of 10 free" }).waitFor();
    await screenshot(page, "pool");

    await page.getByRole("button", { name: "New allocation" }).click();
    const panel = page.getByRole("complementary");
    await panel.getByLabel("From").fill(at(11, 1).slice(0, 16));
    await panel.getByLabel("To", { exact: true }).fill(at(13, 1).slice(0, 16));
    await panel.getByLabel("Units").fill("4");
    await panel.getByRole("button", { name: "Book" }).click();
    const toast = page.locator(".toast.is-refused", { hasText: "Not so many units are free" });
    await toast.getByText(/Too few units are free: .*11:00\s*–\s*12:00: 1 free/).waitFor();
    await screenshot(page, "pool-refused");
    await toast.locator(".toast-actions button").first().click();
    await page.getByText("Lot A is booked").waitFor();

    await page.getByRole("button", { name: "Agenda" }).click();
    const entries = page.locator(".agenda-row", { hasText: "Lot A" }).locator("li");
    await eventually(() => entries.allInnerTexts(), (all) => all.filter((words) => words.includes("2 × booking")).length === 3 && all.some((words) => words.includes("4 × booking")));
    await close(page);
  });

  it("10: every drag has a form that does the same", async () => {
    const car = await newCar();
    const page = await open(gateway.url);
    await page.getByRole("button", { name: "New allocation" }).click();
    const panel = page.getByRole("complementary");
    await panel.getByLabel("Resource").selectOption({ label: car.name });
    await panel.getByLabel("From").fill(at(15).slice(0, 16));
    await panel.getByLabel("To", { exact: true }).fill(at(17).slice(0, 16));
    await panel.getByRole("button", { name: "Book" }).click();
    const [made] = await eventually(() => gateway.allocations(car.id), (all) => all.length === 1);
    expect([made!.from_datetime, made!.to_datetime]).toEqual([at(15), at(17)]);
    await close(page);
  });

  it("13: the zone can be switched", async () => {
    const car = await newCar();
    await allocate(car.id, 10, 12);
    const page = await open(gateway.url);
    const bar = page.locator(".tl-row", { has: page.getByRole("rowheader", { name: car.name, exact: true }) }).locator(".tl-bar");
    await bar.waitFor();
    expect(await bar.getAttribute("title")).toContain("10:00");
    await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
    await eventually(() => bar.getAttribute("title"), (title) => title!.includes("19:00"));
    await close(page);
  });

  it("15: a release can be undone for ten seconds", async () => {
    const car = await newCar();
    await allocate(car.id, 10, 12);
    const page = await open(gateway.url);
    const bars = page.locator(".tl-row", { has: page.getByRole("rowheader", { name: car.name, exact: true }) }).locator(".tl-bar");
    const release = async () => {
      await bars.click();
      await page.getByRole("button", { name: "Release" }).click();
      await eventually(() => bars.count(), (count) => count === 0);
    };
    await release();
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => bars.count(), (count) => count === 1);
    await release();
    expect((await gateway.allocations(car.id)).length).toBe(1);
    // Whoever leaves the page means it.
    await page.goto("about:blank");
    await eventually(() => gateway.allocations(car.id), (all) => all.length === 0);
    await close(page);
  });
});
