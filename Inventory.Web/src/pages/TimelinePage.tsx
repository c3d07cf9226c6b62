import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isCustomer } from "../session";
import { barsOf, closedOf, loadOf, turnaroundOf } from "../state/calendars";
import { change, create, panel } from "../state/changes";
import { now, setZone, zone, zones } from "../state/clock";
import { cutSince, failed, isLoaded, lines, loadPlace, refreshAll, rowOf, search, show, shownType, types } from "../state/place";
import { choose, goTo, isAgenda, morning, scale, shownDay, spans, step, trackWidth, view, type View } from "../state/view";
import { fromInput, momentOf, partOfDay, toInput, whenOf } from "../state/words";
import { text } from "../text/en";
import { Agenda, type AgendaTexts } from "../timeline/Agenda";
import { hour, zoom, type Interval } from "../timeline/scale";
import { Timeline } from "../timeline/Timeline";
import type { Gesture, TimelineBar, TimelineRow, TimelineTexts } from "../timeline/model";
import { startOfDay } from "../timeline/zone";
import { Interrupted } from "../ui/Interrupted";
import { Loading } from "../ui/states";
import { AllocationPanel } from "./AllocationPanel";

/** To put an interval into words takes long, and bars are drawn often. */
const described = new WeakMap<TimelineBar, { zone: string; words: string }>();

/** On a part, whose it is. */
function wholeOf({ whole }: TimelineBar): string {
  const row = whole ? rowOf(whole) : undefined;
  return row ? text.wholes.belongsTo(row.label) : "";
}

function describe(bar: TimelineBar): string {
  const known = described.get(bar);
  if (known?.zone === zone.value) return known.words;
  const words = [bar.label, text.allocation.statuses[bar.state], bar.isHere ? text.attendance.isHere : "", bar.isLate ? text.allocation.late : "", wholeOf(bar), whenOf(bar.interval, zone.value)].filter(Boolean).join(", ");
  described.set(bar, { zone: zone.value, words });
  return words;
}

const texts: TimelineTexts = {
  ...text.timeline,
  ...text.pool,
  describe,
  when: (interval: Interval) => whenOf(interval, zone.value),
  ...text.announce,
};

const agendaTexts: AgendaTexts = {
  ...text.agenda,
  freeUnits: text.pool.freeUnits,
  loading: text.timeline.loading,
  state: (bar: TimelineBar) => [bar.state === "requested" || bar.state === "no_show" ? text.allocation.statuses[bar.state]! : bar.isHere ? text.attendance.isHere : "", wholeOf(bar)].filter(Boolean).join(", "),
  part: (interval: Interval, day: Interval) => partOfDay(interval, day, zone.value),
  freeAgain: (at: number) => text.agenda.freeAgain(momentOf(at, zone.value)),
};

function openBar(row: TimelineRow, bar: TimelineBar) {
  if (bar.state !== "foreign" && bar.state !== "pending") panel.value = { kind: "allocation", row, id: bar.id };
}

const openHistory = (row: TimelineRow): void => void (panel.value = { kind: "history", row });

/** The form, with the first hour, or slot, of a free time. */
function openFree(row: TimelineRow, { from, to }: Interval) {
  panel.value = { kind: "new", row, interval: { from, to: Math.min(to, from + Math.max(hour, row.slot ?? 0)) } };
}

export function TimelinePage() {
  useEffect(() => { if (!isLoaded.value) void loadPlace(); }, []);
  const isShown = isLoaded.value && lines.value.length > 0;
  return (
    <div class="timeline-page">
      <h1 class="sr-only">{text.nav.timeline}</h1>
      <Toolbar />
      <Trouble />
      <div class="timeline-main">
        {isShown && (isAgenda.value
          ? <Agenda lines={lines} barsOf={barsOf} closedOf={closedOf} loadOf={loadOf} day={shownDay} zone={zone} now={now} texts={agendaTexts} onVisible={show} onOpen={openBar} onFree={openFree} />
          : <Timeline
              lines={lines} barsOf={barsOf} closedOf={closedOf} turnaroundOf={turnaroundOf} loadOf={loadOf} scale={scale} width={trackWidth} zone={zone} now={now} texts={texts}
              onVisible={show}
              onCreate={(row: TimelineRow, interval: Interval) => void create(row, interval)}
              onChange={(gesture: Gesture) => void change(gesture)}
              onOpen={openBar}
              {...(isCustomer.value ? {} : { onName: openHistory })}
              mayMove={(gesture) => !gesture.bar?.isFixed}
            />)}
        {!isShown && <Empty />}
        {isShown && !isAgenda.value && <p class="hint"><span class="is-mouse">{text.timeline.hint}</span><span class="is-touch">{text.timeline.hintTouch}</span></p>}
        <AllocationPanel />
      </div>
    </div>
  );
}

