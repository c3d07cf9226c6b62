import { computed, signal } from "@preact/signals";
import { api, outcomeOf, type Outcome, type Schemas } from "./api/client";

/** `open`: the service needs no token, and everybody is an operator. `null`: not known yet. */
export type Session = { readonly kind: "open" } | { readonly kind: "user"; readonly user: Schemas["User"] } | { readonly kind: "none" };

export const session = signal<Session | null>(null);

export const isCustomer = computed(() => session.value?.kind === "user" && session.value.user.role === "customer");

export const isAdmin = computed(() => session.value?.kind === "user" && session.value.user.role === "admin");

export async function loadSession(): Promise<void> {
  const { data, response } = await api.GET("/api/users/me").catch(() => ({ data: undefined, response: new Response(null, { status: 503 }) }));
  session.value = data ? { kind: "user", user: data } : response.status === 401 ? { kind: "none" } : { kind: "open" };
}

export async function signIn(username: string, password: string): Promise<Outcome<unknown>> {
  const outcome = await outcomeOf(api.POST("/api/users/login", { body: { username, password, session: true } }));
  if (outcome.ok) await loadSession();
  return outcome;
}

export async function register(username: string, mail: string, password: string): Promise<Outcome<unknown>> {
  const outcome = await outcomeOf(api.POST("/api/users/register", { body: { username, mail, password } }));
  return outcome.ok ? signIn(username, password) : outcome;
}

export async function signOut(): Promise<void> {
  await outcomeOf(api.POST("/api/users/logout", { body: {} }));
  session.value = { kind: "none" };
}
