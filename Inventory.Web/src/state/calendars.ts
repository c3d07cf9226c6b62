import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Schemas } from "../api/client";
import { intervalOf } from "../api/intervals";
import { text } from "../text/en";
import type { Load, TimelineBar } from "../timeline/model";
import type { Interval } from "../timeline/scale";

/** What is known of one resource's calendar. */
export interface Calendar {
  readonly window: Interval;
  readonly version: number;
  readonly allocations: readonly Schemas["Conflict"][];
  /** When the place is closed in the window. */
  readonly closed: readonly Interval[];
  /** When the turnaround between allocations allows nothing. */
  readonly turnaround: readonly Interval[];
  /** Of a pool. */
  readonly load: readonly Load[];
}

export const calendars = new Map<string, Signal<Calendar | undefined>>();
const bars = new Map<string, ReadonlySignal<readonly TimelineBar[] | undefined>>();
const closedTimes = new Map<string, ReadonlySignal<readonly Interval[]>>();
const turnarounds = new Map<string, ReadonlySignal<readonly Interval[]>>();
const loads = new Map<string, ReadonlySignal<readonly Load[]>>();

/** What is shown before the service has answered, by row. */
export const drafts = signal<ReadonlyMap<string, readonly TimelineBar[]>>(new Map());
/** Bars that are released, while that can be undone. */
export const hiddenBars = signal<ReadonlySet<string>>(new Set());

const palette = ["booking", "maintenance", "cleaning", "inspection", "works", "transfer"];

function colourOf(type: string): number {
  const known = palette.indexOf(type);
  if (known >= 0) return known;
  return [...type].reduce((sum, char) => (sum * 31 + char.codePointAt(0)!) >>> 0, 7) % palette.length;
}

export const calendarOf = (id: string): Signal<Calendar | undefined> => {
  let found = calendars.get(id);
  if (!found) calendars.set(id, (found = signal<Calendar | undefined>(undefined)));
  return found;
};

/** The type stands in words, too, unless it is the usual one. */
const labelOf = (description: string | null | undefined, type: string): string => (!description ? type : type === "booking" ? description : `${type}: ${description}`);

const stateOf = (status: string | undefined): TimelineBar["state"] => (status === "held" || status === "requested" || status === "no_show" ? status : "firm");

function barOf(allocation: Schemas["Conflict"], row: string, index: number): TimelineBar {
  const interval = intervalOf(allocation);
  if (!allocation.id) return { id: `${row} ${interval.from} ${index}`, interval, state: "foreign", label: text.timeline.taken, colour: 0, isFixed: true };
  return {
    id: allocation.id,
    interval,
    state: stateOf(allocation.status),
    label: `${(allocation.units ?? 0) > 1 ? `${allocation.units} × ` : ""}${labelOf(allocation.description, allocation.allocation_type ?? "")}`,
    colour: colourOf(allocation.allocation_type ?? ""),
    ...(allocation.expires ? { expires: Date.parse(allocation.expires) } : {}),
    ...(allocation.checked_in && !allocation.checked_out ? { isHere: true } : {}),
    ...(allocation.bind ? { isLate: true } : {}),
    isFixed: allocation.whole !== undefined,
    ...(allocation.whole ? { whole: allocation.whole.resource_id } : {}),
    ...(allocation.units ? { units: allocation.units } : {}),
  };
}

/** `undefined` while they are being loaded. */
export function barsOf(row: string): ReadonlySignal<readonly TimelineBar[] | undefined> {
  let found = bars.get(row);
  if (!found) {
    const calendar = calendarOf(row);
    found = computed(() => {
      const known = calendar.value;
      const drafted = drafts.value.get(row) ?? [];
      if (!known) return drafted.length > 0 ? drafted : undefined;
      const replaced = new Set(drafted.map((bar) => bar.id));
      return [...known.allocations.map((allocation, index) => barOf(allocation, row, index)).filter((bar) => !hiddenBars.value.has(bar.id) && !replaced.has(bar.id)), ...drafted];
    });
    bars.set(row, found);
  }
  return found;
}

export function closedOf(row: string): ReadonlySignal<readonly Interval[]> {
  let found = closedTimes.get(row);
  if (!found) {
    const calendar = calendarOf(row);
    closedTimes.set(row, (found = computed(() => calendar.value?.closed ?? [])));
  }
  return found;
}

export function turnaroundOf(row: string): ReadonlySignal<readonly Interval[]> {
  let found = turnarounds.get(row);
  if (!found) {
    const calendar = calendarOf(row);
    turnarounds.set(row, (found = computed(() => calendar.value?.turnaround ?? [])));
  }
  return found;
}

export function loadOf(row: string): ReadonlySignal<readonly Load[]> {
  let found = loads.get(row);
  if (!found) {
    const calendar = calendarOf(row);
    loads.set(row, (found = computed(() => calendar.value?.load ?? [])));
  }
  return found;
}

export function allocationOf(row: string, id: string): Schemas["Conflict"] | undefined {
  return calendarOf(row).peek()?.allocations.find((allocation) => allocation.id === id);
}
