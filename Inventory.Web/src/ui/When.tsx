import { zone } from "../state/clock";
import { momentOf } from "../state/words";
import { format } from "../timeline/format";

/** A day, or a moment. */
export function When({ at, isDay = false }: { at: string; isDay?: boolean }) {
  const instant = Date.parse(at);
  return <time dateTime={at}>{isDay ? format(zone.value, { dateStyle: "medium" }).format(instant) : momentOf(instant, zone.value)}</time>;
}
