import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { arrivalOf, type Arrival } from "../../state/attendance";
import { now, zone } from "../../state/clock";
import { customerName, ownerOf } from "../../state/customers";
import { failed, isLoaded, loadPlace } from "../../state/place";
import { followVisits, loadVisits, replaceVisit, visits, visitsProblem, type Visit } from "../../state/today";
import { momentOf, timeOf } from "../../state/words";
import { text } from "../../text/en";
import type { Interval } from "../../timeline/scale";
import { startOfDay } from "../../timeline/zone";
import { AttendButton } from "../../ui/attendance";
import { Interrupted } from "../../ui/Interrupted";
import { Failed, Loading } from "../../ui/states";

const today = (): Interval => ({ from: startOfDay(zone.value, Date.now()), to: startOfDay(zone.value, Date.now(), 1) });

/** Who has to check in today, and who leaves. */
export function Today() {
  useEffect(() => (isLoaded.value ? followVisits(today) : undefined), [isLoaded.value, zone.value]);
  const problem = visitsProblem.value;
  return (
    <section>
      <h2>{text.attendance.title}</h2>
      <p class="is-quiet">{text.attendance.hint}</p>
      <Interrupted />
      {!isLoaded.value && failed.value ? <Failed onAgain={() => void loadPlace()} /> : problem ? <Failed problem={problem} onAgain={() => void loadVisits(today())} /> : visits.value ? <Visits all={visits.value} /> : <Loading rows={3} />}
    </section>
  );
}

const fromOf = ({ allocation }: Visit): number => (allocation.from_datetime ? Date.parse(allocation.from_datetime) : -Infinity);
const toOf = ({ allocation }: Visit): number => (allocation.to_datetime ? Date.parse(allocation.to_datetime) : Infinity);
const isIn = (at: number, { from, to }: Interval): boolean => from <= at && at < to;

function Visits({ all }: { all: readonly Visit[] }) {
  const day = today();
  const arrivals = all.filter((visit) => isIn(fromOf(visit), day)).sort((a, b) => fromOf(a) - fromOf(b));
  const departures = all.filter((visit) => visit.allocation.checked_in && isIn(toOf(visit), day)).sort((a, b) => toOf(a) - toOf(b));
  return (
    <>
      <VisitList title={text.attendance.arrivals} empty={text.attendance.noArrivals} visits={arrivals} timeOf={fromOf} />
      <VisitList title={text.attendance.departures} empty={text.attendance.noDepartures} visits={departures} timeOf={toOf} isLeaving />
    </>
  );
}

function VisitList({ title, empty, visits, timeOf: at, isLeaving = false }: { title: string; empty: string; visits: readonly Visit[]; timeOf: (visit: Visit) => number; isLeaving?: boolean }) {
  return (
    <section>
      <h3>{title}</h3>
      {visits.length === 0 && <p class="is-quiet">{empty}</p>}
      {visits.length > 0 && <ul class="cards">{visits.map((visit) => <li key={visit.allocation.id} class="visit"><VisitRow visit={visit} at={at(visit)} isLeaving={isLeaving} /></li>)}</ul>}
    </section>
  );
}

const badges: Record<Arrival, readonly [class_: string, words: string]> = {
  expected: ["is-ended", text.attendance.expected], late: ["is-held", text.attendance.late], missed: ["is-over", text.attendance.missed], here: ["", `✓ ${text.attendance.isHere}`], gone: ["is-ended", text.attendance.isGone],
};

function VisitRow({ visit, at, isLeaving }: { visit: Visit; at: number; isLeaving: boolean }) {
  const { allocation, name, type } = visit;
  const arrival = arrivalOf(allocation, now.value);
  const [kind, words] = isLeaving && arrival === "here" && at < now.value ? ["is-held", text.attendance.overdue] : badges[arrival];
  const done = isLeaving ? allocation.checked_out : allocation.checked_in;
  const opens = arrival === "expected" && allocation.check_in?.opens && Date.parse(allocation.check_in.opens) > now.value ? text.attendance.opens(timeOf(Date.parse(allocation.check_in.opens), zone.value)) : "";
  return (
    <>
      <span>
        <b class="when">{timeOf(at, zone.value)}</b> <b>{name}</b>
        <small>{[allocation.description ?? allocation.allocation_type, done ? (isLeaving ? text.attendance.gone : text.attendance.here)(momentOf(Date.parse(done), zone.value)) : opens].filter(Boolean).join(" · ")}<Guest visit={visit} /></small>
      </span>
      <span class="form-actions">
        <span class={`badge ${kind}`}>{words}</span>
        {(isLeaving || arrival !== "here") && <AttendButton type={type} name={name} allocation={allocation} onChange={(changed) => replaceVisit(visit, changed)} />}
      </span>
    </>
  );
}

function Guest({ visit: { allocation } }: { visit: Visit }) {
  const owner = useSignal<string | null>(null);
  useEffect(() => void ownerOf(allocation).then((found) => (owner.value = found)), [allocation.id]);
  return owner.value ? <> · {customerName(owner.value)}</> : null;
}
