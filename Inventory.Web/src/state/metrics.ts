/** The text format of Prometheus, version 0.0.4, and what charts need of it. Knows nothing of the service. */

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** What one request has found, by the name of the series. */
export interface Snapshot {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
}

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?[ \t]+(\S+)(?:[ \t]+-?\d+)?$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)",?/g;

/** Only the series whose names are wanted, if that is said: the text has many more. */
export function parse(body: string, at: number, isWanted: (name: string) => boolean = () => true): Snapshot {
  const samples = new Map<string, Sample[]>();
  for (const each of body.split("\n")) {
    const name = each.startsWith("#") ? "" : (/^[^{ \t]+/.exec(each)?.[0] ?? "");
    if (!name || !isWanted(name)) continue;
    const match = line.exec(each.trimEnd());
    if (!match) continue;
    const found = samples.get(name) ?? [];
    found.push({ labels: labelsOf(match[2] ?? ""), value: numberOf(match[3]!) });
    samples.set(name, found);
  }
  return { at, samples };
}

const escapes: Record<string, string> = { "\\n": "\n", '\\"': '"', "\\\\": "\\" };

function labelsOf(body: string): Labels {
  const found: Record<string, string> = {};
  for (const [, name, value] of body.matchAll(label)) found[name!] = value!.replace(/\\[n"\\]/g, (escaped) => escapes[escaped]!);
  return found;
}

const numberOf = (word: string): number => (word === "+Inf" ? Infinity : word === "-Inf" ? -Infinity : Number(word));

export type Where = (labels: Labels) => boolean;

const all: Where = () => true;

/** What a process has counted between two moments. */
export interface Span {
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** The sum of what a gauge or a counter shows; `null` if there is no such series. */
export function valueOf(snapshots: readonly Snapshot[], name: string, where: Where = all): number | null {
  const found = snapshots.flatMap(({ samples }) => samples.get(name) ?? []);
  return found.length > 0 ? found.reduce((sum, sample) => sum + (where(sample.labels) ? sample.value : 0), 0) : null;
}

/** By how much a counter has risen. A process that was started again counts from 0, and so does a series that is new. */
export function increaseOf({ before, after }: Span, name: string, where: Where = all): number {
  const known = byLabels(before.samples.get(name) ?? []);
  return (after.samples.get(name) ?? [])
    .filter((sample) => where(sample.labels))
    .reduce((sum, sample) => sum + risen(known.get(keyOf(sample.labels)) ?? 0, sample.value), 0);
}

/** The increase a second, of all processes together. */
export const rateOf = (spans: readonly Span[], name: string, where: Where = all): number =>
  spans.reduce((sum, span) => sum + (1000 * increaseOf(span, name, where)) / (span.after.at - span.before.at), 0);

/**
 * Below which value the share `q` of the observations lies that a histogram has had: between two bounds, they are taken for evenly spread, as Prometheus does. `null` if there
 * were none; the last bound if it lies above that.
 */
export function quantileOf(spans: readonly Span[], name: string, q: number, where: Where = all): number | null {
  const buckets = bucketsOf(spans, `${name}_bucket`, where);
  const total = buckets.at(-1)?.count ?? 0;
  if (total === 0) return null;
  let [from, below] = [0, 0];
  for (const { bound, count } of buckets) {
    if (count >= q * total) return bound === Infinity ? from : from + ((bound - from) * (q * total - below)) / (count - below);
    [from, below] = [bound, count];
  }
  return from;
}

function bucketsOf(spans: readonly Span[], name: string, where: Where): { bound: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const { before, after } of spans) {
    const known = byLabels(before.samples.get(name) ?? []);
    for (const { labels, value } of after.samples.get(name) ?? []) {
      if (!where(labels)) continue;
      const bound = numberOf(labels.le ?? "+Inf");
      counts.set(bound, (counts.get(bound) ?? 0) + risen(known.get(keyOf(labels)) ?? 0, value));
    }
  }
  return [...counts].map(([bound, count]) => ({ bound, count })).sort((a, b) => a.bound - b.bound);
}

const risen = (before: number, after: number): number => (after < before ? after : after - before);

const byLabels = (samples: readonly Sample[]): Map<string, number> => new Map(samples.map((sample) => [keyOf(sample.labels), sample.value]));

const keyOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
