import { signal, type Signal } from "@preact/signals";
import { api, outcomeOf } from "../api/client";
import { isAdmin } from "../session";
import { text } from "../text/en";
import { tell } from "../ui/toasts";
import { refuse } from "./refusals";

const uuid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

const names = new Map<string, Signal<string>>();
const read = new Map<string, Promise<string | null>>();

/** The end of an id, which differs most, for those who may not read the name. */
export function shortName(customer: string): string {
  const id = uuid.exec(customer)?.[0];
  return id ? `…${id.slice(-8)}` : customer;
}

/** The user name of an id, read once; `null` for all but admins, and if there is no such user. */
export function readName(id: string): Promise<string | null> {
  if (!isAdmin.value) return Promise.resolve(null);
  let name = read.get(id);
  if (!name) read.set(id, (name = outcomeOf(api.GET("/api/users/{id}", { params: { path: { id } } })).then((found) => (found.ok ? found.data.username : null))));
  return name;
}

export function customerName(customer: string): string {
  let name = names.get(customer);
  if (!name) {
    const shown = (name = signal(shortName(customer)));
    names.set(customer, shown);
    const id = uuid.exec(customer)?.[0];
    if (id) void readName(id).then((found) => (shown.value = found ?? shown.value));
  }
  return name.value;
}

const owners = new Map<string, Promise<string>>();

/** An allocation belongs to a customer, or to a booking, which belongs to one. */
export async function ownerOf(of: { readonly owner?: string | null; readonly booking?: string | null } | undefined): Promise<string | null> {
  if (!of?.booking) return of?.owner ?? null;
  const id = of.booking;
  let owner = owners.get(id);
  if (!owner) owners.set(id, (owner = outcomeOf(api.GET("/api/bookings/{id}", { params: { path: { id } } })).then((found) => (found.ok ? found.data.customer : ""))));
  const customer = await owner;
  return isId(customer) ? customer : null;
}

const isId = (value: string): boolean => /^[0-9a-f-]{36}$/.test(value);

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
