import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, closePages, drag, eventually, freePort, Gateway, openAs, password, pointAt, root, skipped, startProgram } from "./harness";

const program = join(root, "artifacts/bin/Inventory.Cli/release/inventory.dll");
const haproxy = ["/usr/sbin/haproxy", "/usr/local/sbin/haproxy"].find((path) => existsSync(path));
const missing = skipped ?? (!haproxy ? "HAProxy is not installed" : !existsSync("/usr/lib/postgresql") ? "PostgreSQL is not installed" : null);

/** Three silos, two gateways and PostgreSQL as `inventory cluster` starts them, behind HAProxy with the settings that are deployed. With the admin root, as behind any proxy. */
class Cluster extends Gateway {
  readonly #data = mkdtempSync(join(tmpdir(), "inventory-web-cluster-"));
  readonly #processes: ChildProcess[] = [];
  #output = "";

  static override async start(): Promise<Cluster> {
    const proxy = await freePort();
    const cluster = new Cluster(`http://127.0.0.1:${proxy}`);
    await cluster.#start(await freePort(2), proxy);
    return cluster;
  }

  async #start(gateway: number, proxy: number): Promise<void> {
    // PostgreSQL may run as another user.
    chmodSync(this.#data, 0o755);
    const settings = { Inventory__Auth__Mode: "Required", Inventory__Auth__Admin__Username: "root", Inventory__Auth__Admin__Password: password, Inventory__Proxies__0: "127.0.0.1" };
    const cluster = startProgram(program, ["cluster", "--port", String(gateway), "--data", join(this.#data, "cluster")], "pipe", settings);
    cluster.stdout!.on("data", (bytes: Buffer) => (this.#output += bytes.toString()));
    this.#processes.push(cluster);
    const configuration = readFileSync(join(root, "deploy/compose/haproxy.cfg"), "utf8")
      .replace(/^resolvers[\s\S]*?\n\n/m, "").replace("maxconn 20000", "maxconn 1000").replace("bind :5001", `bind 127.0.0.1:${proxy}`).replace(" init-addr none resolvers containers", "")
      .replace(/^ {4}server-template.*$/m, `    server one 127.0.0.1:${gateway}\n    server two 127.0.0.1:${gateway + 1}`);
    const file = join(this.#data, "haproxy.cfg");
    writeFileSync(file, configuration);
    this.#processes.unshift(spawn(haproxy!, ["-f", file, "-db"], { stdio: "ignore" }));
    await eventually(async () => this.#output, (output) => output.includes("Ready after"), 100_000);
    await eventually(() => fetch(`${this.url}/health/ready`).then((response) => response.status, () => 0), (status) => status === 200, 30_000);
  }

  killSilo(number: number): void {
    const ids = [...this.#output.matchAll(new RegExp(`^silo-?${number}: process (\\d+)`, "gm"))];
    process.kill(Number(ids.at(-1)![1]), "SIGKILL");
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    for (const one of this.#processes.filter(({ exitCode }) => exitCode === null)) {
      const ended = new Promise((resolve) => one.once("exit", resolve));
      one.kill("SIGTERM");
      await ended;
    }
    rmSync(this.#data, { recursive: true, force: true });
  }
}

describe.skipIf(missing)(`a cluster behind a proxy${missing ? ` (${missing})` : ""}`, () => {
  let cluster: Cluster;
  let token: string;
  beforeAll(async () => { cluster = await Cluster.start(); token = await cluster.token("root"); }, 120_000);
  afterAll(async () => { await closePages(); await cluster[Symbol.asyncDispose](); }, 60_000);

  it("books what is dragged while a silo is killed, once, and another browser sees it", async () => {
    const car = await cluster.resource("Car 1", "cars", token);
    const [one, two] = [await openAs(cluster, "root", "/"), await openAs(cluster, "root", "/")];
    for (let silo = 1; silo <= Number(process.env.INVENTORY_TRIALS ?? 1); silo++) {
      const hour = 3 * silo;
      await drag(one, await pointAt(one, "Car 1", hour), await pointAt(one, "Car 1", hour + 2));
      cluster.killSilo(((silo - 1) % 3) + 1);
      await one.mouse.up();
      const found = await eventually(() => cluster.allocations(car, "cars", token).catch(() => []), (all) => all.length === silo, 40_000);
      expect(found.map((allocation) => allocation.from_datetime)).toContain(at(hour));
      await eventually(() => two.locator(".tl-bar:not(.is-pending)").count(), (bars) => bars === silo, 20_000);
      await eventually(() => one.locator(".tl-bar:not(.is-pending)").count(), (bars) => bars === silo, 20_000);
    }
    await Promise.all([one.context().close(), two.context().close()]);
  }, 300_000);

  it("draws what the silos count, whichever gateway answers", async () => {
    const car = await cluster.resource("Car 2", "cars", token);
    const page = await openAs(cluster, "root", "/system");
    const chart = page.locator("figure", { has: page.getByRole("heading", { name: "Commits and refusals", exact: true }) });
    await chart.locator("canvas").waitFor();
    // What came before the page had figures of each process is on no chart: so it goes on.
    for (let day = 1; ; day++) {
      const time = { from_datetime: at(10, day), to_datetime: at(11, day), allocation_type: "booking" };
      // The first of them is accepted: while the gateways look for another silo, none is answered.
      await eventually(() => cluster.call("POST", `/api/cars/${car}/allocations`, time, token).then(() => "", (fault: Error) => fault.message), (fault) => fault.includes("409"), 40_000);
      const label = await chart.getByRole("img").getAttribute("aria-label");
      if (/Commits: now .*, highest [\d.]*[1-9].*Refusals: now .*, highest [\d.]*[1-9]/.test(label ?? "")) break;
      expect(day, label ?? "").toBeLessThan(100);
      await page.waitForTimeout(500);
    }
    await page.context().close();
  }, 120_000);
});
