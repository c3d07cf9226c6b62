import { signal, useComputed, useSignal, useSignalEffect, type ReadonlySignal, type Signal } from "@preact/signals";
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { memo } from "preact/compat";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { created, gridOf, isFree, isSame, moved, resized } from "./gesture";
import { TimelineHead } from "./TimelineHead";
import { Bars } from "./Bars";
import type { Gesture, TimelineBar, TimelineLine, TimelineRow, TimelineTexts } from "./model";
import { overlaps, pan, toInstant, toX, visible, zoom, type Interval, type Scale } from "./scale";
import { floor, next, stepOf, type Grid } from "./snap";
import { ticks, unitOf } from "./zone";

export interface TimelineProps {
  readonly lines: ReadonlySignal<readonly TimelineLine[]>;
  /** `undefined` while they are being loaded. */
  readonly barsOf: (row: string) => ReadonlySignal<readonly TimelineBar[] | undefined>;
  readonly scale: Signal<Scale>;
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

const rowHeight = 40;
const groupHeight = 30;
const handle = 9;
const longPress = 450;

interface Grip {
  readonly kind: Gesture["kind"] | "pan";
  readonly x: number;
  readonly y: number;
  readonly row: TimelineRow;
  readonly bar: TimelineBar | null;
  readonly scale: Scale;
  isDragged: boolean;
}

/** The width of the names, which is set in CSS. */
const widthOfNames = (body: HTMLElement): number => parseFloat(getComputedStyle(body).getPropertyValue("--names")) || 180;

export function Timeline(props: TimelineProps) {
  const { lines, barsOf, scale, zone, now, texts } = props;
  const body = useRef<HTMLDivElement>(null);
  const width = useSignal(800);
  const items = useSignal<readonly { index: number; start: number; size: number }[]>([]);
  const height = useSignal(0);
  const gesture = useSignal<Gesture | null>(null);
  const cursor = useSignal<{ row: number; interval: Interval } | null>(null);
  const said = useSignal("");
  const grip = useRef<Grip | null>(null);
  const press = useRef(0);
  const handlers = useRef(props);
  handlers.current = props;

  const virtualizer = useMemo(() => new Virtualizer<HTMLDivElement, HTMLDivElement>({
    count: 0,
    getScrollElement: () => body.current,
    estimateSize: (index) => (lines.peek()[index]?.kind === "group" ? groupHeight : rowHeight),
    observeElementRect, observeElementOffset,
    scrollToFn: elementScroll,
    overscan: 3,
    // Below the head, which stays.
    scrollPaddingStart: 50,
    getItemKey: (index) => lines.peek()[index]?.id ?? index,
    onChange: (instance) => {
      items.value = instance.getVirtualItems().map(({ index, start, size }) => ({ index, start, size }));
      height.value = instance.getTotalSize();
    },
  }), []);

  useEffect(() => {
    const unmount = virtualizer._didMount();
    virtualizer._willUpdate();
    const element = body.current!;
    const measured = new ResizeObserver(() => (width.value = Math.max(50, element.clientWidth - widthOfNames(element))));
    measured.observe(element);
    // Not passive: the page must not scroll sideways or zoom.
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => { measured.disconnect(); element.removeEventListener("wheel", onWheel); unmount?.(); };
  }, []);

  useSignalEffect(() => {
    virtualizer.setOptions({ ...virtualizer.options, count: lines.value.length });
    virtualizer.measure();
    virtualizer._willUpdate();
    items.value = virtualizer.getVirtualItems().map(({ index, start, size }) => ({ index, start, size }));
    height.value = virtualizer.getTotalSize();
  });

  useSignalEffect(() => {
    const rows = items.value.map((item) => lines.value[item.index]).filter((line): line is TimelineRow => line?.kind === "row");
    handlers.current.onVisible(rows, visible(scale.value, width.value));
  });

  const unit = useComputed(() => unitOf(scale.value.msPerPx, 46));
  const marks = useComputed(() => {
    const window = visible(scale.value, width.value);
    return ticks(zone.value, unit.value, window.from, window.to);
  });
  const step = useComputed(() => stepOf(scale.value.msPerPx));

  function onWheel(event: WheelEvent) {
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      scale.value = zoom(scale.value, xOf(event), Math.exp(event.deltaY / 300));
    } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      event.preventDefault();
      scale.value = pan(scale.value, sideways);
    }
  }

  const xOf = (event: MouseEvent): number => event.clientX - body.current!.getBoundingClientRect().left - widthOfNames(body.current!);

  function rowAt(event: MouseEvent): TimelineRow | null {
    const y = event.clientY - body.current!.querySelector(".tl-lines")!.getBoundingClientRect().top;
    const item = items.value.find(({ start, size }) => start <= y && y < start + size);
    const line = item && lines.value[item.index];
    return line?.kind === "row" ? line : null;
  }

  const grid = (row: TimelineRow): Grid => gridOf(row, zone.value, step.value);

  function gripAt(event: PointerEvent): Grip | null {
    const row = rowAt(event);
    if (!row || xOf(event) < 0) return null;
    const element = (event.target as Element).closest<HTMLElement>("[data-bar]");
    const bar = element ? (barsOf(row.id).peek() ?? []).find(({ id }) => id === element.dataset.bar) ?? null : null;
    const edges = element?.getBoundingClientRect();
    const kind = !bar || !edges ? "create"
      : event.clientX - edges.left < handle && Number.isFinite(bar.interval.from) && edges.width > 3 * handle ? "start"
      : edges.right - event.clientX < handle && Number.isFinite(bar.interval.to) && edges.width > 3 * handle ? "end" : "move";
    return { kind, x: xOf(event), y: event.clientY, row, bar, scale: scale.value, isDragged: false };
  }

  function onPointerDown(event: PointerEvent) {
    if (event.button === 1 || (event.target as Element).closest(".tl-head")) {
      event.preventDefault();
      grip.current = { kind: "pan", x: xOf(event), y: event.clientY, row: null!, bar: null, scale: scale.value, isDragged: false };
      body.current!.setPointerCapture(event.pointerId);
      return;
    }
    if (event.button !== 0) return;
    const held = gripAt(event);
    if (!held) return;
    if (event.pointerType === "touch") {
      // A finger that moves at once pans; one that rests drags.
      grip.current = { ...held, kind: "pan" };
      press.current = window.setTimeout(() => {
        if (grip.current?.kind !== "pan" || grip.current.isDragged) return;
        grip.current = { ...held, isDragged: true };
        gesture.value = gestureAt(event);
        navigator.vibrate?.(10);
      }, longPress);
    } else {
      grip.current = held;
    }
    body.current!.setPointerCapture(event.pointerId);
  }

  function gestureAt(event: MouseEvent): Gesture | null {
    const held = grip.current!;
    if (held.kind === "pan") return null;
    const at = toInstant(scale.value, xOf(event));
    if (held.kind === "create" || !held.bar) return created(held.row, grid(held.row), toInstant(held.scale, held.x), at);
    if (held.bar.isFixed) return null;
    if (held.kind === "move") {
      const over = rowAt(event) ?? held.row;
      const row = over.group === held.row.group ? over : held.row;
      return moved(held.bar, held.row, row, grid(row), at - toInstant(held.scale, held.x));
    }
    return resized(held.bar, held.row, grid(held.row), held.kind, at);
  }

  function onPointerMove(event: PointerEvent) {
    const held = grip.current;
    if (!held) return;
    if (!held.isDragged && Math.hypot(xOf(event) - held.x, event.clientY - held.y) < 4) return;
    held.isDragged = true;
    if (held.kind === "pan") {
      window.clearTimeout(press.current);
      scale.value = pan(held.scale, held.x - xOf(event));
    } else {
      gesture.value = gestureAt(event);
    }
  }

  function onPointerUp(event: PointerEvent) {
    window.clearTimeout(press.current);
    const held = grip.current;
    const done = gesture.value;
    [grip.current, gesture.value] = [null, null];
    if (!held) return;
    if (held.isDragged) {
      if (done) commit(done);
      return;
    }
    if (!held.row) return;
    const row = lines.value.indexOf(held.row);
    if (held.bar) {
      cursor.value = { row, interval: held.bar.interval };
      handlers.current.onOpen(held.row, held.bar);
    } else {
      const from = floor(grid(held.row), toInstant(scale.value, xOf(event)));
      cursor.value = { row, interval: { from, to: next(grid(held.row), from) } };
      announceCell();
    }
    body.current!.focus({ preventScroll: true });
  }

  function commit(done: Gesture) {
    if (isSame(done)) return;
    if (done.kind === "create") handlers.current.onCreate(done.row, done.interval);
    else handlers.current.onChange(done);
  }

  function cancel() {
    window.clearTimeout(press.current);
    if (gesture.value) said.value = texts.undone;
    [grip.current, gesture.value] = [null, null];
  }

  const barAt = (row: TimelineRow, interval: Interval): TimelineBar | undefined => (barsOf(row.id).peek() ?? []).find((bar) => overlaps(bar.interval, interval));

  function announceCell() {
    const at = cursor.value;
    const row = at && lines.value[at.row];
    if (!at || row?.kind !== "row") return;
    const bar = barAt(row, at.interval);
    said.value = texts.cell(row.label, texts.when(at.interval), bar ? texts.describe(bar) : texts.free);
  }

  /** The first cell that is there, unless one is chosen. */
  function ensureCursor() {
    if (cursor.value) return;
    const first = items.value.find((item) => lines.value[item.index]?.kind === "row");
    if (!first) return;
    const row = lines.value[first.index] as TimelineRow;
    const from = floor(grid(row), Math.max(visible(scale.value, width.value).from, Math.min(now.value, visible(scale.value, width.value).to)));
    cursor.value = { row: first.index, interval: { from, to: next(grid(row), from) } };
  }

  function reveal() {
    const at = cursor.value;
    if (!at) return;
    virtualizer.scrollToIndex(at.row, { align: "auto" });
    const x = toX(scale.value, at.interval.from);
    if (x < 0 || x > width.value - 40) scale.value = pan(scale.value, x - width.value / 3);
  }

  function nextRow(from: number, by: number): number {
    for (let row = from + by; row >= 0 && row < lines.value.length; row += by) if (lines.value[row]!.kind === "row") return row;
    return from;
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== body.current && event.key !== "Escape") return;
    const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[event.key];
    if (event.key === "Escape") {
      if (gesture.value) { event.preventDefault(); cancel(); }
      return;
    }
    if (!arrow && event.key !== "h" && event.key !== "Enter" && event.key !== "+" && event.key !== "-") return;
    event.preventDefault();
    if (event.key === "+" || event.key === "-") {
      scale.value = zoom(scale.value, width.value / 2, event.key === "+" ? 1 / 1.5 : 1.5);
      return;
    }
    ensureCursor();
    const at = cursor.value;
    const row = at && lines.value[at.row];
    if (!at || row?.kind !== "row") return;
    if (event.key === "h") return handlers.current.onName?.(row);
    if (event.key === "Enter") {
      const pending = gesture.value;
      gesture.value = null;
      if (pending) return commit(pending);
      const bar = barAt(row, at.interval);
      if (bar) handlers.current.onOpen(row, bar);
      else handlers.current.onCreate(row, at.interval);
      return;
    }
    const [dx, dy] = arrow!;
    if (event.altKey) moveByKey(at, row, dx, dy, event.ctrlKey);
    else if (event.shiftKey && dx !== 0) {
      const to = dx > 0 ? next(grid(row), at.interval.to) : floor(grid(row), at.interval.to - 1);
      cursor.value = { row: at.row, interval: { from: at.interval.from, to: Math.max(to, next(grid(row), at.interval.from)) } };
      said.value = texts.selected(texts.when(cursor.value.interval));
    } else {
      const index = dy === 0 ? at.row : nextRow(at.row, dy);
      const line = lines.value[index] as TimelineRow;
      const from = dx > 0 ? next(grid(line), floor(grid(line), at.interval.from)) : dx < 0 ? floor(grid(line), at.interval.from - 1) : floor(grid(line), at.interval.from);
      cursor.value = { row: index, interval: { from, to: next(grid(line), from) } };
      announceCell();
    }
    reveal();
  }

  function moveByKey(at: { row: number; interval: Interval }, row: TimelineRow, dx: number, dy: number, isResize: boolean) {
    const before = gesture.value;
    const bar = before?.bar ?? barAt(row, at.interval);
    if (!bar || bar.isFixed) return;
    const from = before?.from ?? row;
    const current = before?.interval ?? bar.interval;
    if (isResize) {
      if (dx === 0 || !Number.isFinite(current.to)) return;
      const to = dx > 0 ? next(grid(row), current.to) : floor(grid(row), current.to - 1);
      gesture.value = { ...resized({ ...bar, interval: current }, before?.row ?? row, grid(row), "end", to), bar, from };
    } else {
      const index = dy === 0 ? lines.value.indexOf(before?.row ?? row) : nextRow(lines.value.indexOf(before?.row ?? row), dy);
      const target = lines.value[index] as TimelineRow;
      if (target.group !== from.group) return;
      const by = dx === 0 ? current.from - bar.interval.from : (dx > 0 ? next(grid(target), current.from) : floor(grid(target), current.from - 1)) - bar.interval.from;
      gesture.value = moved(bar, from, target, grid(target), by);
    }
    cursor.value = { row: lines.value.indexOf(gesture.value.row), interval: gesture.value.interval };
    said.value = texts.moving(gesture.value.row.label, texts.when(gesture.value.interval));
  }

  return (
    <div class="tl">
      <div
        class="tl-body" ref={body} role="grid" tabIndex={0} aria-label={texts.label} aria-rowcount={lines.value.length}
        aria-activedescendant={cursor.value ? "tl-cursor" : undefined}
        onPointerDown={onPointerDown} onPointerMove={onPointerMove} onPointerUp={onPointerUp} onPointerCancel={cancel} onKeyDown={onKeyDown}
        onFocus={() => { if (body.current!.matches(":focus-visible")) { ensureCursor(); announceCell(); } }}
      >
        <TimelineHead scale={scale} width={width} zone={zone} unit={unit} />
        <div class="tl-lines" role="rowgroup" style={{ height: `${height.value}px` }}>
          <Lines marks={marks} scale={scale} width={width} now={now} nowLabel={texts.now} />
          {items.value.map((item) => {
            const line = lines.value[item.index];
            if (!line) return null;
            return line.kind === "group"
              ? <div key={line.id} class="tl-group" role="row" aria-rowindex={item.index + 1} style={{ top: `${item.start}px`, height: `${item.size}px` }}><span role="rowheader">{line.label}</span></div>
              : <Row key={line.id} line={line} index={item.index} top={item.start} size={item.size} bars={barsOf(line.id)} scale={scale} width={width} now={now} texts={texts}
                  gesture={gesture} cursor={cursor} mayMove={handlers.current.mayMove} barsOf={barsOf} onName={props.onName} />;
          })}
        </div>
      </div>
      <div class="sr-only" role="status" aria-live="polite">{said}</div>
    </div>
  );
}

