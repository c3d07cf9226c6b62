import { silentSince } from "../api/client";
import { now, zone } from "../state/clock";
import { cutSince } from "../state/place";
import { timeOf } from "../state/words";
import { text } from "../text/en";

/** Since when changes of others do not arrive. Shown after half a second: a stream that is opened again at once is no interruption. */
export function Interrupted() {
  const since = silentSince.value ?? cutSince.value;
  if (since === null || now.value - since < 500) return null;
  return <p class="banner" role="status">{text.timeline.liveSince(timeOf(since, zone.value))}</p>;
}
