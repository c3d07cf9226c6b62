import { signal } from "@preact/signals";
import { api, outcomeOf, type Problem, type Schemas } from "../api/client";
import { windowOf } from "../api/intervals";
import { text } from "../text/en";
import type { Interval } from "../timeline/scale";
import { tell } from "../ui/toasts";
import { onChanges, refresh, typeOf, types } from "./place";
import { refuse } from "./refusals";

export type Entry = Schemas["Waiting"];

/** Who waits, by arrival: of all types, or of one's own; `null` before it is read. */
export const entries = signal<readonly Entry[] | null>(null);
export const problem = signal<Problem | null>(null);

export const isOpen = ({ status }: Entry): boolean => status === "waiting" || status === "granted";

export async function loadEntries(): Promise<void> {
  const found = await Promise.all(types.value.filter((type) => type.kind !== "asset").map((type) => outcomeOf(api.GET("/api/{type}/waiting", { params: { path: { type: type.path } } }))));
  const failed = found.find((outcome) => !outcome.ok);
  problem.value = failed && !failed.ok ? failed.problem : null;
  if (!failed) entries.value = found.flatMap((outcome) => (outcome.ok ? outcome.data : [])).sort((a, b) => a.created.localeCompare(b.created));
}

const soonMs = 200;
/** A customer's stream has one type only. */
const everyMs = 10_000;

/** Reads the entries, and again whenever they may have changed, until the returned function is called. */
export function followEntries(): () => void {
  let soon = 0;
  const reload = () => {
    window.clearTimeout(soon);
    soon = window.setTimeout(() => void loadEntries(), soonMs);
  };
  void loadEntries();
  const unlisten = onChanges((change) => { if (!change || change.type.startsWith("inventory.waiting.")) reload(); });
  const timer = window.setInterval(() => { if (entries.value?.some(isOpen) && !document.hidden) reload(); }, everyMs);
  return () => { unlisten(); window.clearTimeout(soon); window.clearInterval(timer); };
}

/** Waits for any resource of a type. */
export async function waitForAny(type: string, interval: Interval): Promise<boolean> {
  const { from: from_datetime, to: to_datetime } = windowOf(interval);
  const outcome = await outcomeOf(api.POST("/api/{type}/waiting", { params: { path: { type } }, body: { from_datetime, to_datetime, allocation_type: "booking" } }));
  if (outcome.ok) tell({ kind: "done", title: text.waiting.joined(outcome.data.position ?? 1), actions: [] });
  else refuse(outcome.problem, null, null);
  await loadEntries();
  return outcome.ok;
}

/** A type's entry is changed in the type's list, also once a resource has granted it. */
async function change(entry: Entry, end: "accept" | "decline"): Promise<Entry | null> {
  const [type, entry_id] = [typeOf(entry.resource_type), entry.id];
  const ofType = await outcomeOf(api.POST(`/api/{type}/waiting/{entry_id}/${end}`, { params: { path: { type, entry_id } } }));
  const outcome = !ofType.ok && ofType.problem.status === 404 && entry.resource_id
    ? await outcomeOf(api.POST(`/api/{type}/{id}/waiting/{entry_id}/${end}`, { params: { path: { type, id: entry.resource_id, entry_id } } }))
    : ofType;
  if (!outcome.ok) refuse(outcome.problem, null, null);
  if (entry.resource_id) await refresh(entry.resource_id);
  await loadEntries();
  return outcome.ok ? outcome.data : null;
}

export async function accept(entry: Entry, what: string): Promise<void> {
  const accepted = await change(entry, "accept");
  if (accepted) tell({ kind: "done", title: accepted.allocation?.status === "requested" ? text.waiting.requested(what) : text.waiting.accepted(what), actions: [] });
}

export async function decline(entry: Entry, what: string): Promise<void> {
  const isGrant = entry.status === "granted";
  if (await change(entry, "decline")) tell({ kind: "done", title: isGrant ? text.waiting.declined(what) : text.waiting.left(what), actions: [] });
}
