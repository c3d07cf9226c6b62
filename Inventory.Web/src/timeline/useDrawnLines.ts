import { useSignal, useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { DrawnLine } from "./board";
import type { TimelineLine } from "./model";

/** Only the lines that are seen, and a few beyond, are in the document. */
export function useDrawnLines(lines: ReadonlySignal<readonly TimelineLine[]>, sizeOf: (line: TimelineLine) => number, scrollPadding = 0) {
  const body = useRef<HTMLDivElement>(null);
  const drawn = useSignal<readonly DrawnLine[]>([]);
  const height = useSignal(0);

  const virtualizer = useMemo(() => new Virtualizer<HTMLDivElement, HTMLElement>({
    count: 0,
    getScrollElement: () => body.current,
    estimateSize: (index) => sizeOf(lines.peek()[index]!),
    observeElementRect, observeElementOffset,
    scrollToFn: elementScroll,
    overscan: 3,
    scrollPaddingStart: scrollPadding,
    getItemKey: (index) => lines.peek()[index]?.id ?? index,
    onChange: update,
  }), []);

  function update(): void {
    drawn.value = virtualizer.getVirtualItems().map(({ index, start, size }) => ({ index, start, size }));
    height.value = virtualizer.getTotalSize();
  }

  useEffect(() => {
    const unmount = virtualizer._didMount();
    virtualizer._willUpdate();
    return unmount;
  }, []);

  useSignalEffect(() => {
    virtualizer.setOptions({ ...virtualizer.options, count: lines.value.length });
    virtualizer.measure();
    virtualizer._willUpdate();
    update();
  });

  return { body, drawn, height, virtualizer };
}
