import { signal } from "@preact/signals";

/** The present, to the second. */
export const now = signal(Date.now());

setInterval(() => (now.value = Date.now()), 1000);

function isZone(name: string | null): name is string {
  try {
    return name !== null && Boolean(Intl.DateTimeFormat(undefined, { timeZone: name }));
  } catch {
    return false;
  }
}

/** An address can bring its zone along; else it is the one that was chosen here, or the browser's. */
const wished = [new URLSearchParams(location.search).get("zone"), localStorage.getItem("zone")];

export const zone = signal(wished.find(isZone) ?? Intl.DateTimeFormat().resolvedOptions().timeZone);

export function setZone(name: string): void {
  zone.value = name;
  localStorage.setItem("zone", name);
}

/** The browser knows most by their old names: what is chosen is there in any case. */
export const zones = (): string[] => [...new Set([zone.peek(), Intl.DateTimeFormat().resolvedOptions().timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])];
