import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Schemas } from "../../api/client";
import { intervalOf } from "../../api/intervals";
import { zone } from "../../state/clock";
import { RulesEditor } from "../../state/rulesEditor";
import { whenOf } from "../../state/words";
import { text } from "../../text/en";
import { Dialog } from "../../ui/Dialog";
import { Form } from "../../ui/Form";
import { Loading } from "../../ui/states";
import { ApprovalFields, BoundsFields, CheckInFields, HoursFields, SlotFields, TurnaroundFields } from "./RuleFields";

/** The rules of one resource: what they would contradict is shown before they are saved. */
export function Rules({ type, resource, onClose }: { type: string; resource: Schemas["Resource"]; onClose: () => void }) {
  const editor = useMemo(() => new RulesEditor(type, resource.id), [type, resource.id]);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => void editor.load(), [editor]);
  const draft = editor.draft.value;

  /** What is wrong is shown, and there the focus is. */
  async function act(work: Promise<boolean>) {
    const isDone = await work;
    setTimeout(() => body.current?.querySelector<HTMLElement>(isDone ? ".violations" : "[aria-invalid], [role=alert]")?.focus());
    return isDone;
  }

  return (
    <Dialog title={text.rules.of(resource.name)} onClose={onClose}>
      <div class="rules" ref={body}>
        {draft && (
          <Form onSubmit={async () => { if (await act(editor.save())) onClose(); }}>
            <p class="is-quiet">{text.rules.hint}</p>
            <HoursFields editor={editor} draft={draft} />
            <Holidays editor={editor} />
            <TurnaroundFields editor={editor} draft={draft} />
            <SlotFields editor={editor} draft={draft} />
            <BoundsFields editor={editor} draft={draft} />
            <ApprovalFields editor={editor} draft={draft} />
            <CheckInFields editor={editor} draft={draft} />
            <Violations editor={editor} />
            <Refused editor={editor} />
            <div class="form-actions">
              <button class="is-primary">{text.allocation.save}</button>
              <button type="button" onClick={() => void act(editor.preview())}>{text.rules.preview}</button>
              <button type="button" onClick={onClose}>{text.shop.back}</button>
            </div>
          </Form>
        )}
        {!draft && <Refused editor={editor} />}
        {!draft && !editor.problem.value && <Loading />}
      </div>
    </Dialog>
  );
}

function Refused({ editor }: { editor: RulesEditor }) {
  if (editor.isStale.value)
    return <div class="conflict" role="alert" tabIndex={-1}><strong>{text.allocation.stale}</strong><p>{text.rules.stale}</p><button type="button" onClick={() => void editor.load()}>{text.rules.showTheirs}</button></div>;
  return editor.problem.value && <p class="problem" role="alert" tabIndex={-1}>{editor.problem.value}</p>;
}

function Violations({ editor }: { editor: RulesEditor }) {
  const found = editor.violations.value;
  if (!found) return null;
  return (
    <div class="violations" role="status" tabIndex={-1}>
      <strong>{text.rules.violations(found.length)}</strong>
      {found.length > 0 && (
        <ul>
          {found.slice(0, 50).map(({ allocation, rules }) => (
            <li key={allocation.id}>{whenOf(intervalOf(allocation), zone.value)} <b>{allocation.description ?? allocation.allocation_type}</b>: {rules.map((rule) => text.rules.names[rule] ?? rule).join(", ")}</li>
          ))}
          {found.length > 50 && <li>{text.rules.moreViolations(found.length - 50)}</li>}
        </ul>
      )}
    </div>
  );
}

function Holidays({ editor }: { editor: RulesEditor }) {
  const holidays = editor.saved.value.holidays ?? [];
  const error = editor.errors.value.holidays;
  return (
    <fieldset>
      <legend>{text.rules.holidays}</legend>
      {holidays.length > 0 && (
        <details>
          <summary>{text.rules.holidayCount(holidays.length)}</summary>
          <ul>{holidays.map(({ from, to, label }) => <li key={`${from} ${label}`}>{from}{to && to !== from && ` – ${to}`} {label}</li>)}</ul>
          <button type="button" onClick={() => void editor.removeHolidays()}>{text.rules.removeHolidays}</button>
        </details>
      )}
      <label>{text.rules.calendar}
        <input
          type="file" accept=".ics,text/calendar" aria-describedby="holidays-hint" {...(error ? { "aria-invalid": true } : {})}
          onChange={(event) => { const input = event.currentTarget; const file = input.files?.[0]; if (file) void editor.importHolidays(file).then(() => (input.value = "")); }}
        />
      </label>
      <small id="holidays-hint">{text.rules.calendarHint}</small>
      <p role="status">{editor.holidaysSaved.value !== null && (editor.holidaysSaved.value > 0 ? text.rules.imported : text.rules.noHolidays)}</p>
      {error && <p class="problem">{error}</p>}
    </fieldset>
  );
}
