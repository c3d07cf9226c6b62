import type { ReadonlySignal } from "@preact/signals";
import { memo } from "preact/compat";
import { barOf } from "./layout";
import type { Interval, Scale } from "./scale";

/** Closed, or kept free between two allocations. */
export type Shade = "tl-hatch" | "tl-dots";

/** The patterns of times that cannot be had, once for all rows. One that is rotated would take longer to draw. */
export const Hatch = () => (
  <svg class="tl-hatch" width="0" height="0" aria-hidden="true">
    <pattern id="tl-hatch" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="10" height="10" /><path d="M-3 3L3-3M-3 13L13-3M7 13L13 7" /></pattern>
    <pattern id="tl-dots" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" /><circle cx="2" cy="2" r="1.2" /><circle cx="6" cy="6" r="1.2" /></pattern>
  </svg>
);

/** All times of a row that cannot be had for one reason, as one element, however many there are. */
export const Closed = memo(function Closed({ times, shade, scale, width, label }: { times: readonly Interval[]; scale: ReadonlySignal<Scale>; width: ReadonlySignal<number>; shade: Shade; label: string }) {
  const places = times.map((interval) => barOf(interval, scale.value, width.value)).filter((place) => place !== null);
  return (
    <svg class="tl-closed" width={width.value} height="100%" aria-hidden="true">
      <path d={places.map(({ x, width }) => `M${x.toFixed(1)} 0h${width.toFixed(1)}v99h${(-width).toFixed(1)}z`).join("")} fill={`url(#${shade})`}><title>{label}</title></path>
    </svg>
  );
});
