import { useSignal } from "@preact/signals";
import { api, outcomeOf } from "../../api/client";
import { follow, go, query } from "../../router";
import { isAdmin } from "../../session";
import { attempt } from "../../state/attempt";
import { refuse } from "../../state/refusals";
import { customerName, findCustomer } from "../../state/customers";
import { price } from "../../state/money";
import { text } from "../../text/en";
import { type Fields, Form } from "../../ui/Form";
import { useList } from "../../ui/Listing";
import { Account } from "../account/Account";
import { orderList, Orders } from "../shop/Orders";

/** The account of one customer: balance, invoices, entries, orders. The API has no lists of all customers together. */
export function Accounts() {
  const customer = query.value.get("customer");

  async function find(fields: Fields) {
    const found = await customerOf(fields.text("customer"));
    if (found) go(`/run/accounts?customer=${encodeURIComponent(found)}`);
  }

  return (
    <section>
      <h2>{text.manage.accounts}</h2>
      <Form isRow onSubmit={find}>
        <label>{text.manage.customerOrInvoice}<input name="customer" required placeholder={isAdmin.value ? text.manage.customerOrName : text.manage.customerHint} /></label>
        <button>{text.manage.find}</button>
      </Form>
      {customer ? <CustomerAccount key={customer} customer={customer} /> : <p class="is-quiet">{text.manage.chooseCustomer}</p>}
    </section>
  );
}

/** The owner of an invoice, or the customer itself. */
async function customerOf(typed: string): Promise<string | null> {
  if (!/^\d{4}-\d+$/.test(typed)) return findCustomer(typed);
  const invoice = await outcomeOf(api.GET("/api/invoices/{number}", { params: { path: { number: typed } } }));
  if (!invoice.ok) refuse(invoice.problem, null, null);
  return invoice.ok && typeof invoice.data === "object" ? invoice.data.customer : null;
}

function CustomerAccount({ customer }: { customer: string }) {
  const version = useSignal(0);
  const orders = useList(orderList(customer), customer);
  return (
    <section>
      <h2>{customerName(customer)}</h2>
      <p class="is-quiet break">{customer} · <a href={`/run/bookings?customer=${encodeURIComponent(customer)}`} onClick={follow}>{text.manage.itsBookings}</a></p>
      <Account customer={customer} version={version.value}><Payment customer={customer} onDone={() => version.value++} /></Account>
      <section>
        <h2>{text.manage.orders}</h2>
        <Orders list={orders} empty={text.manage.noOrders} nameOf={(sku) => sku} isShown={(order) => order.beers.length > 0} />
      </section>
    </section>
  );
}

function Payment({ customer, onDone }: { customer: string; onDone: () => void }) {
  async function record(fields: Fields) {
    const payment = { customer, amount: fields.text("amount"), method: fields.text("method"), reference: fields.text("reference") || null };
    const isDone = await attempt(outcomeOf(api.POST("/api/payments", { body: payment })), () => text.manage.recorded(price(payment.amount)));
    if (isDone) onDone();
    return isDone;
  }
  return (
    <section>
      <h2>{text.manage.payment}</h2>
      <Form isRow onSubmit={record}>
        <label>{text.manage.amount}<input name="amount" required placeholder={price("0.00")} inputMode="decimal" pattern="[0-9]+(\.[0-9]+)?" title={text.shop.priceHint} /></label>
        <label>{text.manage.method}<select name="method">{Object.entries(text.manage.methods).map(([method, label]) => <option key={method} value={method}>{label}</option>)}</select></label>
        <label>{text.manage.reference}<input name="reference" maxLength={100} /></label>
        <button class="is-primary">{text.manage.record}</button>
      </Form>
    </section>
  );
}
