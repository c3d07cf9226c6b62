import type { Outcome } from "../api/client";
import { tell } from "../ui/toasts";
import { refuse } from "./refusals";

/** Says that it is done, or why not. */
export async function attempt<T>(work: Promise<Outcome<T>>, done: string | ((data: T) => string)): Promise<boolean> {
  const outcome = await work;
  if (outcome.ok) tell({ kind: "done", title: typeof done === "string" ? done : done(outcome.data), actions: [] });
  else refuse(outcome.problem, null, null);
  return outcome.ok;
}
