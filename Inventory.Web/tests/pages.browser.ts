import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, closePages, eventually, Gateway, open, openAs, screenshot, skipped } from "./harness";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The form of rules with all that it can have. */
async function fillRules(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Rules of Car 1" }).click();
  await page.getByLabel("Open", { exact: true }).selectOption("weekly");
  await page.getByLabel("Monday").fill("08:00-12:00, 13:00-18:00");
  await page.getByRole("button", { name: "Add days with other hours" }).click();
  await page.getByRole("button", { name: "Add a turnaround between two types" }).click();
  await page.getByLabel("Shortest", { exact: true }).fill("30");
  await page.getByLabel("After type").fill("booking");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.locator("[aria-invalid]").first().waitFor();
  await page.getByRole("button", { name: "Remove" }).last().click();
  await page.getByRole("button", { name: "Preview" }).click();
  await page.locator(".violations").waitFor();
}

/** What is looked at: an address, who looks, what has to be there, and what is done then. */
const pages: readonly { name: string; path: string; who?: string; shown: string; act?: (page: Page) => Promise<void> }[] = [
  { name: "sign-in", path: "/", who: "", shown: "form" },
  { name: "timeline", path: "/?view=day", shown: ".tl-bar.is-held" },
  { name: "agenda", path: "/?view=agenda", shown: ".agenda-entry.is-held" },
  { name: "filters", path: "/?view=day", shown: ".tl-bar", act: async (page) => { await page.setViewportSize(zoomed); await page.getByRole("button", { name: "Filters and zone" }).click(); } },
  { name: "form", path: "/?view=day", shown: ".tl-bar", act: (page) => page.getByRole("button", { name: "New allocation" }).click() },
  { name: "book", path: "/book", shown: ".badge", act: async (page) => { await page.getByLabel("What").selectOption("lorries"); await page.getByRole("button", { name: "What is free?" }).click(); await page.getByRole("button", { name: "Hold" }).first().waitFor(); await page.getByRole("button", { name: "Addresses" }).click(); await page.getByRole("button", { name: "Create an address" }).click(); await page.getByLabel("Address", { exact: true }).waitFor(); await page.locator(".toast").getByRole("button", { name: "Close" }).click(); } },
  { name: "shop", path: "/shop", shown: "aside .stepper" },
  { name: "beer", path: "/shop", shown: ".stepper", act: async (page) => { await page.locator(".page-head button").click(); await page.locator("dialog").waitFor(); } },
  { name: "account", path: "/account", shown: ".balance" },
  { name: "account of a customer", path: "/account", who: "ann", shown: ".rows" },
  { name: "run", path: "/run", shown: ".cards li", act: async (page) => { await page.getByRole("button", { name: "Rename" }).first().click(); await page.locator("summary", { hasText: "Made of parts" }).click(); } },
  { name: "rules", path: "/run", shown: ".cards li", act: fillRules },
  { name: "run for a customer", path: "/run", who: "ann", shown: "h1" },
  { name: "bookings", path: "/run/bookings", shown: "details", act: async (page) => { await page.locator("summary").first().click(); await page.locator("details[open] button").first().waitFor(); } },
  { name: "series", path: "/run/series", shown: "details", act: async (page) => { await page.locator("summary").first().click(); await page.locator("details[open] .is-danger").waitFor(); } },
  { name: "series-form", path: "/run/series", shown: "details", act: async (page) => { await page.getByRole("button", { name: "New series" }).click(); await page.getByLabel("First begin").fill(at(9, 50).slice(0, 16)); await page.getByRole("button", { name: "Preview" }).click(); await page.locator("dialog [role=status]").waitFor(); } },
  { name: "approvals", path: "/run/approvals", shown: ".approval" },
  { name: "waiting", path: "/run/waiting", shown: ".approval" },
  { name: "waiting of a customer", path: "/book", who: "ann", shown: "h1", act: async (page) => { await page.getByRole("heading", { name: "What I wait for" }).waitFor(); } },
  { name: "today", path: "/run/today", shown: ".visit" },
  { name: "accounts", path: "/run/accounts", shown: "section" },
  { name: "imports", path: "/run/imports", shown: ".rows", act: async (page) => { await page.getByLabel("File").setInputFiles({ name: "cars.csv", mimeType: "text/csv", buffer: Buffer.from("name\nCar 1\n") }); await page.getByRole("button", { name: "Check" }).click(); await page.getByRole("link", { name: "Refused rows" }).first().waitFor(); } },
  { name: "webhooks", path: "/run/webhooks", shown: "select" },
  { name: "people", path: "/run/people", shown: "form", act: async (page) => { await page.getByRole("button", { name: "Find" }).click(); await page.getByLabel("Role of ann").waitFor(); } },
  { name: "keys", path: "/run/keys", shown: ".cards" },
  { name: "system", path: "/system", shown: ".chart canvas" },
];

