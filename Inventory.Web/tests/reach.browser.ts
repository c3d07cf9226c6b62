import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BrowserContextOptions, Page } from "playwright-core";
import { at, closeBrowser, Gateway, open, password, screenshot, skipped } from "./harness";

/** What is looked at: an address, and what has to be there before and is done there. */
const views: readonly { name: string; path: string; ready: string; act?: (page: Page) => Promise<void> }[] = [
  { name: "timeline", path: "/?view=day", ready: ".tl-bar" },
  { name: "agenda", path: "/?view=agenda", ready: ".agenda-entry.is-held" },
  { name: "form", path: "/?view=day", ready: ".tl-bar", act: (page) => page.getByRole("button", { name: "New allocation" }).click() },
  { name: "book", path: "/book", ready: ".cards li", act: async (page) => { await page.getByLabel("What").selectOption("lorries"); await page.getByRole("button", { name: "What is free?" }).click(); await page.getByRole("button", { name: "Hold" }).first().waitFor(); } },
  { name: "run", path: "/run", ready: ".cards li", act: (page) => page.getByRole("button", { name: "Rename" }).first().click() },
  { name: "people", path: "/run/people", ready: "form", act: async (page) => { await page.getByRole("button", { name: "Find" }).click(); await page.getByLabel("Role of ann").waitFor(); } },
  { name: "bookings", path: "/run/bookings", ready: "details", act: (page) => page.locator("summary").first().click() },
  { name: "keys", path: "/run/keys", ready: ".checks" },
  { name: "account", path: "/account", ready: ".balance" },
  { name: "shop", path: "/shop", ready: ".stepper" },
];

describe.skipIf(skipped)(`everybody reaches everything${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let token = "";

  beforeAll(async () => {
    gateway = await Gateway.startSecured();
    token = (await gateway.call<{ token: string }>("POST", "/api/users/login", { username: "root", password })).token;
    await gateway.call("POST", "/api/users/register", { username: "ann", mail: "ann@example.org", password });
    for (const [index, name] of ["Car 1", "The long name of a car that stands behind the workshop", "Car 3"].entries()) {
      const id = await gateway.resource(name, "cars", token);
      const allocate = (from: number, to: number, more: object = {}) =>
        gateway.call("POST", `/api/cars/${id}/allocations`, { from_datetime: at(from), to_datetime: at(to), allocation_type: "booking", description: "Delivery to the harbour", ...more }, token);
      await allocate(1 + index, 9);
      await allocate(10, 14, { hold_seconds: 900 });
      await gateway.call("POST", "/api/bookings", { items: [{ resource: `cars/${id}`, from_datetime: at(15, 1), to_datetime: at(18, 1) }] }, token).catch(() => null);
    }
    await gateway.call("POST", "/api/beers", { sku: "ipa", name: "India Pale Ale", price: "1.19", stock: 3 }, token);
    await gateway.call("PUT", "/api/orders/current", { sku: "ipa", quantity: 5 }, token);
    const lorry = await gateway.resource("Lorry 1", "lorries", token);
    await gateway.call("POST", "/api/bookings", { items: [{ resource: `lorries/${lorry}`, from_datetime: at(10, 2), to_datetime: at(12, 2) }] }, token);
  });
  afterAll(async () => { await gateway[Symbol.asyncDispose](); await closeBrowser(); });

  async function signedIn(options: BrowserContextOptions): Promise<Page> {
    const page = await open(gateway.url, options);
    await page.getByLabel("User name").fill("root");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    return page;
  }

  async function each(page: Page, look: (name: string) => Promise<void>) {
    for (const { name, path, ready, act } of views) {
      await page.goto(gateway.url + path);
      await page.locator(ready).first().waitFor();
      await act?.(page);
      await look(name);
    }
  }

  it("11: every target has 24 × 24 pixels, on a phone and on a desk", async () => {
    const page = await signedIn({ viewport: { width: 1280, height: 900 } });
    await each(page, async (name) => {
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect([name, width, ...(await smallTargets(page))]).toEqual([name, width]);
      }
    });
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("User name").waitFor();
    expect(await smallTargets(page)).toEqual([]);
    await page.context().close();
  });

  it("11: at 200 % zoom no word is cut, nothing overlaps, every control is reached, and no page scrolls sideways", async () => {
    const zoomed = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };
    const page = await signedIn(zoomed);
    await each(page, async (name) => {
      await screenshot(page, `zoom-200-${name}`);
      expect([name, ...(await lost(page))]).toEqual([name]);
    });
    await page.goto(`${gateway.url}/?view=day`);
    await page.getByRole("button", { name: "Filters and zone" }).click();
    await screenshot(page, "zoom-200-filters");
    expect(await lost(page)).toEqual([]);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("User name").waitFor();
    expect(await lost(page)).toEqual([]);
    await page.context().close();
  });

  it("11: where the system chooses the colours, states are still told apart", async () => {
    const page = await signedIn({ forcedColors: "active" });
    await each(page, async (name) => void (await screenshot(page, `forced-colours-${name}`)));
    await page.goto(`${gateway.url}/?view=day`);
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
    const other = await open(gateway.url, { forcedColors: "active" });
    await other.getByLabel("User name").fill("ann");
    await other.getByLabel("Password").fill(password);
    await other.getByRole("button", { name: "Sign in", exact: true }).click();
    const foreign = other.locator(".tl-bar.is-foreign").first();
    await foreign.waitFor();
    expect(await foreign.evaluate((element) => getComputedStyle(element).borderTopStyle)).toBe("double");
    await other.context().close();
  });

  it("11: whoever wishes more contrast gets edges that are seen", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await signedIn({ contrast: "more", colorScheme });
      await page.locator(".tl-bar").first().waitFor();
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
      await page.context().close();
    }
  });
});

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
  const isSeen = (element: HTMLElement) => element.checkVisibility() && !element.closest(".skip, .sr-only");
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
  for (const [index, one] of targets.entries())
    for (const other of targets.slice(index + 1)) {
      if (one.contains(other) || other.contains(one) || one.closest(".panel") !== other.closest(".panel")) continue;
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2 && one.closest(".agenda, main .page") === other.closest(".agenda, main .page")) found.push(`overlap: ${name(one)} and ${name(other)}`);
    }
  return found;
}, interactive);
