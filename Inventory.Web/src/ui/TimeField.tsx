import { useSignal } from "@preact/signals";
import { zone } from "../state/clock";
import { fromInput, instantsOfInput, timeOf, toInput, zonedTimeOf } from "../state/words";
import { text } from "../text/en";
import type { Instant, Interval } from "../timeline/scale";

/**
 * A local time in the zone that is shown. The form sends the instant, empty where it is infinite: a time that the clocks show twice is chosen from both, and one that they skip is shifted
 * forward, in words.
 */
export function TimeField({ name, label, value, isRequired = false }: { name: "from" | "to"; label: string; value: Instant; isRequired?: boolean }) {
  const at = useSignal(value);
  const typed = useSignal<{ value: string; zone: string } | null>(null);
  const shown = typed.value?.zone === zone.value ? typed.value.value : toInput(at.value, zone.value);
  const found = instantsOfInput(shown, zone.value);
  const isSkipped = shown !== "" && found.length === 0;
  return (
    <>
      <label>{label}
        <input
          type="datetime-local" value={shown} required={isRequired} placeholder="∞"
          onInput={(event) => {
            const { value } = event.currentTarget;
            typed.value = { value, zone: zone.value };
            at.value = fromInput(value, zone.value) ?? (name === "from" ? -Infinity : Infinity);
          }}
        />
      </label>
      {found.length > 1 && (
        <select aria-label={text.allocation.whichTime(label)} value={at.value - (at.value % 60_000)} onChange={(event) => (at.value = Number(event.currentTarget.value))}>
          {found.map((instant) => <option key={instant} value={instant}>{zonedTimeOf(instant, zone.value)}</option>)}
        </select>
      )}
      {isSkipped && <small role="status">{text.allocation.skippedTime(shown.slice(11), timeOf(at.value, zone.value))}</small>}
      <input type="hidden" name={name} value={Number.isFinite(at.value) ? at.value : ""} />
    </>
  );
}

/** The interval of two such fields. */
export function readInterval(form: FormData): Interval {
  const [from, to] = [String(form.get("from")), String(form.get("to"))];
  return { from: from ? Number(from) : -Infinity, to: to ? Number(to) : Infinity };
}
