import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, closePages, eventually, Gateway, openAs, refuse, screenshot, skipped } from "./harness";

interface Order { readonly beers: { sku: string; quantity: number }[]; readonly total: string }

describe.skipIf(skipped)(`the shop${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let root = "";

  beforeAll(async () => {
    gateway = await Gateway.startSecured();
    root = await gateway.token("root");
  });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  const beer = (sku: string, price: string, stock: number | null) => gateway.call("POST", "/api/beers", { sku, name: `Beer ${sku}`, price, stock }, root);
  const order = (token: string) => gateway.call<Order>("GET", "/api/orders/current", undefined, token);
  const quantities = async (token: string) => Object.fromEntries((await order(token)).beers.map((line) => [line.sku, line.quantity]));

  it("18: an empty, a slow and a failing shop say so", async () => {
    await gateway.customer("eve");
    const page = await openAs(gateway, "eve", "/shop");
    await page.getByText("The shop has no beers yet.").waitFor();
    await page.getByText("Your order is empty.").waitFor();
    await screenshot(page, "shop-empty");
    let isFailing = true;
    await page.route("**/api/beers", async (route) => {
      if (!isFailing) return route.continue();
      await page.locator(".skeleton").first().waitFor();
      return refuse(route);
    });
    await page.reload();
    await page.getByRole("alert").getByText("Gone.").waitFor();
    await screenshot(page, "shop-failed");
    isFailing = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("The shop has no beers yet.").waitFor();
    await close(page);
  });

  it("a customer fills the order, changes it, checks it out for the sum that is shown, and prints the invoice", async () => {
    const { token } = await gateway.customer("ann");
    await Promise.all([beer("ipa", "1.19", 20), beer("pils", "0.99", null), beer("none", "2.00", 0)]);
    const page = await openAs(gateway, "ann", "/shop");
    const aside = page.getByRole("complementary", { name: "Your order" });
    await page.getByText("Sold out").waitFor();
    expect(await page.getByRole("button", { name: "Add Beer none" }).count()).toBe(0);
    await page.getByRole("main").getByLabel("Quantity of Beer ipa").fill("3");
    await page.getByRole("button", { name: "Add Beer ipa" }).click();
    await aside.getByText("3.57 EUR").waitFor();
    await page.getByRole("button", { name: "Add Beer pils" }).click();
    await page.getByRole("button", { name: "Add Beer pils" }).click();
    await eventually(() => quantities(token), (now) => now.ipa === 3 && now.pils === 2);

    for (let press = 0; press < 3; press++) await aside.getByRole("button", { name: "One Beer pils more" }).click();
    await aside.getByLabel("Quantity of Beer ipa").fill("2");
    await aside.getByLabel("Quantity of Beer ipa").blur();
    await eventually(() => quantities(token), (now) => now.ipa === 2 && now.pils === 5);
    await aside.getByRole("button", { name: "Remove Beer pils" }).click();
    await aside.getByText("2.38 EUR").waitFor();
    expect(await quantities(token)).toEqual({ ipa: 2 });

    await page.getByRole("button", { name: "Check out" }).click();
    await page.getByRole("dialog", { name: "Buy for 2.38 EUR?" }).getByRole("button", { name: "Back" }).click();
    expect((await order(token)).total).toBe("2.38");
    await page.getByRole("button", { name: "Check out" }).click();
    await page.getByRole("button", { name: "Buy", exact: true }).click();
    await page.getByText("Bought for 2.38 EUR.").waitFor();
    await page.getByText("18 in stock").waitFor();
    await page.locator("summary", { hasText: "2 beers" }).getByText("2.38 EUR").waitFor();

    await page.getByRole("link", { name: "Account" }).click();
    await page.getByText("Amount due").getByText("2.38 EUR").waitFor();
    const [invoice] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: /^Invoice/ }).click()]);
    await invoice.getByRole("heading", { name: /^Invoice/ }).waitFor();
    expect(await invoice.getByRole("row").allInnerTexts()).toContain("2 × ipa at 1.19\t2.38");
    await close(page);
  });

  it("a request whose answer is lost is not counted twice", async () => {
    const { token } = await gateway.customer("bob");
    await beer("lost", "1.00", null);
    const page = await openAs(gateway, "bob", "/shop");
    let puts = 0;
    await page.route("**/api/orders/current", async (route) => {
      if (route.request().method() !== "PUT" || ++puts > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.getByRole("button", { name: "Add Beer lost" }).click();
    const aside = page.getByRole("complementary", { name: "Your order" });
    await aside.getByText("Beer lost").waitFor();
    await aside.getByRole("button", { name: "One Beer lost more" }).click();
    await eventually(() => quantities(token), (now) => now.lost === 2);
    expect(puts).toBe(2);
    await close(page);
  });

  it("6: a checkout without enough stock says so, and loses nothing", async () => {
    const { token } = await gateway.customer("carl");
    await beer("few", "2.00", 5);
    await gateway.call("PUT", "/api/orders/current", { sku: "few", quantity: 5 }, token);
    const page = await openAs(gateway, "carl", "/shop");
    await page.getByRole("button", { name: "Check out" }).click();
    // Somebody else buys meanwhile.
    await gateway.call("PUT", "/api/beers/few", { name: "Beer few", price: "2.00", stock: 2 }, root);
    await page.getByRole("button", { name: "Buy", exact: true }).click();
    await page.locator(".toast.is-refused").getByText("Not enough in stock: few.").waitFor();
    await page.getByRole("complementary", { name: "Your order" }).getByText("Only 2 left.").waitFor();
    expect(await quantities(token)).toEqual({ few: 5 });
    await page.getByRole("button", { name: "One Beer few less" }).click({ clickCount: 3, delay: 20 });
    await page.getByRole("button", { name: "Check out" }).click();
    await page.getByRole("dialog", { name: "Buy for 4.00 EUR?" }).getByRole("button", { name: "Buy" }).click();
    await page.getByText("Bought for 4.00 EUR.").waitFor();
    await close(page);
  });

  it("an operator adds, edits and deletes a beer, and reads why not", async () => {
    const page = await openAs(gateway, "root", "/shop");
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "Add a beer" }).click();
    await dialog.getByLabel("SKU").fill("a/b");
    await dialog.getByLabel("Name").fill("Odd one");
    await dialog.getByLabel("Price").fill("1.5");
    await dialog.getByLabel("Picture").fill("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><rect width='1' height='1'/></svg>");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("alert").getByText("two places").waitFor();
    await dialog.getByLabel("Price").fill("1.50");
    await dialog.getByRole("button", { name: "Save" }).click();
    const card = page.locator(".tile", { has: page.getByRole("heading", { name: "Odd one" }) });
    await eventually(() => card.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth), (width) => width > 0);

    await page.getByRole("button", { name: "Edit Odd one" }).click();
    await dialog.getByLabel("Stock").fill("7");
    await dialog.getByRole("button", { name: "Save" }).click();
    await card.getByText("7 in stock").waitFor();
    await page.getByRole("button", { name: "Delete: Odd one" }).click();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("Odd one is deleted.").waitFor();
    await eventually(() => card.count(), (count) => count === 0);
    await close(page);
  });
});
