import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, outcomeOf, type Problem, type Schemas } from "../api/client";
import { boundsOf, intervalOf } from "../api/intervals";
import { isCustomer } from "../session";
import { itemName } from "../state/bookings";
import { calendarOf } from "../state/calendars";
import { create, isPriced, panel, release, type Panel } from "../state/changes";
import { now, zone } from "../state/clock";
import { lines, refresh, resourceName, rowOf } from "../state/place";
import { refuse, type Override } from "../state/refusals";
import { momentOf, whenOf } from "../state/words";
import { text } from "../text/en";
import type { TimelineRow } from "../timeline/model";
import type { Interval } from "../timeline/scale";
import { countDown } from "../timeline/Bars";
import { Decision } from "../ui/approval";
import { Attendance, ItemAttendance } from "../ui/attendance";
import { BookingActions, BookingBadge } from "../ui/booking";
import { closePanel, PanelFrame } from "../ui/PanelFrame";
import { tell } from "../ui/toasts";
import { HistoryPanel } from "./HistoryPanel";
import { readInterval, TimeField } from "../ui/TimeField";

/** Beside the timeline: what every drag does can be done here in words. */
export function AllocationPanel() {
  const open = panel.value;
  if (!open) return null;
  switch (open.kind) {
    case "new": return <NewPanel key={`${open.row?.id} ${open.interval.from}`} open={open} />;
    case "allocation": return <EditPanel key={open.id} row={open.row} id={open.id} />;
    case "history": return <HistoryPanel key={open.row.id} row={open.row} />;
    case "booking": return <BookingPanel key={open.id} id={open.id} />;
  }
}

function Times({ from, to }: Interval) {
  return (
    <>
      <TimeField name="from" label={text.allocation.from} value={from} />
      <TimeField name="to" label={text.allocation.to} value={to} />
      <small>{zone.value}</small>
    </>
  );
}

/** How many units of a pool. */
const UnitsField = ({ most, value }: { most: number | undefined; value: number }) => <label>{text.allocation.units}<input type="number" name="units" min={1} max={most} required defaultValue={String(value)} /></label>;

function NewPanel({ open }: { open: Extract<Panel, { kind: "new" }> }) {
  const rows = lines.value.filter((line): line is TimelineRow => line.kind === "row");
  const chosen = useSignal(open.row?.id ?? rows[0]?.id);
  const { units, group } = rows.find(({ id }) => id === chosen.value) ?? {};
  // A booking has no units.
  const isBooking = useSignal(isCustomer.value);
  useEffect(() => void (units && group && isCustomer.value && isPriced(group).then((found) => (isBooking.value = found))), [units, group]);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const row = rows.find(({ id }) => id === form.get("row"));
    if (row && (await create(row, readInterval(form), { type: String(form.get("type")) || "booking", description: String(form.get("description")) || null, units: Number(form.get("units")) })) && panel.value === open) closePanel();
  }
  return (
    <PanelFrame title={text.timeline.add}>
      <form class="form" onSubmit={(event) => void submit(event)}>
        <label>{text.timeline.resource}<select name="row" value={chosen} onChange={(event) => (chosen.value = event.currentTarget.value)}>{rows.map((row) => <option key={row.id} value={row.id}>{row.label}</option>)}</select></label>
        <Times from={open.interval.from} to={open.interval.to} />
        <label>{text.allocation.type}<input name="type" maxLength={20} defaultValue="booking" required list="allocation-types" /></label>
        <datalist id="allocation-types">{["booking", "maintenance", "cleaning", "inspection"].map((type) => <option key={type} value={type} />)}</datalist>
        {units && !isBooking.value && <UnitsField most={units} value={1} />}
        <label>{text.allocation.description}<input name="description" maxLength={100} /></label>
        <button class="is-primary">{text.allocation.create}</button>
      </form>
    </PanelFrame>
  );
}

