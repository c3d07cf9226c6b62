import type { ReadonlySignal } from "@preact/signals";
import { useComputed, useSignalEffect } from "@preact/signals";
import { memo } from "preact/compat";
import { agendaOf, freeIn, type AgendaEntry } from "./entries";
import { countDown } from "./Bars";
import { signOf, type Load, type TimelineBar, type TimelineLine, type TimelineRow } from "./model";
import { day as dayLength, type Instant, type Interval } from "./scale";
import { floor, next } from "./snap";
import { gridOf } from "./gesture";
import { freeOf } from "./lanes";
import { useDrawnLines } from "./useDrawnLines";
import { startOfDay } from "./zone";

export interface AgendaTexts {
  readonly label: string;
  readonly loading: string;
  readonly free: string;
  readonly closed: string;
  readonly nothing: string;
  readonly allTaken: string;
  readonly noneFree: string;
  /** What is to be said of a bar besides; empty for most. */
  state(bar: TimelineBar): string;
  /** A part of a day, which can begin before it and end after it. */
  part(interval: Interval, day: Interval): string;
  freeAgain(at: Instant): string;
  freeUnits(free: number, all: number): string;
}

export interface AgendaProps {
  readonly lines: ReadonlySignal<readonly TimelineLine[]>;
  readonly barsOf: (row: string) => ReadonlySignal<readonly TimelineBar[] | undefined>;
  readonly closedOf: (row: string) => ReadonlySignal<readonly Interval[]>;
  readonly loadOf: (row: string) => ReadonlySignal<readonly Load[]>;
  /** Its first instant. */
  readonly day: ReadonlySignal<Instant>;
  readonly zone: ReadonlySignal<string>;
  readonly now: ReadonlySignal<number>;
  readonly texts: AgendaTexts;
  readonly onVisible: (rows: readonly TimelineRow[], window: Interval) => void;
  readonly onOpen: (row: TimelineRow, bar: TimelineBar) => void;
  /** A free time was chosen. */
  readonly onFree: (row: TimelineRow, interval: Interval) => void;
}

/** So far ahead a resource that is taken all day shows when it is free again. */
const daysAhead = 7;
const [groupHeight, rowHeight] = [36, 108];

/** A day as a list: for each resource what is taken, and what is free. For narrow screens, and for reading. */
export function Agenda(props: AgendaProps) {
  const { lines, day, zone } = props;
  const { body, drawn, height, virtualizer } = useDrawnLines(lines, (line) => (line.kind === "group" ? groupHeight : rowHeight));
  const window = useComputed<Interval>(() => ({ from: day.value, to: startOfDay(zone.value, day.value, 1) }));

  useSignalEffect(() => {
    const rows = drawn.value.map(({ index }) => lines.value[index]).filter((line): line is TimelineRow => line?.kind === "row");
    props.onVisible(rows, { from: window.value.from, to: window.value.from + daysAhead * dayLength });
  });

  return (
    <div class="agenda" ref={body} role="list" aria-label={props.texts.label} tabIndex={0}>
      <div class="agenda-lines" style={{ minHeight: `${height.value}px`, paddingTop: `${drawn.value[0]?.start ?? 0}px` }}>
        {drawn.value.map(({ index }) => {
          const line = lines.value[index];
          return line && (
            <div key={line.id} ref={virtualizer.measureElement} data-index={index} class={`agenda-${line.kind}`} role="listitem">
              {line.kind === "group" ? <h2>{line.label}</h2> : <Day props={props} row={line} window={window} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const Day = memo(function Day({ props, row, window }: { props: AgendaProps; row: TimelineRow; window: ReadonlySignal<Interval> }) {
  const { texts, zone, now, barsOf, closedOf, loadOf } = props;
  const bars = barsOf(row.id);
  // Every quarter of an hour, and when a hold ends.
  const earliest = useComputed(() => next(gridOf(row, zone.value, 15 * 60_000), now.value - 1));
  const current = useComputed(() => floor(gridOf(row, zone.value, 60_000), now.value));
  const known = bars.value?.filter((bar) => bar.expires === undefined || bar.expires > now.value);
  if (!known) return <><h3>{row.label}</h3><p class="agenda-entry is-loading" aria-busy="true">{texts.loading}</p></>;
  const loads = row.units ? loadOf(row.id).value : [];
  const occupied = { bars: known, closed: closedOf(row.id).value, ...(row.units ? { full: loads.filter((load) => load.free <= 0).map((load) => load.interval) } : {}) };
  const entries = agendaOf(occupied, window.value, earliest.value, row.slot);
  const isPast = window.value.to <= earliest.value;
  const again = isPast || entries.some(({ bar, isClosed }) => bar === null && !isClosed) ? null : freeIn(occupied, { from: window.value.to, to: window.value.from + daysAhead * dayLength }, earliest.value, row.slot)[0] ?? null;
  return (
    <>
      <h3>{row.label}</h3>
      <ul>
        {entries.map((entry) => <li key={entry.bar?.id ?? `${entry.isClosed} ${entry.interval.from}`}><Entry props={props} row={row} entry={entry} free={row.units ? texts.freeUnits(freeOf(loads, entry.interval, null), row.units) : texts.free} day={window.value} now={current.value} /></li>)}
        {entries.length === 0 && <li><p class="agenda-entry is-past">{texts.nothing}</p></li>}
        {again && <li><button type="button" class="agenda-entry is-free" onClick={() => props.onFree(row, again)}><span>{occupied.closed.length > 0 ? texts.noneFree : texts.allTaken}</span><b>{texts.freeAgain(again.from)}</b></button></li>}
      </ul>
    </>
  );
});

function Entry({ props: { texts, now: clock, onOpen, onFree }, row, entry: { bar, interval, isClosed }, free, day, now }: { props: AgendaProps; row: TimelineRow; entry: AgendaEntry; free: string; day: Interval; now: Instant }) {
  const time = <span class="agenda-time">{texts.part(interval, day)}</span>;
  if (isClosed) return <p class="agenda-entry is-closed">{time}<span>{texts.closed}</span></p>;
  if (!bar) return <button type="button" class="agenda-entry is-free" onClick={() => onFree(row, interval)}>{time}<b>{free}</b></button>;
  const isNow = interval.from <= now && now < interval.to;
  const classes = ["agenda-entry", `is-${bar.state}`, `colour-${bar.colour}`, isNow ? "is-now" : ""].filter(Boolean).join(" ");
  const state = texts.state(bar);
  const label = <span>{[signOf(bar), bar.state === "held" && bar.expires !== undefined && countDown(bar.expires - clock.value), bar.label].filter(Boolean).join(" ")}{state && <small>{state}</small>}</span>;
  return bar.isFixed ? <p class={classes}>{time}{label}</p> : <button type="button" class={classes} onClick={() => onOpen(row, bar)}>{time}{label}</button>;
}
