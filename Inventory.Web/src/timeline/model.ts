import type { Instant, Interval } from "./scale";

/** What the timeline draws. It knows nothing of the service. */
export interface TimelineBar {
  readonly id: string;
  readonly interval: Interval;
  /** `foreign`: of somebody else, of which nothing but the time is known. `pending`: being saved. */
  readonly state: "firm" | "held" | "foreign" | "pending";
  readonly label: string;
  /** 0 to 5. */
  readonly colour: number;
  /** When a hold ends by itself. */
  readonly expires?: Instant;
  readonly isFixed: boolean;
}

export type TimelineLine =
  | { readonly kind: "group"; readonly id: string; readonly label: string }
  | { readonly kind: "row"; readonly id: string; readonly group: string; readonly label: string; /** Milliseconds, counted from 1970; without it the time is continuous. */ readonly slot?: number };

export type TimelineRow = Extract<TimelineLine, { kind: "row" }>;

export interface TimelineTexts {
  readonly label: string;
  readonly now: string;
  readonly free: string;
  readonly closed: string;
  readonly partlyClosed: string;
  readonly loading: string;
  readonly undone: string;
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
