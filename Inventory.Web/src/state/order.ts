import { computed, signal } from "@preact/signals";
import { api, outcomeOf, type Outcome, type Problem, type Schemas } from "../api/client";
import { refuse } from "./refusals";

export type Order = Schemas["Order"];
export type Beer = Schemas["Beer"];

/** The open order, as the service has it. */
export const order = signal<Order | null>(null);

export const failure = signal<Problem | null>(null);

/** The quantities that the service does not have yet, by sku. */
const wanted = signal<ReadonlyMap<string, number>>(new Map());

let work: Promise<void> | null = null;

const quantityIn = (known: Order | null, sku: string): number => known?.beers.find((line) => line.sku === sku)?.quantity ?? 0;

export const quantityOf = (sku: string): number => wanted.value.get(sku) ?? quantityIn(order.value, sku);

/** With what is wanted, before the service has it. */
export const orderLines = computed(() => (order.value?.beers ?? []).map((line) => ({ ...line, quantity: quantityOf(line.sku) })).filter((line) => line.quantity > 0));

export const countOf = (lines: readonly { readonly quantity: number }[]): number => lines.reduce((sum, line) => sum + line.quantity, 0);

export const isSaving = computed(() => wanted.value.size > 0);

export async function loadOrder(): Promise<Outcome<Order>> {
  const outcome = await outcomeOf(api.GET("/api/orders/current"));
  if (outcome.ok) order.value = outcome.data;
  failure.value = outcome.ok ? null : outcome.problem;
  return outcome;
}

/** Changes the order to this quantity; 0 removes the beer. */
export function setQuantity(sku: string, quantity: number): Promise<void> {
  wanted.value = new Map(wanted.value).set(sku, quantity);
  return (work ??= reconcile().finally(() => (work = null)));
}

function drop(sku: string, quantity: number): void {
  if (wanted.value.get(sku) === quantity) wanted.value = new Map([...wanted.value].filter(([one]) => one !== sku));
}

const maxFailures = 3;

const isUnknown = ({ status }: Problem): boolean => status === 0 || status >= 500;

/**
 * The service adds quantities, so a request whose answer was lost must not be repeated: it might add twice. Instead, each step starts from the order as it was read, and after a
 * failure the order is read again.
 */
async function reconcile(): Promise<void> {
  let isKnown = false;
  for (let failures = 0; isSaving.value; ) {
    const [sku, quantity] = [...wanted.value][0]!;
    if (isKnown && quantityIn(order.value, sku) === quantity) {
      drop(sku, quantity);
      continue;
    }
    const outcome: Outcome<unknown> = isKnown ? await step(sku, quantity) : await loadOrder();
    isKnown = outcome.ok;
    if (outcome.ok || (isUnknown(outcome.problem) && ++failures < maxFailures)) continue;
    refuse(outcome.problem, null, null);
    drop(sku, quantity);
  }
  if (!isKnown) await loadOrder();
}

/** More is added; for less, the beer is removed first. */
async function step(sku: string, quantity: number): Promise<Outcome<unknown>> {
  let has = quantityIn(order.value, sku);
  if (has > quantity) {
    const removed = await outcomeOf(api.DELETE("/api/orders/current", { params: { query: { sku } }, fetch: once }));
    if (!removed.ok) return removed;
    if (quantity === 0) return loadOrder();
    has = 0;
  }
  const added = await outcomeOf(api.PUT("/api/orders/current", { body: { sku, quantity: quantity - has }, fetch: once }));
  if (added.ok) order.value = added.data;
  return added;
}

const once = (request: Request): Promise<Response> => fetch(request);
