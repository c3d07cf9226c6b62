import type { TimelineBar } from "./model";
import { overlaps, type Instant, type Interval } from "./scale";

/** A part of a day: taken by a bar, or free. */
export interface AgendaEntry {
  readonly interval: Interval;
  /** `null`: free. */
  readonly bar: TimelineBar | null;
}

const inWholeSlots = ({ from, to }: Interval, slot: number | undefined): Interval => (slot ? { from: Math.ceil(from / slot) * slot, to: Math.floor(to / slot) * slot } : { from, to });

/** What is free in a window between bars, from the instant on that can still be booked; of a type with slots in whole slots. */
export function freeIn(bars: readonly TimelineBar[], window: Interval, earliest: Instant, slot?: number): Interval[] {
  const found: Interval[] = [];
  let from = Math.max(window.from, earliest);
  const inOrder = bars.map((bar) => bar.interval).filter((interval) => overlaps(interval, window)).sort((a, b) => a.from - b.from);
  for (const taken of [...inOrder, { from: window.to, to: window.to }]) {
    const gap = inWholeSlots({ from, to: Math.min(taken.from, window.to) }, slot);
    if (gap.from < gap.to) found.push(gap);
    from = Math.max(from, taken.to);
  }
  return found;
}

/** A day of a resource in the order of time: what is taken, and what is still free. */
export function agendaOf(bars: readonly TimelineBar[], window: Interval, earliest: Instant, slot?: number): AgendaEntry[] {
  const taken = bars.filter((bar) => overlaps(bar.interval, window)).map((bar) => ({ interval: bar.interval, bar }));
  const free = freeIn(bars, window, earliest, slot).map((interval) => ({ interval, bar: null }));
  return [...taken, ...free].sort((a, b) => a.interval.from - b.interval.from);
}
