import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { panel } from "../state/changes";
import { text } from "../text/en";

export const closePanel = (): void => void (panel.value = null);

/** Beside the timeline. Its first control gets the focus; Escape closes it. */
export function PanelFrame({ title, children }: { title: string; children: ComponentChildren }) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => { frame.current?.querySelector<HTMLElement>("input, select, button")?.focus(); }, []);
  return (
    <aside class="panel" ref={frame} aria-label={title} onKeyDown={(event) => { if (event.key === "Escape") closePanel(); }}>
      <header><h2>{title}</h2><button type="button" class="is-plain" aria-label={text.allocation.close} onClick={closePanel}>×</button></header>
      {children}
    </aside>
  );
}
