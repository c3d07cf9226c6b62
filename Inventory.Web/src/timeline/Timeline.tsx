import { useComputed, useSignal, useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useLayoutEffect, useMemo } from "preact/hooks";
import { Board, type Cursor, type TimelineProps } from "./board";
import { Hatch } from "./Closed";
import { ensureCursor, onKey } from "./keyboard";
import { laneCount, laneHeight, loadHeight } from "./lanes";
import type { Gesture, TimelineRow } from "./model";
import { Moved } from "./Moved";
import { Pointer, widthOfNames } from "./pointer";
import { Row } from "./Row";
import { fit, toX, visible } from "./scale";
import { stepOf } from "./snap";
import { TimelineHead } from "./TimelineHead";
import { useDrawnLines } from "./useDrawnLines";
import { usePlane, type Plane } from "./usePlane";
import { ticks, unitOf, type Unit } from "./zone";

const rowHeight = 40;
const groupHeight = 30;
const poolHeight = laneCount * laneHeight + loadHeight + 8;
const headHeight = 50;

export function Timeline(props: TimelineProps) {
  const { lines, scale, width, zone, now, texts } = props;
  const { body, drawn, height, virtualizer } = useDrawnLines(lines, (line) => (line.kind === "group" ? groupHeight : line.units ? poolHeight : rowHeight), headHeight);
  const gesture = useSignal<Gesture | null>(null);
  const cursor = useSignal<Cursor | null>(null);
  const said = useSignal("");
  const plane = usePlane(scale, width);
  const unit = useComputed(() => unitOf(scale.value.msPerPx, 46));
  const step = useComputed(() => stepOf(scale.value.msPerPx));
  const board = useMemo(() => new Board(props, plane, drawn, step, gesture, cursor, said, (line) => virtualizer.scrollToIndex(line, { align: "auto" })), []);
  const pointer = useMemo(() => new Pointer(board), []);
  board.props = props;

  // Before anything is painted, so that nothing moves under a pointer.
  useLayoutEffect(() => {
    const element = (board.body = body.current!);
    measure(props, element);
    const measured = new ResizeObserver(() => measure(props, element));
    measured.observe(element);
    const unlisten = pointer.listen(element);
    return () => { measured.disconnect(); unlisten(); };
  }, []);

  useSignalEffect(() => {
    const rows = drawn.value.map(({ index }) => lines.value[index]).filter((line): line is TimelineRow => line?.kind === "row");
    board.props.onVisible(rows, visible(scale.value, width.value));
  });

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape" && gesture.value) { event.preventDefault(); pointer.cancel(); }
    if (event.target === body.current) onKey(board, event);
  }

  return (
    <div class="tl">
      <div
        class="tl-body" ref={body} role="grid" tabIndex={0} aria-label={texts.label} aria-rowcount={lines.value.length}
        aria-activedescendant={cursor.value ? "tl-cursor" : undefined}
        onPointerDown={pointer.onDown} onPointerMove={pointer.onMove} onPointerUp={pointer.onUp} onPointerCancel={pointer.cancel} onKeyDown={onKeyDown}
        onFocus={() => { if (body.current!.matches(":focus-visible")) { ensureCursor(board); board.announceCell(); } }}
      >
        <TimelineHead scale={scale} width={width} zone={zone} unit={unit} plane={plane} />
        <div class="tl-lines" role="rowgroup" style={{ height: `${height.value}px` }}>
          <Hatch />
          <Marks plane={plane} zone={zone} unit={unit} now={now} label={texts.now} />
          {drawn.value.map(({ index, start, size }) => {
            const line = lines.value[index];
            if (!line) return null;
            return line.kind === "group"
              ? <div key={line.id} class="tl-group" role="row" aria-rowindex={index + 1} style={{ top: `${start}px`, height: `${size}px` }}><span role="rowheader">{line.label}</span></div>
              : <Row key={line.id} board={board} line={line} index={index} top={start} size={size} />;
          })}
        </div>
      </div>
      <div class="sr-only" role="status" aria-live="polite">{said}</div>
    </div>
  );
}

/** What is shown stays the same when the window becomes wider or narrower. */
function measure({ scale, width }: TimelineProps, body: HTMLElement): void {
  const found = Math.max(50, body.clientWidth - widthOfNames(body));
  if (found === width.peek()) return;
  scale.value = fit(visible(scale.peek(), width.peek()), found);
  width.value = found;
}

/** Behind the bars, where units begin; before them, now. */
function Marks({ plane, zone, unit, now, label }: { plane: Plane; zone: ReadonlySignal<string>; unit: ReadonlySignal<Unit>; now: ReadonlySignal<number>; label: string }) {
  const scale = plane.scale.value;
  const window = visible(scale, plane.width.value);
  const x = toX(scale, now.value);
  return (
    <>
      <div class="tl-marks" aria-hidden="true">
        <Moved by={plane.shift}>{ticks(zone.value, unit.value, window.from, window.to).map((at) => <i key={at} style={{ left: `${toX(scale, at)}px` }} />)}</Moved>
      </div>
      <div class="tl-marks is-above" aria-hidden="true">
        <Moved by={plane.shift}>{x >= 0 && x <= plane.width.value && <b class="tl-now" style={{ left: `${x}px` }} title={label} />}</Moved>
      </div>
    </>
  );
}
