import { batch, computed, effect, signal } from "@preact/signals";
import { api, nextOf, outcomeOf, type Schemas } from "../api/client";
import { rfc3339, timeOf, windowOf } from "../api/intervals";
import { isCustomer, session } from "../session";
import { hour, type Interval } from "../timeline/scale";
import type { Load, TimelineLine, TimelineRow } from "../timeline/model";
import { calendarOf, calendars, type Calendar } from "./calendars";
import { wordsOf } from "./wholes";

export const types = signal<readonly Schemas["ResourceType"][]>([]);
export const resources = signal<ReadonlyMap<string, readonly Schemas["Resource"][]>>(new Map());
export const shownType = signal<string | null>(null);
export const search = signal("");
export const failed = signal(false);
export const isLoaded = signal(false);

export const lines = computed<readonly TimelineLine[]>(() => {
  const wanted = search.value.trim().toLocaleLowerCase();
  const found: TimelineLine[] = [];
  for (const type of types.value) {
    if (type.kind === "asset" || (shownType.value !== null && shownType.value !== type.path)) continue;
    const all = resources.value.get(type.path) ?? [];
    const hasWholes = all.some(({ parts }) => parts);
    const rows = all.filter((resource) => resource.name.toLocaleLowerCase().includes(wanted));
    if (rows.length === 0) continue;
    found.push({ kind: "group", id: type.path, label: `${type.name} (${rows.length})` });
    for (const resource of rows)
      found.push({ kind: "row", id: resource.id, group: type.path, label: resource.name, ...(type.slot ? { slot: millisecondsOf(type.slot) } : {}), ...(resource.units ? { units: resource.units } : {}), ...noteOf(resource, hasWholes ? all : []) });
  }
  return found;
});

function noteOf(resource: Schemas["Resource"], all: readonly Schemas["Resource"][]): { note?: string } {
  const note = wordsOf(resource, all);
  return note === null ? {} : { note };
}

/** As long as it is shown. */
export const rowOf = (id: string): TimelineRow | undefined => lines.value.find((line): line is TimelineRow => line.kind === "row" && line.id === id);

/** The path of a type, by its name. */
export const typeOf = (name: string): string => types.value.find((type) => type.name === name)?.path ?? "";

/** The name of a resource; that of its type until the resources are loaded. */
export const resourceName = (type: string, id: string): string => resources.value.get(typeOf(type))?.find((resource) => resource.id === id)?.name ?? type;

/** ISO 8601, of days, hours, minutes and seconds. */
export function millisecondsOf(duration: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration);
  const [days, hours, minutes, seconds] = [1, 2, 3, 4].map((group) => Number(match?.[group] ?? 0)) as [number, number, number, number];
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** The position in the change feed up to which everything that is loaded is known. */
let position: string | null = null;

/** The types and the names of all resources; calendars come when they are seen. */
export async function loadPlace(): Promise<void> {
  const found = await outcomeOf(api.GET("/api/types"));
  failed.value = !found.ok;
  if (!found.ok) return;
  await findPosition(found.data.find((type) => type.kind !== "asset")?.path);
  const all = new Map<string, readonly Schemas["Resource"][]>();
  await Promise.all(found.data.filter((type) => type.kind !== "asset").map(async (type) => all.set(type.path, await loadResources(type.path))));
  batch(() => {
    types.value = found.data;
    resources.value = all;
    if (!found.data.some((type) => type.path === shownType.value)) shownType.value = null;
    // A customer looks at one type at a time: the stream of changes is one for each.
    if (isCustomer.value) shownType.value ??= found.data.find((type) => (all.get(type.path) ?? []).length > 0)?.path ?? null;
    isLoaded.value = true;
  });
  listen();
}

/** Before anything is read, so that no change is missed, also in a place that is still empty. */
async function findPosition(type: string | undefined): Promise<void> {
  if (position !== null || !type) return;
  const found = await outcomeOf(api.GET("/api/{type}/timeline", { params: { path: { type }, query: { limit: 1, from: rfc3339(0), to: rfc3339(hour) } } }));
  if (found.ok) position = found.data.cursor;
}

async function loadResources(type: string): Promise<Schemas["Resource"][]> {
  const found: Schemas["Resource"][] = [];
  for (let cursor: string | null = null; ; ) {
    const { data, response }: { data?: Schemas["Resource"][]; response: Response } = await api.GET("/api/{type}", { params: { path: { type }, query: cursor ? { cursor } : {} } });
    found.push(...(data ?? []));
    cursor = nextOf(response);
    if (!cursor) return found;
  }
}

