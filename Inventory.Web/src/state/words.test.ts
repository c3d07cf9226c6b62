import { describe, expect, it } from "vitest";
import { lengthOf, withTimes } from "./words";

describe("texts of the service", () => {
  it.each([["PT1H30M", "1 h 30 min"], ["P1Y6M", "1 year 6 months"], ["P2DT5S", "2 days 5 s"], ["PT3M", "3 min"]])("says %s as %s", (duration, words) => {
    expect(lengthOf(duration)).toBe(words);
  });

  it("says times and durations as they are read here, and nothing else", () => {
    expect(withTimes("PARKING: PT30M have to be free in between, P not.", "UTC")).toBe("PARKING: 30 min have to be free in between, P not.");
    expect(withTimes("It has to end by 2028-05-29T13:01:14.040807Z.", "Europe/Berlin")).toMatch(/^It has to end by .*15:01\.$/);
  });
});
