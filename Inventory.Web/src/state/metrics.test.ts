import { describe, expect, it } from "vitest";
import { increaseOf, parse, quantileOf, rateOf, valueOf } from "./metrics";

const at = (seconds: number, ...lines: string[]) => parse(lines.join("\n"), 1000 * seconds);

describe("the text of Prometheus", () => {
  it("has names, labels and values; comments and what is no sample are passed over", () => {
    const { samples } = at(0, "# HELP a What it is.", "# TYPE a counter", "a 1", 'a{b="c",d="e"} 2.5 1700000000000', "", "nonsense", 'x{le="+Inf"} +Inf', "y NaN", "# EOF");
    expect(samples.get("a")).toEqual([{ labels: {}, value: 1 }, { labels: { b: "c", d: "e" }, value: 2.5 }]);
    expect(samples.get("x")![0]!.value).toBe(Infinity);
    expect(samples.get("y")![0]!.value).toBeNaN();
    expect([...samples.keys()]).toEqual(["a", "x", "y"]);
  });

  it("has escaped labels, also with braces, commas and spaces", () => {
    expect(at(0, String.raw`a{path="/{id}, \"x\" \\ \n y",b=""} 3`).samples.get("a")).toEqual([{ labels: { path: '/{id}, "x" \\ \n y', b: "" }, value: 3 }]);
  });

  it("is read as far as it is wanted", () => {
    expect([...parse("a 1\nb{c=\"d\"} 2\r\na_total 3", 0, (name) => name.startsWith("a")).samples.keys()]).toEqual(["a", "a_total"]);
  });
});

describe("counters and gauges", () => {
  it("are added up over their labels, as far as these are wanted", () => {
    const now = at(0, 'a{o="x"} 1', 'a{o="y"} 2');
    expect(valueOf([now], "a")).toBe(3);
    expect(valueOf([now], "a", (labels) => labels.o === "y")).toBe(2);
    expect(valueOf([now], "b")).toBeNull();
  });

  it("rise by the difference, from 0 if the series is new, and from 0 after a restart", () => {
    const before = at(10, 'a{o="x",p="1"} 5', 'a{o="y"} 100');
    const after = at(12, 'a{p="1",o="x"} 9', 'a{o="y"} 3', 'a{o="z"} 7');
    expect(increaseOf({ before, after }, "a")).toBe(4 + 3 + 7);
    expect(rateOf([{ before, after }], "a", (labels) => labels.o === "x")).toBe(2);
    expect(increaseOf({ before, after }, "b")).toBe(0);
  });
});

describe("histograms", () => {
  const buckets = (seconds: number, ...counts: number[]) =>
    at(seconds, ...["0.1", "0.2", "0.4", "+Inf"].flatMap((le, i) => [`h_bucket{r="a",le="${le}"} ${counts[i]}`, `h_bucket{r="b",le="${le}"} 0`]));

  it("have quantiles between their bounds, of what was observed in between", () => {
    const [before, after] = [buckets(0, 50, 50, 50, 50), buckets(1, 60, 70, 70, 70)];
    expect(quantileOf([{ before, after }], "h", 0.5)).toBeCloseTo(0.1);
    expect(quantileOf([{ before, after }], "h", 0.25)).toBeCloseTo(0.05);
    expect(quantileOf([{ before, after }], "h", 0.95)).toBeCloseTo(0.19);
    expect(quantileOf([{ before, after }], "h", 0.5, (labels) => labels.r === "b")).toBeNull();
  });

  it("have none without an observation, and the last bound for what lies beyond it", () => {
    expect(quantileOf([{ before: buckets(0, 1, 1, 1, 1), after: buckets(1, 1, 1, 1, 1) }], "h", 0.5)).toBeNull();
    expect(quantileOf([{ before: buckets(0, 0, 0, 0, 0), after: buckets(1, 0, 0, 0, 4) }], "h", 0.99)).toBe(0.4);
    expect(quantileOf([{ before: at(0), after: at(1) }], "h", 0.5)).toBeNull();
  });

  it("begin again with the process", () => {
    expect(quantileOf([{ before: buckets(0, 9, 9, 9, 9), after: buckets(1, 0, 4, 4, 4) }], "h", 0.5)).toBeCloseTo(0.15);
  });

  it("are of all processes together", () => {
    const spans = [{ before: buckets(0, 0, 0, 0, 0), after: buckets(1, 10, 10, 10, 10) }, { before: buckets(0, 5, 5, 5, 5), after: buckets(2, 5, 15, 15, 15) }];
    expect(quantileOf(spans, "h", 0.5)).toBeCloseTo(0.1);
    expect(quantileOf(spans, "h", 0.75)).toBeCloseTo(0.15);
    expect(rateOf(spans, "h_bucket", (labels) => labels.le === "0.2")).toBe(10 + 5);
  });
});