let wanted: { rows: readonly TimelineRow[]; window: Interval } | null = null;
let isLoading = false;
const dirty = new Set<string>();
/** The version that the stream has named last, and when: an answer may be a moment older. */
const named = new Map<string, { version: number; at: number }>();
const [againMs, aMomentMs] = [100, 3000];

/** What is seen, with as much again on both sides; its bounds stay while it is moved a little. */
export function windowAround(seen: Interval): Interval {
  const span = 2 ** Math.ceil(Math.log2(Math.max(hour, seen.to - seen.from)));
  const from = Math.floor(seen.from / span) * span - span;
  return { from, to: from + 4 * span };
}

const covers = (calendar: Calendar | undefined, window: Interval): boolean => calendar !== undefined && calendar.window.from <= window.from && calendar.window.to >= window.to;

export function show(rows: readonly TimelineRow[], window: Interval): void {
  wanted = { rows, window };
  void loadWanted();
}

async function loadWanted(): Promise<void> {
  if (isLoading) return;
  isLoading = true;
  try {
    for (;;) {
      const { rows, window } = wanted ?? { rows: [], window: { from: 0, to: 1 } };
      const missing = rows.filter((row) => dirty.has(row.id) || !covers(calendarOf(row.id).peek(), window));
      if (missing.length === 0) return;
      const groups = groupBy(missing);
      const loaded = await Promise.all([...groups].map(([type, of]) => loadRows(type, of.slice(0, 60), windowAround(window))));
      failed.value = loaded.includes(false);
      if (failed.value) return;
    }
  } finally {
    isLoading = false;
  }
}

function groupBy(rows: readonly TimelineRow[]): Map<string, TimelineRow[]> {
  const found = new Map<string, TimelineRow[]>();
  for (const row of rows) found.set(row.group, [...(found.get(row.group) ?? []), row]);
  return found;
}

async function loadRows(type: string, rows: readonly TimelineRow[], window: Interval): Promise<boolean> {
  const ids = rows.map((row) => row.id);
  ids.forEach((id) => dirty.delete(id));
  const outcome = await outcomeOf(api.GET("/api/{type}/timeline", { params: { path: { type }, query: { resource: ids, from: rfc3339(window.from), to: rfc3339(window.to) } } }));
  if (!outcome.ok) {
    ids.forEach((id) => dirty.add(id));
    return false;
  }
  position ??= outcome.data.cursor;
  // After the rows, so that it is not older: if it is newer, an event makes the row be read again.
  const loads = new Map(await Promise.all(rows.filter((row) => row.units).map(async ({ id }) => [id, await readLoad(type, id, window)] as const)));
  batch(() => {
    const found = new Map(outcome.data.rows.map((row) => [row.resource.id, row]));
    for (const id of ids) {
      const row = found.get(id);
      const known = calendarOf(id);
      const last = named.get(id);
      if (row && last && row.version < last.version && Date.now() - last.at < aMomentMs) setTimeout(() => void refresh(id), againMs);
      // An older answer that came later.
      if (row && known.peek() && known.peek()!.version > row.version) dirty.add(id);
      else known.value = { window, version: row?.version ?? 0, allocations: row?.allocations ?? [], closed: (row?.closed ?? []).map(timeOf), turnaround: (row?.turnaround ?? []).map(timeOf), load: loads.get(id) ?? [] };
    }
  });
  listen();
  return true;
}

/** A customer does not see how many units others have, but what is free. */
async function readLoad(type: string, id: string, window: Interval): Promise<Load[]> {
  const outcome = await outcomeOf(api.GET("/api/{type}/{id}/load", { params: { path: { type, id }, query: windowOf(window) } }));
  return outcome.ok ? outcome.data.map((load) => ({ interval: timeOf(load), free: load.free })) : [];
}

/** Loads again what one of our own changes has touched. */
export function refresh(...rows: string[]): Promise<void> {
  rows.forEach((row) => dirty.add(row));
  return loadWanted();
}

export function refreshAll(): Promise<void> {
  calendars.forEach((_, id) => dirty.add(id));
  return loadWanted();
}

let stream: EventSource | null = null;
let streamOf = "";
/** When the stream was last heard, and when it began to open. */
let heard = Date.now();
let opens = 0;
let soon = 0;
let reload = 0;