function Empty() {
  if (failed.value) return <div class="page"><h1>{text.timeline.failed}</h1><button class="is-primary" onClick={() => void loadPlace().then(refreshAll)}>{text.timeline.again}</button></div>;
  if (!isLoaded.value) return <Loading rows={8} />;
  if (search.value) return <div class="page"><h1>{text.timeline.none}</h1></div>;
  return <div class="page"><h1>{text.timeline.empty}</h1><p>{isCustomer.value ? "" : text.timeline.emptyHint}</p></div>;
}

/** Some rows are missing, though the service answers; or changes do not arrive. */
function Trouble() {
  if (failed.value && isLoaded.value && cutSince.value === null) return <div class="banner" role="alert">{text.timeline.failed} <button type="button" class="is-link" onClick={() => void refreshAll()}>{text.timeline.again}</button></div>;
  return <Interrupted />;
}

function Toolbar() {
  const date = useComputed(() => toInput(shownDay.value, zone.value).slice(0, 10));
  const isMore = useSignal(false);
  return (
    <div class="toolbar" role="toolbar" aria-label={text.nav.timeline}>
      <div class="buttons">
        <button type="button" aria-label={text.timeline.earlier} title={text.timeline.earlier} onClick={() => step(-1)}>◀</button>
        <button type="button" onClick={() => goTo(startOfDay(zone.value, Date.now()))}>{text.timeline.today}</button>
        <button type="button" aria-label={text.timeline.later} title={text.timeline.later} onClick={() => step(1)}>▶</button>
      </div>
      <input type="date" aria-label={text.timeline.date} value={date} onChange={(event) => { const at = fromInput(`${event.currentTarget.value}T00:00`, zone.value); if (at !== null) goTo(at); }} />
      <button type="button" class="is-primary is-add" aria-label={text.timeline.add} onClick={() => (panel.value = { kind: "new", row: null, interval: { from: morning(), to: morning() + hour } })}>
        <span aria-hidden="true">+ </span><span class="is-wide">{text.timeline.add}</span>
      </button>
      <div class="buttons" role="group" aria-label={text.timeline.views}>
        {(["agenda", ...Object.keys(spans)] as View[]).map((name) => <button key={name} type="button" aria-pressed={view.value === name} onClick={() => choose(name)}>{name === "agenda" ? text.agenda.name : text.timeline.zooms[name]}</button>)}
      </div>
      <button type="button" class="toolbar-toggle" aria-expanded={isMore.value} aria-controls="toolbar-more" aria-label={text.timeline.more} onClick={() => (isMore.value = !isMore.value)}>⋯</button>
      <div class={isMore.value ? "toolbar-more is-open" : "toolbar-more"} id="toolbar-more"><Filters /></div>
    </div>
  );
}

function Filters() {
  const zoomBy = (factor: number) => (scale.value = zoom(scale.value, trackWidth.value / 2, factor));
  return (
    <>
      <div class="buttons">
        <button type="button" disabled={isAgenda.value} aria-label={text.timeline.zoomOut} title={text.timeline.zoomOut} onClick={() => zoomBy(1.5)}>−</button>
        <button type="button" disabled={isAgenda.value} aria-label={text.timeline.zoomIn} title={text.timeline.zoomIn} onClick={() => zoomBy(1 / 1.5)}>+</button>
      </div>
      <select aria-label={text.timeline.types} value={shownType.value ?? ""} onChange={(event) => (shownType.value = event.currentTarget.value || null)}>
        {!isCustomer.value && <option value="">{text.timeline.all}</option>}
        {types.value.filter((type) => type.kind !== "asset").map((type) => <option key={type.path} value={type.path}>{type.name}</option>)}
      </select>
      <input type="search" placeholder={text.timeline.find} aria-label={text.timeline.find} value={search} onInput={(event) => (search.value = event.currentTarget.value)} />
      <label class="zone"><span>{text.timeline.zone}</span>
        <select aria-label={text.timeline.zone} value={zone} onChange={(event) => setZone(event.currentTarget.value)}>{zones().map((name) => <option key={name}>{name}</option>)}</select>
      </label>
    </>
  );
}
