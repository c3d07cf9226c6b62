import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, close, closePages, Gateway, openAs, screenshot, skipped } from "./harness";

describe.skipIf(skipped)(`waiting lists${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let root = "";
  let runway = "";
  let taken = "";

  beforeAll(async () => {
    gateway = await Gateway.startSecured();
    root = await gateway.token("root");
    await gateway.customer("ann");
    runway = await gateway.resource("North", "runways", root);
    taken = (await gateway.call<{ id: string }>("POST", `/api/runways/${runway}/allocations`, { from_datetime: at(10, 1), to_datetime: at(12, 1), allocation_type: "booking" }, root)).id;
  });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  it("where nothing is free a customer waits, gets what becomes free, and accepts it", async () => {
    const page = await openAs(gateway, "ann", "/book");
    const staff = await openAs(gateway, "root", "/run/waiting");
    await staff.getByText("Nobody waits.").waitFor();
    await page.getByLabel("What").selectOption("runways");
    await page.getByLabel("From", { exact: true }).fill(at(10, 1).slice(0, 16));
    await page.getByLabel("To", { exact: true }).fill(at(12, 1).slice(0, 16));
    await page.getByRole("button", { name: "What is free?" }).click();
    await page.getByText("Nothing is free then.").waitFor();
    await screenshot(page, "waiting-none-free");
    await page.getByRole("button", { name: "Wait for one" }).click();
    await page.getByText("You are the first who waits.").waitFor();
    const own = page.locator("section", { has: page.getByRole("heading", { name: "What I wait for" }) });
    await own.getByText("Waiting · no. 1").waitFor();
    await staff.locator("li.approval").getByText("Any Runway").waitFor();
    await screenshot(staff, "waiting-run");

    await gateway.call("DELETE", `/api/runways/${runway}/allocations/${taken}`, undefined, root);
    await own.getByText(/Yours if you accept · \d+:\d\d/).waitFor();
    await screenshot(page, "waiting-granted");
    await own.getByRole("button", { name: "Accept North" }).click();
    await page.getByText(/North, .* is yours\./).waitFor();
    await own.waitFor({ state: "detached" });
    await staff.getByText("Nobody waits.").waitFor();
    expect((await gateway.allocations(runway, "runways", root)).map(({ status }) => status)).toEqual(["firm"]);
    await close(page);
    await close(staff);
  });
});
