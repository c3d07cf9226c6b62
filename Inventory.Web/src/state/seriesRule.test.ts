import { describe, expect, it } from "vitest";
import { durationOf, exdatesOf, ruleOf } from "./seriesRule";

describe("the form of a series", () => {
  const plan = { frequency: "WEEKLY", interval: 1, days: [], count: 5, until: "" };

  it("says a rule of RFC 5545", () => {
    expect(ruleOf(plan)).toBe("FREQ=WEEKLY;COUNT=5");
    expect(ruleOf({ ...plan, interval: 2, days: ["WE", "MO"] })).toBe("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=5");
    expect(ruleOf({ ...plan, frequency: "DAILY", days: ["MO"], until: "2026-12-31" })).toBe("FREQ=DAILY;UNTIL=20261231");
  });

  it("has a length and the starts that are left out", () => {
    expect([durationOf("02:00"), durationOf("00:45"), durationOf("01:30")]).toEqual(["PT2H", "PT45M", "PT1H30M"]);
    expect(exdatesOf("2026-12-24, 2026-12-31", "2026-12-03T09:00")).toEqual(["2026-12-24T09:00", "2026-12-31T09:00"]);
    expect(exdatesOf(" ", "2026-12-03T09:00")).toEqual([]);
  });
});