function EditPanel({ row, id }: { row: TimelineRow; id: string }) {
  const loaded = useSignal<{ allocation: Schemas["Allocation"]; etag: string } | null>(null);
  const conflict = useSignal<Schemas["Allocation"] | null>(null);
  const problem = useSignal<Problem | null>(null);
  const params = { path: { type: row.group, id: row.id, allocation_id: id } };

  async function load() {
    const outcome = await outcomeOf(api.GET("/api/{type}/{id}/allocations/{allocation_id}", { params }));
    if (outcome.ok) loaded.value = { allocation: outcome.data, etag: outcome.etag! };
    else problem.value = outcome.problem;
  }
  useEffect(() => void load(), [id]);
  // It is gone when the calendar says so.
  useSignalEffect(() => {
    const known = calendarOf(row.id).value;
    if (loaded.peek() && known && !known.allocations.some((allocation) => allocation.id === id) && panel.peek()?.kind === "allocation") closePanel();
  });

  async function save(form: HTMLFormElement, isForced: boolean, override: Override = {}) {
    const data = new FormData(form);
    const body = { ...boundsOf(readInterval(data)), allocation_type: String(data.get("type")), description: String(data.get("description")) || null, ...(data.has("units") ? { units: Number(data.get("units")) } : {}), ...override };
    const outcome = await outcomeOf(api.PATCH("/api/{type}/{id}/allocations/{allocation_id}", { params: { ...params, ...(isForced ? {} : { header: { "If-Match": loaded.value!.etag } }) }, body }));
    if (outcome.ok) {
      tell({ kind: "done", title: text.allocation.saved, actions: [] });
      closePanel();
    } else if (outcome.problem.status === 412) {
      const fresh = await outcomeOf(api.GET("/api/{type}/{id}/allocations/{allocation_id}", { params }));
      if (fresh.ok) conflict.value = fresh.data;
    } else {
      refuse(outcome.problem, row, null, (anyway) => void save(form, isForced, anyway));
    }
    await refresh(row.id);
  }

  if (problem.value) return <PanelFrame title={row.label}><p class="problem">{problem.value.detail}</p></PanelFrame>;
  if (!loaded.value) return <PanelFrame title={row.label}><p aria-busy="true">{text.timeline.loading}</p></PanelFrame>;
  const { allocation } = loaded.value;
  const interval = intervalOf(allocation);
  const isBooked = Boolean(allocation.booking);
  if (allocation.whole) return <PartPanel row={row} allocation={allocation} />;
  return (
    <PanelFrame title={row.label}>
      <form class="form" onSubmit={(event) => { event.preventDefault(); void save(event.currentTarget, false); }}>
        <Status allocation={allocation} />
        {allocation.status === "requested" && !isCustomer.value && <Decision type={row.group} allocation={allocation} what={`${row.label}, ${whenOf(interval, zone.value)}`} onDone={() => { closePanel(); void refresh(row.id); }} />}
        <Attendance type={row.group} name={row.label} allocation={allocation} onChange={(changed, etag) => { loaded.value = { allocation: changed, etag: etag ?? "" }; void refresh(row.id); }} />
        {allocation.override && allocation.override.length > 0 && <p>{text.allocation.override(allocation.override.map((rule) => text.rules.names[rule] ?? rule).join(", "))}</p>}
        {isBooked && <p>{text.allocation.partOfBooking} <button type="button" class="is-link" onClick={() => (panel.value = { kind: "booking", id: allocation.booking! })}>{text.nav.book}</button></p>}
        <fieldset disabled={isBooked}>
          <Times from={interval.from} to={interval.to} />
          <label>{text.allocation.type}<input name="type" maxLength={20} required defaultValue={allocation.allocation_type} /></label>
          {allocation.units && <UnitsField most={row.units} value={allocation.units} />}
          <label>{text.allocation.description}<input name="description" maxLength={100} defaultValue={allocation.description ?? ""} /></label>
          {conflict.value && (
            <div class="conflict" role="alert">
              <strong>{text.allocation.stale}</strong>
              <dl><dt>{text.allocation.theirs}</dt><dd>{whenOf(intervalOf(conflict.value), zone.value)} · {conflict.value.allocation_type} · {conflict.value.description}</dd></dl>
              <button type="button" onClick={(event) => void save(event.currentTarget.form!, true)}>{text.allocation.saveAnyway}</button>
            </div>
          )}
          <div class="form-actions">
            <button class="is-primary">{text.allocation.save}</button>
            <button type="button" class="is-danger" onClick={() => { closePanel(); release(row, id, `${row.label}, ${whenOf(interval, zone.value)}`); }}>{text.allocation.release}</button>
          </div>
        </fieldset>
      </form>
    </PanelFrame>
  );
}

/** It changes only with that of its whole. */
function PartPanel({ row, allocation }: { row: TimelineRow; allocation: Schemas["Allocation"] }) {
  const { resource_id: whole, allocation_id: id } = allocation.whole!;
  const [name, of] = [resourceName(allocation.resource_type, whole), rowOf(whole)];
  return (
    <PanelFrame title={row.label}>
      <div class="form">
        <Status allocation={allocation} />
        <p>{whenOf(intervalOf(allocation), zone.value)}</p>
        <p>⊂ {text.wholes.changesWith(name)}</p>
        {of && id && <button type="button" onClick={() => (panel.value = { kind: "allocation", row: of, id })}>{text.wholes.open(name)}</button>}
      </div>
    </PanelFrame>
  );
}

const marks: Record<string, string> = { held: "◔ ", requested: "? ", no_show: "⊘ " };

function Status({ allocation: { status, expires } }: { allocation: Schemas["Allocation"] }) {
  const until = !expires ? null : status === "requested" ? text.allocation.requestedUntil(momentOf(Date.parse(expires), zone.value)) : text.allocation.expires(countDown(Date.parse(expires) - now.value));
  return <p class={`badge is-${status}`}>{[`${marks[status] ?? ""}${text.allocation.statuses[status] ?? status}`, until].filter(Boolean).join(" · ")}</p>;
}

function BookingPanel({ id }: { id: string }) {
  const booking = useSignal<Schemas["Booking"] | null>(null);
  useEffect(() => void outcomeOf(api.GET("/api/bookings/{id}", { params: { path: { id } } })).then((outcome) => { if (outcome.ok) booking.value = outcome.data; }), [id]);
  const shown = booking.value;
  if (!shown) return <PanelFrame title={text.nav.book}><p aria-busy="true">{text.timeline.loading}</p></PanelFrame>;
  return (
    <PanelFrame title={text.nav.book}>
      <div class="form">
        <BookingBadge booking={shown} />
        <ul class="items">{shown.items.map((item) => <li key={item.allocation_id}>{whenOf(intervalOf(item), zone.value)} <b>{item.price} {shown.currency}</b>{shown.status === "confirmed" && <ItemAttendance item={item} name={itemName(item)} />}</li>)}</ul>
        <p class="total">{text.allocation.price}: <b>{shown.total} {shown.currency}</b></p>
        <BookingActions booking={shown} onChange={(changed) => (booking.value = changed)} />
      </div>
    </PanelFrame>
  );
}