/** Since when changes of others do not arrive; `null` while they do. */
export const cutSince = signal<number | null>(null);

const names = ["resource-created", "resource-updated", "resource-deleted", "allocated", "allocation-updated", "confirmed", "released", "expired", "approved", "declined", "checked-in", "checked-out", "no-show",
  "waiting.added", "waiting.offered", "waiting.granted", "waiting.accepted", "waiting.declined", "waiting.lapsed", "waiting.removed", "moved-away", "moved-here", "bound"];

/** A change as the stream has it. A customer gets of others only when. */
export interface Change {
  readonly id: string;
  readonly source: string;
  readonly sequence: string;
  readonly type: string;
  readonly subject?: string;
  readonly data?: { readonly allocation?: Partial<Schemas["Allocation"]> };
}

const listeners = new Set<(change: Change | null) => void>();

/** Calls the listener with each change, and with `null` when the stream is open: changes before that are unknown. */
export function onChanges(listener: (change: Change | null) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One stream for the page: a browser has few connections to a host. Operators have one for all types. */
function listen(): void {
  const path = isCustomer.value ? `/api/${shownType.value ?? types.value.find((type) => type.kind !== "asset")?.path}/changes` : "/api/events";
  if (position === null || types.value.length === 0 || isResting || (stream && streamOf === path && stream.readyState !== EventSource.CLOSED)) return;
  stream?.close();
  streamOf = path;
  opens = Date.now();
  stream = new EventSource(`${path}?after=${position}`);
  stream.onopen = () => {
    [heard, cutSince.value] = [Date.now(), null];
    listeners.forEach((listener) => listener(null));
    // What could not be loaded meanwhile.
    void loadWanted();
  };
  stream.onerror = () => {
    cutSince.value ??= Date.now();
    if (stream?.readyState === EventSource.CLOSED) setTimeout(reopen, 2000);
  };
  for (const name of names) stream.addEventListener(`inventory.${name}`, onChange);
}

const silentMs = 30_000;
const openMs = 5000;

/**
 * A line can be cut without a word, and scripts do not see the heartbeats of a stream. So one that is silent is opened again. If that does not succeed at once, changes are missing since
 * the last one that arrived.
 */
function watchLine(): void {
  if (!stream) return;
  if (stream.readyState === EventSource.CONNECTING && Date.now() - opens > openMs) cutSince.value ??= heard;
  if (Date.now() - Math.max(heard, opens) > silentMs) openAgain();
}

function openAgain(): void {
  stream?.close();
  stream = null;
  listen();
}

/** A page that nobody sees has no stream after a while: with many tabs, a browser would have no connection left for the one that is seen. */
const restAfterMs = 60_000;
let isResting = false;
let rest = 0;

document.addEventListener("visibilitychange", () => {
  window.clearTimeout(rest);
  if (document.hidden) {
    rest = window.setTimeout(() => { isResting = true; stream?.close(); stream = null; }, restAfterMs);
  } else if (isResting) {
    isResting = false;
    listen();
  }
});

setInterval(watchLine, 1000);
addEventListener("offline", () => (cutSince.value ??= Date.now()));
addEventListener("online", openAgain);

/** It was refused: perhaps the cursor is too old, or the session has ended. Everything is read again. */
function reopen(): void {
  if (session.value?.kind === "none" || stream?.readyState !== EventSource.CLOSED) return;
  position = null;
  void refreshAll().then(() => (position === null ? setTimeout(reopen, 3000) : listen()));
}

function onChange(event: MessageEvent<string>): void {
  const change = JSON.parse(event.data) as Change;
  [position, heard] = [change.id, Date.now()];
  listeners.forEach((listener) => listener(change));
  const id = change.source.slice(change.source.lastIndexOf("/") + 1);
  if (change.type.startsWith("inventory.resource-")) {
    window.clearTimeout(reload);
    reload = window.setTimeout(() => void loadPlace(), 300);
  }
  const known = calendars.get(id)?.peek();
  named.set(id, { version: Number(change.sequence), at: Date.now() });
  if (!known || known.version >= Number(change.sequence)) return;
  dirty.add(id);
  window.clearTimeout(soon);
  soon = window.setTimeout(() => void loadWanted(), 30);
}

effect(() => {
  // Another type has another stream.
  if (shownType.value !== null && isCustomer.value) listen();
});
