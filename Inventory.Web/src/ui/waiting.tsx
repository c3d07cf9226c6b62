import { useSignal } from "@preact/signals";
import { intervalOf } from "../api/intervals";
import { now, zone } from "../state/clock";
import { resourceName } from "../state/place";
import { accept, decline, isOpen, type Entry } from "../state/waiting";
import { momentOf, whenOf } from "../state/words";
import { text } from "../text/en";
import { countDown } from "../timeline/Bars";

const nameOf = (entry: Entry): string => (entry.resource_id ? resourceName(entry.resource_type, entry.resource_id) : text.waiting.any(entry.resource_type));

/** A grant ends by the clock: the service says so a little later. */
const isOver = ({ status, expires }: Entry): boolean => status === "granted" && expires !== undefined && expires !== null && Date.parse(expires) <= now.value;

export function WaitingBadge({ entry }: { entry: Entry }) {
  const status = isOver(entry) ? "lapsed" : entry.status;
  const kind = { granted: "is-held", declined: "is-ended", lapsed: "is-ended", accepted: "" }[status] ?? "is-requested";
  return (
    <span class={`badge ${kind}`}>
      {text.waiting.statuses[status] ?? status}
      {status === "granted" && entry.expires && ` · ${countDown(Date.parse(entry.expires) - now.value)}`}
      {status === "waiting" && entry.position ? ` · ${text.waiting.position(entry.position)}` : ""}
    </span>
  );
}

/** What somebody waits for, and what can be done about it. */
export function WaitingEntry({ entry, who }: { entry: Entry; who?: string | undefined }) {
  const isBusy = useSignal(false);
  const what = `${nameOf(entry)}, ${whenOf(intervalOf(entry), zone.value)}`;
  async function act(work: Promise<void>) {
    isBusy.value = true;
    await work;
    isBusy.value = false;
  }
  return (
    <>
      <span>
        <b>{nameOf(entry)}</b> {whenOf(intervalOf(entry), zone.value)}
        <small>{[who, entry.allocation_type, text.waiting.since(momentOf(Date.parse(entry.created), zone.value))].filter(Boolean).join(" · ")}</small>
        <WaitingBadge entry={entry} />
      </span>
      {isOpen(entry) && !isOver(entry) && (
        <span class="form-actions">
          {entry.status === "granted" && <button type="button" class="is-primary" disabled={isBusy} aria-label={text.waiting.acceptOf(what)} onClick={() => void act(accept(entry, what))}>{text.waiting.accept}</button>}
          <button type="button" disabled={isBusy} aria-label={(entry.status === "granted" ? text.waiting.declineOf : text.waiting.leaveOf)(what)} onClick={() => void act(decline(entry, what))}>{entry.status === "granted" ? text.waiting.decline : text.waiting.leave}</button>
        </span>
      )}
    </>
  );
}
