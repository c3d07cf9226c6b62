import type { Problem } from "../api/client";
import { timeOf } from "../api/intervals";
import { isCustomer } from "../session";
import { text } from "../text/en";
import type { TimelineRow } from "../timeline/model";
import type { Interval } from "../timeline/scale";
import { tell } from "../ui/toasts";
import { zone } from "./clock";
import { momentOf, whenOf, withTimes } from "./words";

/** The rules that an operator sets aside this time, as a request has them. */
export interface Override {
  readonly override?: string[];
}

/** So many times at which too few units are free are named. */
const mostShort = 3;

const overridable = new Set(["hours", "turnaround", "quota"]);

/** The rules that are broken, if an operator may set aside all of them. */
function overrideOf({ broken = [], quota }: Problem): Override | null {
  const rules = quota ? ["quota"] : broken.map(({ rule }) => rule);
  return rules.length > 0 && !isCustomer.value && rules.every((rule) => overridable.has(rule)) ? { override: rules } : null;
}

/** Every rule that is broken, in words. */
export function reasonOf({ type, detail, broken, opens, short }: Problem): string {
  const reasons = broken && broken.length > 0 ? broken.map((rule) => rule.detail) : [text.refusals.reasons[type.slice("/problems/".length)] ?? detail];
  if (opens) return text.refusals.possibleFrom(momentOf(Date.parse(opens), zone.value));
  const times = (short ?? []).slice(0, mostShort).map((time) => text.refusals.freeUnits(whenOf(timeOf(time), zone.value), time.free));
  return withTimes([...new Set(reasons), ...(times.length > 0 ? [text.refusals.short(times.join("; "))] : [])].join(" "), zone.value);
}

/** In words, with the free times of the refusal one click away, and for operators to do it all the same. */
export function refuse(problem: Problem, row: TimelineRow | null, instead: ((interval: Interval) => void) | null, anyway: ((override: Override) => void) | null = null): void {
  const free = (instead ? problem.alternatives ?? [] : []).map(timeOf);
  const override = anyway && overrideOf(problem);
  const detail = reasonOf(problem);
  tell({
    kind: "refused",
    title: row ? `${row.label}: ${problem.title}` : problem.title,
    detail: free.length > 0 ? `${detail} ${text.allocation.alternatives}` : detail,
    actions: [
      ...free.slice(0, 3).map((interval) => ({ label: whenOf(interval, zone.value), run: () => instead!(interval) })),
      ...(override ? [{ label: text.allocation.bookAnyway, run: () => anyway(override) }] : []),
    ],
  });
}
