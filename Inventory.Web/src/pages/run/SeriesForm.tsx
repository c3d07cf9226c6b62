import { useSignal } from "@preact/signals";
import type { Outcome, Problem } from "../../api/client";
import { intervalOf } from "../../api/intervals";
import { zone } from "../../state/clock";
import { resources, types } from "../../state/place";
import { conflictsOf, createSeries, type Series, type SeriesRequest } from "../../state/series";
import { durationOf, exdatesOf, ruleOf, weekdays } from "../../state/seriesRule";
import { localText, whenOf } from "../../state/words";
import { text } from "../../text/en";
import { Dialog } from "../../ui/Dialog";
import { Fields } from "../../ui/Form";
import { tell } from "../../ui/toasts";

const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;

/** Makes a series; what is in its way is shown before. */
export function SeriesForm({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const frequency = useSignal<string>("WEEKLY");
  const answer = useSignal<Outcome<Series> | null>(null);
  const isBusy = useSignal(false);

  async function send(form: HTMLFormElement, isPreview: boolean) {
    if (isBusy.value || !form.reportValidity()) return;
    isBusy.value = true;
    const [type, id, body] = requestOf(new Fields(form));
    const outcome = await createSeries(type, id, body, isPreview);
    isBusy.value = false;
    answer.value = outcome;
    if (!outcome.ok || isPreview) return;
    tell({ kind: "done", title: text.series.made(outcome.data.occurrences.length), actions: [] });
    onMade();
  }

  return (
    <Dialog title={text.series.create} onClose={onClose}>
      <form class="form" aria-busy={isBusy} onSubmit={(event) => { event.preventDefault(); void send(event.currentTarget, false); }}>
        <label>{text.series.resource}<select name="resource" required>{types.value.map((type) => (
          <optgroup key={type.path} label={type.name}>{(resources.value.get(type.path) ?? []).map((resource) => <option key={resource.id} value={`${type.path}/${resource.id}`}>{resource.name}</option>)}</optgroup>
        ))}</select></label>
        <label>{text.series.zone}<input name="zone" required defaultValue={zone.value} /></label>
        <label>{text.series.from}<input type="datetime-local" name="from" required /></label>
        <label>{text.series.duration}<input type="time" name="duration" required defaultValue="01:00" min="00:01" /></label>
        <label>{text.series.frequency}<select name="frequency" value={frequency.value} onChange={(event) => (frequency.value = event.currentTarget.value)}>
          {frequencies.map((one) => <option key={one} value={one}>{text.series.frequencies[one]}</option>)}
        </select></label>
        <label>{text.series.interval}<input type="number" name="interval" min={1} max={99} defaultValue="1" /></label>
        {frequency.value === "WEEKLY" && (
          <fieldset class="checks"><legend>{text.series.days}</legend>{weekdays.map((day) => <label key={day}><input type="checkbox" name="days" value={day} />{text.rules.weekdays[day.toLowerCase() as "mo"]}</label>)}</fieldset>
        )}
        <label>{text.series.count}<input type="number" name="count" min={1} max={1000} defaultValue="10" /></label>
        <label>{text.series.until}<input type="date" name="until" aria-describedby="series-until" /></label>
        <small id="series-until">{text.series.untilHint}</small>
        <label>{text.series.exdates}<input name="exdates" placeholder="2026-12-24, 2026-12-31" pattern="[0-9,; \-]*" /></label>
        <label>{text.series.allocationType}<input name="type" required maxLength={20} defaultValue="booking" /></label>
        <label>{text.series.description}<input name="description" maxLength={100} /></label>
        <label>{text.series.onConflict}<select name="conflict"><option value="refuse">{text.series.refuse}</option><option value="skip">{text.series.skip}</option></select></label>
        {answer.value && <Answer answer={answer.value} timeZone={zone.value} />}
        <div class="form-actions">
          <button class="is-primary">{text.series.make}</button>
          <button type="button" onClick={(event) => void send(event.currentTarget.form!, true)}>{text.series.preview}</button>
          <button type="button" onClick={onClose}>{text.shop.back}</button>
        </div>
      </form>
    </Dialog>
  );
}

function requestOf(fields: Fields): [type: string, id: string, body: SeriesRequest] {
  const [type, id] = fields.text("resource").split("/") as [string, string];
  const [from, description] = [fields.text("from"), fields.text("description")];
  const exdates = exdatesOf(fields.text("exdates"), from);
  return [type, id, {
    time_zone: fields.text("zone"),
    from_local: from,
    duration: durationOf(fields.text("duration")),
    rrule: ruleOf({ frequency: fields.text("frequency"), interval: Number(fields.text("interval")), days: fields.all("days"), count: Number(fields.text("count")), until: fields.text("until") }),
    allocation_type: fields.text("type"),
    on_conflict: fields.text("conflict"),
    ...(exdates.length > 0 && { exdates }),
    ...(description && { description }),
  }];
}

const shown = 20;

/** What would be made, or what is in the way. */
function Answer({ answer, timeZone }: { answer: Outcome<Series>; timeZone: string }) {
  if (answer.ok) {
    const { occurrences, skipped } = answer.data;
    return (
      <div role="status">
        <strong>{text.series.would(occurrences.length)}</strong>
        <ul>{occurrences.slice(0, shown).map((one) => <li key={one.id}>{whenOf(intervalOf(one), timeZone)}</li>)}</ul>
        {skipped.length > 0 && <p>{text.series.skipped(skipped.length)}: {skipped.slice(0, shown).map(localText).join(", ")}</p>}
      </div>
    );
  }
  return <Refused problem={answer.problem} timeZone={timeZone} />;
}

function Refused({ problem, timeZone }: { problem: Problem; timeZone: string }) {
  const conflicts = conflictsOf(problem);
  return (
    <div class="conflict" role="alert">
      <strong>{problem.detail ?? problem.title}</strong>
      <ul>
        {conflicts.slice(0, shown).map((one) => (
          <li key={one.recurrence_id}>{localText(one.recurrence_id)}: {one.broken.map((rule) => text.rules.names[rule.rule] ?? rule.rule).join(", ")}
            {one.alternatives[0] && <small> {text.series.nearest(whenOf({ from: Date.parse(one.alternatives[0].from ?? ""), to: Date.parse(one.alternatives[0].to ?? "") }, timeZone))}</small>}
          </li>
        ))}
      </ul>
    </div>
  );
}
