import type { ReadonlySignal } from "@preact/signals";
import { memo } from "preact/compat";
import { laneCount, laneHeight, loadHeight, stepsOf, type Lanes } from "./lanes";
import { barOf } from "./layout";
import type { Load, TimelineTexts } from "./model";
import type { Scale } from "./scale";

interface PoolProps {
  readonly lanes: Lanes;
  readonly loads: readonly Load[];
  readonly units: number;
  readonly scale: ReadonlySignal<Scale>;
  readonly width: ReadonlySignal<number>;
  readonly texts: TimelineTexts;
}

/** Narrower ones have no words. */
const [widthOfFree, widthOfAll, widthOfMore] = [34, 110, 24];

/** Below the lanes of a pool how much of it is taken, and in the last lane how many bars have none. */
export const Pool = memo(function Pool({ lanes, loads, units, scale, width, texts }: PoolProps) {
  const steps = stepsOf(loads, units, scale.value, width.value);
  return (
    <>
      {lanes.more.map(({ interval, count }) => {
        const place = barOf(interval, scale.value, width.value);
        return place && <div key={interval.from} class="tl-more" title={texts.moreOf(count)} style={{ left: `${place.x}px`, width: `${place.width}px`, top: `${3 + (laneCount - 1) * laneHeight}px` }}>{place.width > widthOfMore && texts.more(count)}</div>;
      })}
      <svg class="tl-load" width={width.value} height={loadHeight} aria-hidden="true"><path d={steps.map((step) => `M${step.x.toFixed(1)} ${loadHeight}v${(-step.taken * loadHeight).toFixed(1)}h${step.width.toFixed(1)}V${loadHeight}z`).join("")} /></svg>
      {steps.map((step) => step.width > widthOfFree && <span key={step.x} class={step.free === 0 ? "tl-free is-none" : "tl-free"} style={{ left: `${step.x}px`, width: `${step.width}px` }}>{step.width > widthOfAll ? texts.freeUnits(step.free, units) : step.free}</span>)}
    </>
  );
});
