import { signal } from "@preact/signals";
import { api, outcomeOf } from "../api/client";
import { parse, quantileOf, rateOf, valueOf, type Labels, type Snapshot, type Span } from "./metrics";

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

const target = "target_info";

const isRead = (name: string): boolean =>
  name === target || name.startsWith(requests) || name.startsWith(commits) || name === grains || name === "dotnet_process_memory_working_set_bytes" || (name.startsWith("inventory_") && !name.endsWith("_bucket"));

/** A silo has probes and no requests. */
const isReadOfSilo = (name: string): boolean => isRead(name) && !name.startsWith(requests);

const isFault = (labels: Labels): boolean => labels.http_response_status_code?.startsWith("5") === true;
const isCommitted = (labels: Labels): boolean => labels.outcome === "committed";

const milliseconds = (spans: readonly Span[], name: string): (number | null)[] =>
  [0.5, 0.95, 0.99].map((q) => quantileOf(spans, name, q)).map((seconds) => (seconds === null ? null : 1000 * seconds));

const readers: Record<ChartName, (spans: readonly Span[], now: readonly Snapshot[]) => (number | null)[]> = {
  requests: (spans) => [rateOf(spans, `${requests}_count`), rateOf(spans, `${requests}_count`, isFault)],
  latency: (spans) => milliseconds(spans, requests),
  commits: (spans) => [rateOf(spans, `${commits}_count`, isCommitted), rateOf(spans, decisions, (labels) => labels.outcome !== "accepted")],
  commitLatency: (spans) => milliseconds(spans, commits),
  queue: (_, now) => [valueOf(now, "inventory_commit_queue_length") ?? 0],
  holds: (spans) => [
    60 * rateOf(spans, decisions, (labels) => labels.operation === "hold" && labels.outcome === "accepted"),
    60 * rateOf(spans, "inventory_holds_expired_total"),
  ],
  webhooks: (_, now) => [valueOf(now, "inventory_webhook_pending") ?? 0, valueOf(now, deliveries, (labels) => labels.outcome !== "delivered") ?? 0],
  memory: (_, now) => [(valueOf(now, "dotnet_process_memory_working_set_bytes") ?? 0) / 2 ** 20],
};

const keptSeconds = 600;
const everyMs = 2000;
/** After a pause, what lies before it says nothing about the present; and a process that is silent so long is gone. */
const longestGapMs = 5 * everyMs;

export const points = signal<Record<ChartName, readonly Point[]>>(Object.fromEntries(charts.map((name) => [name, []])) as unknown as Record<ChartName, readonly Point[]>);

/** `off`: the service has none. A number: since when they do not arrive. */
export const state = signal<"loading" | "live" | "off" | number>("loading");

/** The latest two of each process: a proxy may ask another gateway each time, and a cluster has silos. */
const processes = new Map<string, { readonly before: Snapshot | null; readonly after: Snapshot }>();

async function poll(): Promise<void> {
  const response = await fetch("/metrics", { cache: "no-store", headers: { Accept: "text/plain" } }).catch(() => null);
  if (!response?.ok) return fail(response?.status);
  const own = parse(await response.text(), Date.now(), isRead);
  keep(own.samples.get(target)?.[0]?.labels.service_instance_id ?? "", own);
  if (!own.samples.has(grains)) {
    const silos = await outcomeOf(api.GET("/api/silos/metrics"));
    if (!silos.ok) return fail(silos.problem.status);
    for (const { name, text } of silos.data) keep(name, parse(text, Date.now(), isReadOfSilo));
  }
  state.value = "live";
  draw(Date.now());
}

const fail = (status: number | undefined): void => {
  state.value = status === 404 ? "off" : typeof state.value === "number" ? state.value : Date.now();
};

function keep(name: string, after: Snapshot): void {
  processes.set(name, { before: processes.get(name)?.after ?? null, after });
}

function draw(now: number): void {
  for (const [name, { after }] of processes) if (now - after.at > longestGapMs) processes.delete(name);
  const spans = [...processes.values()].filter((one): one is Span => one.before !== null);
  if (spans.length === 0) return;
  const recent = spans.filter(({ before, after }) => after.at - before.at <= longestGapMs);
  const snapshots = [...processes.values()].map(({ after }) => after);
  points.value = Object.fromEntries(charts.map((name) => {
    const values = readers[name](recent, snapshots);
    const point = { at: now / 1000, values: recent.length === 0 ? values.map(() => null) : values };
    return [name, [...points.value[name].filter((one) => one.at > point.at - keptSeconds), point]];
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
