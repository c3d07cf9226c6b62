import type { TimelineBar } from "./model";
import { overlaps, type Instant, type Interval } from "./scale";

/** A part of a day: taken by a bar, free, or closed. */
export interface AgendaEntry {
  readonly interval: Interval;
  readonly bar: TimelineBar | null;
  readonly isClosed: boolean;
}

/** When a resource is taken, and when it is closed. */
export interface Occupied {
  readonly bars: readonly TimelineBar[];
  readonly closed: readonly Interval[];
  /** Of a pool, when nothing of it is free; else it is taken where bars are. */
  readonly full?: readonly Interval[];
}

const takenBy = ({ bars, full }: Occupied): readonly Interval[] => full ?? bars.map((bar) => bar.interval);

const inWholeSlots = ({ from, to }: Interval, slot: number | undefined): Interval => (slot ? { from: Math.ceil(from / slot) * slot, to: Math.floor(to / slot) * slot } : { from, to });

/** What is left of a window between intervals that may overlap. */
function gapsOf(taken: readonly Interval[], window: Interval, slot?: number): Interval[] {
  const found: Interval[] = [];
  let { from } = window;
  const inOrder = taken.filter((interval) => overlaps(interval, window)).sort((a, b) => a.from - b.from);
  for (const interval of [...inOrder, { from: window.to, to: window.to }]) {
    const gap = inWholeSlots({ from, to: Math.min(interval.from, window.to) }, slot);
    if (gap.from < gap.to) found.push(gap);
    from = Math.max(from, interval.to);
  }
  return found;
}

/** What is free in a window, from the instant on that can still be booked; of a type with slots in whole slots. */
export function freeIn(occupied: Occupied, window: Interval, earliest: Instant, slot?: number): Interval[] {
  return gapsOf([...takenBy(occupied), ...occupied.closed], { from: Math.max(window.from, earliest), to: window.to }, slot);
}

/** A day of a resource in the order of time: what is taken, what is still free, and when else it is closed. */
export function agendaOf(occupied: Occupied, window: Interval, earliest: Instant, slot?: number): AgendaEntry[] {
  const taken = occupied.bars.filter((bar) => overlaps(bar.interval, window)).map((bar) => ({ interval: bar.interval, bar, isClosed: false }));
  const free = freeIn(occupied, window, earliest, slot).map((interval) => ({ interval, bar: null, isClosed: false }));
  const inWindow = occupied.closed.map(({ from, to }) => ({ from: Math.max(from, window.from), to: Math.min(to, window.to) })).filter(({ from, to }) => from < to);
  const closed = inWindow.flatMap((part) => gapsOf(takenBy(occupied), part)).map((interval) => ({ interval, bar: null, isClosed: true }));
  return [...taken, ...free, ...closed].sort((a, b) => a.interval.from - b.interval.from);
}
