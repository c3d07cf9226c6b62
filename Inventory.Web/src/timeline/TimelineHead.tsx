import type { ReadonlySignal } from "@preact/signals";
import { memo } from "preact/compat";
import { format } from "./format";
import { Moved } from "./Moved";
import { toX, visible, type Scale } from "./scale";
import { isWeekend, ticks, unitAbove, type Unit } from "./zone";
import type { Plane } from "./usePlane";

function labelOf(unit: Unit, zone: string, width: number): Intl.DateTimeFormat {
  switch (unit.kind) {
    case "minutes": return format(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    case "day": return format(zone, width > 90 ? { weekday: "short", day: "numeric", month: "short" } : width > 50 ? { weekday: "short", day: "numeric" } : { day: "numeric" });
    case "week": return format(zone, { day: "numeric", month: "short" });
    case "month": return format(zone, { month: "long", year: "numeric" });
  }
}

/** Two lines of marks: the unit, and the one above it, whose label stays in sight. */
export function TimelineHead({ scale, width, zone, unit, plane }: { scale: ReadonlySignal<Scale>; width: ReadonlySignal<number>; zone: ReadonlySignal<string>; unit: ReadonlySignal<Unit>; plane: Plane }) {
  return (
    <div class="tl-head" role="rowgroup" data-start={scale.value.start} data-ms-per-px={scale.value.msPerPx}>
      <div role="row" aria-hidden="true">
        <div class="tl-above"><Marks scale={scale} width={width} zone={zone.value} unit={unitAbove(unit.value)} isAbove /></div>
        <div class="tl-units"><Moved by={plane.shift}><Marks scale={plane.scale} width={plane.width} zone={zone.value} unit={unit.value} isAbove={false} /></Moved></div>
      </div>
    </div>
  );
}

/** Drawn again only when its own scale changes. */
const Marks = memo(function Marks({ scale: { value: scale }, width: { value: width }, zone, unit, isAbove }: { scale: ReadonlySignal<Scale>; width: ReadonlySignal<number>; zone: string; unit: Unit; isAbove: boolean }) {
  const window = visible(scale, width);
  const marks = ticks(zone, unit, window.from, window.to);
  const weekend = (at: number) => unit.kind === "day" && isWeekend(zone, at);
  return (
    <>
      {marks.map((at, index) => {
        const left = toX(scale, at);
        const right = index + 1 < marks.length ? toX(scale, marks[index + 1]!) : width;
        const x = isAbove ? Math.max(0, left) : left;
        const label = isAbove && unit.kind === "day" && right - x > 220 ? format(zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }) : labelOf(unit, zone, right - left);
        return right - x < 12 ? null : <span key={at} class={weekend(at) && !isAbove ? "is-weekend" : ""} style={{ left: `${x}px`, width: `${right - x}px` }}>{label.format(at)}</span>;
      })}
    </>
  );
});
