import { day, hour, minute, type Instant } from "./scale";

export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, calendar: "iso8601", hourCycle: "h23",
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
    });
    formats.set(zone, format);
  }
  return format;
}

/** Clocks change at full quarters of an hour: to ask the browser for each instant would cost a third of a frame. */
const quarter = 15 * minute;
const offsets = new Map<string, Map<number, number>>();

/** How far the clocks of the zone are ahead of UTC. */
export function offsetAt(zone: string, at: Instant): number {
  let ofZone = offsets.get(zone);
  if (!ofZone) offsets.set(zone, (ofZone = new Map()));
  const block = Math.floor(at / quarter);
  let offset = ofZone.get(block);
  if (offset === undefined) {
    const parts: Record<string, number> = {};
    for (const part of formatOf(zone).formatToParts(block * quarter)) parts[part.type] = Number(part.value);
    offset = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!) - block * quarter;
    if (ofZone.size > 20_000) ofZone.clear();
    ofZone.set(block, offset);
  }
  return offset;
}

export function toLocal(zone: string, at: Instant): LocalTime {
  const local = new Date(at + offsetAt(zone, at));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate(), hour: local.getUTCHours(), minute: local.getUTCMinutes(), second: local.getUTCSeconds() };
}

const asUtc = (local: LocalTime): number => Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second);

/** When the clocks show this time: once, twice when they are set back, never when they are set forward over it. */
export function instantsOf(zone: string, local: LocalTime): Instant[] {
  const wanted = asUtc(local);
  const found = [wanted - offsetAt(zone, wanted - day), wanted - offsetAt(zone, wanted + day)].filter((at) => asUtc(toLocal(zone, at)) === wanted);
  return [...new Set(found)].sort((a, b) => a - b);
}

/** As RFC 5545: a time that is skipped is shifted forward, and of an ambiguous one the earlier counts. */
export function fromLocal(zone: string, local: LocalTime): Instant {
  const wanted = asUtc(local);
  return instantsOf(zone, local)[0] ?? wanted - offsetAt(zone, wanted - day);
}

/** The days are nominal: one has 23 or 25 hours when the clocks change. */
export function startOfDay(zone: string, at: Instant, addDays = 0): Instant {
  const local = toLocal(zone, at);
  const date = new Date(Date.UTC(local.year, local.month - 1, local.day + addDays));
  return fromLocal(zone, { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: 0, minute: 0, second: 0 });
}

export function startOfMonth(zone: string, at: Instant, addMonths = 0): Instant {
  const local = toLocal(zone, at);
  const date = new Date(Date.UTC(local.year, local.month - 1 + addMonths, 1));
  return fromLocal(zone, { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: 1, hour: 0, minute: 0, second: 0 });
}

/** Monday is the first day. */
export function startOfWeek(zone: string, at: Instant, addWeeks = 0): Instant {
  const local = toLocal(zone, at);
  const weekday = (new Date(Date.UTC(local.year, local.month - 1, local.day)).getUTCDay() + 6) % 7;
  return startOfDay(zone, at, 7 * addWeeks - weekday);
}

export type Unit = { readonly kind: "minutes"; readonly count: number } | { readonly kind: "day" | "week" | "month"; readonly count: 1 };

const units: readonly { unit: Unit; length: number }[] = [
  { unit: { kind: "minutes", count: 15 }, length: 15 * minute },
  { unit: { kind: "minutes", count: 60 }, length: hour },
  { unit: { kind: "minutes", count: 180 }, length: 3 * hour },
  { unit: { kind: "minutes", count: 360 }, length: 6 * hour },
  { unit: { kind: "day", count: 1 }, length: day },
  { unit: { kind: "week", count: 1 }, length: 7 * day },
  { unit: { kind: "month", count: 1 }, length: 30 * day },
];

/** The finest unit that is at least so wide. */
export const unitOf = (msPerPx: number, minWidth: number): Unit => (units.find(({ length }) => length / msPerPx >= minWidth) ?? units[units.length - 1]!).unit;

/** Above minutes stand days, above days and weeks months. */
export const unitAbove = (unit: Unit): Unit => (unit.kind === "minutes" ? { kind: "day", count: 1 } : { kind: "month", count: 1 });

export function isWeekend(zone: string, at: Instant): boolean {
  const local = toLocal(zone, at);
  return [0, 6].includes(new Date(Date.UTC(local.year, local.month - 1, local.day)).getUTCDay());
}

/** The marks of a day, which are asked for with every frame. */
const marksOfDays = new Map<string, readonly Instant[]>();

function marksOfDay(zone: string, midnight: Instant, count: number): readonly Instant[] {
  const key = `${zone} ${count} ${midnight}`;
  const known = marksOfDays.get(key);
  if (known) return known;
  const [clock, marks] = [toLocal(zone, midnight), [] as Instant[]];
  // On a day when the clocks change, marks stand at full local hours: one that is skipped has none, one that comes twice has two.
  for (let local = 0; local < day; local += count * minute) {
    const time = { ...clock, hour: Math.floor(local / hour), minute: (local / minute) % 60 };
    const found = instantsOf(zone, time);
    marks.push(...(found.length === 0 && local === 0 ? [midnight] : count * minute > hour ? found.slice(0, 1) : found));
  }
  marks.sort((a, b) => a - b);
  if (marksOfDays.size > 1000) marksOfDays.clear();
  marksOfDays.set(key, marks);
  return marks;
}

/** The instants at which the unit begins, from the last one that is not after `from` on. */
export function ticks(zone: string, unit: Unit, from: Instant, to: Instant): Instant[] {
  const found: Instant[] = [];
  if (unit.kind === "minutes") {
    for (let midnight = startOfDay(zone, from); midnight < to; midnight = startOfDay(zone, midnight, 1)) found.push(...marksOfDay(zone, midnight, unit.count));
  } else {
    const start = { day: startOfDay, week: startOfWeek, month: startOfMonth }[unit.kind];
    for (let at = start(zone, from); at < to; at = start(zone, at, 1)) found.push(at);
  }
  const first = found.findLastIndex((at) => at <= from);
  return found.slice(Math.max(0, first)).filter((at) => at < to);
}
