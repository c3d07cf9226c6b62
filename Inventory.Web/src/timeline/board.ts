import type { ReadonlySignal, Signal } from "@preact/signals";
import { gridOf, isFree } from "./gesture";
import { freeOf } from "./lanes";
import type { Gesture, Load, TimelineBar, TimelineLine, TimelineRow, TimelineTexts } from "./model";
import { overlaps, type Interval, type Scale } from "./scale";
import type { Grid } from "./snap";
import type { Plane } from "./usePlane";

export interface TimelineProps {
  readonly lines: ReadonlySignal<readonly TimelineLine[]>;
  /** `undefined` while they are being loaded. */
  readonly barsOf: (row: string) => ReadonlySignal<readonly TimelineBar[] | undefined>;
  /** When it is closed, as far as is known: the service decides. */
  readonly closedOf: (row: string) => ReadonlySignal<readonly Interval[]>;
  /** What has to be free between allocations. */
  readonly turnaroundOf: (row: string) => ReadonlySignal<readonly Interval[]>;
  /** How much of a pool is free, in order of time. */
  readonly loadOf: (row: string) => ReadonlySignal<readonly Load[]>;
  readonly scale: Signal<Scale>;
  /** Of the track, in pixels: an estimate until it is measured. */
  readonly width: Signal<number>;
  readonly zone: ReadonlySignal<string>;
  readonly now: ReadonlySignal<number>;
  readonly texts: TimelineTexts;
  readonly onVisible: (rows: readonly TimelineRow[], window: Interval) => void;
  readonly onCreate: (row: TimelineRow, interval: Interval) => void;
  readonly onChange: (gesture: Gesture) => void;
  readonly onOpen: (row: TimelineRow, bar: TimelineBar) => void;
  /** The name of a row was chosen; without it, names are no buttons. */
  readonly onName?: (row: TimelineRow) => void;
  readonly mayMove: (gesture: Gesture) => boolean;
}

/** A cell, or several beside each other, that keys have chosen. */
export interface Cursor {
  /** The index of its line. */
  readonly row: number;
  readonly interval: Interval;
}

/** A line that is drawn, and where. */
export interface DrawnLine {
  readonly index: number;
  readonly start: number;
  readonly size: number;
}

/** What the parts of the timeline share: what is shown, and what is being done to it. */
export class Board {
  constructor(
    public props: TimelineProps,
    readonly plane: Plane,
    readonly drawn: ReadonlySignal<readonly DrawnLine[]>,
    readonly step: ReadonlySignal<number>,
    readonly gesture: Signal<Gesture | null>,
    readonly cursor: Signal<Cursor | null>,
    /** For screen readers. */
    readonly said: Signal<string>,
    readonly scrollTo: (line: number) => void,
  ) {}

  /** The element that scrolls; it is there when something happens to it. */
  body: HTMLElement = null!;

  grid(row: TimelineRow): Grid {
    return gridOf(row, this.props.zone.value, this.step.value);
  }

  lineAt(index: number): TimelineLine | undefined {
    return this.props.lines.value[index];
  }

  bars(row: TimelineRow): readonly TimelineBar[] {
    return this.props.barsOf(row.id).peek() ?? [];
  }

  /** In a pool, where others are at the same time, only the bar of exactly this time. */
  barAt(row: TimelineRow, interval: Interval): TimelineBar | undefined {
    return this.bars(row).find((bar) => (row.units ? bar.interval.from === interval.from && bar.interval.to === interval.to : overlaps(bar.interval, interval)));
  }

  /** Whether nothing is in the way of what is dragged, as far as is known here. The service decides. */
  mayDrop(gesture: Gesture): boolean {
    const { row, from, bar, interval } = gesture;
    if (!row.units) return isFree(gesture, this.bars(row));
    const own = bar && row.id === from.id ? bar : null;
    return freeOf(this.props.loadOf(row.id).peek(), interval, own) >= (bar?.units ?? 1);
  }

  isClosed(row: TimelineRow, interval: Interval): boolean {
    return this.props.closedOf(row.id).peek().some((closed) => overlaps(closed, interval));
  }

  /** A time in words, also that it is closed then, or in a part of it. */
  when(row: TimelineRow, interval: Interval): string {
    const { closedOf, texts } = this.props;
    const words = texts.when(interval);
    if (!this.isClosed(row, interval)) return words;
    const isWhole = closedOf(row.id).peek().some((closed) => closed.from <= interval.from && interval.to <= closed.to);
    return `${words}, ${isWhole ? texts.closed : texts.partlyClosed}`;
  }

  commit(done: Gesture): void {
    if (done.kind === "create") this.props.onCreate(done.row, done.interval);
    else this.props.onChange(done);
  }

  announceCell(): void {
    const at = this.cursor.value;
    const row = at && this.lineAt(at.row);
    if (!at || row?.kind !== "row") return;
    const { texts } = this.props;
    const bar = this.barAt(row, at.interval);
    const free = row.units ? texts.freeUnits(freeOf(this.props.loadOf(row.id).peek(), at.interval, null), row.units) : texts.free;
    this.said.value = texts.cell(row.label, this.when(row, at.interval), bar ? texts.describe(bar) : this.isClosed(row, at.interval) ? "" : free);
  }
}
