import type { Gesture, TimelineBar, TimelineRow } from "./model";
import { overlaps, type Instant, type Interval } from "./scale";
import { next, round, span, type Grid } from "./snap";

export const gridOf = (row: TimelineRow, zone: string, step: number): Grid => (row.slot ? { slot: row.slot } : { zone, step });

/** From where the pointer went down to where it is, in whole steps. A miss of a mark by the slack still means the mark. */
export function created(row: TimelineRow, grid: Grid, began: Instant, at: Instant, slack = 0): Gesture {
  const [first, last] = [Math.min(began, at) + slack, Math.max(began, at) - slack];
  return { kind: "create", bar: null, from: row, row, interval: first < last ? span(grid, first, last) : span(grid, began, began) };
}

/** Keeps the length. What is infinite moves between rows, and not in time. */
export function moved(bar: TimelineBar, from: TimelineRow, row: TimelineRow, grid: Grid, by: number): Gesture {
  const { interval } = bar;
  const isFinite = Number.isFinite(interval.from) && Number.isFinite(interval.to);
  const begin = isFinite ? (by === 0 ? interval.from : round(grid, interval.from + by)) : interval.from;
  return { kind: "move", bar, from, row, interval: isFinite ? { from: begin, to: begin + (interval.to - interval.from) } : interval };
}

/** Moves one end; at least one step is left. */
export function resized(bar: TimelineBar, row: TimelineRow, grid: Grid, end: "start" | "end", at: Instant): Gesture {
  const snapped = round(grid, at);
  const { interval } = bar;
  const result: Interval = end === "start"
    ? { from: Math.min(snapped, Number.isFinite(interval.to) ? round(grid, interval.to - 1) : snapped), to: interval.to }
    : { from: interval.from, to: Math.max(snapped, Number.isFinite(interval.from) ? next(grid, interval.from) : snapped) };
  return { kind: end, bar, from: row, row, interval: result.from < result.to ? result : interval };
}

export const isSame = (gesture: Gesture): boolean =>
  gesture.bar !== null && gesture.row === gesture.from && gesture.interval.from === gesture.bar.interval.from && gesture.interval.to === gesture.bar.interval.to;

/** Whether nothing else is in the way, as far as is known here. The service decides. */
export const isFree = (gesture: Gesture, bars: readonly TimelineBar[]): boolean => bars.every((bar) => bar.id === gesture.bar?.id || !overlaps(bar.interval, gesture.interval));
