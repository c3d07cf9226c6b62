import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftOf, fieldOf, formatLength, parseLength, parseTimes, policyOf, type Policy } from "./rules";

const zone = "Europe/Berlin";
const full: Policy = {
  hours: { time_zone: "Europe/Copenhagen", weekly: { mo: ["08:00-12:00", "13:00-18:00"], su: ["10:00-24:00"] }, exceptions: [{ from: "2026-12-24", to: "2026-12-26", open: [], label: "Christmas" }, { from: "2026-12-31", open: ["08:00-12:00"] }], covers: "ends" },
  holidays: [{ from: "2027-01-01" }],
  slot_zone: "Europe/Copenhagen",
  turnaround: { default: "PT30M", between: { "wide>narrow": "PT3M" }, exempt: ["maintenance"] },
  notice: "PT2H", ahead: "P2Y", shortest: "PT30M", longest: "P30D",
  approval: { allocation_types: ["booking", "works"], within: "P2D" },
  check_in: { opens: "PT15M", closes: "PT10M", on_miss: "release" },
};

describe("the form of rules", () => {
  it.each<Policy>([full, {}, { hours: null, turnaround: null, notice: null, slot_zone: null, approval: null, check_in: null }, { approval: {}, check_in: { closes: "PT10M" } }, { approval: { within: "P7D" }, check_in: { closes: "PT1H", on_miss: "mark" } }, { hours: { time_zone: zone, covers: "whole" } }, { holidays: [{ from: "2027-01-01", label: "New year" }] }])("says the same as the rules that it was filled with: %j", (policy) => {
    expect(policyOf(draftOf(policy, zone), policy)).toEqual(policy);
  });

  it("leaves out what the service answered beside the rules, and rows that are empty", () => {
    const policy = { ...full, violations: [] };
    const draft = draftOf(policy, zone);
    const blank = { key: 99, from: "", to: "", open: "", label: " " };
    expect(policyOf({ ...draft, exceptions: [blank, ...draft.exceptions] }, policy)).toEqual(full);
  });

  it("keeps a member that it does not know", () => {
    const policy = { parts: ["a"], check_in: { closes: "PT15M", by: "card" }, approval: { by: "two" }, hours: { time_zone: zone, covers: "whole", season: "summer" } } as unknown as Policy;
    expect(policyOf(draftOf(policy, zone), policy)).toEqual(policy);
  });

  it.each([["PT90M", "90", "minutes"], ["PT1H30M", "90", "minutes"], ["P1DT12H", "36", "hours"], ["P30D", "30", "days"], ["P1Y6M", "18", "months"], ["P2Y", "2", "years"], ["PT1M5S", "65", "seconds"], ["P1M1D", "P1M1D", "iso"], ["P2W", "P2W", "iso"], [null, "", "hours"]])("reads %s as %s %s", (duration, count, unit) => {
    expect(parseLength(duration)).toEqual({ count, unit });
  });

  it("writes a length of one unit as it was read", () => {
    fc.assert(fc.property(fc.nat(10_000), fc.constantFrom("PT#S", "PT#M", "PT#H", "P#D", "P#M", "P#Y"), (count, unit) => { const duration = unit.replace("#", String(count)); expect(formatLength(parseLength(duration))).toBe(duration); }));
    expect(formatLength({ count: " ", unit: "hours" })).toBeNull();
  });

  it.each([["", []], ["08:00-12:00, 13:00-18:00", ["08:00-12:00", "13:00-18:00"]], ["8 – 12; 13:30-24", ["08:00-12:00", "13:30-24:00"]], ["morning", ["morning"]]])("reads the times %j", (words, times) => {
    expect(parseTimes(words)).toEqual(times);
  });

  it("finds the field of an error", () => {
    const draft = draftOf(full, zone);
    const [first, second] = draft.exceptions;
    expect(["#/hours/time_zone", "#/hours/weekly/mo/0", "#/hours/exceptions/1/open/0", "#/hours/exceptions/0", "#/turnaround/between/wide>narrow", "#/turnaround/exempt/0", "#/notice", "#/holidays/0/from", "#/slot_zone", "#/approval/allocation_types/0", "#/approval/within", "#/check_in/closes", "#/check_in/opens", "#/check_in/on_miss", "#/check_in"].map((pointer) => fieldOf(pointer, draft)))
      .toEqual(["zone", "mo", `open ${second!.key}`, `from ${first!.key}`, `pair ${draft.pairs[0]!.key}`, "exempt", "notice", "holidays", "slotZone", "approvalTypes", "within", "closes", "opens", "onMiss", null]);
  });
});
