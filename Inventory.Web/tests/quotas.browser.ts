import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, close, closePages, drag, Gateway, openAs, pointAt, screenshot, skipped } from "./harness";

const quota = (index: number, settings: Record<string, string>): string[] => Object.entries(settings).flatMap(([name, value]) => [`--Inventory:Quotas:${index}:${name}`, value]);

describe.skipIf(skipped)(`quotas${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let root = "";

  beforeAll(async () => {
    gateway = await Gateway.startSecured(
      ...quota(0, { name: "week", of: "customer", "types:0": "cars", measure: "hours", per: "P7D", limit: "3" }),
      ...quota(1, { name: "at-once", of: "customer", "types:0": "cars", measure: "count", per: "active", limit: "5" }),
    );
    root = await gateway.token("root");
    await gateway.customer("ann");
    await gateway.resource("Car 1", "cars", root);
  });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  it("a refusal says in words how much is used, in the timeline and on Book; the account shows every quota", async () => {
    const page = await openAs(gateway, "ann", `/?date=${at(0, 1).slice(0, 10)}&zone=UTC&view=day`);
    // Hours count from the begin of today.
    await drag(page, await pointAt(page, "Car 1", 34), await pointAt(page, "Car 1", 36));
    await page.mouse.up();
    await page.getByText("Car 1 is held").waitFor();
    await drag(page, await pointAt(page, "Car 1", 38), await pointAt(page, "Car 1", 40));
    await page.mouse.up();
    await page.getByText(/The quota week allows 3 hours: 2 are used, and this would add 2\. From \w{3} \d+ \w{3},? \d\d:\d\d on it is possible\./).waitFor();
    expect(await page.getByRole("button", { name: "Book anyway" }).count()).toBe(0);
    await screenshot(page, "quota-refused");

    await page.goto(`${gateway.url}/book`);
    await page.getByLabel("From", { exact: true }).fill(at(16, 1).slice(0, 16));
    await page.getByLabel("To", { exact: true }).fill(at(20, 1).slice(0, 16));
    await page.getByRole("button", { name: "What is free?" }).click();
    await page.getByRole("button", { name: "Hold" }).first().click();
    await page.getByText("The quota week allows 3 hours").waitFor();

    await page.goto(`${gateway.url}/account`);
    await page.getByText("1 of 5 bookings at once").waitFor();
    await page.getByText("2 of 3 hours in 7 days").waitFor();
    expect(await page.getByRole("meter", { name: "week" }).getAttribute("value")).toBe("2");
    await screenshot(page, "quota-account");
    await close(page);
  });
});
