import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, outcomeOf } from "../api/client";
import { isCustomer } from "../session";
import { type Beer, countOf, failure, loadOrder, order, orderLines } from "../state/order";
import { text } from "../text/en";
import { Listing, useList } from "../ui/Listing";
import { Failed } from "../ui/states";
import { BeerCard } from "./shop/BeerCard";
import { BeerForm } from "./shop/BeerForm";
import { OpenOrder } from "./shop/OpenOrder";
import { orderList, Orders } from "./shop/Orders";

/** The beers, and the open order beside them. */
export function ShopPage() {
  const beers = useList((page) => outcomeOf(api.GET("/api/beers", { params: { query: page } })));
  const past = useList(orderList(null));
  const search = useSignal("");
  const isAdding = useSignal(false);
  useEffect(() => void loadOrder(), []);
  const wanted = search.value.trim().toLocaleLowerCase();
  const isFound = (beer: Beer) => `${beer.name} ${beer.sku}`.toLocaleLowerCase().includes(wanted);
  const nameOf = (sku: string) => beers.items.find((beer) => beer.sku === sku)?.name ?? sku;
  const changed = () => void Promise.all([beers.reload(), loadOrder()]);
  return (
    <div class="page is-wide">
      <div class="page-head">
        <h1>{text.shop.title}</h1>
        {beers.items.length > 8 && <input type="search" placeholder={text.shop.find} aria-label={text.shop.find} value={search} onInput={(event) => (search.value = event.currentTarget.value)} />}
        {!isCustomer.value && <button type="button" onClick={() => (isAdding.value = true)}>{text.shop.addBeer}</button>}
      </div>
      {isAdding.value && <BeerForm beer={null} onClose={(isSaved) => { isAdding.value = false; if (isSaved) changed(); }} />}
      <div class="beside">
        <div>
          <Listing list={beers} kind="tiles" empty={text.shop.none} isShown={isFound}>{(beer) => <BeerCard key={beer.sku} beer={beer} onChange={changed} />}</Listing>
          {beers.items.length > 0 && !beers.items.some(isFound) && <p>{text.shop.noneFound}</p>}
          {orderLines.value.length > 0 && <a class="order-bar" href="#order">{text.shop.order}: {text.shop.beers(countOf(orderLines.value))}</a>}
        </div>
        <aside class="card" id="order" aria-label={text.shop.order}>
          <h2>{text.shop.order}</h2>
          {failure.value && !order.value ? <Failed problem={failure.value} onAgain={() => void loadOrder()} /> : <OpenOrder beers={beers} onDone={() => { changed(); void past.reload(); }} />}
        </aside>
      </div>
      <section>
        <h2>{text.shop.past}</h2>
        <Orders list={past} empty={text.shop.nonePast} nameOf={nameOf} isShown={(one) => !one.is_open} />
      </section>
    </div>
  );
}
