import { signal } from "@preact/signals";
import { parse, quantileOf, rateOf, valueOf, type Labels, type Snapshot } from "./metrics";

/** What a chart shows at a moment, in seconds since 1970: one value a line; `null` where there is none. */
export interface Point {
  readonly at: number;
  readonly values: readonly (number | null)[];
}

export const charts = ["requests", "latency", "commits", "commitLatency", "queue", "holds", "webhooks", "memory"] as const;
export type ChartName = (typeof charts)[number];

const requests = "http_server_request_duration_seconds";
const commits = "inventory_commit_duration_seconds";
const decisions = "inventory_decisions_total";
const deliveries = "inventory_webhook_deliveries_total";
const grains = "orleans_catalog_activations";

const isRead = (name: string): boolean =>
  name.startsWith(requests) || name.startsWith(commits) || name === grains || name === "dotnet_process_memory_working_set_bytes" || (name.startsWith("inventory_") && !name.endsWith("_bucket"));

const isFault = (labels: Labels): boolean => labels.http_response_status_code?.startsWith("5") === true;
const isCommitted = (labels: Labels): boolean => labels.outcome === "committed";

const milliseconds = (before: Snapshot, after: Snapshot, name: string): (number | null)[] =>
  [0.5, 0.95, 0.99].map((q) => quantileOf(before, after, name, q)).map((seconds) => (seconds === null ? null : 1000 * seconds));

const readers: Record<ChartName, (before: Snapshot, after: Snapshot) => (number | null)[]> = {
  requests: (before, after) => [rateOf(before, after, `${requests}_count`), rateOf(before, after, `${requests}_count`, isFault)],
  latency: (before, after) => milliseconds(before, after, requests),
  commits: (before, after) => [
    rateOf(before, after, `${commits}_count`, isCommitted),
    rateOf(before, after, decisions, (labels) => labels.outcome !== "accepted"),
  ],
  commitLatency: (before, after) => milliseconds(before, after, commits),
  queue: (_, after) => [valueOf(after, "inventory_commit_queue_length") ?? 0],
  holds: (before, after) => [
    60 * rateOf(before, after, decisions, (labels) => labels.operation === "hold" && labels.outcome === "accepted"),
    60 * rateOf(before, after, "inventory_holds_expired_total"),
  ],
  webhooks: (_, after) => [
    valueOf(after, "inventory_webhook_pending") ?? 0,
    valueOf(after, deliveries, (labels) => labels.outcome !== "delivered") ?? 0,
  ],
  memory: (_, after) => [(valueOf(after, "dotnet_process_memory_working_set_bytes") ?? 0) / 2 ** 20],
};

/** Charts of what only a process with grains counts: the gateway of a cluster has none of it. */
export const ofGrains: ReadonlySet<ChartName> = new Set(["commits", "commitLatency", "queue", "holds", "webhooks"]);

const keptSeconds = 600;
const everyMs = 2000;
/** After a pause, what lies before it says nothing about the present. */
const longestGapMs = 5 * everyMs;

export const points = signal<Record<ChartName, readonly Point[]>>(Object.fromEntries(charts.map((name) => [name, []])) as unknown as Record<ChartName, readonly Point[]>);

/** `off`: the service has none. A number: since when they do not arrive. */
export const state = signal<"loading" | "live" | "off" | number>("loading");

/** Whether the process that answers has grains. */
export const hasGrains = signal(true);

let last: Snapshot | null = null;

async function poll(): Promise<void> {
  const response = await fetch("/metrics", { cache: "no-store", headers: { Accept: "text/plain" } }).catch(() => null);
  if (!response?.ok) {
    state.value = response?.status === 404 ? "off" : typeof state.value === "number" ? state.value : Date.now();
    return;
  }
  add(parse(await response.text(), Date.now(), isRead));
  state.value = "live";
}

function add(next: Snapshot): void {
  const before = last;
  last = next;
  hasGrains.value = next.samples.has(grains);
  if (!before) return;
  const isGap = next.at - before.at > longestGapMs;
  const at = next.at / 1000;
  points.value = Object.fromEntries(charts.map((name) => {
    const values = readers[name](before, next);
    const point = { at, values: isGap ? values.map(() => null) : values };
    return [name, [...points.value[name].filter((one) => one.at > at - keptSeconds), point]];
  })) as unknown as Record<ChartName, readonly Point[]>;
}

/** Reads figures again and again while the page is seen, until the returned function is called. */
export function watch(): () => void {
  let current = 0;
  const run = async (): Promise<void> => {
    // The page may be hidden and shown again while an answer is awaited.
    for (const mine = ++current; mine === current && !document.hidden; await new Promise((resolve) => setTimeout(resolve, everyMs))) await poll();
  };
  const resume = (): void => void run();
  document.addEventListener("visibilitychange", resume);
  resume();
  return () => {
    current = -1;
    document.removeEventListener("visibilitychange", resume);
  };
}
