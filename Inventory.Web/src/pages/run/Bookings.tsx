import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { api, outcomeOf } from "../../api/client";
import { intervalOf, rfc3339 } from "../../api/intervals";
import { follow, query } from "../../router";
import { isAdmin } from "../../session";
import { type Booking, cancelItem, hasBegun, isDue, itemName, returnBooking } from "../../state/bookings";
import { now, zone } from "../../state/clock";
import { customerName, findCustomer } from "../../state/customers";
import { fromInput, toInput, whenOf } from "../../state/words";
import { text } from "../../text/en";
import { startOfDay } from "../../timeline/zone";
import { ItemAttendance } from "../../ui/attendance";
import { BookingActions, BookingBadge } from "../../ui/booking";
import { type Fields, Form } from "../../ui/Form";
import { Listing, useList } from "../../ui/Listing";
import { When } from "../../ui/When";
import { InvoiceLink } from "../account/Account";

interface Filter {
  readonly from?: string;
  readonly to?: string;
  readonly status?: string;
  readonly customer?: string;
}

const statuses = ["held", "confirmed", "returned", "cancelled", "expired"];

/** The bookings of everybody, from today on unless another window is chosen; of a customer that is named, all. */
export function Bookings() {
  const named = query.value.get("customer");
  const today = startOfDay(zone.value, Date.now());
  const filter = useSignal<Filter>(named ? { customer: named } : { from: rfc3339(today) });
  const bookings = useList((page) => outcomeOf(api.GET("/api/bookings", { params: { query: { limit: 100, ...filter.value, ...page } } })), JSON.stringify(filter.value));

  async function search(fields: Fields) {
    const [from, to, status, typed] = [dayOf(fields.text("from"), 0), dayOf(fields.text("to"), 1), fields.text("status"), fields.text("customer")];
    const customer = typed && (await findCustomer(typed));
    if (customer === null) return;
    filter.value = { ...(from && { from }), ...(to && { to }), ...(status && { status }), ...(customer && { customer }) };
  }

  return (
    <section>
      <h2>{text.bookings.title}</h2>
      <Form isRow onSubmit={search}>
        <label>{text.bookings.from}<input type="date" name="from" defaultValue={named ? "" : toInput(today, zone.value).slice(0, 10)} /></label>
        <label>{text.bookings.to}<input type="date" name="to" /></label>
        <label>{text.bookings.status}<select name="status"><option value="">{text.bookings.any}</option>{statuses.map((status) => <option key={status} value={status}>{text.book.statuses[status]}</option>)}</select></label>
        <label>{text.manage.customer}<input name="customer" defaultValue={named ?? ""} placeholder={isAdmin.value ? text.manage.customerOrName : text.manage.customerHint} /></label>
        <button class="is-primary">{text.manage.filter}</button>
      </Form>
      <Listing list={bookings} kind="rows" empty={text.bookings.none} compare={byStart}>
        {(booking) => <li key={booking.id}><BookingRow booking={booking} onChange={(changed) => bookings.replace(booking, changed)} /></li>}
      </Listing>
    </section>
  );
}

const byStart = (a: Booking, b: Booking): number => Date.parse(a.items[0]!.from_datetime) - Date.parse(b.items[0]!.from_datetime);

/** The start of the day, or of the one after it: a window includes its last day. */
function dayOf(date: string, addDays: number): string | null {
  const at = fromInput(`${date}T00:00`, zone.value);
  return at === null ? null : rfc3339(startOfDay(zone.value, at, addDays));
}

function BookingRow({ booking, onChange }: { booking: Booking; onChange: (booking: Booking) => void }) {
  const [first] = booking.items;
  return (
    <details>
      <summary>
        <span class="when">{first && whenOf(intervalOf(first), zone.value)}</span>
        <span><b>{booking.items.map(itemName).join(", ")}</b> <small>{customerName(booking.customer)}</small></span>
        <BookingBadge booking={booking} />
        <b>{text.book.priceOf(booking.total, booking.currency)}</b>
      </summary>
      <BookingDetails booking={booking} onChange={onChange} />
    </details>
  );
}

