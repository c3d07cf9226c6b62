import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

/** What is in the fields, by name. */
export class Fields {
  readonly #data: FormData;

  constructor(form: HTMLFormElement) {
    this.#data = new FormData(form);
  }

  text(name: string): string {
    return String(this.#data.get(name) ?? "").trim();
  }

  all(name: string): string[] {
    return this.#data.getAll(name).map(String);
  }
}

/** A form that is sent once at a time, and whose inputs are empty again if `onSubmit` says so. */
export function Form({ onSubmit, isRow = false, children }: { onSubmit: (fields: Fields) => Promise<boolean | void>; isRow?: boolean; children: ComponentChildren }) {
  const isBusy = useSignal(false);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new Fields(form);
    if (isBusy.value) return;
    isBusy.value = true;
    const isDone = await onSubmit(fields);
    isBusy.value = false;
    // Choices stay: the next one is often of the same kind.
    if (isDone === true) for (const input of form.querySelectorAll("input")) [input.value, input.checked] = [input.defaultValue, input.defaultChecked];
  }
  return <form class={isRow ? "form is-row" : "form"} aria-busy={isBusy} onSubmit={(event) => void submit(event)}>{children}</form>;
}
