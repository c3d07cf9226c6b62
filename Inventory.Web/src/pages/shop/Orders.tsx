import { api, outcomeOf } from "../../api/client";
import { price } from "../../state/money";
import { countOf, type Order } from "../../state/order";
import { text } from "../../text/en";
import { Listing, newestFirst, type List } from "../../ui/Listing";
import { When } from "../../ui/When";

/** The caller's own orders, or those of a customer. */
export const orderList = (customer: string | null) =>
  newestFirst((page) => outcomeOf(api.GET("/api/orders", { params: { query: { ...page, ...(customer ? { customer } : {}) } } })));

export function Orders({ list, empty, nameOf, isShown }: {
  list: List<Order>; empty: string; nameOf: (sku: string) => string; isShown?: (order: Order) => boolean;
}) {
  return (
    <Listing list={list} kind="rows" empty={empty} {...(isShown ? { isShown } : {})}>
      {(order) => (
        <li key={order.id}>
          <details>
            <summary><When at={order.time_modified} /> <span>{order.is_open ? text.shop.open : text.shop.beers(countOf(order.beers))}</span> <b>{price(order.total)}</b></summary>
            <ul class="items">{order.beers.map((line) => <li key={line.sku}>{line.quantity} × {nameOf(line.sku)}, {text.shop.each(price(line.price))}</li>)}</ul>
          </details>
        </li>
      )}
    </Listing>
  );
}
