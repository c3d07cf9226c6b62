import type { ReadonlySignal } from "@preact/signals";
import { laneHeight, type Lanes } from "./lanes";
import { barOf } from "./layout";
import { signOf, type TimelineBar, type TimelineTexts } from "./model";
import type { Scale } from "./scale";

/** Narrower bars have no words. */
const widthOfWords = 30;

interface BarsProps {
  readonly bars: readonly TimelineBar[];
  readonly scale: ReadonlySignal<Scale>;
  readonly width: ReadonlySignal<number>;
  /** The pixel from which on a bar is seen: there its words begin. */
  readonly edge: number;
  readonly now: ReadonlySignal<number>;
  readonly texts: TimelineTexts;
  readonly hidden: string | null;
  /** Of a pool: where the bars stand below each other. */
  readonly lanes?: Lanes | undefined;
}

export function Bars({ bars, scale, width, edge, now, texts, hidden, lanes }: BarsProps) {
  return (
    <>
      {bars.map((bar) => {
        const lane = lanes?.laneOf.get(bar.id);
        if (lanes && lane === undefined) return null;
        const place = barOf(bar.interval, scale.value, width.value);
        // A hold is over by the clock: the service says so a little later.
        if (!place || (bar.expires !== undefined && bar.expires <= now.value)) return null;
        const left = bar.expires === undefined || bar.state !== "held" ? "" : ` ${countDown(bar.expires - now.value)}`;
        const isNarrow = place.width <= widthOfWords;
        const before = edge - place.x;
        const classes = ["tl-bar", `is-${bar.state}`, `colour-${bar.colour}`, place.fadesLeft ? "fades-left" : "", place.fadesRight ? "fades-right" : "", bar.id === hidden ? "is-lifted" : "", bar.isFixed ? "is-fixed" : "", isNarrow ? "is-narrow" : ""];
        return (
          <div key={bar.id} data-bar={bar.id} class={classes.filter(Boolean).join(" ")} title={texts.describe(bar)} style={{ left: `${place.x}px`, width: `${place.width}px`, ...(lane === undefined ? {} : { top: `${3 + lane * laneHeight}px` }), paddingLeft: before > 0 && place.width - before > widthOfWords ? `${7 + before}px` : "" }}>
            {!isNarrow && `${signOf(bar)}${left} ${bar.label}`.trim()}
          </div>
        );
      })}
    </>
  );
}

/** 0:59, 12:00, or 3 h. */
export function countDown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds >= 7200) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
