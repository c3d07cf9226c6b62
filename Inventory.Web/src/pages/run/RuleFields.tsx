import type { ComponentChildren } from "preact";
import { zones } from "../../state/clock";
import { type ApprovalKind, type CheckInKind, newException, newPair, type HoursKind, type Length, type RulesDraft, type Unit, weekdays } from "../../state/rules";
import type { RulesEditor } from "../../state/rulesEditor";
import { lengthOf } from "../../state/words";
import { text } from "../../text/en";

interface FieldProps {
  readonly editor: RulesEditor;
  /** Also of its error. */
  readonly name: string;
  readonly label: string;
}

const idOf = (what: "rule" | "error", name: string): string => `${what}-${name.replace(" ", "-")}`;

/** A label, its control, and what is wrong with what stands in it. */
function Field({ editor, name, label, children }: FieldProps & { children: ComponentChildren }) {
  const error = editor.errors.value[name];
  return (
    <div class="field">
      <label for={idOf("rule", name)}>{label}</label>
      {children}
      {error && <p class="problem" id={idOf("error", name)}>{error}</p>}
    </div>
  );
}

/** What an input says of itself. */
const marks = ({ editor, name }: FieldProps) => ({ id: idOf("rule", name), ...(editor.errors.value[name] ? { "aria-invalid": true, "aria-describedby": idOf("error", name) } : {}) });

function TextField({ value, onValue, isDate = false, isRequired = false, placeholder = "", ...field }: FieldProps & { value: string; onValue: (value: string) => void; isDate?: boolean; isRequired?: boolean; placeholder?: string }) {
  const shared = { value, required: isRequired, ...marks(field), onInput: (event: { currentTarget: HTMLInputElement }) => onValue(event.currentTarget.value) };
  return <Field {...field}>{isDate ? <input type="date" {...shared} /> : <input maxLength={200} placeholder={placeholder} {...shared} />}</Field>;
}

const exact: readonly Unit[] = ["minutes", "hours", "days"];

/** A number and its unit. */
function LengthField({ value, onValue, ofType, withMonths = false, ...field }: FieldProps & { value: Length; onValue: (value: Length) => void; ofType?: string | null | undefined; withMonths?: boolean }) {
  const offered = [...exact, ...(withMonths ? (["months", "years"] as const) : [])];
  const shown = offered.includes(value.unit) ? offered : [...offered, value.unit];
  return (
    <Field {...field}>
      <span class="length">
        <input inputMode={value.unit === "iso" ? "text" : "numeric"} maxLength={30} value={value.count} placeholder={ofType ? text.rules.ofType(lengthOf(ofType)) : ""} {...marks(field)} onInput={(event) => onValue({ ...value, count: event.currentTarget.value })} />
        <select aria-label={text.rules.unitOf(field.label)} value={value.unit} onChange={(event) => onValue({ ...value, unit: event.currentTarget.value as Unit })}>
          {shown.map((unit) => <option key={unit} value={unit}>{text.rules.lengths[unit]}</option>)}
        </select>
      </span>
    </Field>
  );
}

function Select<T extends string>({ value, onValue, choices, ...field }: FieldProps & { value: string; onValue: (value: T) => void; choices: Readonly<Record<T, string>> }) {
  return (
    <Field {...field}>
      <select value={value} {...marks(field)} onChange={(event) => onValue(event.currentTarget.value as T)}>
        {Object.entries<string>(choices).map(([choice, words]) => <option key={choice} value={choice}>{words}</option>)}
      </select>
    </Field>
  );
}

const replaced = <T,>(all: readonly T[], one: T, by: Partial<T>): T[] => all.map((other) => (other === one ? { ...one, ...by } : other));

type Part = { readonly editor: RulesEditor; readonly draft: RulesDraft };

