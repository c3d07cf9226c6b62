import { computed, useComputed, useSignal, useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { toInstant, toX, type Scale } from "./scale";

/** What is drawn: half as much again as is seen on both sides, so that a pan moves it, and does not draw it again. */
export interface Plane {
  readonly scale: ReadonlySignal<Scale>;
  readonly width: ReadonlySignal<number>;
  /** At which pixel of the plane began what was seen, when it was drawn. */
  readonly edge: ReadonlySignal<number>;
  /** Where its left edge is now. */
  readonly shift: ReadonlySignal<number>;
}

/** After a pan has come to rest all is drawn again: the words of bars that begin before what is seen come into sight. */
const restMs = 200;

export function usePlane(scale: ReadonlySignal<Scale>, width: ReadonlySignal<number>): Plane {
  const edge = useComputed(() => Math.round(width.value / 2));
  const atRest = useSignal(scale.peek());
  useSignalEffect(() => {
    const reached = scale.value;
    const timer = setTimeout(() => (atRest.value = reached), restMs);
    return () => clearTimeout(timer);
  });

  const drawn = useMemo(() => {
    let last = scale.peek();
    return computed(() => {
      const isMovedOnly = scale.value.msPerPx === last.msPerPx && Math.abs(toX(scale.value, last.start)) < edge.value;
      if (!isMovedOnly || atRest.value === scale.value) last = scale.value;
      return last;
    });
  }, []);

  const shown = useComputed<Scale>(() => ({ start: toInstant(drawn.value, -edge.value), msPerPx: drawn.value.msPerPx }));
  return { scale: shown, edge, width: useComputed(() => width.value + 2 * edge.value), shift: useComputed(() => toX(scale.value, shown.value.start)) };
}
