import { batch, signal } from "@preact/signals";
import { api, outcomeOf, type Outcome, type Problem, type Schemas } from "../api/client";
import { text } from "../text/en";
import { tell } from "../ui/toasts";
import { zone } from "./clock";
import { types } from "./place";
import { draftOf, fieldOf, policyOf, type Policy, type RulesDraft } from "./rules";

type Answer = Schemas["PolicyDocument"];

/** Edits the rules of one resource. What was typed stays until it is saved. */
export class RulesEditor {
  readonly draft = signal<RulesDraft | null>(null);
  /** The rules as the service has them. */
  readonly saved = signal<Policy>({});
  /** By field. */
  readonly errors = signal<Readonly<Record<string, string>>>({});
  readonly problem = signal<string | null>(null);
  /** Others have changed the rules since they were read. */
  readonly isStale = signal(false);
  /** How many there are since they were imported or removed; `null` if they were not. */
  readonly holidaysSaved = signal<number | null>(null);
  /** The allocations that the draft contradicts; `null` until that is known. */
  readonly violations = signal<readonly Schemas["PolicyViolation"][] | null>(null);
  #etag = "";

  constructor(readonly type: string, readonly id: string) {}

  /** What holds where the resource has no rule of its own. */
  get ofType(): Policy {
    return types.value.find(({ path }) => path === this.type)?.policy ?? {};
  }

  /** Of its type. */
  get hasSlots(): boolean {
    return Boolean(types.value.find(({ path }) => path === this.type)?.slot);
  }

  get #path() {
    return { type: this.type, id: this.id };
  }

  /** Reads the rules into the form. */
  async load(): Promise<void> {
    if (await this.#read()) batch(() => { this.#forget(); this.draft.value = draftOf(this.saved.value, zone.value); });
  }

  async #read(): Promise<boolean> {
    const found = await outcomeOf<Answer>(api.GET("/api/{type}/{id}/policy", { params: { path: this.#path } }));
    if (found.ok) [this.saved.value, this.#etag] = [found.data, found.etag ?? ""];
    else this.problem.value = found.problem.detail;
    return found.ok;
  }

  set(change: Partial<RulesDraft>): void {
    batch(() => {
      this.draft.value = { ...this.draft.value!, ...change };
      this.violations.value = null;
    });
  }

  #forget(): void {
    [this.errors.value, this.problem.value, this.isStale.value, this.violations.value, this.holidaysSaved.value] = [{}, null, false, null, null];
  }

  /** What the rules would contradict. Nothing changes. */
  async preview(): Promise<boolean> {
    const outcome = await this.#put({ Prefer: "dry-run" });
    if (outcome.ok) this.violations.value = outcome.data.violations ?? [];
    return outcome.ok;
  }

  async save(): Promise<boolean> {
    const outcome = await this.#put({});
    if (outcome.ok) tell({ kind: "done", title: text.rules.saved(outcome.data.violations?.length ?? 0), actions: [] });
    return outcome.ok;
  }

  async #put(headers: Record<string, string>): Promise<Outcome<Answer>> {
    const body = policyOf(this.draft.value!, this.saved.value) as Answer;
    const outcome = await outcomeOf<Answer>(api.PUT("/api/{type}/{id}/policy", { params: { path: this.#path }, headers: { "If-Match": this.#etag, ...headers }, body }));
    this.#forget();
    if (!outcome.ok) await this.#refused(outcome.problem);
    return outcome;
  }

  /** The all-day events of a calendar close; they are saved at once, and the form stays as it is. */
  async importHolidays(file: File): Promise<void> {
    const body = await file.text();
    await this.#saved(outcomeOf<Answer>(api.PUT("/api/{type}/{id}/policy/holidays", {
      params: { path: this.#path }, headers: { "If-Match": this.#etag, "Content-Type": "text/calendar" }, body, bodySerializer: (calendar: string) => calendar,
    })));
  }

  /** At once; the form stays as it is. */
  async removeHolidays(): Promise<void> {
    const { holidays: _holidays, violations: _violations, ...body } = this.saved.value;
    await this.#saved(outcomeOf<Answer>(api.PUT("/api/{type}/{id}/policy", { params: { path: this.#path }, headers: { "If-Match": this.#etag }, body: body as Answer })));
  }

  async #saved(work: Promise<Outcome<Answer>>): Promise<void> {
    const outcome = await work;
    this.#forget();
    if (!outcome.ok) return this.#refused(outcome.problem, "holidays");
    [this.saved.value, this.#etag] = [outcome.data, outcome.etag ?? ""];
    this.holidaysSaved.value = outcome.data.holidays?.length ?? 0;
  }

  /** At the fields, where the errors have some. */
  async #refused(problem: Problem, otherwise: string | null = null): Promise<void> {
    if (problem.status === 412) {
      this.isStale.value = await this.#read();
      return;
    }
    const errors: Record<string, string> = {};
    const rest: string[] = [];
    for (const { pointer, detail } of problem.errors ?? []) {
      const field = fieldOf(pointer, this.draft.value!) ?? otherwise;
      const path = `${pointer.replace(/^#\//, "")} `;
      if (field) errors[field] ??= detail.startsWith(path) ? text.rules.error(detail.slice(path.length)) : detail;
      else rest.push(detail);
    }
    if (Object.keys(errors).length === 0 && rest.length === 0) rest.push(problem.detail);
    [this.errors.value, this.problem.value] = [errors, rest.length > 0 ? rest.join(" ") : text.rules.invalid];
  }
}
