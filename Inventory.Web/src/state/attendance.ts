import type { Schemas } from "../api/client";

type Attended = Pick<Schemas["Allocation"], "status" | "from_datetime" | "booking" | "check_in" | "checked_in" | "checked_out">;

/** What its customer can do next; `later` if the check-in is not open yet. A booking is returned, and not checked out. */
export type Step = "check-in" | "check-out" | "later" | null;

export function nextStep({ status, from_datetime, booking, check_in, checked_in, checked_out }: Attended, now: number): Step {
  if (status !== "firm" || checked_out) return null;
  if (checked_in) return booking || (from_datetime && Date.parse(from_datetime) >= now) ? null : "check-out";
  if (!check_in || (check_in.closes && Date.parse(check_in.closes) <= now)) return null;
  return check_in.opens && Date.parse(check_in.opens) > now ? "later" : "check-in";
}

/** How somebody stands that has to check in. The service marks what is missed a little later. */
export type Arrival = "expected" | "late" | "missed" | "here" | "gone";

export function arrivalOf({ status, from_datetime, check_in, checked_in, checked_out }: Attended, now: number): Arrival {
  if (checked_out) return "gone";
  if (checked_in) return "here";
  if (status === "no_show" || (check_in?.closes && Date.parse(check_in.closes) <= now)) return "missed";
  return from_datetime && Date.parse(from_datetime) < now ? "late" : "expected";
}
