import { api, outcomeOf, type Outcome, type Schemas } from "../api/client";
import { intervalOf, rfc3339 } from "../api/intervals";
import { isAdmin } from "../session";
import { text } from "../text/en";
import type { TimelineRow } from "../timeline/model";
import type { Interval } from "../timeline/scale";
import { ownerOf, readName, shortName } from "./customers";
import { whenOf } from "./words";

/** One thing that happened to a resource, or that it refused. */
export interface Entry {
  readonly at: number;
  readonly kind: "change" | "refusal";
  readonly who: string;
  readonly what: string;
  /** Of a refusal: sentences that say why. */
  readonly because: readonly string[];
}

const pageSize = 50;

/** The latest that happened until a moment, newest first. */
export async function loadHistory(row: TimelineRow, until: number | null, zone: string): Promise<Outcome<readonly Entry[]>> {
  const path = { type: row.group, id: row.id };
  const [changes, refusals] = await Promise.all([
    outcomeOf(api.GET("/api/{type}/{id}/history", { params: { path, query: { order: "newest", limit: pageSize, ...(until === null ? {} : { to: rfc3339(until) }) } } })),
    outcomeOf(api.GET("/api/{type}/{id}/refusals", { params: { path } })),
  ]);
  if (!changes.ok) return changes;
  if (!refusals.ok) return refusals;
  const wanted = refusals.data.filter((refusal) => until === null || Date.parse(refusal.first) < until);
  const entries = await Promise.all([...changes.data.map((event) => changeOf(event, changes.data, zone)), ...wanted.map((refusal) => refusalOf(refusal, zone))]);
  return { ok: true, data: entries.sort((one, other) => other.at - one.at).slice(0, pageSize), etag: null, next: null };
}

async function changeOf(event: Schemas["Event"], all: readonly Schemas["Event"][], zone: string): Promise<Entry> {
  const kind = event.type.slice("inventory.".length);
  // A release names only the allocation: an event before it has the rest.
  const allocation = event.data.allocation ?? all.find((other) => other.subject === event.subject && other.data.allocation && Number(other.sequence) < Number(event.sequence))?.data.allocation;
  const of = allocation ? `${allocation.description ?? allocation.allocation_type}, ${whenOf(intervalOf(allocation), zone)}` : (event.data.resource?.name ?? "");
  return { at: Date.parse(event.time), kind: "change", who: await nameOf(event.actor, await ownerOf(allocation)), what: [`${text.history.kinds[kind] ?? kind}: ${of}`, event.data.reason].filter(Boolean).join(". "), because: [] };
}

async function refusalOf(refusal: Schemas["Refusal"], zone: string): Promise<Entry> {
  const often = refusal.times > 1 ? ` ${text.history.times(refusal.times, whenOf({ from: Date.parse(refusal.first), to: Date.parse(refusal.last) }, zone))}` : "";
  const wanted: Interval = intervalOf(refusal);
  return { at: Date.parse(refusal.last), kind: "refusal", who: await nameOf(refusal.actor, refusal.customer), what: `${text.history.refused}: ${whenOf(wanted, zone)}.${often}`, because: await reasonsOf(refusal, zone) };
}

async function reasonsOf(refusal: Schemas["Refusal"], zone: string): Promise<string[]> {
  const takers = await Promise.all(refusal.conflicts.map(async (conflict) => `${await nameOf(null, await ownerOf(conflict))}: ${conflict.allocation_type}, ${whenOf(intervalOf(conflict), zone)}`));
  const rules = refusal.rules.filter((rule) => rule !== "overlap" || takers.length === 0).map((rule) => text.rules.names[rule] ?? rule);
  return [
    ...(takers.length > 0 ? [`${text.history.takenBy} ${takers.join("; ")}`] : []),
    ...(rules.length > 0 ? [`${text.history.against} ${rules.join(", ")}`] : []),
    ...(refusal.detail ? [refusal.detail] : []),
  ];
}

/** Who did it, and for whom if that is somebody else. */
async function nameOf(actor: string | null | undefined, customer: string | null | undefined): Promise<string> {
  if (actor?.startsWith("zone-data:")) return text.history.zoneData(actor.slice("zone-data:".length));
  const by = actor?.startsWith("user:") ? await userName(actor.slice("user:".length)) : actor?.startsWith("key:") ? text.history.program : null;
  const owner = customer ? await userName(customer) : null;
  if (by && owner && by !== owner) return text.history.onBehalf(by, owner);
  return by ?? owner ?? text.history.staff;
}

async function userName(id: string): Promise<string> {
  return (await readName(id)) ?? (isAdmin.value ? text.history.unknown : shortName(id));
}
