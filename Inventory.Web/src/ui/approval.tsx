import { useSignal } from "@preact/signals";
import { api, outcomeOf, type Schemas } from "../api/client";
import { attempt } from "../state/attempt";
import { text } from "../text/en";
import { Dialog } from "./Dialog";
import { type Fields, Form } from "./Form";

/** Approve what is requested, or decline it with a reason. `what` names it for those who do not see where the buttons stand. */
export function Decision({ type, allocation, what, onDone }: { type: string; allocation: Schemas["Allocation"]; what: string; onDone: () => void }) {
  const isBusy = useSignal(false);
  const isDeclining = useSignal(false);
  const params = { path: { type, id: allocation.resource_id, allocation_id: allocation.id } };

  /** Also what was refused is over for this page: perhaps somebody else has decided. */
  async function decide(work: () => Promise<boolean>) {
    isBusy.value = true;
    await work();
    [isBusy.value, isDeclining.value] = [false, false];
    onDone();
  }
  const approve = () => decide(() => attempt(outcomeOf(api.POST("/api/{type}/{id}/allocations/{allocation_id}/approve", { params })), text.approvals.approved(what)));
  const decline = (fields: Fields) => decide(() => attempt(outcomeOf(api.POST("/api/{type}/{id}/allocations/{allocation_id}/decline", { params, body: { reason: fields.text("reason") || null } })), text.approvals.declined(what)));

  return (
    <span class="form-actions">
      <button type="button" class="is-primary" disabled={isBusy} aria-label={text.approvals.approveOf(what)} onClick={() => void approve()}>{text.approvals.approve}</button>
      <button type="button" class="is-danger" disabled={isBusy} aria-label={text.approvals.declineOf(what)} onClick={() => (isDeclining.value = true)}>{text.approvals.decline}</button>
      {isDeclining.value && (
        <Dialog title={text.approvals.declineTitle(what)} onClose={() => (isDeclining.value = false)}>
          <Form onSubmit={decline}>
            <p>{text.approvals.declineDetail}</p>
            <label>{text.approvals.reason}<input name="reason" maxLength={200} /></label>
            <div class="form-actions">
              <button class="is-danger">{text.approvals.decline}</button>
              <button type="button" onClick={() => (isDeclining.value = false)}>{text.approvals.back}</button>
            </div>
          </Form>
        </Dialog>
      )}
    </span>
  );
}
