import { useSignal } from "@preact/signals";
import { api, outcomeOf } from "../../api/client";
import { isCustomer } from "../../session";
import { attempt } from "../../state/attempt";
import { price } from "../../state/money";
import { type Beer, quantityOf, setQuantity } from "../../state/order";
import { text } from "../../text/en";
import { confirmed } from "../../ui/Dialog";
import { type Fields, Form } from "../../ui/Form";
import { BeerForm } from "./BeerForm";

/** The page loads nothing from other hosts, so it does not try. */
function isLoadable(image: string): boolean {
  return image.startsWith("data:image/") || (URL.canParse(image, location.origin) && new URL(image, location.origin).origin === location.origin);
}

export function BeerCard({ beer, onChange }: { beer: Beer; onChange: () => void }) {
  const isEditing = useSignal(false);
  const isBroken = useSignal(false);
  const inOrder = quantityOf(beer.sku);

  async function add(fields: Fields) {
    void setQuantity(beer.sku, quantityOf(beer.sku) + Number(fields.text("quantity")));
    return true;
  }

  async function remove() {
    const { deleteBeer: title, deleteDetail: detail, delete: yes, back: no } = text.shop;
    if (!(await confirmed({ title: title(beer.name), detail, yes, no, isDanger: true }))) return;
    if (await attempt(outcomeOf(api.DELETE("/api/beers/{sku}", { params: { path: { sku: beer.sku } } })), text.shop.deleted(beer.name))) onChange();
  }

  return (
    <li class="card tile">
      {beer.image && isLoadable(beer.image) && !isBroken.value
        ? <img src={beer.image} alt="" loading="lazy" onError={() => (isBroken.value = true)} />
        : <span class="picture" aria-hidden="true">{beer.name.slice(0, 1)}</span>}
      <h2>{beer.name}</h2>
      <p><b>{price(beer.price)}</b>{beer.stock === 0 ? <span class="badge is-over">{text.shop.soldOut}</span> : beer.stock !== null && <small>{text.shop.inStock(beer.stock)}</small>}</p>
      {beer.stock !== 0 && (
        <Form isRow onSubmit={add}>
          <input type="number" name="quantity" min={1} max={beer.stock ?? 1_000_000} defaultValue="1" required aria-label={text.shop.quantityOf(beer.name)} />
          <button class="is-primary" aria-label={text.shop.addOf(beer.name)}>{text.shop.add}</button>
        </Form>
      )}
      <small role="status">{inOrder > 0 && text.shop.inOrder(inOrder)}</small>
      {!isCustomer.value && (
        <span class="form-actions">
          <button type="button" class="is-link" aria-label={text.shop.editBeer(beer.name)} onClick={() => (isEditing.value = true)}>{text.shop.edit}</button>
          <button type="button" class="is-link is-danger" aria-label={`${text.shop.delete}: ${beer.name}`} onClick={() => void remove()}>{text.shop.delete}</button>
        </span>
      )}
      {isEditing.value && <BeerForm beer={beer} onClose={(isSaved) => { isEditing.value = false; if (isSaved) onChange(); }} />}
    </li>
  );
}
