import { signal } from "@preact/signals";
import { api, outcomeOf } from "../api/client";
import { text } from "../text/en";

/** One for the whole service; prices of beers do not name it. */
const currency = signal("");

let loading: Promise<void> | null = null;

async function load(): Promise<void> {
  const outcome = await outcomeOf(api.GET("/api/account", { params: { query: { limit: 1 } } }));
  if (outcome.ok) currency.value = outcome.data.currency;
}

export function price(amount: string): string {
  loading ??= load();
  return text.book.priceOf(amount, currency.value).trim();
}
