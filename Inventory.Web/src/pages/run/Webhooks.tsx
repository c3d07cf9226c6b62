import { useSignal } from "@preact/signals";
import { api, outcomeOf, type Schemas } from "../../api/client";
import { text } from "../../text/en";
import { Listing, useList } from "../../ui/Listing";
import { When } from "../../ui/When";

/** What was sent to other programs, and what was not. */
export function Webhooks() {
  const deliveries = useList((page) => outcomeOf(api.GET("/api/webhooks/deliveries", { params: { query: page } })));
  const state = useSignal("");
  return (
    <section>
      <h2>{text.manage.deliveries}</h2>
      <div class="form is-row">
        <label>{text.manage.state}
          <select value={state} onChange={(event) => (state.value = event.currentTarget.value)}>
            <option value="">{text.bookings.any}</option>
            {Object.entries(text.manage.states).map(([name, label]) => <option key={name} value={name}>{label}</option>)}
          </select>
        </label>
      </div>
      <Listing list={deliveries} kind="rows" empty={state.value ? text.manage.noDeliveriesOf : text.manage.noDeliveries} isShown={(delivery) => !state.value || delivery.state === state.value}>
        {(delivery) => <li key={`${delivery.id} ${delivery.url}`}><Delivery delivery={delivery} /></li>}
      </Listing>
    </section>
  );
}

function Delivery({ delivery }: { delivery: Schemas["WebhookDelivery"] }) {
  const { state, attempts, last_status, last_fault, next_attempt } = delivery;
  const facts = [text.manage.attempts(attempts), last_status !== null && text.manage.lastStatus(last_status), last_fault].filter(Boolean).join(", ");
  return (
    <>
      <When at={delivery.created} />
      <span class="break"><b>{delivery.type}</b> {delivery.url}<small>{facts}{next_attempt && <> · {text.manage.next}: <When at={next_attempt} /></>}</small></span>
      <span class={`badge ${{ pending: "is-held", failed: "is-over" }[state] ?? ""}`}>{text.manage.states[state] ?? state}</span>
    </>
  );
}