/** Where units begin, and now. */
function Lines({ marks, scale, width, now, nowLabel }: {
  marks: ReadonlySignal<readonly number[]>; scale: ReadonlySignal<Scale>; width: ReadonlySignal<number>; now: ReadonlySignal<number>; nowLabel: string;
}) {
  const x = toX(scale.value, now.value);
  return (
    <div class="tl-marks" aria-hidden="true">
      {marks.value.map((at) => <i key={at} style={{ left: `${toX(scale.value, at)}px` }} />)}
      {x >= 0 && x <= width.value && <b class="tl-now" style={{ left: `${x}px` }} title={nowLabel} />}
    </div>
  );
}

/** Drawn again only when something of its own has changed. */
const Row = memo(function Row({ line, index, top, size, bars, scale, width, now, texts, gesture, cursor, mayMove, barsOf, onName }: {
  line: TimelineRow; index: number; top: number; size: number; bars: ReadonlySignal<readonly TimelineBar[] | undefined>; scale: ReadonlySignal<Scale>; width: ReadonlySignal<number>;
  now: ReadonlySignal<number>; texts: TimelineTexts; gesture: ReadonlySignal<Gesture | null>; cursor: ReadonlySignal<{ row: number; interval: Interval } | null>;
  mayMove: (gesture: Gesture) => boolean; barsOf: TimelineProps["barsOf"]; onName: TimelineProps["onName"];
}) {
  const dragged = gesture.value;
  const isTarget = dragged !== null && dragged.kind === "move" && dragged.row.group === line.group;
  const classes = ["tl-row", isTarget ? "is-target" : "", dragged?.row === line ? "is-over" : ""].filter(Boolean).join(" ");
  return (
    <div class={classes} role="row" aria-rowindex={index + 1} style={{ top: `${top}px`, height: `${size}px` }}>
      <div class="tl-name" role="rowheader" title={line.label}>{onName ? <button type="button" tabIndex={-1} onClick={() => onName(line)}>{line.label}</button> : line.label}</div>
      <div class={`tl-track${bars.value ? "" : " is-loading"}`} role="gridcell" aria-busy={!bars.value}>
        <Bars bars={bars} scale={scale} width={width} now={now} texts={texts} hidden={dragged?.bar?.id ?? null} />
        {cursor.value?.row === index && !dragged && <Ghost id="tl-cursor" class="tl-cursor" interval={cursor.value.interval} scale={scale} width={width} label={texts.cell(line.label, texts.when(cursor.value.interval), "")} />}
        {dragged?.row === line && <Ghost class={`tl-ghost${isFree(dragged, barsOf(line.id).value ?? []) && mayMove(dragged) ? "" : " is-illegal"}`} interval={dragged.interval} scale={scale} width={width} text={texts.when(dragged.interval)} />}
      </div>
    </div>
  );
});

function Ghost({ id, class: name, interval, scale, width, label, text }: {
  id?: string; class: string; interval: Interval; scale: ReadonlySignal<Scale>; width: ReadonlySignal<number>; label?: string; text?: string;
}) {
  const left = Math.max(-24, interval.from === -Infinity ? -24 : toX(scale.value, interval.from));
  const right = Math.min(width.value + 24, interval.to === Infinity ? width.value + 24 : toX(scale.value, interval.to));
  if (right <= 0 || left >= width.value) return null;
  return <div id={id} class={name} role={label ? "img" : undefined} aria-label={label} style={{ left: `${left}px`, width: `${Math.max(2, right - left)}px` }}>{text && <span>{text}</span>}</div>;
}

export const nothing = signal<readonly TimelineBar[] | undefined>(undefined);
