import type { ReadonlySignal } from "@preact/signals";
import { memo } from "preact/compat";
import { barOf } from "./layout";
import type { Interval, Scale } from "./scale";

const hatch = "tl-hatch";

/** The pattern of closed times, once for all rows. */
export const Hatch = () => (
  <svg class="tl-hatch" width="0" height="0" aria-hidden="true">
    <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" /><path d="M0 0V7" /></pattern>
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
