import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page, type Response, type Route } from "playwright-core";
import { inject } from "vitest";

export const root = join(import.meta.dirname, "../..");
const program = join(root, "artifacts/bin/Inventory.Gateway/release/Inventory.Gateway.dll");
export const testHost = join(root, "artifacts/bin/Inventory.TestHost/release/Inventory.TestHost.dll");

export const chromiumPath = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path)) ?? process.env.CHROMIUM;

/** Why the browser tests cannot run here, or `null`. */
export const skipped = !chromiumPath ? "Chromium is not installed" : !existsSync(testHost) ? "The gateway is not built" : null;

export const password = "correct horse battery";

const unlimited = ["--Inventory:RateLimits:RequestsPerSecond", "0", "--Inventory:RateLimits:LoginsPerMinute", "0"];

const started = new Set<ChildProcess>();
// Also when a hook has failed or taken too long, so that nobody disposes of what it started, and when vitest is killed.
process.once("exit", () => started.forEach((program) => program.kill()));
for (const end of ["SIGTERM", "disconnect"]) process.once(end, () => process.exit());

/** Starts a program of ours, which ends with the tests at the latest. It lives too briefly for code that is compiled again to pay off. */
export function startProgram(path: string, args: readonly string[], output: "ignore" | "pipe", settings: Record<string, string> = {}): ChildProcess {
  const program = spawn("dotnet", [path, ...args], { stdio: ["ignore", output, output === "pipe" ? "inherit" : "ignore"], env: { ...process.env, ...settings, DOTNET_TC_CallCounting: "0" } });
  started.add(program);
  return program.once("exit", () => started.delete(program));
}

/** A real gateway with a store of its own, in the process that all tests share. */
export class Gateway {
  protected constructor(readonly url: string) {}

  static async start(...settings: string[]): Promise<Gateway> {
    const response = await fetch(`${inject("testHost")}/gateways`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify([...unlimited, ...settings]) });
    if (!response.ok) throw new Error(await response.text());
    return new Gateway(response.headers.get("Location")!.replace(/\/$/, ""));
  }

  /** A gateway that needs tokens, with the admin root. */
  static startSecured = (...settings: string[]): Promise<Gateway> => Gateway.start(...settings, "--Inventory:Auth:Mode", "Required", "--Inventory:Auth:Admin:Username", "root", "--Inventory:Auth:Admin:Password", password);

  async [Symbol.asyncDispose](): Promise<void> {
    await fetch(`${inject("testHost")}/gateways/${new URL(this.url).port}`, { method: "DELETE" });
  }

  call<T = Record<string, unknown>>(method: string, path: string, body?: object, token?: string): Promise<T> {
    return callAt(this.url, method, path, body, token);
  }

  async token(username: string): Promise<string> {
    return (await this.call<{ token: string }>("POST", "/api/users/login", { username, password })).token;
  }

  /** Registers a customer. */
  async customer(username: string): Promise<{ id: string; token: string }> {
    const { id } = await this.call<{ id: string }>("POST", "/api/users/register", { username, mail: `${username}@example.org`, password });
    return { id, token: await this.token(username) };
  }

  async resource(name: string, type = "cars", token?: string): Promise<string> {
    return (await this.call<{ id: string }>("POST", `/api/${type}`, { name }, token)).id;
  }

  allocations(id: string, type = "cars", token?: string): Promise<{ id: string; from_datetime: string; to_datetime: string; status: string; description: string | null }[]> {
    return this.call("GET", `/api/${type}/${id}/allocations`, undefined, token);
  }
}

/** In a process of its own, which can be killed, and has its own figures. */
export class GatewayProcess extends Gateway {
  readonly #data = mkdtempSync(join(tmpdir(), "inventory-web-"));
  #process: ChildProcess | null = null;

  static override async start(): Promise<GatewayProcess> {
    const gateway = new GatewayProcess(`http://127.0.0.1:${await freePort()}`);
    await gateway.startAgain();
    return gateway;
  }

  async startAgain(): Promise<void> {
    this.#process = startProgram(program, ["--urls", this.url, "--Inventory:DataDirectory", this.#data, ...unlimited], "ignore");
    await eventually(() => fetch(`${this.url}/health/ready`).then((response) => response.status, () => 0), (status) => status === 200, 60_000);
  }

  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.#process!.once("exit", resolve));
    this.#process!.kill("SIGKILL");
    await ended;
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.#data, { recursive: true, force: true });
  }
}

