import type { ReadonlySignal } from "@preact/signals";
import { memo } from "preact/compat";
import { barOf } from "./layout";
import type { Interval, Scale } from "./scale";

const hatch = "tl-hatch";

/** The pattern of closed times, once for all rows. One that is rotated would take longer to draw. */
export const Hatch = () => (
  <svg class="tl-hatch" width="0" height="0" aria-hidden="true">
    <pattern id={hatch} width="10" height="10" patternUnits="userSpaceOnUse"><rect width="10" height="10" /><path d="M-3 3L3-3M-3 13L13-3M7 13L13 7" /></pattern>
  </svg>
);

/** All closed times of a row as one element, however many there are. */
export const Closed = memo(function Closed({ times, scale, width, label }: { times: readonly Interval[]; scale: ReadonlySignal<Scale>; width: ReadonlySignal<number>; label: string }) {
  const places = times.map((interval) => barOf(interval, scale.value, width.value)).filter((place) => place !== null);
  return (
    <svg class="tl-closed" width={width.value} height="100%" aria-hidden="true">
      <path d={places.map(({ x, width }) => `M${x.toFixed(1)} 0h${width.toFixed(1)}v99h${(-width).toFixed(1)}z`).join("")} fill={`url(#${hatch})`}><title>{label}</title></path>
    </svg>
  );
});
