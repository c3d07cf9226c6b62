import { signal } from "@preact/signals";
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** Since when the service does not answer; `null` while it does. */
export const silentSince = signal<number | null>(null);

const waits = [250, 500, 1000, 2000, 4000];

/** An id that nobody else has. `crypto.randomUUID` is there only on secure addresses. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Repeats a request that was not answered, or with 5xx: then its outcome is unknown. A POST has one key for all attempts, so that it takes effect once. Other methods may be
 * repeated as they are.
 */
async function patientFetch(request: Request): Promise<Response> {
  if (request.method === "POST" && !request.headers.has("Idempotency-Key")) request.headers.set("Idempotency-Key", newId());
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await fetch(request.clone());
      if (response.status < 500 || attempt === waits.length) {
        silentSince.value = null;
        return response;
      }
    } catch (error) {
      silentSince.value ??= Date.now();
      if (attempt === waits.length || request.signal.aborted) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, waits[attempt]));
  }
}

export const api = createClient<paths>({ fetch: patientFetch });

export type Outcome<T> = { readonly ok: true; readonly data: T; readonly etag: string | null; readonly next: string | null } | { readonly ok: false; readonly problem: Problem };

/** The cursor of a further page, if the answer names one. */
export const nextOf = (response: Response): string | null => /[?&]cursor=([^&>]+)[^>]*>; *rel="?next/.exec(response.headers.get("Link") ?? "")?.[1] ?? null;

/** What came back, or why not, in one shape. */
export async function outcomeOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<Outcome<T>> {
  try {
    const { data, error, response } = await call;
    if (response.ok) return { ok: true, data: data as T, etag: response.headers.get("ETag"), next: nextOf(response) };
    const problem = typeof error === "object" && error !== null ? (error as Problem) : null;
    return { ok: false, problem: problem ?? unknownProblem(response.status) };
  } catch {
    return { ok: false, problem: unknownProblem(0) };
  }
}

const unknownProblem = (status: number): Problem => ({
  type: "/problems/unavailable",
  title: "The service does not answer",
  status,
  detail: "Nothing is known about the outcome. Look again when the service is back.",
  instance: "",
});
