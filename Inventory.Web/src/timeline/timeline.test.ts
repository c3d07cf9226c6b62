import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agendaOf } from "./entries";
import { freeOf, lanesOf, stepsOf } from "./lanes";
import { barOf, minBarWidth } from "./layout";
import type { Load, TimelineBar } from "./model";
import { day, farthest, hour, minute, nearest, pan, toInstant, toX, visible, zoom, type Scale } from "./scale";
import { floor, next, round, span, stepOf, type Grid } from "./snap";
import { fromLocal, instantsOf, offsetAt, startOfDay, startOfMonth, startOfWeek, ticks, toLocal, unitOf, type Unit } from "./zone";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Auckland"];
const aZone = fc.constantFrom(...zones);
const anInstant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2050, 0, 1) });
const aScale: fc.Arbitrary<Scale> = fc.record({ start: anInstant, msPerPx: fc.double({ min: nearest, max: farthest, noNaN: true }) });
const aWidth = fc.integer({ min: 1, max: 4000 });

describe("scale", () => {
  it("leads from a pixel to an instant and back, at every zoom", () => {
    fc.assert(fc.property(aScale, fc.integer({ min: -5000, max: 5000 }), (scale, x) => { expect(toX(scale, toInstant(scale, x))).toBeCloseTo(x, 3); }));
  });

  it("keeps the instant under the pointer when it zooms", () => {
    fc.assert(fc.property(aScale, fc.integer({ min: 0, max: 4000 }), fc.double({ min: 0.01, max: 100, noNaN: true }), (scale, x, factor) => {
      const zoomed = zoom(scale, x, factor);
      expect(Math.abs(toInstant(zoomed, x) - toInstant(scale, x))).toBeLessThan(1);
      expect(zoomed.msPerPx).toBeGreaterThanOrEqual(nearest);
      expect(zoomed.msPerPx).toBeLessThanOrEqual(farthest);
    }));
  });

  it("moves by pixels", () => {
    fc.assert(fc.property(aScale, fc.integer({ min: -4000, max: 4000 }), (scale, dx) => { expect(toX(pan(scale, dx), toInstant(scale, dx))).toBeCloseTo(0, 3); }));
  });
});

describe("bars", () => {
  const aBound = fc.oneof(anInstant, fc.constant(Infinity), fc.constant(-Infinity));
  const anInterval = fc.tuple(aBound, aBound).filter(([a, b]) => a !== b && a !== Infinity && b !== -Infinity).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

  it("are finite, as wide as can be hit, and only where they are seen", () => {
    fc.assert(fc.property(anInterval, aScale, aWidth, (interval, scale, width) => {
      const bar = barOf(interval, scale, width);
      const window = visible(scale, width);
      if (interval.to <= window.from || interval.from >= window.to) {
        expect(bar).toBeNull();
        return;
      }
      expect(bar!.width).toBeGreaterThanOrEqual(minBarWidth);
      expect(Number.isFinite(bar!.x) && Number.isFinite(bar!.width)).toBe(true);
      expect(bar!.x + bar!.width).toBeGreaterThan(0);
      expect(bar!.x).toBeLessThan(width);
      expect([bar!.fadesLeft, bar!.fadesRight]).toEqual([interval.from === -Infinity, interval.to === Infinity]);
    }));
  });
});

