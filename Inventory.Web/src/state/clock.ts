import { signal } from "@preact/signals";

/** The present, to the second. */
export const now = signal(Date.now());

setInterval(() => (now.value = Date.now()), 1000);

const stored = localStorage.getItem("zone");

export const zone = signal(stored ?? Intl.DateTimeFormat().resolvedOptions().timeZone);

export function setZone(name: string): void {
  zone.value = name;
  localStorage.setItem("zone", name);
}

/** The browser knows most by their old names: what is chosen is there in any case. */
export const zones = (): string[] => [...new Set([zone.peek(), Intl.DateTimeFormat().resolvedOptions().timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])];
