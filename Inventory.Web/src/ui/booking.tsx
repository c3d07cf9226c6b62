import { cancelBooking, confirmBooking, hasBegun, isLive, type Booking } from "../state/bookings";
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
