import type { Load, TimelineBar } from "./model";
import { overlaps, toX, type Interval, type Scale } from "./scale";

/** Where the bars of a pool stand below each other. */
export interface Lanes {
  /** By the id of the bar; what has none is in `more`. */
  readonly laneOf: ReadonlyMap<string, number>;
  /** Times at which more bars are than there are lanes, and how many of them have none. They stand in the last lane. */
  readonly more: readonly { readonly interval: Interval; readonly count: number }[];
}

/** Pixels. */
export const [laneCount, laneHeight, loadHeight] = [4, 22, 20] as const;

type Placed = Pick<TimelineBar, "id" | "interval">;

/** Each bar in the first lane that is free at its begin. */
function place(bars: readonly Placed[], count: number): { laneOf: Map<string, number>; rest: Placed[] } {
  const [laneOf, rest, ends] = [new Map<string, number>(), [] as Placed[], Array<number>(count).fill(-Infinity)];
  for (const bar of bars) {
    const lane = ends.findIndex((end) => end <= bar.interval.from);
    if (lane < 0) {
      rest.push(bar);
      continue;
    }
    laneOf.set(bar.id, lane);
    ends[lane] = bar.interval.to;
  }
  return { laneOf, rest };
}

/** If there are too many, the last lane says how many more there are. */
export function lanesOf(bars: readonly Placed[], count: number = laneCount): Lanes {
  const inOrder = [...bars].sort((a, b) => a.interval.from - b.interval.from || (a.id < b.id ? -1 : 1));
  const all = place(inOrder, count);
  if (all.rest.length === 0) return { laneOf: all.laneOf, more: [] };
  const { laneOf, rest } = place(inOrder, count - 1);
  const more: { interval: Interval; count: number }[] = [];
  for (const { interval } of rest) {
    const last = more.at(-1);
    if (last && interval.from < last.interval.to) more[more.length - 1] = { interval: { from: last.interval.from, to: Math.max(last.interval.to, interval.to) }, count: last.count + 1 };
    else more.push({ interval, count: 1 });
  }
  return { laneOf, more };
}

/** How many units are free for the whole of a time, those of a bar that goes away included. */
export function freeOf(loads: readonly Load[], interval: Interval, without: TimelineBar | null): number {
  const found = loads.filter((load) => overlaps(load.interval, interval)).map((load) => load.free + (without && overlaps(load.interval, without.interval) ? without.units ?? 1 : 0));
  return found.length === 0 ? Infinity : Math.min(...found);
}

/** A part of the visible width at which the load is the same. */
export interface Step {
  readonly x: number;
  readonly width: number;
  readonly free: number;
  /** Of 0 to 1. */
  readonly taken: number;
}

/** Neighbours with as many free units are one step. */
export function stepsOf(loads: readonly Load[], units: number, scale: Scale, width: number): Step[] {
  const steps: Step[] = [];
  for (const { interval, free } of loads) {
    const x = Math.max(0, interval.from === -Infinity ? 0 : toX(scale, interval.from));
    const end = Math.min(width, interval.to === Infinity ? width : toX(scale, interval.to));
    if (end <= x) continue;
    const last = steps.at(-1);
    if (last && last.free === free) steps[steps.length - 1] = { ...last, width: end - last.x };
    else steps.push({ x, width: end - x, free, taken: Math.min(1, Math.max(0, 1 - free / units)) });
  }
  return steps;
}
