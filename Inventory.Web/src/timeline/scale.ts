/** Milliseconds since 1970. A missing bound of an interval is infinite. */
export type Instant = number;

export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** Which instant is at which pixel: `start` is at 0. */
export interface Scale {
  readonly start: Instant;
  readonly msPerPx: number;
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A quarter of an hour is 20 pixels wide at the nearest, a quarter of a year 900 at the farthest. */
export const nearest = (15 * minute) / 20;
export const farthest = (92 * day) / 900;

export const toX = (scale: Scale, at: Instant): number => (at - scale.start) / scale.msPerPx;

export const toInstant = (scale: Scale, x: number): Instant => scale.start + x * scale.msPerPx;

/** The instant under `x` stays there. */
export function zoom(scale: Scale, x: number, factor: number): Scale {
  const msPerPx = Math.min(farthest, Math.max(nearest, scale.msPerPx * factor));
  return { start: toInstant(scale, x) - x * msPerPx, msPerPx };
}

export const pan = (scale: Scale, dx: number): Scale => ({ ...scale, start: scale.start + dx * scale.msPerPx });

/** Shows an interval in a width. */
export function fit(interval: Interval, width: number): Scale {
  const msPerPx = Math.min(farthest, Math.max(nearest, (interval.to - interval.from) / Math.max(1, width)));
  return { start: interval.from, msPerPx };
}

export const visible = (scale: Scale, width: number): Interval => ({ from: scale.start, to: toInstant(scale, width) });

export const overlaps = (a: Interval, b: Interval): boolean => Math.max(a.from, b.from) < Math.min(a.to, b.to);
