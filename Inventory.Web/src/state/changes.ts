import { signal } from "@preact/signals";
import { api, outcomeOf, type Outcome, type Schemas } from "../api/client";
import { boundsOf, windowOf } from "../api/intervals";
import { isCustomer } from "../session";
import { text } from "../text/en";
import { tell } from "../ui/toasts";
import type { Gesture, TimelineBar, TimelineRow } from "../timeline/model";
import type { Interval } from "../timeline/scale";
import { zone } from "./clock";
import { allocationOf, drafts, hiddenBars } from "./calendars";
import { refresh } from "./place";
import { refuse, type Override } from "./refusals";
import { whenOf } from "./words";

/** The panel that is open: an allocation, or a form for a new one. */
export type Panel =
  | { readonly kind: "allocation"; readonly row: TimelineRow; readonly id: string }
  | { readonly kind: "booking"; readonly id: string }
  | { readonly kind: "history"; readonly row: TimelineRow }
  | { readonly kind: "new"; readonly row: TimelineRow | null; readonly interval: Interval };

export const panel = signal<Panel | null>(null);

let count = 0;

/** Shows what is asked for at once, until the service has answered. */
async function withDraft<T>(row: string, draft: TimelineBar, work: () => Promise<T>): Promise<T> {
  drafts.value = new Map(drafts.value).set(row, [...(drafts.value.get(row) ?? []), draft]);
  try {
    return await work();
  } finally {
    const left = new Map(drafts.value);
    left.set(row, (left.get(row) ?? []).filter((bar) => bar !== draft));
    drafts.value = left;
  }
}

/** Which types have a price: customers take those by bookings. */
const priced = new Map<string, Promise<boolean>>();

export function isPriced(type: string): Promise<boolean> {
  let found = priced.get(type);
  if (!found) {
    const at = Date.UTC(2030, 0, 1);
    found = outcomeOf(api.GET("/api/quote", { params: { query: { type, ...windowOf({ from: at, to: at + 12 * 3_600_000 }) } } })).then((outcome) => outcome.ok || outcome.problem.type !== "/problems/no-tariff");
    priced.set(type, found);
  }
  return found;
}

/** What is wanted besides the time. */
export interface Wish {
  readonly type: string;
  readonly description: string | null;
  /** Of a pool. */
  readonly units?: number | null;
}

export async function create(row: TimelineRow, interval: Interval, wish: Wish = { type: "booking", description: null }, override: Override = {}): Promise<boolean> {
  const { type, description, units } = wish;
  const draft: TimelineBar = { id: `draft ${++count}`, interval, state: "pending", label: description ?? type, colour: 0, isFixed: true };
  const asBooking = isCustomer.value && (await isPriced(row.group));
  return withDraft(row.id, draft, async () => {
    const outcome: Outcome<Schemas["Booking"] | Schemas["Allocation"]> = asBooking
      ? await outcomeOf(api.POST("/api/bookings", { body: { items: [{ resource: `${row.group}/${row.id}`, from_datetime: windowOf(interval).from, to_datetime: windowOf(interval).to }] } }))
      : await outcomeOf(api.POST("/api/{type}/{id}/allocations", { params: { path: { type: row.group, id: row.id } }, body: { ...boundsOf(interval), allocation_type: type, ...(description ? { description } : {}), ...(units ? { units } : {}), ...override } }));
    await refresh(row.id);
    if (!outcome.ok) {
      refuse(outcome.problem, row, (to) => void create(row, to, wish), (anyway) => void create(row, interval, wish, anyway));
      return false;
    }
    if (asBooking) panel.value = { kind: "booking", id: outcome.data.id };
    tell({ kind: "done", title: (asBooking ? text.allocation.heldUntil : outcome.data.status === "requested" ? text.allocation.requested : text.allocation.booked)(row.label, whenOf(interval, zone.value)), actions: [] });
    return true;
  });
}

