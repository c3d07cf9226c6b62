import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Outcome } from "../api/client";
import { zone } from "../state/clock";
import { loadHistory, type Entry } from "../state/history";
import { fromInput, momentOf } from "../state/words";
import { text } from "../text/en";
import type { TimelineRow } from "../timeline/model";
import { minute } from "../timeline/scale";
import { PanelFrame } from "../ui/PanelFrame";

/** Who had a resource when, and why somebody was refused. */
export function HistoryPanel({ row }: { row: TimelineRow }) {
  const until = useSignal<number | null>(null);
  const found = useSignal<Outcome<readonly Entry[]> | null>(null);
  const shown = [until.value, zone.value] as const;
  useEffect(() => {
    found.value = null;
    void loadHistory(row, ...shown).then((outcome) => (found.value = outcome));
  }, [row.id, ...shown]);
  return (
    <PanelFrame title={`${row.label}: ${text.allocation.history}`}>
      <div class="form">
        <label>{text.history.until}
          <input type="datetime-local" onChange={(event) => { const at = fromInput(event.currentTarget.value, zone.value); until.value = at === null ? null : at + minute; }} />
        </label>
        <Entries found={found.value} />
      </div>
    </PanelFrame>
  );
}

function Entries({ found }: { found: Outcome<readonly Entry[]> | null }) {
  if (!found) return <p aria-busy="true">{text.timeline.loading}</p>;
  if (!found.ok) return <p class="problem" role="alert">{found.problem.detail}</p>;
  if (found.data.length === 0) return <p>{text.history.none}</p>;
  return (
    <ol class="history">
      {found.data.map((entry, index) => (
        <li key={index} class={`is-${entry.kind}`}>
          <time dateTime={new Date(entry.at).toISOString()}>{momentOf(entry.at, zone.value)}</time> <b>{entry.who}</b>
          <div>{entry.what}</div>
          {entry.because.map((reason) => <p key={reason}>{reason}</p>)}
        </li>
      ))}
    </ol>
  );
}
