import { signal } from "@preact/signals";

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly id: number;
  readonly kind: "done" | "refused";
  readonly title: string;
  readonly detail?: string;
  readonly actions: readonly ToastAction[];
}

export const toasts = signal<readonly Toast[]>([]);

let last = 0;

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

/** Refusals stay until they are closed: somebody may read slowly. */
export function tell(toast: Omit<Toast, "id">, forMs: number | null = toast.kind === "done" ? 5000 : null): number {
  const id = ++last;
  toasts.value = [...toasts.value.slice(-3), { ...toast, id }];
  if (forMs !== null) setTimeout(() => dismiss(id), forMs);
  return id;
}

export function Toasts({ closeLabel }: { closeLabel: string }) {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <div key={toast.id} class={`toast is-${toast.kind}`}>
          <div>
            <strong>{toast.title}</strong>
            {toast.detail && <p>{toast.detail}</p>}
            {toast.actions.length > 0 && (
              <div class="toast-actions">
                {toast.actions.map((action) => <button key={action.label} type="button" onClick={() => { dismiss(toast.id); action.run(); }}>{action.label}</button>)}
              </div>
            )}
          </div>
          <button type="button" class="is-plain" aria-label={closeLabel} onClick={() => dismiss(toast.id)}>×</button>
        </div>
      ))}
    </div>
  );
}
