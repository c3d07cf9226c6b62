/** What a probe of the service says. */
export interface Health {
  readonly isGood: boolean;
  /** Why not. */
  readonly fault: string | null;
}

export async function check(probe: "live" | "ready"): Promise<Health> {
  try {
    const response = await fetch(`/health/${probe}`, { cache: "no-store" });
    return { isGood: response.ok, fault: response.ok ? null : (((await response.json()) as { detail?: string }).detail ?? null) };
  } catch {
    return { isGood: false, fault: null };
  }
}
