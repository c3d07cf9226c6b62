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
  /** The pixel from which on a step is seen: there its words begin. */
  readonly edge: number;
  readonly texts: TimelineTexts;
}

/** Narrower ones have no words. */
const [widthOfFree, widthOfMore] = [30, 24];

/** About as wide as it is drawn. */
const widthOf = (words: string): number => words.length * 6 + 12;

function wordsOf(free: number, units: number, width: number, texts: TimelineTexts): string {
  const all = texts.freeUnits(free, units);
  return width > widthOf(all) ? all : String(free);
}

/** Below the lanes of a pool how much of it is taken, and in the last lane how many bars have none. */
export const Pool = memo(function Pool({ lanes, loads, units, scale, width, edge, texts }: PoolProps) {
  const steps = stepsOf(loads, units, scale.value, width.value);
  return (
    <>
      {lanes.more.map(({ interval, count }) => {
        const place = barOf(interval, scale.value, width.value);
        return place && <div key={interval.from} class="tl-more" title={texts.moreOf(count)} style={{ left: `${place.x}px`, width: `${place.width}px`, top: `${3 + (laneCount - 1) * laneHeight}px` }}>{place.width > widthOfMore && texts.more(count)}</div>;
      })}
      <svg class="tl-load" width={width.value} height={loadHeight} aria-hidden="true"><path d={steps.map((step) => `M${step.x.toFixed(1)} ${loadHeight}v${(-step.taken * loadHeight).toFixed(1)}h${step.width.toFixed(1)}V${loadHeight}z`).join("")} /></svg>
      {steps.map((step) => {
        const before = Math.max(0, edge - step.x);
        const seen = step.width - before;
        return seen > widthOfFree && <span key={step.x} class={step.free === 0 ? "tl-free is-none" : "tl-free"} style={{ left: `${step.x}px`, width: `${step.width}px`, paddingLeft: before > 0 ? `${5 + before}px` : "" }}>{wordsOf(step.free, units, seen, texts)}</span>;
      })}
    </>
  );
});
