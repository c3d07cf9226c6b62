import { useSignal } from "@preact/signals";
import { api, outcomeOf } from "../../api/client";
import { attempt } from "../../state/attempt";
import { price } from "../../state/money";
import { type Beer, countOf, isSaving, loadOrder, order, orderLines, quantityOf, setQuantity } from "../../state/order";
import { text } from "../../text/en";
import { confirmed } from "../../ui/Dialog";
import type { List } from "../../ui/Listing";
import { Loading } from "../../ui/states";

export function OpenOrder({ beers, onDone }: { beers: List<Beer>; onDone: () => void }) {
  const isBuying = useSignal(false);
  const lines = orderLines.value;
  if (!order.value) return <Loading rows={2} />;
  if (lines.length === 0) return <p class="is-quiet">{text.shop.empty}</p>;

  /** The prices of the moment: the sum that is confirmed is the one that is charged. */
  async function checkout() {
    const current = await loadOrder();
    if (!current.ok) return;
    const { confirm: title, confirmDetail: detail, buy: yes, back: no } = text.shop;
    if (!(await confirmed({ title: title(price(current.data.total)), detail: detail(text.shop.beers(countOf(current.data.beers))), yes, no }))) return;
    isBuying.value = true;
    await attempt(outcomeOf(api.POST("/api/orders/checkout")), (done) => text.shop.bought(price(done.total)));
    isBuying.value = false;
    // Also when it is refused: what is left in stock stands in the order then.
    onDone();
  }

  return (
    <>
      <ul class="rows">{lines.map((line) => <Line key={line.sku} line={line} beers={beers} />)}</ul>
      <p class="total" role="status"><span>{text.shop.total}</span> <b>{isSaving.value ? "…" : price(order.value.total)}</b></p>
      <button type="button" class="is-primary" disabled={isSaving.value || isBuying.value} onClick={() => void checkout()}>{text.shop.checkout}</button>
    </>
  );
}

/** What is in the way of a checkout, or `null`. */
function hindrance(quantity: number, beer: Beer | undefined): string | null {
  if (!beer) return text.shop.gone;
  return beer.stock !== null && beer.stock < quantity ? text.shop.left(beer.stock) : null;
}

function Line({ line, beers }: { line: { sku: string; quantity: number; price: string }; beers: List<Beer> }) {
  const beer = beers.items.find((one) => one.sku === line.sku);
  const name = beer?.name ?? line.sku;
  const wrong = beers.loaded.value.items && hindrance(line.quantity, beer);
  const change = (quantity: number) => void setQuantity(line.sku, quantity);
  return (
    <li>
      <span><b>{name}</b><small>{text.shop.each(price(line.price))}</small>{wrong && <small class="problem">{wrong}</small>}</span>
      <span class="stepper">
        <span class="buttons">
          <button type="button" aria-label={text.shop.less(name)} disabled={line.quantity === 1} onClick={() => change(quantityOf(line.sku) - 1)}>−</button>
          <input type="number" min={1} max={1_000_000} aria-label={text.shop.quantityOf(name)} value={line.quantity} onChange={(event) => { if (event.currentTarget.reportValidity()) change(Number(event.currentTarget.value)); }} />
          <button type="button" aria-label={text.shop.more(name)} onClick={() => change(quantityOf(line.sku) + 1)}>+</button>
        </span>
        <button type="button" class="is-plain" aria-label={text.shop.removeOf(name)} title={text.shop.remove} onClick={() => change(0)}>×</button>
      </span>
    </li>
  );
}
