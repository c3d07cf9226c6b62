import { useSignal } from "@preact/signals";
import { intervalOf } from "../api/intervals";
import { readInterval, TimeField } from "./TimeField";
import { cancelBooking, changeItem, confirmBooking, hasBegun, isLive, itemName, type Booking } from "../state/bookings";
import { now } from "../state/clock";
import { text } from "../text/en";
import { countDown } from "../timeline/Bars";

export function BookingBadge({ booking: { status, expires } }: { booking: Booking }) {
  const kind = { held: "is-held", cancelled: "is-ended", expired: "is-ended", returned: "is-ended" }[status] ?? "";
  return <span class={`badge ${kind}`}>{text.book.statuses[status] ?? status}{status === "held" && expires && ` · ${countDown(Date.parse(expires) - now.value)}`}</span>;
}

/** Confirm a hold; cancel what has not begun. */
export function BookingActions({ booking, onChange }: { booking: Booking; onChange: (booking: Booking) => void }) {
  const act = async (work: Promise<Booking | null>) => { const changed = await work; if (changed) onChange(changed); };
  const mayCancel = isLive(booking) && !(booking.status === "confirmed" && booking.items.some((item) => hasBegun(item, now.value)));
  if (booking.status !== "held" && !mayCancel) return null;
  return (
    <span class="form-actions">
      {booking.status === "held" && <button type="button" class="is-primary" onClick={() => void act(confirmBooking(booking))}>{text.allocation.confirm}</button>}
      {mayCancel && <button type="button" class="is-danger" onClick={() => void act(cancelBooking(booking))}>{text.allocation.cancel}</button>}
    </span>
  );
}

/** Other times for what has not ended; what they cost more or less is said before they are saved. */
export function BookingChange({ booking, onChange }: { booking: Booking; onChange: (booking: Booking) => void }) {
  const isOpen = useSignal(false);
  if (!isLive(booking)) return null;
  async function submit(index: number, form: HTMLFormElement) {
    const changed = await changeItem(booking, index, readInterval(new FormData(form)));
    if (changed) onChange(changed);
  }
  return (
    <div class="change">
      <button type="button" class="is-link" aria-expanded={isOpen} onClick={() => (isOpen.value = !isOpen.value)}>{text.bookings.change}</button>
      {isOpen.value && booking.items.map((item, index) => !item.cancelled && Date.parse(item.to_datetime) > now.value && (
        <form key={`${item.allocation_id} ${item.from_datetime} ${item.to_datetime}`} class="form is-row" onSubmit={(event) => { event.preventDefault(); void submit(index, event.currentTarget); }}>
          {booking.items.length > 1 && <b>{itemName(item)}</b>}
          <TimeField name="from" label={text.book.from} value={intervalOf(item).from} isRequired />
          <TimeField name="to" label={text.book.to} value={intervalOf(item).to} isRequired />
          <button>{text.allocation.save}</button>
        </form>
      ))}
    </div>
  );
}
