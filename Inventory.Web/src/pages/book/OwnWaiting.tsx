import { useEffect } from "preact/hooks";
import { isCustomer } from "../../session";
import { isLoaded } from "../../state/place";
import { entries, followEntries, isOpen } from "../../state/waiting";
import { text } from "../../text/en";
import { WaitingEntry } from "../../ui/waiting";

/** What the caller waits for, and what is granted. Who does not wait sees nothing of it. */
export function OwnWaiting() {
  useEffect(() => (isLoaded.value ? followEntries() : undefined), [isLoaded.value]);
  const own = (entries.value ?? []).filter((entry) => isOpen(entry) && (isCustomer.value || !entry.owner));
  if (own.length === 0) return null;
  return (
    <section aria-live="polite">
      <h2>{text.waiting.mine}</h2>
      <ul class="cards">{own.map((entry) => <li key={entry.id}><WaitingEntry entry={entry} /></li>)}</ul>
    </section>
  );
}
