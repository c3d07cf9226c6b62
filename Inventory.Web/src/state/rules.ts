import type { Schemas } from "../api/client";

/** A rule that is `null` takes away that of the type. */
export type Policy = { readonly [Name in keyof Schemas["PolicyDocument"]]: Schemas["PolicyDocument"][Name] | null };

export const weekdays = ["mo", "tu", "we", "th", "fr", "sa", "su"] as const;
export type Weekday = (typeof weekdays)[number];

/** Units of a length of time, as ISO 8601 writes them. `iso`: the text is such a duration itself, which has no single unit. */
const units = { seconds: "PT#S", minutes: "PT#M", hours: "PT#H", days: "P#D", months: "P#M", years: "P#Y", iso: "#" } as const;
export type Unit = keyof typeof units;

export interface Length {
  /** Empty for no rule. */
  readonly count: string;
  readonly unit: Unit;
}

/** Texts as they stand in the form. */
export interface ExceptionDraft {
  readonly key: number;
  readonly from: string;
  readonly to: string;
  readonly open: string;
  readonly label: string;
}

export interface PairDraft {
  readonly key: number;
  readonly after: string;
  readonly before: string;
  readonly length: Length;
}

export const lengths = ["notice", "ahead", "shortest", "longest"] as const;

/** Where opening hours come from: the type, nowhere, for all days the same but for exceptions, or by weekday. */
export type HoursKind = "inherited" | "none" | "daily" | "weekly";

/** Which allocation types need an approval. */
export type ApprovalKind = "inherited" | "none" | "all" | "types";

export type CheckInKind = "inherited" | "none" | "needed";

export interface RulesDraft extends Readonly<Record<(typeof lengths)[number], Length>> {
  readonly hours: HoursKind;
  readonly zone: string;
  readonly weekly: Readonly<Record<Weekday, string>>;
  readonly exceptions: readonly ExceptionDraft[];
  readonly covers: string;
  readonly turnaround: Length;
  readonly pairs: readonly PairDraft[];
  readonly exempt: string;
  /** Empty for that of the type. */
  readonly slotZone: string;
  readonly approval: ApprovalKind;
  readonly approvalTypes: string;
  readonly within: Length;
  readonly checkIn: CheckInKind;
  readonly opens: Length;
  readonly closes: Length;
  readonly onMiss: "mark" | "release";
}

/** In one unit, if there is one: PT1H30M is 90 minutes. */
export function parseLength(duration: string | null | undefined, usual: Unit = "hours"): Length {
  if (!duration) return { count: "", unit: usual };
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration);
  if (!match) return { count: duration, unit: "iso" };
  const [years, months, days, hours, minutes, seconds] = match.slice(1).map((part) => (part === undefined ? null : Number(part)));
  const isCalendar = years !== null || months !== null;
  if (isCalendar && [days, hours, minutes, seconds].some((part) => part !== null)) return { count: duration, unit: "iso" };
  const of = (count: number, unit: Unit): Length => ({ count: String(count), unit });
  if (isCalendar) return months == null ? of(years!, "years") : of((years ?? 0) * 12 + months, "months");
  const inHours = (days ?? 0) * 24 + (hours ?? 0);
  if (seconds != null) return of((inHours * 60 + (minutes ?? 0)) * 60 + seconds, "seconds");
  if (minutes != null) return of(inHours * 60 + minutes, "minutes");
  return hours != null ? of(inHours, "hours") : of(days ?? 0, "days");
}

/** `null` for no rule. What is no number is left for the service to refuse. */
export const formatLength = ({ count, unit }: Length): string | null => (count.trim() ? units[unit].replace("#", count.trim()) : null);

/** "8-12, 13:00 – 18:30" means 08:00-12:00 and 13:00-18:30. */
export function parseTimes(words: string): string[] {
  const time = (of: string) => of.replace(/^(\d{1,2})(?::(\d\d))?$/, (_, hour: string, minute = "00") => `${hour.padStart(2, "0")}:${minute}`);
  return words.replace(/\s*[-–]\s*/g, "-").split(/[,;\s]+/).filter(Boolean).map((range) => range.split("-").map(time).join("-"));
}

const formatTimes = (times: readonly string[] | null | undefined): string => (times ?? []).join(", ");

const listOf = (words: string): string[] => words.split(",").map((word) => word.trim()).filter(Boolean);

let last = 0;

export const newException = (): ExceptionDraft => ({ key: ++last, from: "", to: "", open: "", label: "" });
export const newPair = (): PairDraft => ({ key: ++last, after: "", before: "", length: { count: "", unit: "minutes" } });

export function draftOf(policy: Policy, usualZone: string): RulesDraft {
  const { hours, turnaround, approval, check_in } = policy;
  return {
    hours: hours ? (hours.weekly ? "weekly" : "daily") : hours === null ? "none" : "inherited",
    zone: hours?.time_zone ?? usualZone,
    weekly: Object.fromEntries(weekdays.map((day) => [day, formatTimes(hours?.weekly?.[day])])) as Record<Weekday, string>,
    exceptions: (hours?.exceptions ?? []).map(({ from, to, open, label }) => ({ key: ++last, from, to: to ?? "", open: formatTimes(open), label: label ?? "" })),
    covers: hours?.covers ?? "whole",
    turnaround: parseLength(turnaround?.default, "minutes"),
    pairs: Object.entries(turnaround?.between ?? {}).map(([pair, length]) => ({ key: ++last, after: pair.split(">")[0]!, before: pair.split(">")[1] ?? "", length: parseLength(length, "minutes") })),
    exempt: (turnaround?.exempt ?? []).join(", "),
    notice: parseLength(policy.notice),
    ahead: parseLength(policy.ahead, "days"),
    shortest: parseLength(policy.shortest, "minutes"),
    longest: parseLength(policy.longest, "days"),
    slotZone: policy.slot_zone ?? "",
    approval: approval ? ((approval.allocation_types ?? []).length > 0 ? "types" : "all") : approval === null ? "none" : "inherited",
    approvalTypes: (approval?.allocation_types ?? []).join(", "),
    within: parseLength(approval?.within, "days"),
    checkIn: check_in ? "needed" : check_in === null ? "none" : "inherited",
    opens: parseLength(check_in?.opens, "minutes"),
    closes: parseLength(check_in?.closes, "minutes"),
    onMiss: check_in?.on_miss === "release" ? "release" : "mark",
  };
}