/** Moves or resizes; what belongs to a booking moves with its price. */
export async function change(gesture: Gesture, override: Override = {}): Promise<void> {
  const { bar, from, row, interval } = gesture;
  const known = bar && (allocationOf(from.id, bar.id) as Schemas["Allocation"] | undefined);
  if (!bar || !known) return;
  if (known.booking) return changeBooking(known.booking, known.id, from, row, interval);
  const isElsewhere = row.id !== from.id;
  if (isElsewhere) hiddenBars.value = new Set(hiddenBars.value).add(known.id);
  await withDraft(row.id, { ...bar, interval, state: "pending" }, async () => {
    const outcome = await outcomeOf(api.PATCH("/api/{type}/{id}/allocations/{allocation_id}", {
      params: { path: { type: from.group, id: from.id, allocation_id: known.id } },
      body: { ...boundsOf(interval), ...(isElsewhere ? { resource_id: row.id } : {}), ...override },
    }));
    await refresh(from.id, row.id);
    if (!outcome.ok) refuse(outcome.problem, row, (to) => void change({ ...gesture, interval: to }), (anyway) => void change(gesture, anyway));
  });
  if (isElsewhere) hiddenBars.value = new Set([...hiddenBars.value].filter((id) => id !== known.id));
}

async function changeBooking(booking: string, allocation: string, from: TimelineRow, row: TimelineRow, interval: Interval): Promise<void> {
  const found = await outcomeOf(api.GET("/api/bookings/{id}", { params: { path: { id: booking } } }));
  if (!found.ok) return refuse(found.problem, row, null);
  const index = found.data.items.findIndex((item) => item.allocation_id === allocation);
  const item = { resource: `${row.group}/${row.id}`, from_datetime: windowOf(interval).from, to_datetime: windowOf(interval).to };
  const body = { items: [...found.data.items.slice(0, index).map(() => ({})), item] };
  const said = await outcomeOf(api.PATCH("/api/bookings/{id}", { params: { path: { id: booking }, query: { dry_run: true } }, body }));
  if (!said.ok) return refuse(said.problem, row, (to) => void changeBooking(booking, allocation, from, row, to));
  const commit = async () => {
    const done = await outcomeOf(api.PATCH("/api/bookings/{id}", { params: { path: { id: booking } }, body }));
    await refresh(from.id, row.id);
    if (!done.ok) refuse(done.problem, row, null);
    else tell({ kind: "done", title: text.allocation.moved, actions: [] });
  };
  if (Number(said.data.difference) === 0) return commit();
  tell({ kind: "refused", title: text.allocation.difference(`${said.data.difference} ${said.data.currency}`), detail: whenOf(interval, zone.value), actions: [{ label: text.allocation.save, run: () => void commit() }] });
}

const undoMs = 10_000;
const releases = new Map<string, () => void>();

/** Releases after ten seconds, so that it can be undone without anybody else taking the time between. */
export function release(row: TimelineRow, id: string, label: string): void {
  hiddenBars.value = new Set(hiddenBars.value).add(id);
  const show = () => (hiddenBars.value = new Set([...hiddenBars.value].filter((hidden) => hidden !== id)));
  const commit = async (isLeaving = false) => {
    releases.delete(id);
    const path = `/api/${row.group}/${row.id}/allocations/${id}`;
    if (isLeaving) return void fetch(path, { method: "DELETE", keepalive: true });
    const outcome = await outcomeOf(api.DELETE("/api/{type}/{id}/allocations/{allocation_id}", { params: { path: { type: row.group, id: row.id, allocation_id: id } } }));
    await refresh(row.id);
    show();
    if (!outcome.ok && outcome.problem.status !== 404) refuse(outcome.problem, row, null);
  };
  const timer = setTimeout(() => void commit(), undoMs);
  releases.set(id, () => void commit(true));
  tell({ kind: "done", title: text.allocation.released(label), actions: [{ label: text.allocation.undo, run: () => { clearTimeout(timer); releases.delete(id); show(); } }] }, undoMs);
}

addEventListener("pagehide", () => releases.forEach((commit) => commit()));