describe("zones", () => {
  it("lead to local time and back", () => {
    fc.assert(fc.property(aZone, anInstant, (zone, at) => {
      const whole = Math.floor(at / 1000) * 1000;
      const back = fromLocal(zone, toLocal(zone, whole));
      // The earlier of two that the clocks show alike.
      expect([0, 30 * minute, hour]).toContain(whole - back);
      expect(toLocal(zone, back)).toEqual(toLocal(zone, whole));
    }));
  });

  it("shift a time that the clocks skip forward", () => {
    const skipped = fromLocal("Europe/Berlin", { year: 2026, month: 3, day: 29, hour: 2, minute: 30, second: 0 });
    expect(toLocal("Europe/Berlin", skipped)).toMatchObject({ hour: 3, minute: 30 });
    const twice = fromLocal("Europe/Berlin", { year: 2026, month: 10, day: 25, hour: 2, minute: 30, second: 0 });
    expect([offsetAt("Europe/Berlin", twice), offsetAt("Europe/Berlin", twice + hour)]).toEqual([2 * hour, hour]);
  });

  it("show each local time as often as the clocks do", () => {
    fc.assert(fc.property(aZone, anInstant, (zone, at) => {
      const whole = Math.floor(at / 1000) * 1000;
      const found = instantsOf(zone, toLocal(zone, whole));
      expect(found).toContain(whole);
      expect(found.every((instant) => JSON.stringify(toLocal(zone, instant)) === JSON.stringify(toLocal(zone, whole)))).toBe(true);
    }));
    const times = (month: number, date: number) => instantsOf("Europe/Berlin", { year: 2026, month, day: date, hour: 2, minute: 30, second: 0 });
    expect(times(3, 29)).toEqual([]);
    expect(times(10, 25)).toEqual([Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)]);
  });

  it("have days of 23 and 25 hours", () => {
    const length = (zone: string, at: number) => (startOfDay(zone, at, 1) - startOfDay(zone, at)) / hour;
    expect(length("Europe/Berlin", Date.UTC(2026, 2, 29, 12))).toBe(23);
    expect(length("Europe/Berlin", Date.UTC(2026, 9, 25, 12))).toBe(25);
    expect(length("Australia/Lord_Howe", Date.UTC(2026, 3, 5, 1))).toBe(24.5);
    expect(length("Europe/Berlin", Date.UTC(2026, 5, 1))).toBe(24);
  });

  it("begin weeks on Monday and months on the first", () => {
    fc.assert(fc.property(aZone, anInstant, (zone, at) => {
      const week = startOfWeek(zone, at);
      expect(new Date(week + offsetAt(zone, week)).getUTCDay()).toBe(1);
      expect(week <= at && at < startOfWeek(zone, at, 1)).toBe(true);
      expect(toLocal(zone, startOfMonth(zone, at)).day).toBe(1);
    }), { numRuns: 50 });
  });

  it("mark each unit once, in order, from before the window to its end", () => {
    const aUnit = fc.constantFrom<Unit>({ kind: "minutes", count: 15 }, { kind: "minutes", count: 60 }, { kind: "minutes", count: 180 }, { kind: "day", count: 1 }, { kind: "week", count: 1 }, { kind: "month", count: 1 });
    fc.assert(fc.property(aZone, aUnit, anInstant, fc.integer({ min: hour, max: 10 * day }), (zone, unit, from, length) => {
      const marks = ticks(zone, unit, from, from + length);
      expect(marks[0]! <= from).toBe(true);
      for (let i = 1; i < marks.length; i++) expect(marks[i]!).toBeGreaterThan(marks[i - 1]!);
      expect(marks.slice(1).every((at) => at > from && at < from + length)).toBe(true);
    }), { numRuns: 50 });
    const hours = (from: number, to: number) => ticks("Europe/Berlin", { kind: "minutes", count: 60 }, from, to);
    expect(hours(Date.UTC(2026, 2, 28, 23), Date.UTC(2026, 2, 29, 22)).length).toBe(23);
    expect(hours(Date.UTC(2026, 9, 24, 22), Date.UTC(2026, 9, 25, 23)).length).toBe(25);
  });

  it("have marks that are wide enough", () => {
    fc.assert(fc.property(fc.double({ min: nearest, max: farthest / 4, noNaN: true }), (msPerPx) => {
      const unit = unitOf(msPerPx, 40);
      const length = unit.kind === "minutes" ? unit.count * minute : { day, week: 7 * day, month: 30 * day }[unit.kind];
      expect(length / msPerPx).toBeGreaterThanOrEqual(unit.kind === "month" ? 0 : 40);
    }));
  });
});

