import type { ReadonlySignal } from "@preact/signals";
import { memo } from "preact/compat";
import { useMemo } from "preact/hooks";
import { Bars } from "./Bars";
import type { Board } from "./board";
import { Closed } from "./Closed";
import { lanesOf } from "./lanes";
import { Moved } from "./Moved";
import type { TimelineRow } from "./model";
import { Pool } from "./Pool";
import { toX, type Interval, type Scale } from "./scale";

/** Drawn again only when something of its own has changed. */
export const Row = memo(function Row({ board, line, index, top, size }: { board: Board; line: TimelineRow; index: number; top: number; size: number }) {
  const { barsOf, closedOf, turnaroundOf, loadOf, scale, width, now, texts, mayMove, onName } = board.props;
  const { plane } = board;
  const bars = barsOf(line.id);
  const closed = closedOf(line.id).value;
  const turnaround = turnaroundOf(line.id).value;
  const lanes = useMemo(() => (line.units ? lanesOf(bars.value ?? []) : undefined), [bars.value, line.units]);
  // What is infinite fades at the edge of what is seen, so it does not move.
  const [finite, infinite] = useMemo(() => partition(bars.value ?? [], ({ interval }) => Number.isFinite(interval.to - interval.from)), [bars.value]);
  const dragged = board.gesture.value;
  const cursor = board.cursor.value;
  const hidden = dragged?.bar?.id ?? null;
  const isTarget = dragged !== null && dragged.kind === "move" && dragged.row.group === line.group;
  const classes = ["tl-row", line.units ? "is-pool" : "", isTarget ? "is-target" : "", dragged?.row === line ? "is-over" : ""].filter(Boolean).join(" ");
  return (
    <div class={classes} role="row" aria-rowindex={index + 1} style={{ top: `${top}px`, height: `${size}px` }}>
      <div class="tl-name" role="rowheader" title={line.note ? `${line.label}: ${line.note}` : line.label}>{onName ? <button type="button" tabIndex={-1} onClick={() => onName(line)}><Name line={line} /></button> : <Name line={line} />}</div>
      <div class={`tl-track${bars.value ? "" : " is-loading"}`} role="gridcell" aria-busy={!bars.value}>
        {closed.length > 0 && <Moved by={plane.shift}><Closed times={closed} shade="tl-hatch" scale={plane.scale} width={plane.width} label={texts.closed} /></Moved>}
        {turnaround.length > 0 && <Moved by={plane.shift}><Closed times={turnaround} shade="tl-dots" scale={plane.scale} width={plane.width} label={texts.turnaround} /></Moved>}
        <Moved by={plane.shift}><Bars bars={finite} scale={plane.scale} width={plane.width} edge={plane.edge.value} now={now} texts={texts} hidden={hidden} lanes={lanes} />{lanes && <Pool lanes={lanes} loads={loadOf(line.id).value} units={line.units!} scale={plane.scale} width={plane.width} edge={plane.edge.value} texts={texts} />}</Moved>
        {infinite.length > 0 && <Bars bars={infinite} scale={scale} width={width} edge={0} now={now} texts={texts} hidden={hidden} lanes={lanes} />}
        {cursor?.row === index && !dragged && <Ghost id="tl-cursor" class="tl-cursor" interval={cursor.interval} scale={scale} width={width} label={texts.cell(line.label, board.when(line, cursor.interval), "")} />}
        {dragged?.row === line && <Ghost class={`tl-ghost${board.mayDrop(dragged) && mayMove(dragged) ? "" : " is-illegal"}${board.isClosed(line, dragged.interval) ? " is-closed" : ""}`} interval={dragged.interval} scale={scale} width={width} text={board.when(line, dragged.interval)} />}
      </div>
    </div>
  );
});

const Name = ({ line }: { line: TimelineRow }) => <span>{line.label}{line.note && <small>{line.note}</small>}</span>;

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

function Ghost({ id, class: name, interval, scale, width, label, text }: {
  id?: string; class: string; interval: Interval; scale: ReadonlySignal<Scale>; width: ReadonlySignal<number>; label?: string; text?: string;
}) {
  const left = Math.max(-24, interval.from === -Infinity ? -24 : toX(scale.value, interval.from));
  const right = Math.min(width.value + 24, interval.to === Infinity ? width.value + 24 : toX(scale.value, interval.to));
  if (right <= 0 || left >= width.value) return null;
  // Its words stay in sight.
  const isLate = left > width.value - 180;
  return <div id={id} class={isLate ? `${name} is-late` : name} role={label ? "img" : undefined} aria-label={label} style={{ left: `${left}px`, width: `${Math.max(2, right - left)}px` }}>{text && <span>{text}</span>}</div>;
}
