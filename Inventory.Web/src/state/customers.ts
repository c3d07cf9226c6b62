import { signal, type Signal } from "@preact/signals";
import { api, outcomeOf } from "../api/client";
import { isAdmin } from "../session";
import { text } from "../text/en";
import { tell } from "../ui/toasts";
import { refuse } from "./changes";

const uuid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

const names = new Map<string, Signal<string>>();

/** Only admins may read the names of users; others see the end of the id, which differs most. */
export function customerName(customer: string): string {
  let name = names.get(customer);
  if (!name) {
    const id = uuid.exec(customer)?.[0];
    names.set(customer, (name = signal(id ? `…${id.slice(-8)}` : customer)));
    if (id && isAdmin.value) void readName(id, name);
  }
  return name.value;
}

async function readName(id: string, name: Signal<string>): Promise<void> {
  const found = await outcomeOf(api.GET("/api/users/{id}", { params: { path: { id } } }));
  if (found.ok) name.value = found.data.username;
}

/** The customer with an id or, for admins, with a user name; `null` if there is none, and says why. */
export async function findCustomer(typed: string): Promise<string | null> {
  if (uuid.test(typed) || typed === "operator" || typed.startsWith("key:")) return typed;
  if (!isAdmin.value) {
    tell({ kind: "refused", title: text.manage.noName, detail: text.manage.noNameDetail, actions: [] });
    return null;
  }
  const found = await outcomeOf(api.GET("/api/users", { params: { query: { username: typed } } }));
  if (!found.ok) refuse(found.problem, null, null);
  else if (found.data.length === 0) tell({ kind: "refused", title: text.run.nobody, actions: [] });
  const user = found.ok ? found.data[0] : undefined;
  return user ? (user.role === "customer" ? user.id : `user:${user.id}`) : null;
}
