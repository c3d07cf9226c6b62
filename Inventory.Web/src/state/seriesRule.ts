export const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** What the form has. */
export interface Plan {
  readonly frequency: string;
  readonly interval: number;
  readonly days: readonly string[];
  readonly count: number | null;
  /** A day, included. */
  readonly until: string;
}

/** RFC 5545. */
export function ruleOf({ frequency, interval, days, count, until }: Plan): string {
  const parts = [`FREQ=${frequency}`];
  if (interval > 1) parts.push(`INTERVAL=${interval}`);
  if (frequency === "WEEKLY" && days.length > 0) parts.push(`BYDAY=${weekdays.filter((day) => days.includes(day)).join(",")}`);
  parts.push(until ? `UNTIL=${until.replaceAll("-", "")}` : `COUNT=${count ?? 1}`);
  return parts.join(";");
}

/** ISO 8601, of hours and minutes. */
export function durationOf(time: string): string {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return `PT${hours > 0 ? `${hours}H` : ""}${minutes > 0 ? `${minutes}M` : ""}`;
}

/** Days on which it does not take place, as the starts that the rule has there. */
export const exdatesOf = (days: string, from: string): string[] => days.split(/[\s,;]+/).filter(Boolean).map((day) => `${day}T${from.slice(11)}`);
