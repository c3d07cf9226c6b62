import { text } from "../text/en";
import { format } from "../timeline/format";
import { day, type Instant, type Interval } from "../timeline/scale";
import { fromLocal, instantsOf, offsetAt, toLocal, type LocalTime } from "../timeline/zone";

const moment = (zone: string): Intl.DateTimeFormat => format(zone, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** "Tue 1 Dec, 10:00 – 12:00". Not by formatRange, which takes twenty times as long: a fifth of a frame for the bars that come into sight. */
export function whenOf({ from, to }: Interval, zone: string): string {
  const begin = from === -Infinity ? "∞" : momentOf(from, zone);
  if (to === Infinity) return `${begin} – ${text.allocation.infinite}`;
  return `${begin} – ${from !== -Infinity && isSameDay(from, to, zone) ? timeOf(to, zone) : momentOf(to, zone)}`;
}

const isSameDay = (one: Instant, other: Instant, zone: string): boolean => dayOf(one, zone) === dayOf(other, zone);

const dayOf = (at: Instant, zone: string): number => Math.floor((at + offsetAt(zone, at)) / day);

/** With what tells the two apart when clocks are set back: "02:30 GMT+1". */
export const zonedTimeOf = (at: number, zone: string): string => format(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "shortOffset" }).format(at);

/** "Tue 1 Dec, 08:00". */
export const momentOf = (at: number, zone: string): string => moment(zone).format(at);

/** A local time of the service, as clocks show it: "Tue 1 Dec, 08:00". */
export const localText = (local: string): string => momentOf(Date.parse(`${local}Z`), "UTC");

/** As much of an interval as is in a day: "10:00 – 12:00", "from 22:00", "until 06:00". */
export function partOfDay(interval: Interval, day: Interval, zone: string): string {
  const [isBefore, isAfter] = [interval.from <= day.from, interval.to >= day.to];
  if (isBefore && isAfter) return text.agenda.allDay;
  if (isBefore) return text.agenda.until(timeOf(interval.to, zone));
  return isAfter ? text.agenda.since(timeOf(interval.from, zone)) : `${timeOf(interval.from, zone)} – ${timeOf(interval.to, zone)}`;
}

/** ISO 8601: "PT1H30M" is "1 h 30 min". */
export function lengthOf(duration: string): string {
  const [days, time = ""] = duration.slice(1).split("T");
  const parts = (of: string, prefix: string) => [...of.matchAll(/([\d.]+)([A-Z])/g)].map(([, count, unit]) => `${count} ${text.rules.units[prefix + unit]?.[count === "1" ? 0 : 1] ?? unit}`);
  return [...parts(days!, ""), ...parts(time, "T")].join(" ");
}

/** A text of the service, with the times and durations in it as they are read here. */
export const withTimes = (words: string, zone: string): string =>
  words.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => moment(zone).format(Date.parse(at))).replace(/\bP(?=T?\d)(?:\d+[YMWD])*(?:T(?:[\d.]+[HMS])+)?/g, lengthOf);

export const timeOf = (at: number, zone: string): string => format(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

const pad = (value: number, digits = 2): string => String(value).padStart(digits, "0");

/** For `<input type="datetime-local">`; empty for an infinite bound. */
export function toInput(at: number, zone: string): string {
  if (!Number.isFinite(at)) return "";
  const local = toLocal(zone, at);
  return `${pad(local.year, 4)}-${pad(local.month)}-${pad(local.day)}T${pad(local.hour)}:${pad(local.minute)}`;
}

function localOf(value: string): LocalTime | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(value);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  return { year, month, day, hour, minute, second: 0 };
}

export function fromInput(value: string, zone: string): Instant | null {
  const local = localOf(value);
  return local && fromLocal(zone, local);
}

/** Usually one; none for a time that the clocks skip, and two for one that they show twice. */
export function instantsOfInput(value: string, zone: string): Instant[] {
  const local = localOf(value);
  return local ? instantsOf(zone, local) : [];
}
