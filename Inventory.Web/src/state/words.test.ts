import { describe, expect, it } from "vitest";
import { lengthOf, whenOf, withTimes } from "./words";

describe("texts of the service", () => {
  it.each([["PT1H30M", "1 h 30 min"], ["P1Y6M", "1 year 6 months"], ["P2DT5S", "2 days 5 s"], ["PT3M", "3 min"]])("says %s as %s", (duration, words) => {
    expect(lengthOf(duration)).toBe(words);
  });

  it.each([
    ["2026-12-01T10:00Z", "2026-12-01T12:00Z", /^\D*1\D*, 11:00 – 13:00$/],
    ["2026-12-01T22:30Z", "2026-12-01T23:30Z", /^\D*1\D*, 23:30 – \D*2\D*, 00:30$/],
    ["2026-12-01T10:00Z", "2026-12-02T10:00Z", /^\D*1\D*, 11:00 – \D*2\D*, 11:00$/],
    ["2026-10-25T00:30Z", "2026-10-25T01:30Z", /^\D*25\D*, 02:30 – 02:30$/],
  ])("names the day of %s to %s once, if it is one", (from, to, words) => {
    expect(whenOf({ from: Date.parse(from), to: Date.parse(to) }, "Europe/Berlin")).toMatch(words);
  });

  it("names what is infinite", () => {
    expect(whenOf({ from: -Infinity, to: Date.parse("2026-12-01T10:00Z") }, "UTC")).toMatch(/^∞ – \D*1\D*, 10:00$/);
    expect(whenOf({ from: Date.parse("2026-12-01T10:00Z"), to: Infinity }, "UTC")).toMatch(/^\D*1\D*, 10:00 – \D+$/);
  });

  it("says times and durations as they are read here, and nothing else", () => {
    expect(withTimes("PARKING: PT30M have to be free in between, P not.", "UTC")).toBe("PARKING: 30 min have to be free in between, P not.");
    expect(withTimes("It has to end by 2028-05-29T13:01:14.040807Z.", "Europe/Berlin")).toMatch(/^It has to end by .*15:01\.$/);
  });
});
