import { describe, expect, it } from "vitest";
import { arrivalOf, nextStep } from "./attendance";

const at = (minute: number): string => new Date(Date.UTC(2026, 11, 1, 10, minute)).toISOString();
const allocation = { status: "firm", from_datetime: at(30), check_in: { opens: at(15), closes: at(40) } };

describe("check-in", () => {
  it.each([[10, {}, "later"], [15, {}, "check-in"], [39, {}, "check-in"], [40, {}, null], [20, { status: "held" }, null], [20, { status: "requested" }, null], [45, { status: "no_show" }, null],
    [25, { checked_in: at(20) }, null], [31, { checked_in: at(20) }, "check-out"], [31, { checked_in: at(20), booking: "b" }, null], [50, { checked_in: at(20), checked_out: at(45) }, null]] as const)("at %i min with %j the next step is %s", (minute, change, step) => {
    expect(nextStep({ ...allocation, ...change }, Date.parse(at(minute)))).toBe(step);
  });

  it("is nothing without the rule", () => expect(nextStep({ status: "firm", from_datetime: at(30) }, Date.parse(at(30)))).toBeNull());

  it.each([[10, {}, "expected"], [31, {}, "late"], [40, {}, "missed"], [31, { status: "no_show" }, "missed"], [50, { checked_in: at(20) }, "here"], [50, { checked_in: at(20), checked_out: at(45) }, "gone"]] as const)("at %i min with %j somebody is %s", (minute, change, arrival) => {
    expect(arrivalOf({ ...allocation, ...change }, Date.parse(at(minute)))).toBe(arrival);
  });
});
