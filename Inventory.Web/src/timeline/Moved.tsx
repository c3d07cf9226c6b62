import { useSignalEffect, type ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

/** Moves what it contains without drawing it again. */
export function Moved({ by, children }: { by: ReadonlySignal<number>; children: ComponentChildren }) {
  const element = useRef<HTMLDivElement>(null);
  useSignalEffect(() => { element.current!.style.transform = `translateX(${by.value}px)`; });
  return <div class="tl-moved" ref={element} style={{ transform: `translateX(${by.peek()}px)` }}>{children}</div>;
}
