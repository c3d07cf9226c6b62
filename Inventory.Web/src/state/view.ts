import { computed, effect, signal } from "@preact/signals";
import { day, fit, hour, minute, visible, type Instant, type Scale } from "../timeline/scale";
import { startOfDay } from "../timeline/zone";
import { path } from "../router";
import { zone } from "./clock";
import { shownType } from "./place";
import { fromInput, toInput } from "./words";

/** How many days a view of the timeline shows. They are nominal: a day when the clocks change is shown whole. */
export const spans = { day: 1, week: 7, month: 30, quarter: 91 } as const;
export type Span = keyof typeof spans;
export type View = "agenda" | Span;

/** Of the timeline's track, until it is measured. */
export const trackWidth = signal(Math.max(200, window.innerWidth - 200));

const phone = matchMedia("(max-width: 700px)");
const isPhone = signal(phone.matches);
phone.addEventListener("change", () => (isPhone.value = phone.matches));

/** `null` until one is chosen: then a phone shows the agenda, and a wider screen the timeline. */
const isAgendaChosen = signal<boolean | null>(null);
export const isAgenda = computed(() => isAgendaChosen.value ?? isPhone.value);

export const scale = signal<Scale>(scaleOf("day", startOfDay(zone.peek(), Date.now())));

/** The day that the left edge of the timeline is in. */
export const shownDay = computed(() => startOfDay(zone.value, scale.value.start + minute));

/** What the timeline shows has a name, unless it was zoomed to something between. */
export const view = computed<View | null>(() => {
  if (isAgenda.value) return "agenda";
  const days = (scale.value.msPerPx * trackWidth.value) / day;
  return (Object.keys(spans) as Span[]).find((span) => Math.abs(days / spans[span] - 1) < 0.05) ?? null;
});

function scaleOf(span: Span, from: Instant): Scale {
  return fit({ from, to: startOfDay(zone.peek(), from, spans[span]) }, trackWidth.peek());
}

export function choose(chosen: View): void {
  isAgendaChosen.value = chosen === "agenda";
  if (chosen !== "agenda") scale.value = scaleOf(chosen, shownDay.value);
}

export function goTo(at: Instant): void {
  const span = view.peek();
  scale.value = span && span !== "agenda" ? scaleOf(span, at) : { ...scale.peek(), start: at };
}

/** By what is shown: a day, a week; without a name, by most of what is seen. */
export function step(direction: 1 | -1): void {
  const shown = view.peek();
  if (shown) return goTo(startOfDay(zone.peek(), shownDay.peek(), direction * (shown === "agenda" ? 1 : spans[shown])));
  const seen = visible(scale.peek(), trackWidth.peek());
  goTo(seen.from + direction * 0.8 * (seen.to - seen.from));
}

/** The address of what is shown, for others and for a reload. The place in it is a local time, so that it reads well. */
const address = computed(() => {
  const [date, time] = toInput(Math.round(scale.value.start / minute) * minute, zone.value).split("T");
  const query = new URLSearchParams({ date: time === "00:00" ? date! : `${date}T${time}`, zone: zone.value });
  query.set("view", view.value ?? `${Math.round((scale.value.msPerPx * trackWidth.value) / minute)}min`);
  if (shownType.value) query.set("type", shownType.value);
  return `/?${query}`.replaceAll("%2F", "/").replaceAll("%3A", ":");
});

function readAddress(): void {
  const query = new URLSearchParams(location.search);
  const date = query.get("date") ?? "";
  const from = fromInput(date.includes("T") ? date : `${date}T00:00`, zone.peek()) ?? scale.peek().start;
  const shown = query.get("view") ?? "day";
  const minutes = Number(/^(\d+)min$/.exec(shown)?.[1] ?? 0);
  if (query.has("view")) isAgendaChosen.value = shown === "agenda";
  scale.value = minutes > 0 ? fit({ from, to: from + minutes * minute }, trackWidth.peek()) : scaleOf(shown in spans ? (shown as Span) : "day", from);
  shownType.value = query.get("type");
}

if (location.pathname === "/") readAddress();

const first = address.peek();
let isChanged = false;
let soon = 0;

/** An address that nobody has changed stays as it is: it goes on to mean today. */
effect(() => {
  const to = address.value;
  isChanged ||= to !== first;
  window.clearTimeout(soon);
  if (isChanged && path.value === "/") soon = window.setTimeout(() => history.replaceState(null, "", to), 200);
});

/** An hour of the morning, for a form that starts with something. */
export const morning = (): Instant => shownDay.peek() + 9 * hour;
