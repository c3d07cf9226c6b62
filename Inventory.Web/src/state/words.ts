import { text } from "../text/en";
import type { Interval } from "../timeline/scale";
import { format } from "../timeline/format";
import { toLocal, fromLocal } from "../timeline/zone";

const moment = (zone: string): Intl.DateTimeFormat => format(zone, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const momentOf = (at: number, zone: string): string => moment(zone).format(at);

/** "Tue 1 Dec, 10:00 – 12:00". */
export function whenOf(interval: Interval, zone: string): string {
  const isFinite = Number.isFinite(interval.from) && Number.isFinite(interval.to);
  if (isFinite) return moment(zone).formatRange(interval.from, interval.to);
  const from = interval.from === -Infinity ? "∞" : moment(zone).format(interval.from);
  return `${from} – ${interval.to === Infinity ? text.allocation.infinite : moment(zone).format(interval.to)}`;
}

/** A text of the service, with the times in it as they are read here. */
export const withTimes = (words: string, zone: string): string => words.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => moment(zone).format(Date.parse(at)));

export const timeOf = (at: number, zone: string): string => format(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

const pad = (value: number, digits = 2): string => String(value).padStart(digits, "0");

/** For `<input type="datetime-local">`; empty for an infinite bound. */
export function toInput(at: number, zone: string): string {
  if (!Number.isFinite(at)) return "";
  const local = toLocal(zone, at);
  return `${pad(local.year, 4)}-${pad(local.month)}-${pad(local.day)}T${pad(local.hour)}:${pad(local.minute)}`;
}

export function fromInput(value: string, zone: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(value);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  return fromLocal(zone, { year, month, day, hour, minute, second: 0 });
}
