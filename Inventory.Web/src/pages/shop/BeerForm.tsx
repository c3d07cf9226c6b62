import { useSignal } from "@preact/signals";
import { api, outcomeOf, type Problem } from "../../api/client";
import { tell } from "../../ui/toasts";
import { text } from "../../text/en";
import { Dialog } from "../../ui/Dialog";
import { type Fields, Form } from "../../ui/Form";
import type { Beer } from "../../state/order";

/** Adds a beer, or replaces the data of one. */
export function BeerForm({ beer, onClose }: { beer: Beer | null; onClose: (isSaved: boolean) => void }) {
  const problem = useSignal<Problem | null>(null);

  async function save(fields: Fields) {
    const stock = fields.text("stock");
    const details = { name: fields.text("name"), price: fields.text("price"), stock: stock === "" ? null : Number(stock), image: fields.text("image") || null };
    const outcome = beer
      ? await outcomeOf(api.PUT("/api/beers/{sku}", { params: { path: { sku: beer.sku } }, body: details }))
      : await outcomeOf(api.POST("/api/beers", { body: { sku: fields.text("sku"), ...details } }));
    if (!outcome.ok) return void (problem.value = outcome.problem);
    tell({ kind: "done", title: text.allocation.saved, actions: [] });
    onClose(true);
  }

  return (
    <Dialog title={beer ? text.shop.editBeer(beer.name) : text.shop.addBeer} onClose={() => onClose(false)}>
      <Form onSubmit={save}>
        {!beer && <label>{text.shop.sku}<input name="sku" required maxLength={50} /></label>}
        <label>{text.shop.name}<input name="name" required maxLength={100} defaultValue={beer?.name ?? ""} /></label>
        <label>{text.shop.price}<input name="price" required inputMode="decimal" pattern="[0-9]+(\.[0-9]+)?" title={text.shop.priceHint} defaultValue={beer?.price ?? ""} /></label>
        <label>{text.shop.stock}<input name="stock" type="number" min={0} max={1_000_000_000} defaultValue={beer?.stock?.toString() ?? ""} aria-describedby="stock-hint" /></label>
        <small id="stock-hint">{text.shop.stockHint}</small>
        <label>{text.shop.image}<input name="image" maxLength={2000} defaultValue={beer?.image ?? ""} aria-describedby="image-hint" /></label>
        <small id="image-hint">{text.shop.imageHint}</small>
        {problem.value && <p class="problem" role="alert">{problem.value.errors?.map((error) => error.detail).join(" ") ?? problem.value.detail}</p>}
        <div class="form-actions">
          <button class="is-primary">{text.allocation.save}</button>
          <button type="button" onClick={() => onClose(false)}>{text.shop.back}</button>
        </div>
      </Form>
    </Dialog>
  );
}