const isFilled = ({ from, to, open, label }: ExceptionDraft): boolean => [from, to, open, label].some((part) => part.trim());

function hoursOf(draft: RulesDraft, before: Policy["hours"]): Policy["hours"] {
  if (draft.hours === "inherited") return undefined;
  if (draft.hours === "none") return null;
  const { weekly: _, exceptions: __, ...rest } = before ?? {};
  const exceptions = draft.exceptions.filter(isFilled).map(({ from, to, open, label }) => ({ from, ...(to ? { to } : {}), open: parseTimes(open), ...(label.trim() ? { label: label.trim() } : {}) }));
  const weekly = Object.fromEntries(weekdays.map((day) => [day, parseTimes(draft.weekly[day])]).filter(([, times]) => times!.length > 0)) as Record<string, string[]>;
  return { ...rest, time_zone: draft.zone, ...(draft.hours === "weekly" ? { weekly } : {}), ...(exceptions.length > 0 ? { exceptions } : {}), covers: draft.covers };
}

const pairName = ({ after, before }: PairDraft): string => `${after.trim()}>${before.trim()}`;

function turnaroundOf(draft: RulesDraft, before: Policy["turnaround"]): Policy["turnaround"] {
  const { default: _, between: __, exempt: ___, ...rest } = before ?? {};
  const usual = formatLength(draft.turnaround);
  const pairs = draft.pairs.filter((pair) => pair.after.trim() || pair.before.trim() || pair.length.count.trim());
  const exempt = listOf(draft.exempt);
  if (!usual && pairs.length === 0 && exempt.length === 0) return before === null ? null : undefined;
  return {
    ...rest,
    ...(usual ? { default: usual } : {}),
    ...(pairs.length > 0 ? { between: Object.fromEntries(pairs.map((pair) => [pairName(pair), formatLength(pair.length) ?? ""])) } : {}),
    ...(exempt.length > 0 ? { exempt } : {}),
  };
}

function approvalOf(draft: RulesDraft, before: Policy["approval"]): Policy["approval"] {
  if (draft.approval === "inherited") return undefined;
  if (draft.approval === "none") return null;
  const { allocation_types: _, within: __, ...rest } = before ?? {};
  const within = formatLength(draft.within);
  return { ...rest, ...(draft.approval === "types" ? { allocation_types: listOf(draft.approvalTypes) } : {}), ...(within ? { within } : {}) };
}

function checkInOf(draft: RulesDraft, before: Policy["check_in"]): Policy["check_in"] {
  if (draft.checkIn === "inherited") return undefined;
  if (draft.checkIn === "none") return null;
  const { opens: _, closes: __, on_miss, ...rest } = before ?? {};
  const [opens, closes] = [formatLength(draft.opens), formatLength(draft.closes)];
  return { ...rest, ...(opens ? { opens } : {}), ...(closes ? { closes } : {}), ...(draft.onMiss === "release" || on_miss ? { on_miss: draft.onMiss } : {}) } as Policy["check_in"];
}

/** All rules as the form has them. What the form does not show stays as it was. */
export function policyOf(draft: RulesDraft, before: Policy): Policy {
  const { violations: _, ...rest } = before;
  const named = { hours: hoursOf(draft, before.hours), slot_zone: draft.slotZone || (before.slot_zone === null ? null : undefined), turnaround: turnaroundOf(draft, before.turnaround), approval: approvalOf(draft, before.approval), check_in: checkInOf(draft, before.check_in), ...Object.fromEntries(lengths.map((name) => [name, formatLength(draft[name]) ?? (before[name] === null ? null : undefined)])) };
  return Object.fromEntries(Object.entries({ ...rest, ...named }).filter(([, rule]) => rule !== undefined));
}

/** The field of the form that a JSON pointer means, or `null`. */
export function fieldOf(pointer: string, draft: RulesDraft): string | null {
  const [rule, part, at, member] = pointer.replace(/^#\//, "").split("/").map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
  if (rule === "holidays" || lengths.some((name) => name === rule)) return rule!;
  if (rule === "slot_zone") return "slotZone";
  switch (`${rule} ${part}`) {
    case "hours time_zone": return "zone";
    case "hours weekly": return weekdays.find((day) => day === at) ?? null;
    case "hours exceptions": { const found = draft.exceptions.filter(isFilled)[Number(at)]; return found ? `${member ?? "from"} ${found.key}` : null; }
    case "turnaround default": return "turnaround";
    case "turnaround between": { const found = draft.pairs.find((pair) => pairName(pair) === at); return found ? `pair ${found.key}` : null; }
    case "turnaround exempt": return "exempt";
    case "approval allocation_types": return "approvalTypes";
    case "approval within": return "within";
    case "check_in opens": return "opens";
    case "check_in closes": return "closes";
    case "check_in on_miss": return "onMiss";
    default: return null;
  }
}