describe("snapping", () => {
  const aGrid: fc.Arbitrary<Grid> = fc.oneof(
    fc.constantFrom(30 * minute, 12 * hour, hour).map((slot) => ({ slot })),
    fc.record({ zone: aZone, step: fc.constantFrom(5 * minute, 15 * minute, 30 * minute, hour, 6 * hour, day) }),
  );

  it("goes to the mark before, which does not move any more", () => {
    fc.assert(fc.property(aGrid, anInstant, (grid, at) => {
      const before = floor(grid, at);
      expect(before).toBeLessThanOrEqual(at);
      expect(floor(grid, before)).toBe(before);
      expect(next(grid, at)).toBeGreaterThan(at - minute);
      expect(next(grid, at)).toBeGreaterThan(before);
      expect([before, next(grid, at)]).toContain(round(grid, at));
    }));
  });

  it("spans whole steps around both ends, whichever comes first", () => {
    fc.assert(fc.property(aGrid, anInstant, fc.integer({ min: -3 * day, max: 3 * day }), (grid, a, length) => {
      const found = span(grid, a, a + length);
      expect(found).toEqual(span(grid, a + length, a));
      expect(found.from).toBeLessThan(found.to);
      expect(found.from).toBeLessThanOrEqual(Math.min(a, a + length));
      expect(found.to).toBeGreaterThanOrEqual(Math.max(a, a + length) - minute);
    }));
  });

  it("has steps that are seen", () => {
    fc.assert(fc.property(fc.double({ min: nearest, max: farthest / 2, noNaN: true }), (msPerPx) => { expect(stepOf(msPerPx) / msPerPx >= 8 || stepOf(msPerPx) === day).toBe(true); }));
  });
});

describe("the agenda", () => {
  const window = { from: 100, to: 200 };
  const aBar = fc.tuple(fc.integer({ min: 50, max: 250 }), fc.integer({ min: 1, max: 60 })).map(([from, length]): TimelineBar => ({ id: `${from}`, interval: { from, to: from + length }, state: "firm", label: "", colour: 0, isFixed: false }));

  it("says of each instant of a day what a look at all bars says", () => {
    fc.assert(fc.property(fc.array(aBar, { maxLength: 8 }), fc.array(aBar, { maxLength: 3 }), fc.integer({ min: 50, max: 250 }), fc.constantFrom(undefined, 7, 10), (bars, closedBars, earliest, slot) => {
      const closed = closedBars.map((bar) => bar.interval);
      const entries = agendaOf({ bars, closed }, window, earliest, slot);
      const isIn = (intervals: readonly { from: number; to: number }[], at: number) => intervals.some(({ from, to }) => from <= at && at < to);
      const isTaken = (at: number) => isIn(bars.map((bar) => bar.interval), at);
      const isFree = (at: number) => at >= earliest && !isTaken(at) && !isIn(closed, at);
      for (let at = window.from; at < window.to; at++) {
        const first = slot ? Math.floor(at / slot) * slot : at;
        const isWhole = Array.from({ length: slot ?? 1 }, (_, n) => first + n).every((part) => part >= window.from && part < window.to && isFree(part));
        expect(isIn(entries.filter(({ bar, isClosed }) => bar === null && !isClosed).map(({ interval }) => interval), at)).toBe(isWhole);
        expect(isIn(entries.filter(({ isClosed }) => isClosed).map(({ interval }) => interval), at)).toBe(isIn(closed, at) && !isTaken(at));
      }
      expect(entries.filter(({ bar }) => bar !== null).length).toBe(bars.filter(({ interval }) => interval.from < window.to && window.from < interval.to).length);
      expect(entries.map(({ interval }) => interval.from)).toEqual(entries.map(({ interval }) => interval.from).sort((a, b) => a - b));
    }));
  });
});

