import { useEffect } from "preact/hooks";
import { customerName } from "../../state/customers";
import { isLoaded } from "../../state/place";
import { entries, followEntries, isOpen, loadEntries, problem } from "../../state/waiting";
import { text } from "../../text/en";
import { Interrupted } from "../../ui/Interrupted";
import { Failed, Loading } from "../../ui/states";
import { WaitingEntry } from "../../ui/waiting";

/** Who waits for what, by arrival. */
export function WaitingLists() {
  useEffect(() => (isLoaded.value ? followEntries() : undefined), [isLoaded.value]);
  const open = entries.value?.filter(isOpen) ?? [];
  return (
    <section>
      <h2>{text.waiting.title}</h2>
      <p class="is-quiet">{text.waiting.hint}</p>
      <Interrupted />
      {problem.value ? <Failed problem={problem.value} onAgain={() => void loadEntries()} /> : entries.value === null && <Loading rows={3} />}
      {entries.value !== null && open.length === 0 && <p class="is-quiet">{text.waiting.nobody}</p>}
      <ul class="cards">{open.map((entry) => <li key={entry.id} class="approval"><WaitingEntry entry={entry} who={entry.owner ? customerName(entry.owner) : text.history.staff} /></li>)}</ul>
    </section>
  );
}