export function HoursFields({ editor, draft }: Part) {
  const isOpen = draft.hours === "daily" || draft.hours === "weekly";
  return (
    <fieldset>
      <legend>{text.rules.hours}</legend>
      <Select<HoursKind> editor={editor} name="hours" label={text.rules.openAt} value={draft.hours} choices={text.rules.hoursKinds} onValue={(hours) => editor.set({ hours })} />
      {isOpen && <Select<string> editor={editor} name="zone" label={text.rules.zone} value={draft.zone} choices={Object.fromEntries([...new Set([draft.zone, ...zones()])].map((name) => [name, name]))} onValue={(zone) => editor.set({ zone })} />}
      {draft.hours === "weekly" && <Weekdays editor={editor} draft={draft} />}
      {isOpen && <Exceptions editor={editor} draft={draft} />}
      {isOpen && <Select<string> editor={editor} name="covers" label={text.rules.covers} value={draft.covers} choices={text.rules.coverKinds} onValue={(covers) => editor.set({ covers })} />}
    </fieldset>
  );
}

function Weekdays({ editor, draft }: Part) {
  return (
    <div class="weekdays">
      <p class="is-quiet">{text.rules.weeklyHint}</p>
      {weekdays.map((day) => <TextField key={day} editor={editor} name={day} label={text.rules.weekdays[day]} value={draft.weekly[day]} placeholder={text.rules.closed} onValue={(times) => editor.set({ weekly: { ...draft.weekly, [day]: times } })} />)}
    </div>
  );
}

function Exceptions({ editor, draft }: Part) {
  return (
    <>
      {draft.exceptions.map((one) => {
        const set = (by: Partial<typeof one>) => editor.set({ exceptions: replaced(draft.exceptions, one, by) });
        return (
          <div class="rule-row" role="group" aria-label={text.rules.exception} key={one.key}>
            <TextField editor={editor} name={`from ${one.key}`} label={text.rules.from} isDate value={one.from} onValue={(from) => set({ from })} />
            <TextField editor={editor} name={`to ${one.key}`} label={text.rules.to} isDate value={one.to} onValue={(to) => set({ to })} />
            <TextField editor={editor} name={`open ${one.key}`} label={text.rules.openTimes} placeholder={text.rules.closed} value={one.open} onValue={(open) => set({ open })} />
            <TextField editor={editor} name={`label ${one.key}`} label={text.rules.label} value={one.label} onValue={(label) => set({ label })} />
            <button type="button" onClick={() => editor.set({ exceptions: draft.exceptions.filter((other) => other !== one) })}>{text.rules.remove}</button>
          </div>
        );
      })}
      <div class="form-actions"><button type="button" onClick={() => editor.set({ exceptions: [...draft.exceptions, newException()] })}>{text.rules.addException}</button></div>
    </>
  );
}

export function TurnaroundFields({ editor, draft }: Part) {
  return (
    <fieldset>
      <legend>{text.rules.turnaround}</legend>
      <LengthField editor={editor} name="turnaround" label={text.rules.turnaroundDefault} ofType={editor.ofType.turnaround?.default} value={draft.turnaround} onValue={(turnaround) => editor.set({ turnaround })} />
      {draft.pairs.map((one) => {
        const set = (by: Partial<typeof one>) => editor.set({ pairs: replaced(draft.pairs, one, by) });
        return (
          <div class="rule-row" role="group" aria-label={text.rules.pair} key={one.key}>
            <TextField editor={editor} name={`after ${one.key}`} label={text.rules.after} value={one.after} onValue={(after) => set({ after })} />
            <TextField editor={editor} name={`before ${one.key}`} label={text.rules.before} value={one.before} onValue={(before) => set({ before })} />
            <LengthField editor={editor} name={`pair ${one.key}`} label={text.rules.atLeast} value={one.length} onValue={(length) => set({ length })} />
            <button type="button" onClick={() => editor.set({ pairs: draft.pairs.filter((other) => other !== one) })}>{text.rules.remove}</button>
          </div>
        );
      })}
      <div class="form-actions"><button type="button" onClick={() => editor.set({ pairs: [...draft.pairs, newPair()] })}>{text.rules.addPair}</button></div>
      <TextField editor={editor} name="exempt" label={text.rules.exempt} placeholder="maintenance, cleaning" value={draft.exempt} onValue={(exempt) => editor.set({ exempt })} />
    </fieldset>
  );
}

