import type { Instant, Interval } from "./scale";

/** Signs before the words, so that no state is known by its colour alone. */
export const signOf = ({ state, isHere, isLate, whole }: TimelineBar): string =>
  `${whole ? "⊂" : ""}${(({ held: "◔", requested: "?", no_show: "⊘" }) as Record<string, string>)[state] ?? (isHere ? "✓" : isLate ? "⇄" : "")}`;

/** What the timeline draws. It knows nothing of the service. */
export interface TimelineBar {
  readonly id: string;
  readonly interval: Interval;
  /** `foreign`: of somebody else, of which nothing but the time is known. `pending`: being saved. */
  readonly state: "firm" | "held" | "requested" | "no_show" | "foreign" | "pending";
  readonly label: string;
  /** 0 to 5. */
  readonly colour: number;
  /** When a hold, or a request, ends by itself. */
  readonly expires?: Instant;
  /** Whoever has it is there. */
  readonly isHere?: boolean;
  /** It may change to an equal resource. */
  readonly isLate?: boolean;
  readonly isFixed: boolean;
  /** Of a pool: how many it takes. */
  readonly units?: number;
  /** On a part: the resource whose allocation it belongs to. */
  readonly whole?: string;
}

/** How much of a pool is free for a time. */
export interface Load {
  readonly interval: Interval;
  readonly free: number;
}

export type TimelineLine =
  | { readonly kind: "group"; readonly id: string; readonly label: string }
  | { readonly kind: "row"; readonly id: string; readonly group: string; readonly label: string; /** Milliseconds, counted from 1970; without it the time is continuous. */ readonly slot?: number; /** Of a pool, whose bars may overlap: how many there are. */ readonly units?: number; /** What is to be said of it besides. */ readonly note?: string };

export type TimelineRow = Extract<TimelineLine, { kind: "row" }>;

export interface TimelineTexts {
  readonly label: string;
  readonly now: string;
  readonly free: string;
  readonly closed: string;
  readonly turnaround: string;
  readonly partlyClosed: string;
  readonly loading: string;
  readonly undone: string;
  /** Allocations of a pool that have no lane. */
  more(count: number): string;
  moreOf(count: number): string;
  freeUnits(free: number, all: number): string;
  describe(bar: TimelineBar): string;
  when(interval: Interval): string;
  cell(row: string, when: string, state: string): string;
  moving(row: string, when: string): string;
  selected(when: string): string;
}

/** What a drag, or a key, is about. */
export interface Gesture {
  readonly kind: "create" | "move" | "start" | "end";
  readonly bar: TimelineBar | null;
  readonly from: TimelineRow;
  readonly row: TimelineRow;
  readonly interval: Interval;
}
