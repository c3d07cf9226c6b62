import { hour, minute, type Instant, type Interval } from "./scale";
import { fromLocal, startOfDay, toLocal } from "./zone";

/** The slot of a type, counted from 1970 in UTC. */
export type Grid = { readonly slot: number } | { readonly zone: string; readonly step: number };

/** Fine enough to see: about eight pixels. */
export function stepOf(msPerPx: number): number {
  const steps = [5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour];
  return steps.find((step) => step / msPerPx >= 8) ?? 24 * hour;
}

export function floor(grid: Grid, at: Instant): Instant {
  if ("slot" in grid) return Math.floor(at / grid.slot) * grid.slot;
  const midnight = startOfDay(grid.zone, at);
  if (grid.step >= 24 * hour) return midnight;
  const local = toLocal(grid.zone, at);
  const minutes = Math.floor((local.hour * 60 + local.minute) / (grid.step / minute)) * (grid.step / minute);
  const snapped = fromLocal(grid.zone, { ...local, hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0 });
  // The second time of an hour that comes twice.
  return snapped <= at - grid.step ? at - ((at - midnight) % grid.step) : Math.min(snapped, at);
}

export function next(grid: Grid, at: Instant): Instant {
  if ("slot" in grid) return floor(grid, at) + grid.slot;
  if (grid.step >= 24 * hour) return startOfDay(grid.zone, at, 1);
  const from = floor(grid, at);
  return floor(grid, from + grid.step) > from ? floor(grid, from + grid.step) : from + grid.step;
}

/** The nearest mark. */
export function round(grid: Grid, at: Instant): Instant {
  const [before, after] = [floor(grid, at), next(grid, at)];
  return at - before < after - at ? before : after;
}

/** Between two instants in any order: whole steps, and at least one. */
export function span(grid: Grid, a: Instant, b: Instant): Interval {
  const from = floor(grid, Math.min(a, b));
  const last = Math.max(a, b);
  const to = floor(grid, last) === last && last > from ? last : next(grid, last);
  return { from, to };
}