function BookingDetails({ booking, onChange }: { booking: Booking; onChange: (booking: Booking) => void }) {
  const mayReturn = booking.status === "confirmed" && booking.items.some((item) => !item.cancelled && hasBegun(item, now.value));
  const invoices = [booking.invoice, booking.change_invoice, booking.late_invoice, booking.no_show_invoice, booking.credit_note].filter((number) => number != null);
  return (
    <div class="form">
      <ul class="items">{booking.items.map((_, item) => <Item key={item} booking={booking} index={item} onChange={onChange} />)}</ul>
      <dl class="facts">
        <Fact label={text.manage.customer}><a class="break" href={`/run/accounts?customer=${encodeURIComponent(booking.customer)}`} onClick={follow}>{booking.customer}</a></Fact>
        <Fact label={text.bookings.created}><When at={booking.created} /></Fact>
        {booking.refund && <Fact label={text.bookings.refunded}>{text.book.priceOf(booking.refund, booking.currency)}</Fact>}
        {isDue(booking.late_fee) && <Fact label={text.bookings.lateFee}>{text.book.priceOf(booking.late_fee!, booking.currency)}</Fact>}
        {isDue(booking.no_show_fee) && <Fact label={text.bookings.noShowFee}>{text.book.priceOf(booking.no_show_fee!, booking.currency)}</Fact>}
        {booking.returned_at && <Fact label={text.bookings.returnedAt}><When at={booking.returned_at} /></Fact>}
        {invoices.length > 0 && <Fact label={text.account.invoices}>{invoices.map((number) => <><InvoiceLink number={number} label={number} /> </>)}</Fact>}
      </dl>
      <BookingActions booking={booking} onChange={onChange} />
      {mayReturn && <Return booking={booking} onChange={onChange} />}
    </div>
  );
}

const Fact = ({ label, children }: { label: string; children: ComponentChildren }) => <><dt>{label}</dt><dd>{children}</dd></>;

function Item({ booking, index, onChange }: { booking: Booking; index: number; onChange: (booking: Booking) => void }) {
  const item = booking.items[index]!;
  const mayCancel = booking.status === "confirmed" && !item.cancelled && !hasBegun(item, now.value) && booking.items.filter((one) => !one.cancelled).length > 1;
  const cancel = async () => { const changed = await cancelItem(booking, index); if (changed) onChange(changed); };
  return (
    <li>
      <b>{itemName(item)}</b> {whenOf(intervalOf(item), zone.value)}, {text.book.priceOf(item.price, booking.currency)}
      {item.cancelled && <small> {text.bookings.cancelled}, {text.bookings.refunded} {text.book.priceOf(item.refund ?? "0.00", booking.currency)}</small>}
      {mayCancel && <> <button type="button" class="is-link" onClick={() => void cancel()}>{text.bookings.cancelItem(itemName(item))}</button></>}
      {booking.status === "confirmed" && <ItemAttendance item={item} name={itemName(item)} />}
      <small>{item.lines.map((line) => `${line.text}: ${line.amount}`).join(" · ")}</small>
    </li>
  );
}

/** Late or early: the time can be entered afterwards. */
function Return({ booking, onChange }: { booking: Booking; onChange: (booking: Booking) => void }) {
  async function record(fields: Fields) {
    const at = fromInput(fields.text("at"), zone.value);
    const changed = await returnBooking(booking, at === null ? null : rfc3339(at));
    if (changed) onChange(changed);
  }
  return (
    <Form isRow onSubmit={record}>
      <label>{text.bookings.returnedAt}<input type="datetime-local" name="at" max={toInput(now.value, zone.value)} aria-describedby="return-hint" /></label>
      <button>{text.bookings.return}</button>
      <small id="return-hint">{text.bookings.returnedHint}</small>
    </Form>
  );
}
