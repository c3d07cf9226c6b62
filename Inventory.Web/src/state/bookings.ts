import { api, outcomeOf, type Schemas } from "../api/client";
import { rfc3339 } from "../api/intervals";
import { session } from "../session";
import { text } from "../text/en";
import type { Interval } from "../timeline/scale";
import { confirmed } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import { refresh, resources } from "./place";
import { refuse } from "./refusals";

export type Booking = Schemas["Booking"];

const price = (amount: string | null | undefined, { currency }: Booking): string => text.book.priceOf(amount ?? "0.00", currency);

export const isDue = (amount: string | null | undefined): boolean => Number(amount ?? 0) !== 0;

/** Whose bookings, accounts and orders are the caller's own. */
export function ownCustomer(): string | null {
  const me = session.value;
  if (me?.kind !== "user") return me?.kind === "open" ? "operator" : null;
  return me.user.role === "customer" ? me.user.id : `user:${me.user.id}`;
}

/** The name of what is booked, once the resources are loaded. */
export function itemName(item: Schemas["BookingItem"]): string {
  const [type, id] = item.resource.split("/");
  return resources.value.get(type!)?.find((resource) => resource.id === id)?.name ?? item.resource_type;
}

export const isLive = (booking: Booking): boolean => booking.status === "held" || booking.status === "confirmed";

export const hasBegun = (item: Schemas["BookingItem"], now: number): boolean => Date.parse(item.from_datetime) <= now;

/** Does it, says so or why not, and returns the booking as it is then. */
async function act(booking: Booking, work: ReturnType<typeof outcomeOf<Booking>>, done: (booking: Booking) => string): Promise<Booking | null> {
  let outcome = await work;
  if (outcome.ok) {
    tell({ kind: "done", title: done(outcome.data), actions: [] });
  } else {
    refuse(outcome.problem, null, null);
    outcome = await outcomeOf(api.GET("/api/bookings/{id}", { params: { path: { id: booking.id } } }));
  }
  await refresh(...booking.items.map((item) => item.resource.split("/")[1]!));
  return outcome.ok ? outcome.data : null;
}

export const confirmBooking = (booking: Booking): Promise<Booking | null> =>
  act(booking, outcomeOf(api.POST("/api/bookings/{id}/confirm", { params: { path: { id: booking.id } } })), (done) => text.bookings.confirmed(price(done.total, done)));

/** A hold costs nothing; what is paid is refunded by the rule of the tariff, which only the service knows. */
export async function cancelBooking(booking: Booking): Promise<Booking | null> {
  const { cancel: title, cancelRule: detail, cancelYes: yes, keep: no } = text.bookings;
  if (booking.status === "confirmed" && !(await confirmed({ title, detail, yes, no, isDanger: true }))) return null;
  return act(booking, outcomeOf(api.DELETE("/api/bookings/{id}", { params: { path: { id: booking.id } } })), (done) => text.book.cancelled(price(done.refund, done)));
}

export async function cancelItem(booking: Booking, item: number): Promise<Booking | null> {
  const { cancelItem: title, cancelRule: detail, cancelYes: yes, keep: no } = text.bookings;
  if (!(await confirmed({ title: `${title(itemName(booking.items[item]!))}?`, detail, yes, no, isDanger: true }))) return null;
  return act(booking, outcomeOf(api.DELETE("/api/bookings/{id}/items/{item}", { params: { path: { id: booking.id, item } } })), (done) => text.book.cancelled(price(done.items[item]?.refund, done)));
}

/** Moves an item, lengthens or shortens it. What that costs is asked for first. */
export async function changeItem(booking: Booking, item: number, { from, to }: Interval): Promise<Booking | null> {
  const [params, body] = [{ path: { id: booking.id } }, { items: [...booking.items.slice(0, item).map(() => ({})), { from_datetime: rfc3339(from), to_datetime: rfc3339(to) }] }];
  const said = await outcomeOf(api.PATCH("/api/bookings/{id}", { params: { ...params, query: { dry_run: true } }, body }));
  if (!said.ok) {
    refuse(said.problem, null, null);
    return null;
  }
  const { difference, total } = said.data;
  const { changeYes: yes, keep: no } = text.bookings;
  const title = (Number(difference) < 0 ? text.bookings.lessBy : text.bookings.moreBy)(price(difference.replace("-", ""), booking));
  if (isDue(difference) && !(await confirmed({ title, detail: text.bookings.newTotal(price(total, booking)), yes, no }))) return null;
  return act(booking, outcomeOf<Booking>(api.PATCH("/api/bookings/{id}", { params, body })), () => text.allocation.moved);
}

export const returnBooking = (booking: Booking, at: string | null): Promise<Booking | null> =>
  act(booking, outcomeOf(api.POST("/api/bookings/{id}/return", { params: { path: { id: booking.id } }, body: { returned_at: at } })), (done) => text.bookings.returned(isDue(done.late_fee) ? price(done.late_fee, done) : null));
