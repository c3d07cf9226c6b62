import { useRef } from "preact/hooks";
import { text } from "../text/en";
import { tell } from "./toasts";

/** The only time that a secret is shown. */
export function ShownOnce({ name, hint, label, value, copied, onDone }: { name: string; hint: string; label: string; value: string; copied: string; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  // There is no clipboard on addresses that are not secure: the text is selected then.
  async function copy() {
    field.current?.select();
    await navigator.clipboard?.writeText(value).then(() => tell({ kind: "done", title: copied, actions: [] }), () => undefined);
  }
  return (
    <div class="card form" role="group" aria-label={name}>
      <p><b>{hint}</b></p>
      <label>{label}<input ref={field} readOnly value={value} /></label>
      <div class="form-actions">
        <button type="button" class="is-primary" onClick={() => void copy()}>{text.manage.copy}</button>
        <button type="button" onClick={onDone}>{text.manage.done}</button>
      </div>
    </div>
  );
}