export function BoundsFields({ editor, draft }: Part) {
  const { ofType } = editor;
  return (
    <fieldset>
      <legend>{text.rules.bounds}</legend>
      <div class="rule-row is-even">
        <LengthField editor={editor} name="notice" label={text.rules.notice} ofType={ofType.notice} value={draft.notice} onValue={(notice) => editor.set({ notice })} />
        <LengthField editor={editor} name="ahead" label={text.rules.ahead} ofType={ofType.ahead} withMonths value={draft.ahead} onValue={(ahead) => editor.set({ ahead })} />
        <LengthField editor={editor} name="shortest" label={text.rules.shortest} ofType={ofType.shortest} value={draft.shortest} onValue={(shortest) => editor.set({ shortest })} />
        <LengthField editor={editor} name="longest" label={text.rules.longest} ofType={ofType.longest} value={draft.longest} onValue={(longest) => editor.set({ longest })} />
      </div>
    </fieldset>
  );
}

/** Only of types with slots. */
export function SlotFields({ editor, draft }: Part) {
  if (!editor.hasSlots) return null;
  const choices = { "": text.rules.slotZoneNone, ...Object.fromEntries([...new Set([draft.slotZone, ...zones()])].filter(Boolean).map((name) => [name, name])) };
  return <fieldset><legend>{text.rules.slots}</legend><Select<string> editor={editor} name="slotZone" label={text.rules.slotZone} value={draft.slotZone} choices={choices} onValue={(slotZone) => editor.set({ slotZone })} /></fieldset>;
}

export function ApprovalFields({ editor, draft }: Part) {
  const isNeeded = draft.approval === "all" || draft.approval === "types";
  return (
    <fieldset>
      <legend>{text.rules.approval}</legend>
      <Select<ApprovalKind> editor={editor} name="approval" label={text.rules.approval} value={draft.approval} choices={text.rules.approvalKinds} onValue={(approval) => editor.set({ approval })} />
      {draft.approval === "types" && <TextField editor={editor} name="approvalTypes" label={text.rules.approvalTypes} isRequired placeholder="booking, works" value={draft.approvalTypes} onValue={(approvalTypes) => editor.set({ approvalTypes })} />}
      {isNeeded && <LengthField editor={editor} name="within" label={text.rules.within} ofType={editor.ofType.approval?.within} value={draft.within} onValue={(within) => editor.set({ within })} />}
    </fieldset>
  );
}

export function CheckInFields({ editor, draft }: Part) {
  return (
    <fieldset>
      <legend>{text.rules.checkIn}</legend>
      <Select<CheckInKind> editor={editor} name="checkIn" label={text.rules.checkIn} value={draft.checkIn} choices={text.rules.checkInKinds} onValue={(checkIn) => editor.set({ checkIn })} />
      {draft.checkIn === "needed" && (
        <>
          <div class="rule-row is-even">
            <LengthField editor={editor} name="opens" label={text.rules.opens} value={draft.opens} onValue={(opens) => editor.set({ opens })} />
            <LengthField editor={editor} name="closes" label={text.rules.closes} value={draft.closes} onValue={(closes) => editor.set({ closes })} />
          </div>
          <Select<RulesDraft["onMiss"]> editor={editor} name="onMiss" label={text.rules.onMiss} value={draft.onMiss} choices={text.rules.onMissKinds} onValue={(onMiss) => editor.set({ onMiss })} />
        </>
      )}
    </fieldset>
  );
}
