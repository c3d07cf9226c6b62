import { useSignal, useSignalEffect, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { silentSince } from "../api/client";
import { isCustomer } from "../session";
import { change, create, panel } from "../state/changes";
import { now, setZone, zone, zones } from "../state/clock";
import { barsOf, cutSince, failed, isLoaded, lines, loadPlace, refreshAll, search, show, shownType, types } from "../state/place";
import { fromInput, timeOf, toInput, whenOf } from "../state/words";
import { text } from "../text/en";
import { day, fit, pan, toInstant, zoom, type Interval, type Scale } from "../timeline/scale";
import { Timeline } from "../timeline/Timeline";
import type { Gesture, TimelineBar, TimelineRow, TimelineTexts } from "../timeline/model";
import { startOfDay } from "../timeline/zone";
import { AllocationPanel } from "./AllocationPanel";

const spans = { day, week: 7 * day, month: 30 * day, quarter: 91 * day } as const;
type Span = keyof typeof spans;

const widthOfTrack = () => Math.max(300, window.innerWidth - 200);

const texts: TimelineTexts = {
  ...text.timeline,
  describe: (bar: TimelineBar) => [bar.label, text.allocation.statuses[bar.state], whenOf(bar.interval, zone.value)].filter(Boolean).join(", "),
  when: (interval: Interval) => whenOf(interval, zone.value),
  ...text.announce,
};

export function TimelinePage() {
  const scale = useSignal<Scale>(fit({ from: startOfDay(zone.value, Date.now()), to: startOfDay(zone.value, Date.now()) + spans.day }, widthOfTrack()));
  useEffect(() => { if (!isLoaded.value) void loadPlace(); }, []);
  const isShown = isLoaded.value && lines.value.length > 0;
  return (
    <div class="timeline-page">
      <h1 class="sr-only">{text.nav.timeline}</h1>
      <Toolbar scale={scale} />
      <Interrupted />
      <div class="timeline-main">
        {isShown && <Timeline
          lines={lines} barsOf={barsOf} scale={scale} zone={zone} now={now} texts={texts}
          onVisible={show}
          onCreate={(row: TimelineRow, interval: Interval) => void create(row, interval)}
          onChange={(gesture: Gesture) => void change(gesture)}
          onOpen={(row: TimelineRow, bar: TimelineBar) => { if (bar.state === "firm" || bar.state === "held") panel.value = { kind: "allocation", row, id: bar.id }; }}
          {...(isCustomer.value ? {} : { onName: (row: TimelineRow) => (panel.value = { kind: "history", row }) })}
          mayMove={(gesture) => !gesture.bar?.isFixed}
        />}
        {!isShown && <Empty />}
        {isShown && <p class="hint">{text.timeline.hint}</p>}
        <AllocationPanel />
      </div>
    </div>
  );
}

function Empty() {
  if (failed.value) return <div class="page"><h1>{text.timeline.failed}</h1><button class="is-primary" onClick={() => void loadPlace().then(refreshAll)}>{text.timeline.again}</button></div>;
  if (!isLoaded.value) return <div class="skeleton" aria-busy="true" aria-label={text.timeline.loading}>{Array.from({ length: 8 }, (_, row) => <i key={row} />)}</div>;
  if (search.value) return <div class="page"><h1>{text.timeline.none}</h1></div>;
  return <div class="page"><h1>{text.timeline.empty}</h1><p>{isCustomer.value ? "" : text.timeline.emptyHint}</p></div>;
}

/** Shown after half a second: a stream that is opened again at once is no interruption. */
function Interrupted() {
  const since = silentSince.value ?? cutSince.value;
  if (since === null || now.value - since < 500) return null;
  return <p class="banner" role="status">{text.timeline.liveSince(timeOf(since, zone.value))}</p>;
}

function Toolbar({ scale }: { scale: Signal<Scale> }) {
  const span = useSignal<Span>("day");
  const goTo = (at: number) => (scale.value = { ...scale.value, start: at });
  const choose = (chosen: Span) => {
    span.value = chosen;
    const start = startOfDay(zone.value, toInstant(scale.value, 8));
    scale.value = fit({ from: start, to: start + spans[chosen] }, widthOfTrack());
  };
  const move = (by: number) => (scale.value = pan(scale.value, by * widthOfTrack() * 0.8));
  const date = useSignal("");
  useSignalEffect(() => { date.value = toInput(scale.value.start + 1, zone.value).slice(0, 10); });
  return (
    <div class="toolbar" role="toolbar" aria-label={text.nav.timeline}>
      <div class="buttons">
        <button type="button" aria-label={text.timeline.earlier} title={text.timeline.earlier} onClick={() => move(-1)}>◀</button>
        <button type="button" onClick={() => goTo(startOfDay(zone.value, Date.now()))}>{text.timeline.today}</button>
        <button type="button" aria-label={text.timeline.later} title={text.timeline.later} onClick={() => move(1)}>▶</button>
      </div>
      <input type="date" aria-label={text.timeline.date} value={date} onChange={(event) => { const at = fromInput(`${event.currentTarget.value}T00:00`, zone.value); if (at !== null) goTo(at); }} />
      <div class="buttons" role="group">
        {(Object.keys(spans) as Span[]).map((name) => <button key={name} type="button" aria-pressed={span.value === name} onClick={() => choose(name)}>{text.timeline.zooms[name]}</button>)}
        <button type="button" aria-label={text.timeline.zoomOut} title={text.timeline.zoomOut} onClick={() => (scale.value = zoom(scale.value, widthOfTrack() / 2, 1.5))}>−</button>
        <button type="button" aria-label={text.timeline.zoomIn} title={text.timeline.zoomIn} onClick={() => (scale.value = zoom(scale.value, widthOfTrack() / 2, 1 / 1.5))}>+</button>
      </div>
      <select aria-label={text.timeline.types} value={shownType.value ?? ""} onChange={(event) => (shownType.value = event.currentTarget.value || null)}>
        {!isCustomer.value && <option value="">{text.timeline.all}</option>}
        {types.value.filter((type) => type.kind !== "asset").map((type) => <option key={type.path} value={type.path}>{type.name}</option>)}
      </select>
      <input type="search" placeholder={text.timeline.find} aria-label={text.timeline.find} value={search} onInput={(event) => (search.value = event.currentTarget.value)} />
      <button type="button" class="is-primary" onClick={() => {
        const from = startOfDay(zone.value, toInstant(scale.value, 8)) + 9 * 3_600_000;
        panel.value = { kind: "new", row: null, interval: { from, to: from + 3_600_000 } };
      }}>{text.timeline.add}</button>
      <label class="zone"><span>{text.timeline.zone}</span>
        <select aria-label={text.timeline.zone} value={zone} onChange={(event) => setZone(event.currentTarget.value)}>{zones().map((name) => <option key={name}>{name}</option>)}</select>
      </label>
    </div>
  );
}

