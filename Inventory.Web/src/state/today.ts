import { batch, signal } from "@preact/signals";
import { api, nextOf, outcomeOf, type Problem, type Schemas } from "../api/client";
import { windowOf } from "../api/intervals";
import type { Interval } from "../timeline/scale";
import { onChanges, types } from "./place";

type Allocation = Schemas["Allocation"];

/** One that has to check in, or has done so, with what it is called. */
export interface Visit {
  readonly type: string;
  readonly name: string;
  readonly allocation: Allocation;
}

/** `null` until they are read. */
export const visits = signal<readonly Visit[] | null>(null);
export const visitsProblem = signal<Problem | null>(null);

const isVisit = (allocation: Schemas["Conflict"]): allocation is Allocation => Boolean(allocation.id && (allocation.check_in || allocation.checked_in));

async function readType(type: string, day: Interval): Promise<Visit[]> {
  const found: Visit[] = [];
  for (let cursor: string | null = null; ; ) {
    const { data, error, response }: { data?: Schemas["Timeline"]; error?: unknown; response: Response } = await api.GET("/api/{type}/timeline", { params: { path: { type }, query: { ...windowOf(day), ...(cursor ? { cursor } : {}) } } });
    if (!data) throw error;
    for (const { resource, allocations } of data.rows) found.push(...allocations.filter(isVisit).map((allocation) => ({ type, name: resource.name, allocation })));
    cursor = nextOf(response);
    if (!cursor) return found;
  }
}

let run = 0;

/** All types: a resource may have a rule that its type has not. */
export async function loadVisits(day: Interval): Promise<void> {
  const current = ++run;
  const outcome = await outcomeOf(Promise.all(types.value.filter((type) => type.kind !== "asset").map((type) => readType(type.path, day))).then((data) => ({ data, response: new Response() }), (error: unknown) => ({ error, response: Response.error() })));
  if (current !== run) return;
  batch(() => {
    visitsProblem.value = outcome.ok ? null : outcome.problem;
    if (outcome.ok) visits.value = outcome.data.flat();
  });
}

/** Shows a visit as it is now. */
export function replaceVisit(before: Visit, allocation: Allocation): void {
  visits.value = (visits.value ?? []).map((visit) => (visit === before ? { ...visit, allocation } : visit));
}

const soonMs = 500;

/** Reads them, and again with each change, until the returned function is called. */
export function followVisits(day: () => Interval): () => void {
  let soon = 0;
  void loadVisits(day());
  const unlisten = onChanges(() => {
    window.clearTimeout(soon);
    soon = window.setTimeout(() => void loadVisits(day()), soonMs);
  });
  return () => { unlisten(); window.clearTimeout(soon); };
}
