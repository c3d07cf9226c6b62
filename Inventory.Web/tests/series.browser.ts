import { Script } from "node:vm";
import fc from "fast-check";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Gateway, skipped } from "./harness";

interface Occurrence {
  readonly id: string;
  readonly recurrence_id: string;
  readonly from_datetime: string;
  readonly to_datetime: string;
  readonly description: string | null;
}

interface Series {
  readonly id: string;
  readonly occurrences: Occurrence[];
  readonly skipped: string[];
}

const hour = 3_600_000;
const zones = ["Europe/Copenhagen", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns", "Pacific/Auckland", "UTC"];
const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** How far the clocks of a zone are ahead of UTC, by the zone data of Node.js: other than those of the service. */
function offsetAt(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" }).formatToParts(moment);
  const of = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")) - moment;
}

/** RFC 5545, 3.3.5: a time that the clocks skip is shifted forward, of one that comes twice the earlier counts. */
function momentOf(local: string, zone: string): number {
  const wall = Date.parse(`${local}Z`);
  const [before, after] = [offsetAt(wall - 24 * hour, zone), offsetAt(wall + 24 * hour, zone)];
  if (offsetAt(wall - before, zone) === before) return wall - before;
  return offsetAt(wall - after, zone) === after ? wall - after : wall - before;
}

const subset = <T,>(of: readonly T[], max = 3) => fc.uniqueArray(fc.constantFrom(...of), { minLength: 1, maxLength: max });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n).filter((n) => n !== 0);
const maybe = <T,>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

/** Rules as RFC 5545 allows them. */
const rules = fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "YEARLY").chain((freq) => fc.record({
  FREQ: fc.constant(freq),
  INTERVAL: maybe(fc.integer({ min: 1, max: freq === "YEARLY" ? 2 : 5 })),
  BYMONTH: maybe(subset(range(1, 12), 4)),
  BYMONTHDAY: freq === "WEEKLY" ? fc.constant(undefined) : maybe(subset([...range(1, 31), ...range(-31, -1)])),
  BYDAY: maybe(freq === "MONTHLY" ? fc.oneof(subset(weekdays), subset(weekdays.flatMap((day) => [1, 2, 4, 5, -1, -2].map((n) => `${n}${day}`)))) : subset(weekdays)),
  WKST: maybe(fc.constantFrom("MO", "SU")),
  BYSETPOS: maybe(freq === "DAILY" ? fc.constant<number[]>([1]) : freq === "WEEKLY" ? subset([1, -1], 2) : subset([1, 2, 3, -1, -2], 2)),
  end: fc.oneof(fc.integer({ min: 1, max: 40 }).map((count) => `COUNT=${count}`), fc.integer({ min: 1, max: 900 })),
})).map(({ end, BYSETPOS, ...rule }) => {
  const chooses = rule.BYDAY ?? rule.BYMONTHDAY ?? rule.BYMONTH;
  return { end, parts: { ...rule, ...(BYSETPOS && chooses ? { BYSETPOS } : {}) } };
});