describe("pools", () => {
  const aBar = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 3 })).map(([from, length, units]) => ({ interval: { from, to: from + length }, units }));
  const someBars = fc.array(aBar, { maxLength: 25 }).map((bars) => bars.map((bar, n): TimelineBar => ({ id: `${n}`, state: "firm", label: "", colour: 0, isFixed: false, ...bar })));
  const isAt = (at: number) => ({ interval }: { interval: { from: number; to: number } }) => interval.from <= at && at < interval.to;
  const instants = Array.from({ length: 60 }, (_, at) => at);

  /** The load that the service says, instant by instant. */
  const loadsOf = (bars: readonly TimelineBar[], units: number): Load[] =>
    instants.map((at) => ({ interval: { from: at, to: at + 1 }, free: units - bars.filter(isAt(at)).reduce((sum, bar) => sum + bar.units!, 0) }));

  it("have each bar in a lane of its own, or count it among those that have none", () => {
    fc.assert(fc.property(someBars, fc.integer({ min: 1, max: 5 }), (bars, count) => {
      const { laneOf, more } = lanesOf(bars, count);
      const highest = Math.max(0, ...instants.map((at) => bars.filter(isAt(at)).length));
      expect(more.length > 0).toBe(highest > count);
      for (const at of instants) {
        const lanes = bars.filter(isAt(at)).map((bar) => laneOf.get(bar.id));
        const placed = lanes.filter((lane) => lane !== undefined);
        expect(new Set(placed).size).toBe(placed.length);
        expect(placed.every((lane) => lane >= 0 && lane < (more.length > 0 ? count - 1 : count))).toBe(true);
        expect(more.filter(isAt(at)).length).toBe(placed.length < lanes.length ? 1 : 0);
      }
      expect(more.reduce((sum, one) => sum + one.count, 0)).toBe(bars.length - laneOf.size);
    }));
  });

  it("have room for bars without begin and end", () => {
    const always = { from: -Infinity, to: Infinity };
    expect([...lanesOf([{ id: "a", interval: always }, { id: "b", interval: always }, { id: "c", interval: { from: 0, to: 1 } }], 3).laneOf.values()]).toEqual([0, 1, 2]);
  });

  it("have as many units free for a time as at its fullest moment", () => {
    fc.assert(fc.property(someBars, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 15 }), (bars, from, length) => {
      const within = { from, to: from + length };
      const fewest = (of: readonly TimelineBar[]) => Math.min(...loadsOf(of, 100).filter((_, at) => at >= from && at < from + length).map((load) => load.free));
      expect(freeOf(loadsOf(bars, 100), within, null)).toBe(fewest(bars));
      if (bars[0]) expect(freeOf(loadsOf(bars, 100), within, bars[0])).toBe(fewest(bars.slice(1)));
    }));
  });

  it("draw their load where it is seen, neighbours that are alike as one", () => {
    fc.assert(fc.property(someBars, fc.integer({ min: -20, max: 50 }), fc.integer({ min: 1, max: 30 }), (bars, start, width) => {
      const loads = loadsOf(bars, 75);
      const steps = stepsOf(loads, 75, { start, msPerPx: 1 }, width);
      const seen = loads.filter(({ interval }) => interval.from < start + width && interval.to > start);
      expect(steps.reduce((sum, step) => sum + step.width, 0)).toBe(seen.length);
      for (const { interval, free } of seen) {
        const x = interval.from - start + 0.5;
        const step = steps.find((one) => one.x <= x && x < one.x + one.width)!;
        expect([step.free, Math.round(75 * (1 - step.taken))]).toEqual([free, free]);
      }
      expect(steps.every((step, n) => n === 0 || (step.free !== steps[n - 1]!.free && step.x === steps[n - 1]!.x + steps[n - 1]!.width))).toBe(true);
    }));
  });
});
