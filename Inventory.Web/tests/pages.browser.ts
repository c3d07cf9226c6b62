import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, closeBrowser, Gateway, open, openAs, screenshot, skipped } from "./harness";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const widths = [390, 1024, 1600];

/** Who sees a page, what is opened in it, and what is there then. */
const pages: readonly { path: string; who: string; click?: string; shown: string }[] = [
  { path: "/", who: "", shown: "form" },
  { path: "/", who: "root", shown: ".tl-bar.is-held" },
  { path: "/book", who: "root", shown: ".badge" },
  { path: "/shop", who: "root", shown: "aside .stepper" },
  { path: "/shop", who: "root", click: ".page-head button", shown: "dialog" },
  { path: "/account", who: "ann", shown: ".rows" },
  { path: "/run", who: "root", shown: ".cards" },
  { path: "/run/bookings", who: "root", click: "summary", shown: "details[open] button" },
  { path: "/run/accounts", who: "root", shown: "section" },
  { path: "/run/webhooks", who: "root", shown: "select" },
  { path: "/run/people", who: "root", shown: "form" },
  { path: "/run/keys", who: "root", shown: ".cards" },
  { path: "/system", who: "root", shown: ".chart canvas" },
  { path: "/run", who: "ann", shown: "h1" },
];

describe.skipIf(skipped)(`all pages${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.startSecured();
    const [root, ann] = [await gateway.token("root"), (await gateway.customer("ann")).token];
    const car = await gateway.resource("Car 1", "cars", root);
    const allocate = (from: number, to: number, more: object = {}) => gateway.call("POST", `/api/cars/${car}/allocations`, { from_datetime: at(from), to_datetime: at(to), allocation_type: "booking", ...more }, root);
    await allocate(10, 12);
    await allocate(13, 14, { hold_seconds: 600 });
    for (const [token, days] of [[root, 20], [ann, 21]] as const) {
      const { id } = await gateway.call<{ id: string }>("POST", "/api/bookings", { items: [{ resource: `cars/${car}`, from_datetime: at(10, days), to_datetime: at(12, days) }] }, token);
      await gateway.call("POST", `/api/bookings/${id}/confirm`, undefined, token);
    }
    for (const [sku, stock] of [["ipa", 3], ["stout", 0], ["pils", null]] as const) await gateway.call("POST", "/api/beers", { sku, name: `Beer ${sku}`, price: "1.19", stock }, root);
    await gateway.call("PUT", "/api/orders/current", { sku: "ipa", quantity: 5 }, root);
    await gateway.call("POST", "/api/keys", { name: "Parking", scopes: ["events"] }, root);
  });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closeBrowser(); });

  const opened = new Map<string, Promise<Page>>();

  function pageOf(who: string): Promise<Page> {
    if (!opened.has(who)) opened.set(who, who ? openAs(gateway, who, "/", { bypassCSP: true }) : open(gateway.url, { bypassCSP: true }));
    return opened.get(who)!;
  }

  /** In the dark, only the colours differ. */
  const violations = (page: Page, isDark: boolean): Promise<string[]> => page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run({ resultTypes: ["violations"], ...runOnly })).violations.map((one) => `${one.id}: ${one.nodes[0]!.html.slice(0, 200)}`);
  }, isDark ? { runOnly: ["color-contrast"] } : {});

  it.each(pages)("11: axe finds nothing on $path for $who, light and dark, at three widths, and nothing scrolls sideways", async ({ path, who, click, shown }) => {
    const page = await pageOf(who);
    await page.goto(gateway.url + path);
    if (click) await page.locator(click).first().click();
    await page.locator(shown).first().waitFor();
    await page.evaluate(axe);
    for (const width of widths)
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await screenshot(page, `${who || "nobody"}${path.replaceAll("/", "-")}${click ? "-opened" : ""}-${width}-${colorScheme}`);
        expect([colorScheme, width, ...(await violations(page, colorScheme === "dark"))]).toEqual([colorScheme, width]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
  });
});
