import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, outcomeOf, type Schemas } from "../api/client";
import { intervalOf, windowOf } from "../api/intervals";
import { itemName, ownCustomer } from "../state/bookings";
import { isPriced } from "../state/changes";
import { zone } from "../state/clock";
import { failed, isLoaded, loadPlace, types } from "../state/place";
import { refuse } from "../state/refusals";
import { waitForAny } from "../state/waiting";
import { whenOf } from "../state/words";
import { text } from "../text/en";
import { hour, type Interval } from "../timeline/scale";
import { AttributeFields, readAttributes } from "../ui/AttributeFields";
import { ItemAttendance } from "../ui/attendance";
import { BookingActions, BookingBadge, BookingChange } from "../ui/booking";
import { Failed, Loading } from "../ui/states";
import { tell } from "../ui/toasts";
import { CalendarFeed } from "./book/CalendarFeed";
import { OwnWaiting } from "./book/OwnWaiting";
import { readInterval, TimeField } from "../ui/TimeField";

interface Found {
  readonly type: string;
  readonly interval: Interval;
  readonly free: readonly Schemas["Resource"][];
  readonly quote: Schemas["Quote"] | null;
}

/** First what and when, then what is free, with its price. */
export function BookPage() {
  const found = useSignal<Found | null>(null);
  const isSearching = useSignal(false);
  const bookings = useSignal<readonly Schemas["Booking"][] | null>(null);
  const isFailed = useSignal(false);
  const chosen = useSignal<string | null>(null);
  const offered = types.value.filter((type) => type.kind !== "asset");
  const begin = Math.ceil(Date.now() / hour) * hour + hour;

  async function loadBookings() {
    const customer = ownCustomer();
    const found = await outcomeOf(api.GET("/api/bookings", { params: { query: customer ? { customer } : {} } }));
    isFailed.value = !found.ok;
    if (found.ok) bookings.value = [...found.data].reverse();
  }
  useEffect(() => { void loadBookings(); if (!isLoaded.value) void loadPlace(); }, []);

  async function search(form: HTMLFormElement) {
    [isSearching.value, found.value] = [true, null];
    await find(new FormData(form));
    isSearching.value = false;
  }

  async function find(data: FormData) {
    const type = String(data.get("type"));
    const interval = readInterval(data);
    const free = await outcomeOf(api.GET("/api/{type}/available", { params: { path: { type }, query: { ...windowOf(interval), limit: 50, attributes: readAttributes(data) } }, querySerializer: { object: { style: "form", explode: true } } }));
    if (!free.ok) return refuse(free.problem, null, null);
    const quote = (await isPriced(type)) ? await outcomeOf(api.GET("/api/quote", { params: { query: { type, ...windowOf(interval) } } })) : null;
    found.value = { type, interval, free: free.data, quote: quote?.ok ? quote.data : null };
  }

  async function wait(of: Found) {
    if (await waitForAny(of.type, of.interval)) found.value = null;
  }

  async function take(of: Found, resource: Schemas["Resource"]) {
    const bounds = { from_datetime: windowOf(of.interval).from, to_datetime: windowOf(of.interval).to };
    const outcome = of.quote
      ? await outcomeOf(api.POST("/api/bookings", { body: { items: [{ resource: `${of.type}/${resource.id}`, ...bounds }] } }))
      : await outcomeOf(api.POST("/api/{type}/{id}/allocations", { params: { path: { type: of.type, id: resource.id } }, body: { ...bounds, allocation_type: "booking" } }));
    if (!outcome.ok) return refuse(outcome.problem, null, null);
    found.value = null;
    tell({ kind: "done", title: (of.quote ? text.allocation.heldUntil : outcome.data.status === "requested" ? text.allocation.requested : text.allocation.booked)(resource.name, whenOf(of.interval, zone.value)), actions: [] });
    await loadBookings();
  }

  if (!isLoaded.value) return <div class="page"><h1>{text.book.title}</h1>{failed.value ? <Failed onAgain={() => void Promise.all([loadPlace(), loadBookings()])} /> : <Loading />}</div>;
  return (
    <div class="page">
      <h1>{text.book.title}</h1>
      <form class="form is-row" onSubmit={(event) => { event.preventDefault(); void search(event.currentTarget); }}>
        <label>{text.book.what}<select name="type" onChange={(event) => (chosen.value = event.currentTarget.value)}>{offered.map((type) => <option key={type.path} value={type.path}>{type.name}</option>)}</select></label>
        <TimeField name="from" label={text.book.from} value={begin} isRequired />
        <TimeField name="to" label={text.book.to} value={begin + 2 * hour} isRequired />
        <AttributeFields type={offered.find((type) => type.path === chosen.value) ?? offered[0]} />
        <button class="is-primary">{text.book.search}</button>
      </form>
      {isSearching.value && <Loading rows={3} />}
      {found.value && (
        <section aria-live="polite">
          <h2>{whenOf(found.value.interval, zone.value)}{found.value.quote && <> · <b>{text.book.priceOf(found.value.quote.total, found.value.quote.currency)}</b></>}</h2>
          <p>{found.value.free.length === 0 ? text.book.none : text.book.free(found.value.free.length)}</p>
          {found.value.free.length === 0 && <p><button type="button" onClick={() => void wait(found.value!)}>{text.waiting.join}</button> <span class="is-quiet">{text.waiting.joinHint}</span></p>}
          <ul class="cards">{found.value.free.map((resource) => <li key={resource.id}><span>{resource.name}</span><button type="button" onClick={() => void take(found.value!, resource)}>{text.book.take}</button></li>)}</ul>
        </section>
      )}
      <OwnWaiting />
      <section>
        <h2>{text.book.mine}</h2>
        {isFailed.value ? <Failed title={text.states.bookings} onAgain={() => void loadBookings()} /> : bookings.value === null && <Loading rows={3} />}
        {bookings.value?.length === 0 && <p>{text.book.noneMine}</p>}
        <ul class="cards">
          {(bookings.value ?? []).map((booking) => (
            <li key={booking.id}>
              <span>
                {booking.items.map((item) => <span key={item.allocation_id}><b>{itemName(item)}</b> {whenOf(intervalOf(item), zone.value)}<br />{booking.status === "confirmed" && <ItemAttendance item={item} name={itemName(item)} />}</span>)}
                <BookingBadge booking={booking} /> {booking.total} {booking.currency}
              </span>
              <BookingActions booking={booking} onChange={() => void loadBookings()} />
              <BookingChange booking={booking} onChange={() => void loadBookings()} />
            </li>
          ))}
        </ul>
      </section>
      <CalendarFeed />
    </div>
  );
}
