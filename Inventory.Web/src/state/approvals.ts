import { api, outcomeOf, type Schemas } from "../api/client";
import { List } from "../ui/Listing";
import { onChanges, type Change } from "./place";

/** What waits for an approval, of all types. */
export const approvals = new List<Schemas["Allocation"]>((page) => outcomeOf(api.GET("/api/approvals", { params: { query: page } })));

/** A request appears, or one of those that are shown is decided, moved, released or expires. */
const concerns = ({ subject, data }: Change): boolean => data?.allocation?.status === "requested" || approvals.items.some(({ id }) => id === subject);

const soonMs = 200;

/** Reads the list, and again whenever it changes, until the returned function is called. */
export function followApprovals(): () => void {
  let soon = 0;
  void approvals.reload();
  const unlisten = onChanges((change) => {
    if (change && !concerns(change)) return;
    window.clearTimeout(soon);
    soon = window.setTimeout(() => void approvals.reload(), soonMs);
  });
  return () => { unlisten(); window.clearTimeout(soon); };
}