/** Repeated with its key while the service is unavailable, as the contract tells clients to. */
export async function callAt<T = Record<string, unknown>>(url: string, method: string, path: string, body?: object, token?: string): Promise<T> {
  const headers = { "Idempotency-Key": randomUUID(), ...(body ? { "Content-Type": "application/json" } : {}), ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  const response = await eventually(() => fetch(`${url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }), ({ status }) => status !== 503);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The first of so many in a row that are free. Below the range that the system uses for connections, so that none takes one before its server does. */
export async function freePort(count = 1): Promise<number> {
  for (;;) {
    const first = 15_000 + Math.floor(Math.random() * 15_000);
    const free = await Promise.all(Array.from({ length: count }, (_, n) => isFree(first + n)));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false)).listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** How long a test waits for what comes at once on a quiet machine. */
const patienceMs = 30_000;

const viewport = { width: 1280, height: 800 };

let browser: Promise<Browser> | null = null;

/** Pages that tests have closed, by what they were opened with: to open another takes three times as long. */
const idle = new Map<string, Page[]>();

const optionsOf = new WeakMap<Page, BrowserContextOptions>();

/** As somebody sees it who comes again: its files are in the browser's cache. In one browser for all tests of a process, with cookies and a storage of its own. */
export async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = idle.get(JSON.stringify(options))?.pop() ?? (await openFirst("about:blank", options));
  optionsOf.set(page, options);
  await page.goto(url);
  return page;
}

/** As somebody sees it who comes for the first time. */
export async function openFirst(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  browser ??= chromium.launch({ executablePath: chromiumPath!, args: ["--no-sandbox"] });
  const context = await (await browser).newContext({ viewport, timezoneId: "UTC", locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(url);
  return page;
}

/** Another test has it next, if it is as it was opened: its listeners, routes, cookies and storage are gone. */
export async function close(page: Page): Promise<void> {
  const options = optionsOf.get(page);
  if (!options || page.viewportSize()?.width !== (options.viewport ?? viewport).width) return page.context().close();
  page.removeAllListeners();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.evaluate(() => { if (location.protocol !== "about:") { localStorage.clear(); sessionStorage.clear(); } });
  await Promise.all([page.goto("about:blank"), page.context().clearCookies()]);
  const key = JSON.stringify(options);
  idle.set(key, [...(idle.get(key) ?? []), page]);
}

/** Pictures to look at, by INVENTORY_SCREENSHOTS=1: nothing is read from them, and they take a fifth of a second each. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.INVENTORY_SCREENSHOTS) await page.screenshot({ path: join(root, "artifacts/screenshots", `${name.replaceAll(" ", "-")}.png`) });
}

/** A page of somebody who has signed in. */
export async function openAs(gateway: Gateway, username: string, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await open("about:blank", options);
  const answer = await eventually(() => page.context().request.post(`${gateway.url}/api/users/login`, { data: { username, password, session: true } }), (login) => login.status() !== 503);
  if (!answer.ok()) throw new Error(`login: ${answer.status()} ${await answer.text()}`);
  await page.goto(gateway.url + path);
  return page;
}

/** All of them, also when a test has failed. The browser serves the files that follow, and ends with the process. */
export async function closePages(): Promise<void> {
  idle.clear();
  await Promise.all(((await browser)?.contexts() ?? []).map((context) => context.close()));
}

/** Today at this hour in UTC, as the page shows it. */
export const at = (hour: number, days = 0): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days, hour)).toISOString().replace(".000Z", "Z");
};

/** Where an hour of today is on the page, in the row of a resource. */
export async function pointAt(page: Page, row: string, hour: number): Promise<{ x: number; y: number }> {
  const track = page.locator(".tl-row", { has: page.getByRole("rowheader", { name: row, exact: true }) }).locator(".tl-track");
  const box = (await track.boundingBox())!;
  const from = await page.evaluate(() => Number(document.querySelector(".tl-head")!.getAttribute("data-start")));
  const msPerPx = await page.evaluate(() => Number(document.querySelector(".tl-head")!.getAttribute("data-ms-per-px")));
  return { x: box.x + (Date.parse(at(0)) + hour * 3_600_000 - from) / msPerPx, y: box.y + box.height / 2 };
}

export async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

export async function eventually<T>(read: () => Promise<T>, isGood: (value: T) => boolean, within = patienceMs): Promise<T> {
  for (const end = Date.now() + within; ; ) {
    const value = await read();
    if (isGood(value)) return value;
    if (Date.now() > end) throw new Error(`Still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A second, and longer where more processes want to run than there are processors. */
export const aSecond = (): number => 1000 * Math.max(1, loadavg()[0]! / availableParallelism());

/** The stream of changes, which comes when the page is live. */
export const isStream = (response: Response): boolean => /\/(events|changes)\?after=/.test(response.url());

/** Refused for good: what is 5xx would be tried again for seconds. */
export const refuse = (route: Route): Promise<void> =>
  route.fulfill({ status: 404, contentType: "application/problem+json", body: JSON.stringify({ type: "/problems/not-found", title: "Not found", status: 404, detail: "Gone.", instance: "" }) });

/** 1,000 cars × 50 allocations: of the first in the list, which are looked at; the others make it long. An import makes the cars in any order. */
export async function fillLarge(gateway: Gateway, lookedAt: number): Promise<void> {
  await importRows(gateway, "resources", ["name", ...Array.from({ length: 1000 }, (_, n) => `Car ${String(n).padStart(4, "0")}`)]);
  const first = await gateway.call<{ id: string }[]>("GET", `/api/cars?limit=${lookedAt}`);
  const times = Array.from({ length: 50 }, (_, n) => `${at(n * 2, -1)},${at(n * 2 + 1, -1)},booking`);
  await importRows(gateway, "allocations", ["resource,from_datetime,to_datetime,allocation_type", ...first.flatMap(({ id }) => times.map((time) => `${id},${time}`))]);
}

async function importRows(gateway: Gateway, of: string, lines: readonly string[]): Promise<void> {
  const response = await fetch(`${gateway.url}/api/imports?type=cars&of=${of}&mode=apply`, { method: "POST", headers: { "Content-Type": "text/csv" }, body: lines.join("\n") });
  if (!response.ok) throw new Error(await response.text());
  const { rows, applied } = await eventually(() => gateway.call<{ status: string; rows: number; applied: number }>("GET", response.headers.get("Location")!), ({ status }) => status === "done");
  if (applied !== rows) throw new Error(`${applied} of ${rows} rows took effect.`);
}
