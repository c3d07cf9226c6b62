import type { Board, Cursor } from "./board";
import { isSame, moved, resized } from "./gesture";
import type { TimelineRow } from "./model";
import { pan, toX, visible, zoom } from "./scale";
import { floor, next } from "./snap";

const arrows: Record<string, readonly [dx: number, dy: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Arrows move, Enter opens or books, Shift selects, Alt moves what is there, Ctrl+Alt resizes it, H opens the row's name, + and − zoom. */
export function onKey(board: Board, event: KeyboardEvent): void {
  const arrow = arrows[event.key];
  if (!arrow && !["Enter", "h", "+", "-"].includes(event.key)) return;
  event.preventDefault();
  const { scale, width } = board.props;
  if (event.key === "+" || event.key === "-") {
    scale.value = zoom(scale.value, width.value / 2, event.key === "+" ? 1 / 1.5 : 1.5);
    return;
  }
  ensureCursor(board);
  const at = board.cursor.value;
  const row = at && board.lineAt(at.row);
  if (!at || row?.kind !== "row") return;
  if (event.key === "h") return board.props.onName?.(row);
  if (!arrow) return enter(board, at, row);
  const [dx, dy] = arrow;
  if (event.altKey) moveBar(board, at, row, dx, dy, event.ctrlKey);
  else if (event.shiftKey && dx !== 0) select(board, at, row, dx);
  else moveCursor(board, at, row, dx, dy);
  reveal(board);
}

/** The first cell that is there, unless one is chosen. */
export function ensureCursor(board: Board): void {
  if (board.cursor.value) return;
  const first = board.drawn.value.find(({ index }) => board.lineAt(index)?.kind === "row");
  if (!first) return;
  const { scale, width, now } = board.props;
  const window = visible(scale.value, width.value);
  const grid = board.grid(board.lineAt(first.index) as TimelineRow);
  const from = floor(grid, Math.max(window.from, Math.min(now.value, window.to)));
  board.cursor.value = { row: first.index, interval: { from, to: next(grid, from) } };
}

function enter(board: Board, at: Cursor, row: TimelineRow): void {
  const pending = board.gesture.value;
  board.gesture.value = null;
  if (pending) {
    if (!isSame(pending)) board.commit(pending);
    return;
  }
  const bar = board.barAt(row, at.interval);
  if (bar) board.props.onOpen(row, bar);
  else board.props.onCreate(row, at.interval);
}

function select(board: Board, at: Cursor, row: TimelineRow, dx: number): void {
  const { from, to } = at.interval;
  const grid = board.grid(row);
  const end = dx > 0 ? next(grid, to) : floor(grid, to - 1);
  const interval = { from, to: Math.max(end, next(grid, from)) };
  board.cursor.value = { row: at.row, interval };
  board.said.value = board.props.texts.selected(board.when(row, interval));
}

function moveCursor(board: Board, at: Cursor, row: TimelineRow, dx: number, dy: number): void {
  const index = dy === 0 ? at.row : nextRow(board, at.row, dy);
  const grid = board.grid(dy === 0 ? row : (board.lineAt(index) as TimelineRow));
  const here = floor(grid, at.interval.from);
  const from = dx > 0 ? next(grid, here) : dx < 0 ? floor(grid, at.interval.from - 1) : here;
  board.cursor.value = { row: index, interval: { from, to: next(grid, from) } };
  board.announceCell();
}

function moveBar(board: Board, at: Cursor, row: TimelineRow, dx: number, dy: number, isResize: boolean): void {
  const before = board.gesture.value;
  const bar = before?.bar ?? board.barAt(row, at.interval);
  if (!bar || bar.isFixed) return;
  const from = before?.from ?? row;
  const current = before?.interval ?? bar.interval;
  const line = before?.row ?? row;
  if (isResize) {
    if (dx === 0 || !Number.isFinite(current.to)) return;
    const grid = board.grid(line);
    const to = dx > 0 ? next(grid, current.to) : floor(grid, current.to - 1);
    board.gesture.value = { ...resized({ ...bar, interval: current }, line, grid, "end", to), bar, from };
  } else {
    const index = board.props.lines.value.indexOf(line);
    const target = board.lineAt(dy === 0 ? index : nextRow(board, index, dy)) as TimelineRow;
    if (target.group !== from.group) return;
    const grid = board.grid(target);
    const begin = dx === 0 ? current.from : dx > 0 ? next(grid, current.from) : floor(grid, current.from - 1);
    board.gesture.value = moved(bar, from, target, grid, begin - bar.interval.from);
  }
  const { row: onto, interval } = board.gesture.value;
  board.cursor.value = { row: board.props.lines.value.indexOf(onto), interval };
  board.said.value = board.props.texts.moving(onto.label, board.when(onto, interval));
}

function nextRow(board: Board, from: number, by: number): number {
  for (let row = from + by; board.lineAt(row); row += by) if (board.lineAt(row)!.kind === "row") return row;
  return from;
}

function reveal({ cursor, props: { scale, width }, scrollTo }: Board): void {
  const at = cursor.value;
  if (!at) return;
  scrollTo(at.row);
  const x = toX(scale.value, at.interval.from);
  if (x < 0 || x > width.value - 40) scale.value = pan(scale.value, x - width.value / 3);
}
