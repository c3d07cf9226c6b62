import type { Problem } from "../api/client";
import { text } from "../text/en";

/** Seen after 300 ms: what comes sooner does not flicker. */
export function Loading({ rows = 4 }: { rows?: number }) {
  return <div class="skeleton" role="status" aria-busy="true" aria-label={text.timeline.loading}>{Array.from({ length: rows }, (_, row) => <i key={row} />)}</div>;
}

export function Failed({ title = text.states.failed, problem, onAgain }: { title?: string; problem?: Problem; onAgain: () => void }) {
  return (
    <div class="failed" role="alert">
      <p>{problem ? `${problem.title}. ${problem.detail}` : title}</p>
      <button type="button" class="is-primary" onClick={onAgain}>{text.timeline.again}</button>
    </div>
  );
}
