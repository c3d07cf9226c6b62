import { signal, type Signal, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { Outcome, Problem } from "../api/client";
import { text } from "../text/en";
import { Failed, Loading } from "./states";

type Load<T> = (page: { readonly cursor?: string }) => Promise<Outcome<readonly T[]>>;

interface Loaded<T> {
  readonly items: readonly T[] | null;
  readonly next: string | null;
  readonly problem: Problem | null;
}

/** A list that arrives in pages. What is shown stays until the list has been read again. */
export class List<T> {
  readonly loaded: Signal<Loaded<T>> = signal({ items: null, next: null, problem: null });
  readonly #load: Load<T>;
  #run = 0;

  constructor(load: Load<T>) {
    this.#load = load;
  }

  async reload(cursor?: string): Promise<void> {
    const run = ++this.#run;
    const before = cursor ? this.items : [];
    const outcome = await this.#load(cursor ? { cursor } : {});
    if (run !== this.#run) return;
    this.loaded.value = outcome.ok ? { items: [...before, ...outcome.data], next: outcome.next, problem: null } : { ...this.loaded.value, problem: outcome.problem };
  }

  get items(): readonly T[] {
    return this.loaded.value.items ?? [];
  }

  replace(item: T, by: T): void {
    this.loaded.value = { ...this.loaded.value, items: this.items.map((one) => (one === item ? by : one)) };
  }
}

/** Read when it is first shown, and when the key changes. */
export function useList<T>(load: Load<T>, key = ""): List<T> {
  const list = useMemo(() => new List(load), [key]);
  useEffect(() => void list.reload(), [list]);
  return list;
}

/** All pages, the newest first: for what belongs to one customer. */
export const newestFirst = <T,>(load: Load<T>): Load<T> => async () => {
  const found: T[] = [];
  for (let next: string | null = null; ; ) {
    const outcome: Outcome<readonly T[]> = await load(next ? { cursor: next } : {});
    if (!outcome.ok) return outcome;
    found.push(...outcome.data);
    next = outcome.next;
    if (!next) return { ...outcome, data: found.reverse() };
  }
};

const shownAtOnce = 50;

/** A list in its states: slow, failed, empty, and with more than is shown. */
export function Listing<T>({ list, kind = "cards", empty, isShown = () => true, compare, children }: {
  list: List<T>; kind?: "cards" | "rows" | "tiles"; empty: string; isShown?: (item: T) => boolean; compare?: (a: T, b: T) => number; children: (item: T) => VNode;
}) {
  const limit = useSignal(shownAtOnce);
  const { items, next, problem } = list.loaded.value;
  if (problem) return <Failed problem={problem} onAgain={() => void list.reload()} />;
  if (!items) return <Loading rows={3} />;
  const found = items.filter(isShown);
  if (compare) found.sort(compare);
  async function more() {
    limit.value += shownAtOnce;
    if (next && found.length < limit.value) await list.reload(next);
  }
  return (
    <>
      {found.length > 0 && <ul class={kind}>{found.slice(0, limit.value).map(children)}</ul>}
      {found.length === 0 && <p class="is-quiet">{next ? text.list.noneYet : empty}</p>}
      {(next ?? found.length > limit.value) && <button type="button" onClick={() => void more()}>{text.list.more}</button>}
    </>
  );
}
