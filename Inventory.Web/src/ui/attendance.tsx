import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, outcomeOf, type Outcome, type Schemas } from "../api/client";
import { attempt } from "../state/attempt";
import { nextStep } from "../state/attendance";
import { now, zone } from "../state/clock";
import { momentOf } from "../state/words";
import { text } from "../text/en";
import { day } from "../timeline/scale";

type Allocation = Schemas["Allocation"];

interface Props {
  readonly type: string;
  readonly name: string;
  readonly allocation: Allocation;
  readonly onChange: (changed: Allocation, etag: string | null) => void;
}

const moment = (at: string): string => momentOf(Date.parse(at), zone.value);

/** When somebody came and left, or the button for what is next. */
export function Attendance(props: Props) {
  const { checked_in, checked_out, check_in } = props.allocation;
  const step = nextStep(props.allocation, now.value);
  if (!step && !checked_in && !checked_out) return null;
  return (
    <div class="attendance">
      {checked_in && <p>✓ {text.attendance.here(moment(checked_in))}</p>}
      {checked_out && <p>{text.attendance.gone(moment(checked_out))}</p>}
      {step === "later" && check_in?.opens && <p>{text.attendance.opens(moment(check_in.opens))}</p>}
      {step === "check-in" && check_in?.closes && <p>{text.attendance.closes(moment(check_in.closes))}</p>}
      <AttendButton {...props} />
    </div>
  );
}

/** Checks in or out, whichever is possible now. */
export function AttendButton({ type, name, allocation, onChange }: Props) {
  const isBusy = useSignal(false);
  const step = nextStep(allocation, now.value);
  if (step !== "check-in" && step !== "check-out") return null;
  const isLeaving = step === "check-out";

  async function attend() {
    isBusy.value = true;
    const params = { path: { type, id: allocation.resource_id, allocation_id: allocation.id } };
    const outcome: Outcome<Allocation> = await outcomeOf(isLeaving ? api.POST("/api/{type}/{id}/allocations/{allocation_id}/check-out", { params }) : api.POST("/api/{type}/{id}/allocations/{allocation_id}/check-in", { params }));
    await attempt(Promise.resolve(outcome), (isLeaving ? text.attendance.checkedOut : text.attendance.checkedIn)(name));
    isBusy.value = false;
    if (outcome.ok) onChange(outcome.data, outcome.etag);
  }

  return (
    <button type="button" class={isLeaving ? "" : "is-primary"} disabled={isBusy} aria-label={(isLeaving ? text.attendance.checkOutOf : text.attendance.checkInOf)(name)} onClick={() => void attend()}>
      {isLeaving ? text.attendance.checkOut : text.attendance.checkIn}
    </button>
  );
}

/** The same for an item of a booking, whose allocation is read when its time is near. */
export function ItemAttendance({ item, name }: { item: Schemas["BookingItem"]; name: string }) {
  const read = useSignal<Allocation | null>(null);
  const [type, id] = item.resource.split("/") as [string, string];
  const isNear = Date.parse(item.from_datetime) < now.value + day && Date.parse(item.to_datetime) > now.value && !item.cancelled;
  useEffect(() => {
    if (!isNear || !item.allocation_id) return;
    void outcomeOf(api.GET("/api/{type}/{id}/allocations/{allocation_id}", { params: { path: { type, id, allocation_id: item.allocation_id } } })).then((found) => { if (found.ok) read.value = found.data; });
  }, [isNear, item.allocation_id, item.from_datetime]);
  return read.value && <Attendance type={type} name={name} allocation={read.value} onChange={(changed) => (read.value = changed)} />;
}
