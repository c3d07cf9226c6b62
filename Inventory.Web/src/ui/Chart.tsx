import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Point } from "../state/figures";
import { zone } from "../state/clock";
import { format } from "../timeline/format";
import { text } from "../text/en";

interface Props {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly string[];
  readonly points: readonly Point[];
}

const height = 150;
/** Seconds. */
const [shortest, longest] = [60, 600];
/** No line is known by its colour alone. */
const dashes = [[], [7, 4], [2, 3]];

const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** Lines of the last ten minutes, with what they show at present. */
export function Chart({ title, unit, lines, points }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLUListElement>(null);
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    const drawn = new uPlot(optionsOf(lines, legend.current!, box.current!.clientWidth), dataOf(lines, points), box.current!);
    plot.current = drawn;
    const observer = new ResizeObserver(() => drawn.setSize({ width: box.current!.clientWidth, height }));
    observer.observe(box.current!);
    return () => { observer.disconnect(); drawn.destroy(); };
  }, []);
  useEffect(() => plot.current?.setData(dataOf(lines, points)), [points]);

  const known = lines.map((label, i) => {
    const values = points.map((point) => point.values[i] ?? null);
    return { label, now: wordOf(values.at(-1) ?? null), highest: wordOf(highestOf(values)) };
  });
  return (
    <figure class="chart">
      <figcaption><h3>{title}</h3> <span>{unit}</span></figcaption>
      <div ref={box} class="chart-plot" role="img" aria-label={text.system.summary(title, unit, known.map((line) => text.system.now(line.label, line.now, line.highest)).join("; "))} />
      <ul ref={legend} class="chart-legend">
        {known.map(({ label, now }, i) => (
          <li key={label}>
            <svg class={`chart-line-${i}`} width="22" height="8" aria-hidden="true"><line x1="0" x2="22" y1="4" y2="4" stroke="currentColor" stroke-width="2" stroke-dasharray={dashes[i]!.join(" ")} /></svg>
            {label} <strong>{now}</strong>
          </li>
        ))}
      </ul>
    </figure>
  );
}

const timeOf = (at: number, hasSeconds: boolean): string =>
  format(zone.peek(), { hour: "2-digit", minute: "2-digit", ...(hasSeconds ? { second: "2-digit" } : {}), hourCycle: "h23" }).format(at);

const wordOf = (value: number | null): string => (value === null ? text.system.none : number.format(value));

const highestOf = (values: readonly (number | null)[]): number | null => values.reduce((highest, value) => (value === null || (highest !== null && highest >= value) ? highest : value), null);

const dataOf = (lines: readonly string[], points: readonly Point[]): uPlot.AlignedData => [points.map((point) => point.at), ...lines.map((_, i) => points.map((point) => point.values[i] ?? null))];

function optionsOf(lines: readonly string[], legend: HTMLElement, width: number): uPlot.Options {
  // A canvas knows no variables, and the scheme may change while it is shown.
  const colour = (i: number) => () => getComputedStyle(legend.children[i]!.firstElementChild!).color;
  const axis: uPlot.Axis = {
    stroke: () => getComputedStyle(legend).color,
    // Its border is as wide as nothing, and has the colour of the grid.
    grid: { stroke: () => getComputedStyle(legend).borderTopColor, width: 1 },
    ticks: { show: false },
    font: "11px system-ui, sans-serif",
  };
  return {
    width,
    height,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { range: (drawn) => rangeOf(drawn.data[0]) }, y: { range: (_, _min, max) => [0, max > 0 ? 1.1 * max : 1] } },
    axes: [
      { ...axis, size: 28, gap: 6, space: 60, incrs: [15, 30, 60, 120], values: (_, splits, _axis, _space, step) => splits.map((at) => timeOf(1000 * at, step < 60)) },
      { ...axis, size: 42, gap: 4, space: 30, values: (_, splits) => splits.map((value) => number.format(value)) },
    ],
    series: [{}, ...lines.map((label, i) => ({ label, stroke: colour(i), width: 1.75, dash: dashes[i]!, points: { show: false }, ...(i === 0 ? { fill: () => faint(colour(i)()) } : {}) }))],
  };
}

/** As much as is known, from a minute to ten. */
function rangeOf(times: ArrayLike<number>): [number, number] {
  const end = times[times.length - 1] ?? Date.now() / 1000;
  return [end - Math.min(longest, Math.max(shortest, end - (times[0] ?? end))), end];
}

const faint = (rgb: string): string => rgb.replace("rgb(", "rgba(").replace(")", ", .1)");
