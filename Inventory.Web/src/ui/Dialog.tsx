import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Over the page, until it is closed by Escape or by what is in it. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    // Closed before it is removed: the browser then returns the focus.
    return () => current?.close();
  }, []);
  return <dialog ref={dialog} class="dialog" aria-label={title} onClose={onClose}><h2>{title}</h2>{children}</dialog>;
}

interface Question {
  readonly title: string;
  readonly detail?: string;
  readonly yes: string;
  readonly no: string;
  readonly isDanger?: boolean;
}

const open = signal<{ readonly question: Question; readonly decide: (isYes: boolean) => void } | null>(null);

/** Whether the question is answered with yes. */
export function confirmed(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    open.value?.decide(false);
    open.value = { question, decide: (isYes) => { open.value = null; resolve(isYes); } };
  });
}

export function Confirmation() {
  if (!open.value) return null;
  const { question, decide } = open.value;
  return (
    <Dialog key={question.title} title={question.title} onClose={() => decide(false)}>
      {question.detail && <p>{question.detail}</p>}
      <div class="form-actions">
        <button type="button" class={question.isDanger ? "is-danger" : "is-primary"} onClick={() => decide(true)}>{question.yes}</button>
        <button type="button" onClick={() => decide(false)}>{question.no}</button>
      </div>
    </Dialog>
  );
}
