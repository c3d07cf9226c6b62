import type { Interval } from "../timeline/scale";

export interface Bounds {
  readonly from_datetime?: string | null;
  readonly to_datetime?: string | null;
}

/** A bound that is missing is infinite. */
export const intervalOf = (bounds: Bounds): Interval => ({
  from: bounds.from_datetime ? Date.parse(bounds.from_datetime) : -Infinity,
  to: bounds.to_datetime ? Date.parse(bounds.to_datetime) : Infinity,
});

/** A time as most answers write it: a bound that is `null` is infinite. */
export const timeOf = ({ from, to }: { readonly from: string | null; readonly to: string | null }): Interval => intervalOf({ from_datetime: from, to_datetime: to });

/** The parameters of a finite window. */
export const windowOf = (interval: Interval) => ({ from: rfc3339(interval.from), to: rfc3339(interval.to) });

export const rfc3339 = (at: number): string => new Date(at).toISOString().replace(".000Z", "Z");

export const boundsOf = (interval: Interval) => ({
  ...(interval.from === -Infinity ? { from_infinity: true } : { from_datetime: rfc3339(interval.from) }),
  ...(interval.to === Infinity ? { to_infinity: true } : { to_datetime: rfc3339(interval.to) }),
});