const plans = fc.record({
  rule: rules,
  zone: fc.constantFrom(...zones),
  start: fc.integer({ min: 0, max: 4 * 365 }),
  time: fc.constantFrom("09:00", "02:30", "00:00", "23:45", "01:59:59"),
  duration: fc.constantFrom("PT1H", "PT90M", "PT15M"),
  exdates: fc.array(fc.nat({ max: 20 }), { maxLength: 4 }),
}).map(({ rule, start, time, ...rest }) => {
  const day = new Date(Date.UTC(2027, 0, 1 + start)).toISOString().slice(0, 10);
  const end = typeof rule.end === "string" ? rule.end : `UNTIL=${new Date(Date.UTC(2027, 0, 1 + start + rule.end)).toISOString().slice(0, 10).replaceAll("-", "")}T${time.replaceAll(":", "").padEnd(6, "0")}`;
  const parts = Object.entries(rule.parts).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${String(value)}`);
  return { ...rest, from_local: `${day}T${time.padEnd(8, ":00")}`, rrule: [...parts, end].join(";") };
});

const localOf = (time: ICAL.Time) => time.toString().slice(0, 19);

const day = 24 * hour;
const partsOf = (rrule: string) => new Map(rrule.split(";").map((part) => part.split("=") as [string, string]));
const numbersOf = (text?: string) => text?.split(",").map(Number);

/** The starts of a rule in five years, as RFC 5545 says in its table, day by day: slow, and simple enough to be right. */
function modelOf(rrule: string, from: string): string[] {
  const rule = partsOf(rrule);
  const [freq, interval, setpos] = [rule.get("FREQ")!, Number(rule.get("INTERVAL") ?? 1), numbersOf(rule.get("BYSETPOS"))];
  const [months, days, weekday] = [numbersOf(rule.get("BYMONTH")), numbersOf(rule.get("BYMONTHDAY")), rule.get("BYDAY")?.split(",")];
  const [time, first] = [from.slice(10), Date.parse(from.slice(0, 10))];
  const dayOf = (at: number) => (new Date(at).getUTCDay() + 6) % 7;
  const week = weekdays.indexOf(rule.get("WKST") ?? "MO");
  const weekOf = (at: number) => at - ((dayOf(at) - week + 7) % 7) * day;
  const date = (at: number) => new Date(at);
  const period = (at: number): number => ({
    DAILY: () => at / day, WEEKLY: () => weekOf(at) / (7 * day), MONTHLY: () => date(at).getUTCFullYear() * 12 + date(at).getUTCMonth(), YEARLY: () => date(at).getUTCFullYear(),
  })[freq as "DAILY"]();
  const isWanted = (at: number): boolean => {
    const [year, month, number] = [date(at).getUTCFullYear(), date(at).getUTCMonth(), date(at).getUTCDate()];
    const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const [begin, end] = freq === "MONTHLY" || months ? [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 0)] : [Date.UTC(year, 0, 1), Date.UTC(year, 11, 31)];
    const nth = [`${Math.floor((at - begin) / (7 * day)) + 1}`, `-${Math.floor((end - at) / (7 * day)) + 1}`];
    const name = weekdays[dayOf(at)]!;
    if (months && !months.includes(month + 1)) return false;
    if (days && !days.includes(number) && !days.includes(number - length - 1)) return false;
    if (weekday) return weekday.some((one) => one.endsWith(name) && (one === name || nth.includes(one.slice(0, -2).replace("+", ""))));
    if (freq === "WEEKLY") return dayOf(at) === dayOf(first);
    if (days || freq === "DAILY") return true;
    return number === date(first).getUTCDate() && (freq === "MONTHLY" || months !== undefined || month === date(first).getUTCMonth());
  };
  const [found, last] = [[] as string[], `${Number(from.slice(0, 4)) + 5}${from.slice(4)}`];
  const until = rule.get("UNTIL")?.replace(/^(....)(..)(..)T(..)(..)(..)$/, "$1-$2-$3T$4:$5:$6") ?? last;
  let set: number[] = [];
  // From the begin of the year, so that the first period is whole.
  for (let at = Date.UTC(date(first).getUTCFullYear(), 0, 1) - 7 * day; ; at += day) {
    if (set.length > 0 && period(set[0]!) !== period(at)) {
      const chosen = setpos ? set.filter((_, n) => setpos.includes(n + 1) || setpos.includes(n - set.length)) : set;
      found.push(...chosen.map((one) => `${date(one).toISOString().slice(0, 10)}${time}`).filter((one) => one >= from));
      set = [];
    }
    if (`${date(at).toISOString().slice(0, 10)}` > last.slice(0, 10) && set.length === 0) break;
    if (at > first + 7 * 366 * day) break;
    if ((period(at) - period(first)) % interval === 0 && isWanted(at)) set.push(at);
  }
  return found.filter((one) => one <= last && one <= until).slice(0, Number(rule.get("COUNT") ?? Infinity));
}

/** As many starts of a rule, by ical.js, which may search for ever. */
function startsOf(rrule: string, from: string, count: number): string[] {
  const starts: string[] = [];
  const run = (): void => {
    const iterator = ICAL.Recur.fromString(rrule).iterator(ICAL.Time.fromDateTimeString(from));
    for (let next = iterator.next(); next && starts.length < count; next = iterator.next()) starts.push(localOf(next));
  };
  try {
    new Script("run()").runInNewContext({ run }, { timeout: 5_000 });
  } catch (error) {
    starts.push(String(error));
  }
  return starts;
}

/** What ical.js 2.2.1 does otherwise than RFC 5545 says: such rules are compared with the model alone. */
const faults: readonly { readonly is: string; readonly of: (rule: Map<string, string>) => boolean }[] = [
  { is: "BYSETPOS counts only for MONTHLY with days of the week", of: (rule) => rule.has("BYSETPOS") && (rule.get("FREQ") !== "MONTHLY" || rule.has("BYMONTHDAY") || !/^[A-Z,]+$/.test(rule.get("BYDAY") ?? "")) },
  { is: "days from the end of a month are found only for MONTHLY, without BYDAY", of: (rule) => /-/.test(rule.get("BYMONTHDAY") ?? "") && (rule.get("FREQ") !== "MONTHLY" || rule.has("BYDAY")) },
  { is: "YEARLY shows a day that a month does not have in the next month", of: (rule) => rule.get("FREQ") === "YEARLY" && /(29|30|31)/.test(rule.get("BYMONTHDAY") ?? "") },
  { is: "MONTHLY goes through the months of BYMONTH as they are written, whatever the INTERVAL", of: (rule) => rule.get("FREQ") === "MONTHLY" && rule.has("BYMONTH") },
];

/** For ical.js, and for the feed: without BYMONTH, it takes only the month of the start. */
const whole = (rrule: string): string => (/FREQ=YEARLY/.test(rrule) && /BYMONTHDAY/.test(rrule) && !/BYMONTH=/.test(rrule) ? `${rrule};BYMONTH=${range(1, 12).join()}` : rrule);

describe.skipIf(skipped)(`series${skipped ? ` (${skipped})` : ""}`, () => {
  let gateway: Gateway;
  let car = "";

  beforeAll(async () => {
    gateway = await Gateway.start();
    car = await gateway.resource("Car");
  });
  afterAll(async () => gateway[Symbol.asyncDispose]());

  /** A failure prints its seed; INVENTORY_SEED plays it again. */
  const runs = { numRuns: Number(process.env.INVENTORY_RUNS ?? 150), endOnFailure: true, ...(process.env.INVENTORY_SEED ? { seed: Number(process.env.INVENTORY_SEED) } : {}) };

  async function preview(body: object): Promise<{ status: number; answer: Series & { detail?: string } }> {
    const response = await fetch(`${gateway.url}/api/cars/${car}/series`, { method: "POST", headers: { "Content-Type": "application/json", Prefer: "dry-run" }, body: JSON.stringify(body) });
    return { status: response.status, answer: await response.json() as Series };
  }

  it("have the occurrences that ical.js finds, at the times that the zone data of Node.js say", async () => {
    const found = { series: 0, refused: 0, faults: 0 };
    await fc.assert(fc.asyncProperty(plans, async ({ zone, from_local, duration, rrule, exdates }) => {
      const [starts, rule] = [modelOf(rrule, from_local), partsOf(rrule)];
      const out = exdates.flatMap((n) => starts[n] ?? []);
      const wanted = starts.filter((start) => !out.includes(start));
      const { status, answer } = await preview({ time_zone: zone, from_local, duration, rrule, exdates: out, allocation_type: "training" });
      if (wanted.length === 0 || wanted.length > 1000 || starts.length < Number(rule.get("COUNT") ?? 0)) {
        found.refused++;
        expect(status, `${rrule} from ${from_local} has ${wanted.length} occurrences to ${wanted.at(-1)}`).toBe(422);
        return;
      }
      expect([status, answer.detail], `${rrule} from ${from_local}`).toEqual([201, undefined]);
      expect(answer.occurrences.map((one) => one.recurrence_id), `${rrule} from ${from_local}`).toEqual(wanted);
      const length = duration === "PT1H" ? hour : duration === "PT90M" ? 1.5 * hour : hour / 4;
      expect(answer.occurrences.map((one) => [Date.parse(one.from_datetime), Date.parse(one.to_datetime) - Date.parse(one.from_datetime)]), zone).toEqual(wanted.map((start) => [momentOf(start, zone), length]));
      found.series++;
      // From the first on: ical.js shows the start of a rule also where the rule does not name it.
      if (faults.some((fault) => fault.of(rule))) found.faults++;
      else expect(startsOf(whole(rrule), starts[0]!, starts.length), `ical.js: ${rrule} from ${from_local}`).toEqual(starts);
    }), runs);
    expect(found.series).toBeGreaterThan(found.refused);
    expect(found.series).toBeGreaterThan(found.faults);
  });

  it("of RFC 5545 has the dates that its examples name", () => {
    const on = (rrule: string, from: string) => modelOf(rrule, from).map((start) => start.slice(0, 10));
    expect(on("FREQ=MONTHLY;BYDAY=1SU,-1SU;INTERVAL=2;COUNT=4", "1997-09-07T09:00:00")).toEqual(["1997-09-07", "1997-09-28", "1997-11-02", "1997-11-30"]);
    expect(on("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3", "1997-09-29T09:00:00")).toEqual(["1997-09-29", "1997-10-30", "1997-11-27"]);
    expect(on("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05T09:00:00")).toEqual(["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"]);
    expect(on("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05T09:00:00")).toEqual(["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]);
    expect(on("FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997-05-19T09:00:00")).toEqual(["1997-05-19", "1998-05-18", "1999-05-17"]);
    expect(on("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "1997-09-02T09:00:00")).toEqual(["1998-02-13", "1998-03-13", "1998-11-13"]);
  });

  /** What a calendar program shows, by ical.js with the zones that the feed explains. */
  async function shownIn(path: string): Promise<string[]> {
    const response = await fetch(gateway.url + path);
    expect(response.status).toBe(200);
    const calendar = new ICAL.Component(ICAL.parse(await response.text()));
    for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
    const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
    const shown: string[] = [];
    const show = (event: ICAL.Event, from: ICAL.Time, to: ICAL.Time) => shown.push([new Date(from.toUnixTime() * 1000).toISOString(), new Date(to.toUnixTime() * 1000).toISOString(), event.summary].join(" "));
    for (const event of events.filter((one) => !one.isRecurrenceException())) {
      for (const exception of events.filter((one) => one.isRecurrenceException() && one.uid === event.uid)) event.relateException(exception);
      if (!event.isRecurring()) show(event, event.startDate, event.endDate);
      else for (let iterator = event.iterator(), next = iterator.next(); next; next = iterator.next()) {
        const details = event.getOccurrenceDetails(next);
        show(details.item, details.startDate, details.endDate);
      }
    }
    ICAL.TimezoneService.reset();
    return shown.sort();
  }

  async function has(resource: string): Promise<string[]> {
    const allocations = await gateway.allocations(resource);
    return allocations.map((one) => [new Date(one.from_datetime).toISOString(), new Date(one.to_datetime).toISOString(), one.description ? `training: ${one.description}` : "training"].join(" ")).sort();
  }

  const repeated = async (resource: string) => (await (await fetch(`${gateway.url}/api/cars/${resource}/calendar.ics`)).text()).match(/^RRULE:/gm)?.length ?? 0;

  it("are one event with a rule in a calendar feed, with those that were moved, changed or released", async () => {
    const resource = await gateway.resource("Car with a series");
    const make = (body: object) => gateway.call<Series>("POST", `/api/cars/${resource}/series`, { time_zone: "Europe/Copenhagen", duration: "PT2H", allocation_type: "training", ...body });
    const series = await make({ from_local: "2027-03-01T09:00", rrule: "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=20", exdates: ["2027-03-08T09:00"] });
    expect([await repeated(resource), await shownIn(`/api/cars/${resource}/calendar.ics`)]).toEqual([1, await has(resource)]);
    const [moved, texts, released] = series.occurrences.slice(3);
    await gateway.call("PATCH", `/api/cars/${resource}/allocations/${moved!.id}`, { from_datetime: "2027-03-13T10:00:00Z", to_datetime: "2027-03-13T11:00:00Z" });
    await gateway.call("PATCH", `/api/cars/${resource}/allocations/${texts!.id}`, { description: "Bring, the; keys" });
    await gateway.call("DELETE", `/api/cars/${resource}/allocations/${released!.id}`);
    await gateway.call("POST", `/api/cars/${resource}/allocations`, { from_datetime: "2027-03-14T10:00:00Z", to_datetime: "2027-03-14T11:00:00Z", allocation_type: "training" });
    expect([await repeated(resource), await shownIn(`/api/cars/${resource}/calendar.ics`)]).toEqual([1, await has(resource)]);
    await gateway.call("PATCH", `/api/series/${series.id}?from=2027-04-12T09:00:00`, { from_local: "2027-04-12T10:30", description: "later" });
    await gateway.call("DELETE", `/api/series/${series.id}?from=2027-05-03T10:30:00`);
    expect([await repeated(resource), await shownIn(`/api/cars/${resource}/calendar.ics`)]).toEqual([2, await has(resource)]);
    // Over both changes of the clocks, at times that they skip or show twice, by day and by hour.
    await make({ from_local: "2030-03-28T02:30", duration: "PT30M", rrule: "FREQ=DAILY;COUNT=6" });
    await make({ from_local: "2030-10-25T02:30", duration: "PT30M", rrule: "FREQ=DAILY;COUNT=6" });
    await make({ from_local: "2031-03-28T23:30", duration: "PT4H", rrule: "FREQ=DAILY;COUNT=6" });
    await make({ from_local: "2031-10-23T12:00", duration: "P1D", rrule: "FREQ=DAILY;COUNT=6" });
    expect(await shownIn(`/api/cars/${resource}/calendar.ics`)).toEqual(await has(resource));
    expect(await repeated(resource)).toBe(6);
  });

  it("of all kinds are shown by ical.js as they are allocated", async () => {
    await fc.assert(fc.asyncProperty(plans, fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 4 }), async ({ zone, from_local, duration, rrule, exdates }, changed) => {
      const starts = modelOf(rrule, from_local);
      const out = exdates.flatMap((n) => starts[n] ?? []);
      if (starts.length <= out.length || starts.length > 200 || starts.length < Number(partsOf(rrule).get("COUNT") ?? 0) || faults.some((fault) => fault.of(partsOf(rrule)))) return;
      const resource = await gateway.resource(crypto.randomUUID());
      const series = await gateway.call<Series>("POST", `/api/cars/${resource}/series`, { time_zone: zone, from_local, duration, rrule, exdates: out, allocation_type: "training", on_conflict: "skip" });
      for (const [n, at] of changed.entries()) {
        const one = series.occurrences[at];
        if (one && n % 2 === 0) await gateway.call("PATCH", `/api/cars/${resource}/allocations/${one.id}`, { description: "changed" });
        else if (one) await gateway.call("DELETE", `/api/cars/${resource}/allocations/${one.id}`).catch(() => undefined);
      }
      expect(await shownIn(`/api/cars/${resource}/calendar.ics`), `${rrule} from ${from_local} in ${zone}`).toEqual(await has(resource));
    }), { ...runs, numRuns: runs.numRuns / 5 });
  });
});
