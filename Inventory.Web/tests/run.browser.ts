import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, close, closePages, eventually, Gateway, open, openAs, password, refuse, screenshot, skipped } from "./harness";

describe.skipIf(skipped)(`those who run the place${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let root = "";
  const cars: string[] = [];
  let ann: { id: string; token: string };

  beforeAll(async () => {
    // Nobody listens there.
    const endpoint = "--Inventory:Webhooks:Endpoints:0";
    gateway = await Gateway.startSecured(`${endpoint}:Url`, "http://127.0.0.1:9/hooks", `${endpoint}:Secrets:0`, `whsec_${btoa("0123456789abcdef0123456789abcdef")}`,
      "--Inventory:Webhooks:AllowHttp", "true", "--Inventory:Webhooks:AllowPrivateAddresses", "true");
    root = await gateway.token("root");
    ann = await gateway.customer("ann");
    for (const name of ["Car 1", "Car 2", "Car 3"]) cars.push(await gateway.resource(name, "cars", root));
  });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  /** Four hours of each car, from ten o'clock on that day; the price is 37.00, or more at a weekend. */
  async function book(token: string, days: number, of: readonly number[], from = at(10, days), to = at(14, days)) {
    const items = of.map((car) => ({ resource: `cars/${cars[car]}`, from_datetime: from, to_datetime: to }));
    const { id } = await gateway.call<{ id: string }>("POST", "/api/bookings", { items }, token);
    return gateway.call<{ id: string; total: string; invoice: string }>("POST", `/api/bookings/${id}/confirm`, undefined, token);
  }
  const status = async (id: string) => (await gateway.call<{ status: string }>("GET", `/api/bookings/${id}`, undefined, root)).status;

  it("an operator filters bookings, cancels an item and a booking, and reads what is refunded", async () => {
    const [mine, other] = [await book(ann.token, 20, [0, 1]), await book(root, 21, [0])];
    const page = await openAs(gateway, "root", "/run/bookings");
    const rows = page.locator("details");
    await eventually(() => rows.count(), (count) => count === 2);
    await page.getByLabel("Customer").fill("ann");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await eventually(() => rows.count(), (count) => count === 1);
    await rows.getByText("Car 1, Car 2").click();
    await rows.getByRole("button", { name: "Cancel Car 2" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel it" }).click();
    const [, price] = /Car 2.* ([\d.]+) EUR/.exec(await rows.locator("li", { hasText: "Car 2" }).innerText())!;
    await page.getByText(`Cancelled. Refunded: ${price} EUR.`).waitFor();

    await rows.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByRole("dialog", { name: "Cancel the booking?" }).getByRole("button", { name: "Keep it" }).click();
    expect(await status(mine.id)).toBe("confirmed");
    await rows.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel it" }).click();
    await page.getByText(`Cancelled. Refunded: ${mine.total} EUR.`).waitFor();
    await rows.locator("summary").getByText("Cancelled").waitFor();

    await page.getByLabel("Customer").fill("");
    await page.getByLabel("Status").selectOption("confirmed");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await eventually(() => rows.locator("summary").allInnerTexts(), (all) => all.length === 1 && all[0]!.includes("root"));
    expect(await status(other.id)).toBe("confirmed");
    await close(page);
  });

  it("a booking is confirmed for a customer, and one that has begun is returned", async () => {
    const held = await gateway.call<{ id: string }>("POST", "/api/bookings", { items: [{ resource: `cars/${cars[2]}`, from_datetime: at(10, 22), to_datetime: at(12, 22) }] }, ann.token);
    const begun = await book(root, 0, [2], new Date(Date.now() - 3_600_000).toISOString(), new Date(Date.now() + 7_200_000).toISOString());
    const page = await openAs(gateway, "root", "/run/bookings");
    const row = (name: string) => page.locator("details", { hasText: name });
    await row("Held").locator("summary").click();
    await row("Held").getByRole("button", { name: "Confirm" }).click();
    await page.getByText("Confirmed. Charged: ").waitFor();
    expect(await status(held.id)).toBe("confirmed");
    await page.locator("summary", { hasText: "Car 3" }).first().click();
    await page.getByRole("button", { name: "Record the return" }).click();
    await page.getByText("Returned. The rest of the time is free.").waitFor();
    expect(await status(begun.id)).toBe("returned");
    await close(page);
  });

  /** A runway has no price, so that a customer requests it directly. */
  const runway = async (name: string, policy: object) => {
    const id = await gateway.resource(name, "runways", root);
    await gateway.call("PUT", `/api/runways/${id}/policy`, policy, root);
    return id;
  };
  const request = (id: string, token: string, from: string, to: string, more: object = {}) => gateway.call<{ id: string }>("POST", `/api/runways/${id}/allocations`, { from_datetime: from, to_datetime: to, allocation_type: "booking", ...more }, token);

  it("requests appear at once, are approved, and declined with a reason; nobody decides an own one; a failure says so", async () => {
    const id = await runway("North", { approval: { within: "P2D" } });
    const page = await openAs(gateway, "root", "/run/approvals");
    await page.getByText("Nothing waits for an approval.").waitFor();
    await screenshot(page, "approvals-empty");
    const first = await request(id, ann.token, at(10, 30), at(11, 30), { description: "Glider" });
    const rows = page.locator("li.approval");
    await rows.getByText("Glider").waitFor();
    await rows.getByText("ann").waitFor();
    expect(await page.getByRole("link", { name: "Approvals" }).innerText()).toContain("1");
    await page.getByRole("button", { name: "Approve North" }).click();
    await page.getByText(/North, .* is approved\./).waitFor();
    await page.getByText("Nothing waits for an approval.").waitFor();
    const statusOf = async () => (await gateway.allocations(id, "runways", root)).map((one) => [one.id, one.status]);
    expect(await statusOf()).toEqual([[first.id, "firm"]]);

    await request(id, ann.token, at(12, 30), at(13, 30));
    await page.getByRole("button", { name: "Decline North" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("It is painted that day");
    await screenshot(page, "approvals-decline");
    await dialog.getByRole("button", { name: "Decline" }).click();
    await page.getByText(/North, .* is declined\./).waitFor();
    expect(await statusOf()).toEqual([[first.id, "firm"]]);
    expect(JSON.stringify(await gateway.call("GET", `/api/runways/${id}/history`, undefined, root))).toContain("It is painted that day");

    await request(id, root, at(14, 30), at(15, 30));
    await page.getByRole("button", { name: "Approve North" }).click();
    await page.locator(".toast.is-refused").getByText("Somebody else has to decide what you requested yourself.").waitFor();
    await rows.getByText("Staff").waitFor();
    // Without the stream, so that the list is not read again by itself.
    await page.route(/\/api\/(approvals|events)/, refuse);
    await page.reload();
    await page.getByRole("alert").getByText("Gone.").waitFor();
    await screenshot(page, "approvals-failed");
    await page.unrouteAll();
    await page.getByRole("button", { name: "Try again" }).click();
    await rows.waitFor();
    await close(page);
  });

  it("a series is previewed with what is in its way, made, taken again and released from an occurrence on", async () => {
    const id = await gateway.resource("Hall", "runways", root);
    const way = await gateway.call<{ id: string }>("POST", `/api/runways/${id}/allocations`, { from_datetime: at(9, 67), to_datetime: at(10, 67), allocation_type: "works" }, root);
    const count = async () => (await gateway.allocations(id, "runways", root)).length;
    const page = await openAs(gateway, "root", "/run/series");
    await page.getByText("There are no series yet.").waitFor();
    await page.getByRole("button", { name: "New series" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Resource").selectOption({ label: "Hall" });
    await dialog.getByLabel("Time zone").fill("UTC");
    await dialog.getByLabel("First begin").fill(at(9, 60).slice(0, 16));
    await dialog.getByLabel("How many times").fill("4");
    await dialog.getByLabel("Description").fill("Choir");
    await dialog.getByRole("button", { name: "Preview" }).click();
    await dialog.getByRole("alert").getByText("1 of the occurrences cannot be had. Nothing was changed.").waitFor();
    await dialog.getByText(/another allocation.*Nearest free time/).waitFor();
    await dialog.getByLabel("If some times are taken").selectOption("skip");
    await dialog.getByRole("button", { name: "Preview" }).click();
    await dialog.getByText("It would have 3 times.").waitFor();
    await dialog.getByText(/1 is not taken/).waitFor();
    await screenshot(page, "series-preview");
    expect(await count()).toBe(1);
    await dialog.getByRole("button", { name: "Make the series" }).click();
    await page.getByText("The series has 3 times.").waitFor();
    expect(await count()).toBe(4);

    await gateway.call("DELETE", `/api/runways/${id}/allocations/${way.id}`, undefined, root);
    await page.locator("summary", { hasText: "Choir" }).click();
    await page.getByRole("button", { name: /^Take .* again/ }).click();
    await page.getByText("It is taken again.").waitFor();
    await eventually(count, (found) => found === 4);
    await screenshot(page, "series");
    const releases = page.getByRole("button", { name: /^Release from/ });
    await eventually(() => releases.count(), (found) => found === 4);
    await releases.nth(2).click();
    await dialog.getByRole("button", { name: "Release" }).click();
    await page.getByText("They are released.").waitFor();
    await eventually(count, (found) => found === 2);
    await page.getByRole("button", { name: "Delete the series" }).click();
    await dialog.getByRole("button", { name: "Release" }).click();
    await page.getByText("There are no series yet.").waitFor();
    expect(await count()).toBe(0);
    await close(page);
  });

  it("who is expected today is checked in with one click, and checks out itself", async () => {
    const id = await runway("South", { check_in: { opens: "PT1H", closes: "PT55M" } });
    const slot = Math.floor(Date.now() / 1_800_000) * 1_800_000;
    const time = (slots: number) => new Date(slot + slots * 1_800_000).toISOString();
    await request(id, root, time(0), time(3), { customer: ann.id, description: "Flight 7" });
    const page = await openAs(gateway, "root", "/run/today");
    const visit = page.locator("li.visit", { hasText: "South" });
    await visit.getByText("Late").waitFor();
    await visit.getByText("ann").waitFor();
    await screenshot(page, "today-late");
    await page.getByRole("button", { name: "Check in: South" }).click();
    await page.getByText("South is checked in.").waitFor();
    await visit.first().getByText("✓ Here").waitFor();
    await close(page);

    const own = await openAs(gateway, "ann", `/?type=runways&zone=UTC&view=day`);
    await own.locator(".tl-bar", { hasText: "✓ Flight 7" }).click();
    await own.getByText("✓ Checked in").waitFor();
    await screenshot(own, "check-out");
    await own.getByRole("button", { name: "Check out: South" }).click();
    await own.getByText("Checked out", { exact: false }).first().waitFor();
    const [left] = await eventually(() => gateway.allocations(id, "runways", root), (all) => Date.parse(all[0]!.to_datetime) < slot + 3 * 1_800_000);
    expect(Date.parse(left!.to_datetime) - slot).toBeGreaterThan(0);
    await close(own);
  });

  it("a list goes on where the Link header says", async () => {
    await book(ann.token, 23, [0]);
    const page = await openAs(gateway, "root", "/run/keys");
    await page.route("**/api/bookings?*", (route) => route.continue({ url: route.request().url().replace("limit=100", "limit=2") }));
    await page.getByRole("link", { name: "Bookings" }).click();
    const rows = page.locator("details");
    await eventually(() => rows.count(), (count) => count === 2);
    const { length } = await gateway.call<unknown[]>("GET", `/api/bookings?from=${at(0)}`, undefined, root);
    for (let shown = 2; shown < length; shown += 2) {
      await page.getByRole("button", { name: "Show more" }).click();
      await eventually(() => rows.count(), (count) => count === Math.min(shown + 2, length));
    }
    await eventually(() => page.getByRole("button", { name: "Show more" }).count(), (count) => count === 0);
    await close(page);
  });

  it("an account is found by name and by invoice, and a payment settles it", async () => {
    const dora = await gateway.customer("dora");
    const { invoice, total } = await book(dora.token, 24, [0]);
    const page = await openAs(gateway, "root", "/run/accounts");
    await page.getByLabel("Customer or invoice number").fill("nobody");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("Nobody has this name.").waitFor();
    for (const typed of ["dora", invoice]) {
      await page.goto(`${gateway.url}/run/accounts`);
      await page.getByLabel("Customer or invoice number").fill(typed);
      await page.getByRole("button", { name: "Find" }).click();
      await page.getByRole("heading", { name: "dora" }).waitFor();
      await page.getByText("Amount due").getByText(`${total} EUR`).waitFor();
    }
    await page.getByLabel("Amount").fill(total);
    await page.getByLabel("Method").selectOption("cash");
    await page.getByRole("button", { name: "Record" }).click();
    await page.getByText(`A payment of ${total} EUR is recorded.`).waitFor();
    await page.getByText("Nothing is due.").waitFor();
    await page.locator("li", { hasText: `Invoice ${invoice}` }).getByText("Paid").waitFor();
    await page.goto(`${gateway.url}/api/invoices/${invoice}`);
    await page.getByText(`Car, ${at(10, 24).slice(0, 10)} 10:00 UTC to `).waitFor();
    await close(page);
  });

  it("a delivery that fails says why, and when it is tried again", async () => {
    await book(ann.token, 25, [1]);
    const page = await openAs(gateway, "root", "/run/webhooks");
    const delivery = page.locator("li", { hasText: "invoice.written" }).last();
    await eventually(async () => { await page.reload(); return delivery.innerText().catch(() => ""); }, (words) => /1 attempt.*Next attempt/s.test(words));
    await delivery.getByText("Pending").waitFor();
    await page.getByLabel("State").selectOption("failed");
    await page.getByText("No delivery has this state.").waitFor();
    await close(page);
  });

  it("an admin creates a key, copies it once, and revokes it", async () => {
    const page = await openAs(gateway, "root", "/run/keys", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByText("There are no keys.").waitFor();
    await page.getByLabel("Purpose").fill("Parking");
    await page.getByLabel("Read histories and events").check();
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByText("It is not shown again.").waitFor();
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("The key is copied.").waitFor();
    const key = await page.evaluate(() => navigator.clipboard.readText());
    expect(key).toMatch(/^ik_/);
    const read = () => fetch(`${gateway.url}/api/webhooks/deliveries`, { headers: { Authorization: `Bearer ${key}` } });
    expect((await read()).status).toBe(200);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "Revoke Parking" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("There are no keys.").waitFor();
    expect((await read()).status).toBe(401);
    await close(page);
  });

  it("an operator checks a file, imports it, and reads which rows are refused", async () => {
    const page = await openAs(gateway, "root", "/run/imports");
    await page.getByText("There are no imports yet.").waitFor();
    await page.getByLabel("Rows are").selectOption("resources");
    const csv = "name\nCar 1\nNew car\n";
    await page.getByLabel("File").setInputFiles({ name: "cars.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("2 rows: 1 good, 1 refused").waitFor();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("2 rows: 1 imported, 1 refused").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Refused rows" }).first().click()]);
    expect(readFileSync(await download.path(), "utf8")).toBe("line,reason,name\r\n2,name-taken: Another resource of the type has this name.,Car 1\r\n");
    const [exported] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Car: Resources" }).click()]);
    expect(readFileSync(await exported.path(), "utf8")).toContain(",New car,Car,");
    await page.getByLabel("File").setInputFiles({ name: "wrong.csv", mimeType: "text/csv", buffer: Buffer.from("title\nCar 1\n") });
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("Line 1: the header has").waitFor();
    await close(page);
  });

  it("an operator sees no section of admins, and its address says why; names are for admins, too", async () => {
    const { id } = await gateway.customer("otto");
    await gateway.call("PUT", `/api/users/${id}/role`, { role: "operator" }, root);
    const page = await openAs(gateway, "otto", "/run/keys");
    await page.getByRole("heading", { name: "This section is for admins" }).waitFor();
    expect(await page.getByRole("link", { name: "Keys" }).count()).toBe(0);
    await page.getByRole("link", { name: "Webhooks" }).click();
    await page.getByRole("heading", { name: "Deliveries" }).waitFor();
    await page.getByRole("link", { name: "Accounts" }).click();
    await page.getByLabel("Customer or invoice number").fill("ann");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("Only admins find customers by name").waitFor();
    await close(page);
  });

  it("the page System shows figures to an admin, and not before the sign-in", async () => {
    expect((await fetch(`${gateway.url}/metrics`)).status).toBe(401);
    const page = await open(`${gateway.url}/system`);
    await page.getByLabel("User name").fill("root");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("Of the last ten minutes").waitFor();
    await page.getByText("Active").waitFor();
    await close(page);
  });

  it("16: the page System says to a customer why not", async () => {
    const page = await openAs(gateway, "ann", "/system");
    await page.getByRole("heading", { name: "This page is for operators" }).waitFor();
    expect(await page.getByRole("link", { name: "System" }).count()).toBe(0);
    await close(page);
  });
});
