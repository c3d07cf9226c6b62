import type { Board } from "./board";
import { created, isSame, moved, resized } from "./gesture";
import type { Gesture, TimelineBar, TimelineRow } from "./model";
import { pan, toInstant, zoom, type Scale } from "./scale";
import { floor, next } from "./snap";

/** How near to an end of a bar a pointer takes that end. */
const handle = 9;
/** By so many pixels a pointer may miss the mark that it aims at. */
const aim = 2;
const longPressMs = 450;

/** What a pointer has hold of. */
type Grip = { readonly x: number; readonly y: number; readonly scale: Scale; isDragged: boolean } & (
  | { readonly kind: "pan"; readonly on: Held | null }
  | ({ readonly kind: Gesture["kind"] } & Held)
);

interface Held {
  readonly row: TimelineRow;
  readonly bar: TimelineBar | null;
}

/** The width of the names, which is set in CSS. */
export const widthOfNames = (body: HTMLElement): number => parseFloat(getComputedStyle(body).getPropertyValue("--names")) || 180;

/** Mouse, pen and finger. A finger that moves at once pans; one that rests drags. */
export class Pointer {
  #grip: Grip | null = null;
  #press = 0;

  constructor(readonly board: Board) {}

  /** These must be able to prevent that the browser scrolls or zooms. */
  listen(body: HTMLElement): () => void {
    const names = ["wheel", "touchmove", "contextmenu"];
    const listener = (event: Event) => (event instanceof WheelEvent ? this.#onWheel(event) : this.#keep(event));
    names.forEach((name) => body.addEventListener(name, listener, { passive: false }));
    return () => names.forEach((name) => body.removeEventListener(name, listener));
  }

  /** Otherwise the browser would scroll by the finger that drags, or open a menu by the press. */
  #keep(event: Event): void {
    if (this.#grip && this.#grip.kind !== "pan") event.preventDefault();
  }

  #onWheel(event: WheelEvent): void {
    const { scale } = this.board.props;
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      scale.value = zoom(scale.value, this.#xOf(event), Math.exp(event.deltaY / 300));
    } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      event.preventDefault();
      scale.value = pan(scale.value, sideways);
    }
  }

  onDown = (event: PointerEvent): void => {
    const { props: { scale }, body } = this.board;
    const at = { x: this.#xOf(event), y: event.clientY, scale: scale.value, isDragged: false };
    if (event.button === 1 || (event.target as Element).closest(".tl-head")) {
      event.preventDefault();
      this.#grip = { kind: "pan", on: null, ...at };
    } else {
      const held = event.button === 0 && at.x >= 0 ? this.#heldAt(event) : null;
      if (!held) return;
      if (event.pointerType === "touch") {
        this.#grip = { kind: "pan", on: held, ...at };
        this.#press = window.setTimeout(() => this.#lift({ ...held, ...at, isDragged: true }, event), longPressMs);
      } else {
        this.#grip = { ...held, ...at };
      }
    }
    body.setPointerCapture(event.pointerId);
  };

  onMove = (event: PointerEvent): void => {
    const grip = this.#grip;
    if (!grip || (!grip.isDragged && Math.hypot(this.#xOf(event) - grip.x, event.clientY - grip.y) < 4)) return;
    grip.isDragged = true;
    if (grip.kind === "pan") {
      window.clearTimeout(this.#press);
      this.board.props.scale.value = pan(grip.scale, grip.x - this.#xOf(event));
    } else {
      this.board.gesture.value = this.#gestureAt(grip, event);
    }
  };

  onUp = (event: PointerEvent): void => {
    const [grip, done] = [this.#grip, this.board.gesture.value];
    this.#release();
    if (!grip) return;
    if (grip.isDragged) {
      if (done && !isSame(done)) this.board.commit(done);
      return;
    }
    const held = grip.kind === "pan" ? grip.on : grip;
    if (held) this.#choose(held, event);
  };

  /** Escape, or the browser that scrolls. */
  cancel = (): void => {
    if (this.board.gesture.value) this.board.said.value = this.board.props.texts.undone;
    this.#release();
  };

  #release(): void {
    window.clearTimeout(this.#press);
    [this.#grip, this.board.gesture.value] = [null, null];
  }

  /** The finger has rested. */
  #lift(grip: Exclude<Grip, { kind: "pan" }>, event: PointerEvent): void {
    if (this.#grip?.kind !== "pan" || this.#grip.isDragged) return;
    this.#grip = grip;
    this.board.gesture.value = this.#gestureAt(grip, event);
    navigator.vibrate?.(10);
  }

  /** A click opens what is there, or chooses the cell. */
  #choose({ row, bar }: Held, event: MouseEvent): void {
    const { board } = this;
    const index = board.props.lines.value.indexOf(row);
    if (bar) {
      board.cursor.value = { row: index, interval: bar.interval };
      board.props.onOpen(row, bar);
    } else {
      const from = floor(board.grid(row), toInstant(board.props.scale.value, this.#xOf(event)));
      board.cursor.value = { row: index, interval: { from, to: next(board.grid(row), from) } };
      board.announceCell();
    }
    board.body.focus({ preventScroll: true });
  }

  #xOf(event: MouseEvent): number {
    const { body } = this.board;
    return event.clientX - body.getBoundingClientRect().left - widthOfNames(body);
  }

  #rowAt(event: MouseEvent): TimelineRow | null {
    const y = event.clientY - this.board.body.querySelector(".tl-lines")!.getBoundingClientRect().top;
    const drawn = this.board.drawn.value.find(({ start, size }) => start <= y && y < start + size);
    const line = drawn && this.board.lineAt(drawn.index);
    return line?.kind === "row" ? line : null;
  }

  #heldAt(event: PointerEvent): (Held & { kind: Gesture["kind"] }) | null {
    const row = this.#rowAt(event);
    if (!row) return null;
    const element = (event.target as Element).closest<HTMLElement>("[data-bar]");
    const bar = element ? this.board.bars(row).find(({ id }) => id === element.dataset.bar) ?? null : null;
    if (!element || !bar) return { kind: "create", row, bar: null };
    const edges = element.getBoundingClientRect();
    const isWide = edges.width > 3 * handle;
    const kind = isWide && Number.isFinite(bar.interval.from) && event.clientX - edges.left < handle ? "start"
      : isWide && Number.isFinite(bar.interval.to) && edges.right - event.clientX < handle ? "end" : "move";
    return { kind, row, bar };
  }

  #gestureAt(grip: Exclude<Grip, { kind: "pan" }>, event: MouseEvent): Gesture | null {
    const { board } = this;
    const [began, at] = [toInstant(grip.scale, grip.x), toInstant(board.props.scale.value, this.#xOf(event))];
    if (grip.kind === "create" || !grip.bar) return created(grip.row, board.grid(grip.row), began, at, aim * grip.scale.msPerPx);
    if (grip.bar.isFixed) return null;
    if (grip.kind !== "move") return resized(grip.bar, grip.row, board.grid(grip.row), grip.kind, at);
    const over = this.#rowAt(event);
    const row = over?.group === grip.row.group ? over : grip.row;
    return moved(grip.bar, grip.row, row, board.grid(row), at - began);
  }
}
