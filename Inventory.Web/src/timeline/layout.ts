import { toX, type Interval, type Scale } from "./scale";

/** Where a bar stands in the visible width. It fades where it goes on beyond all times. */
export interface Bar {
  readonly x: number;
  readonly width: number;
  readonly fadesLeft: boolean;
  readonly fadesRight: boolean;
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
}

/** Bars of a moment are still seen, and hit. */
export const minBarWidth = 3;

/** Bars reach a little beyond the edge, so that their ends are not seen there. */
const margin = 24;

/** Returns `null` for what is not in the visible width. */
export function barOf(interval: Interval, scale: Scale, width: number): Bar | null {
  const left = interval.from === -Infinity ? -Infinity : toX(scale, interval.from);
  const right = interval.to === Infinity ? Infinity : toX(scale, interval.to);
  if (right <= 0 || left >= width) return null;
  const x = Math.max(left, -margin);
  const end = Math.min(right, width + margin);
  return {
    x,
    width: Math.max(minBarWidth, end - x),
    fadesLeft: interval.from === -Infinity,
    fadesRight: interval.to === Infinity,
    isCutLeft: left < -margin,
    isCutRight: right > width + margin,
  };
}
