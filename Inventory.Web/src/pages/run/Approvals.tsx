import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Schemas } from "../../api/client";
import { intervalOf } from "../../api/intervals";
import { approvals } from "../../state/approvals";
import { now, zone } from "../../state/clock";
import { customerName, ownerOf } from "../../state/customers";
import { resourceName, typeOf } from "../../state/place";
import { momentOf, whenOf } from "../../state/words";
import { text } from "../../text/en";
import { countDown } from "../../timeline/Bars";
import { day } from "../../timeline/scale";
import { Decision } from "../../ui/approval";
import { Interrupted } from "../../ui/Interrupted";
import { Listing } from "../../ui/Listing";

type Allocation = Schemas["Allocation"];

/** What waits for somebody to approve it, oldest first. */
export function Approvals() {
  return (
    <section>
      <h2>{text.approvals.title}</h2>
      <p class="is-quiet">{text.approvals.hint}</p>
      <Interrupted />
      <Listing list={approvals} empty={text.approvals.none} isShown={isWaiting}>{(request) => <li key={request.id} class="approval"><Request request={request} /></li>}</Listing>
    </section>
  );
}

/** A count-down, and days where hours are too many to read. */
const leftOf = (ms: number): string => (ms < 2 * day ? countDown(ms) : text.approvals.days(Math.floor(ms / day)));

/** It expires by the clock: the service says so a little later. */
const isWaiting = ({ expires }: Allocation): boolean => !expires || Date.parse(expires) > now.value;

function Request({ request }: { request: Allocation }) {
  const name = resourceName(request.resource_type, request.resource_id);
  const when = whenOf(intervalOf(request), zone.value);
  const { expires } = request;
  return (
    <>
      <span>
        <b>{name}</b> {when}
        <small>{[request.allocation_type, request.description, request.units ? text.pool.units(request.units) : ""].filter(Boolean).join(" · ")}</small>
        <small><Requester request={request} /> · {text.approvals.since(momentOf(Date.parse(request.created), zone.value))}{expires && ` · ${text.approvals.until(momentOf(Date.parse(expires), zone.value), leftOf(Date.parse(expires) - now.value))}`}</small>
      </span>
      <Decision type={typeOf(request.resource_type)} allocation={request} what={`${name}, ${when}`} onDone={() => void approvals.reload()} />
    </>
  );
}

/** The customer; what belongs to none was requested by the staff. */
function Requester({ request }: { request: Allocation }) {
  const owner = useSignal<string | null>(null);
  useEffect(() => void ownerOf(request).then((found) => (owner.value = found)), [request.id]);
  return <>{owner.value ? customerName(owner.value) : text.history.staff}</>;
}