/** A desk of 1280 × 800 at 200 %. */
const zoomed = { width: 640, height: 400 };

describe.skipIf(skipped)(`everybody reaches everything${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  const opened = new Map<string, Promise<Page>>();

  beforeAll(async () => {
    gateway = await Gateway.startSecured();
    const [root, ann] = [await gateway.token("root"), (await gateway.customer("ann")).token];
    const book = async (token: string, resource: string, from: string, to: string) => gateway.call<{ id: string }>("POST", "/api/bookings", { items: [{ resource, from_datetime: from, to_datetime: to }] }, token);
    for (const [index, name] of ["Car 1", "The long name of a car that stands behind the workshop", "Car 3"].entries()) {
      const id = await gateway.resource(name, "cars", root);
      const allocate = (from: number, to: number, more: object = {}) =>
        gateway.call("POST", `/api/cars/${id}/allocations`, { from_datetime: at(from), to_datetime: at(to), allocation_type: "booking", description: "Delivery to the harbour", ...more }, root);
      await allocate(1 + index, 9);
      await allocate(10, 14, { hold_seconds: 900 });
      await book(root, `cars/${id}`, at(15, 1), at(18, 1));
      // At the end, so that it refuses nothing before.
      if (index === 2) await gateway.call("PUT", `/api/cars/${id}/policy`, { hours: { time_zone: "UTC", exceptions: [{ from: at(0, -1).slice(0, 10), to: at(0, 1).slice(0, 10), open: ["08:00-17:00"] }] } }, root);
      // Confirmed, so that each of the two has an account with an invoice.
      if (index === 0) for (const [token, days] of [[root, 20], [ann, 21]] as const) await gateway.call("POST", `/api/bookings/${(await book(token, `cars/${id}`, at(10, days), at(12, days))).id}/confirm`, undefined, token);
    }
    await book(root, `lorries/${await gateway.resource("Lorry 1", "lorries", root)}`, at(10, 2), at(12, 2));
    for (const [sku, stock] of [["ipa", 3], ["stout", 0], ["pils", null]] as const) await gateway.call("POST", "/api/beers", { sku, name: `Beer ${sku}`, price: "1.19", stock }, root);
    await gateway.call("PUT", "/api/orders/current", { sku: "ipa", quantity: 5 }, root);
    const runway = await gateway.resource("Runway 1", "runways", root);
    await gateway.call("PUT", `/api/runways/${runway}/policy`, { approval: { allocation_types: ["event"] }, check_in: { opens: "PT1H", closes: "PT55M" } }, root);
    const fly = (token: string, type: string, from: string, to: string) => gateway.call("POST", `/api/runways/${runway}/allocations`, { from_datetime: from, to_datetime: to, allocation_type: type, description: "Gliders of the northern club" }, token);
    for (const token of [root, ann]) await fly(token, "event", at(10, token === root ? 3 : 4), at(14, token === root ? 3 : 4));
    await gateway.call("POST", `/api/runways/${runway}/series`, { time_zone: "UTC", from_local: at(10, 40).slice(0, 16), duration: "PT1H", rrule: "FREQ=WEEKLY;COUNT=3", exdates: [], allocation_type: "training", description: "Gliders of the northern club" }, root);
    const slot = Math.floor(Date.now() / 1_800_000) * 1_800_000;
    await fly(root, "flight", new Date(slot).toISOString(), new Date(slot + 3_600_000).toISOString());
    // Ann waits for one time, and has a grant of another.
    const freed = await gateway.call<{ id: string }>("POST", `/api/runways/${runway}/allocations`, { from_datetime: at(10, 6), to_datetime: at(12, 6), allocation_type: "flight" }, root);
    for (const day of [3, 6]) await gateway.call("POST", `/api/runways/${runway}/waiting`, { from_datetime: at(10, day), to_datetime: at(12, day), allocation_type: "flight" }, ann);
    await gateway.call("DELETE", `/api/runways/${runway}/allocations/${freed.id}`, undefined, root);
    await gateway.call("POST", "/api/keys", { name: "Parking", scopes: ["events"] }, root);
  });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closePages(); });

  /** One page for each of them, zoomed, into which axe can be put. */
  function pageOf(who: string): Promise<Page> {
    const options = { viewport: zoomed, deviceScaleFactor: 2, bypassCSP: true };
    if (!opened.has(who)) opened.set(who, who ? openAs(gateway, who, "/", options) : open(gateway.url, options));
    return opened.get(who)!;
  }

  it.each(pages)("11: nothing is lost at 200 % zoom, every target is large enough, and axe finds nothing, light and dark, on a phone and on a desk: $name", async ({ name, path, who = "root", shown, act }) => {
    const page = await pageOf(who);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(zoomed);
    await page.goto(gateway.url + path);
    await page.locator(shown).first().waitFor();
    await act?.(page);
    await screenshot(page, `${name}-zoomed`);
    expect(await lost(page)).toEqual([]);
    await page.evaluate(axe);
    for (const width of [1024, 1280, 1600, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await eventually(() => page.evaluate(() => document.documentElement.scrollWidth), (wide) => wide <= width);
      expect([width, ...(await smallTargets(page))]).toEqual([width]);
      // The phone and the desk differ in what they show; the widths between them only in its place.
      if (width !== 390 && width !== 1600) continue;
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await screenshot(page, `${name}-${width}-${colorScheme}`);
        expect([width, colorScheme, ...(await violations(page, colorScheme === "dark"))]).toEqual([width, colorScheme]);
      }
    }
    await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
    await screenshot(page, `${name}-forced-colours`);
    await page.emulateMedia({ forcedColors: "none" });
  });

  it("11: where the system chooses the colours, states are still told apart", async () => {
    const page = await openAs(gateway, "root", "/?view=day", { forcedColors: "active" });
    await page.locator(".tl-bar.is-held").first().waitFor();
    const style = (selector: string, property: "borderTopStyle" | "backgroundColor" | "borderBottomStyle" | "borderLeftStyle") => page.locator(selector).first().evaluate((element, name) => getComputedStyle(element)[name], property);
    expect(await style(".tl-bar.is-firm", "borderTopStyle")).toBe("solid");
    expect(await style(".tl-bar.is-held", "borderTopStyle")).toBe("dashed");
    expect(await style("[aria-pressed=true]", "backgroundColor")).not.toBe(await style("[aria-pressed=false]", "backgroundColor"));
    expect(await style(".tl-now", "backgroundColor")).not.toBe(await style("body", "backgroundColor"));
    expect(await style("nav a[aria-current]", "borderBottomStyle")).toBe("solid");
    expect(await style(".tl-marks i", "borderLeftStyle")).toBe("solid");
    await page.context().close();

    // A customer sees what others have as taken, and its own as held or firm.
    const other = await openAs(gateway, "ann", "/", { forcedColors: "active" });
    const foreign = other.locator(".tl-bar.is-foreign").first();
    await foreign.waitFor();
    expect(await foreign.evaluate((element) => getComputedStyle(element).borderTopStyle)).toBe("double");
    await other.context().close();
  });

  it("11: whoever wishes more contrast gets edges that are seen", async () => {
    const page = await openAs(gateway, "root", "/", { contrast: "more" });
    await page.locator(".tl-bar").first().waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `more-contrast-${colorScheme}`);
      const ratio = await page.evaluate(() => {
        const luminance = (colour: string) => {
          const [r, g, b] = colour.match(/[\d.]+/g)!.slice(0, 3).map((part) => Number(part) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const { borderTopColor, backgroundColor } = getComputedStyle(document.querySelector(".toolbar button")!);
        const [a, b] = [luminance(borderTopColor), luminance(backgroundColor)];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      });
      expect(ratio).toBeGreaterThan(4.5);
    }
    await page.context().close();
  });
});

/** In the dark, only the colours differ. */
const violations = (page: Page, isDark: boolean): Promise<string[]> => page.evaluate(async (runOnly) => {
  const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
  return (await axe.run({ resultTypes: ["violations"], ...runOnly })).violations.map((one) => `${one.id}: ${one.nodes[0]!.html.slice(0, 200)}`);
}, isDark ? { runOnly: ["color-contrast"] } : {});

const interactive = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])";

/** WCAG 2.5.8: also a link in a sentence is small by right. */
const smallTargets = (page: Page): Promise<string[]> => page.evaluate((selector) =>
  [...document.querySelectorAll<HTMLElement>(selector)]
    .filter((element) => element.checkVisibility() && !element.closest(".skip, .sr-only") && !(element.localName === "a" && element.parentElement?.localName === "p" && element.parentElement.textContent !== element.textContent))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width < 24 || box.height < 24)
    .map(({ element, box }) => `${element.outerHTML.slice(0, 120)}: ${box.width} × ${box.height}`), interactive);

/** Everything that a reader, or a pointer, would miss. */
const lost = (page: Page): Promise<string[]> => page.evaluate((selector) => {
  const found: string[] = [];
  const name = (element: Element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  // Nothing but a dialog is reached while it is open.
  const top = document.querySelector("dialog[open]") ?? document.body;
  const isSeen = (element: HTMLElement) => top.contains(element) && element.checkVisibility() && !element.closest(".skip, .sr-only");
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);

  for (const element of document.querySelectorAll<HTMLElement>("body *")) {
    const hasWords = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== "");
    if (!hasWords || !isSeen(element) || element.closest("select, .tl-head")) continue;
    // What has a title, and a form, may be shortened.
    if (getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1 && !element.closest("[title]")) found.push(`cut: ${name(element)}`);
  }

  const targets = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => isSeen(element) && !(element as HTMLButtonElement).disabled);
  for (const element of targets) {
    element.scrollIntoView({ block: "center", inline: "nearest" });
    const box = element.getBoundingClientRect();
    if (box.left < -1 || box.right > innerWidth + 1) found.push(`beyond the edge: ${name(element)}`);
    const hit = document.elementFromPoint(box.left + box.width / 2, Math.min(innerHeight - 2, box.top + Math.min(box.height, 40) / 2));
    const isCovered = hit === null || !(element.contains(hit) || hit.contains(element) || hit.closest("label")?.contains(element));
    // A panel lies above the page, which is reached when it is closed.
    if (isCovered && !hit?.closest(".panel")) found.push(`covered: ${name(element)} by ${hit && name(hit)}`);
  }
  // Rows that were scrolled away lie under what does not scroll.
  for (const element of document.querySelectorAll(".tl, .tl *")) if (element.scrollTop > 0) element.scrollTop = 0;
  for (const [index, one] of targets.entries())
    for (const other of targets.slice(index + 1)) {
      if (one.contains(other) || other.contains(one) || one.closest(".panel") !== other.closest(".panel")) continue;
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2 && one.closest(".agenda, main .page") === other.closest(".agenda, main .page")) found.push(`overlap: ${name(one)} and ${name(other)}`);
    }
  return found;
}, interactive);
