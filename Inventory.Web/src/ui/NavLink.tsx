import type { ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { follow, path } from "../router";

/** A link to a page or a section, marked while `current` is there. */
export function NavLink({ to, current = path, children }: { to: string; current?: ReadonlySignal<string>; children: ComponentChildren }) {
  return <a href={to} onClick={follow} aria-current={current.value === to ? "page" : undefined}>{children}</a>;
}
