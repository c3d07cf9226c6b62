import { useSignal } from "@preact/signals";
import type { Problem } from "../api/client";
import { register, signIn } from "../session";
import { text } from "../text/en";

export function SignInPage() {
  const isNew = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  const isBusy = useSignal(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const value = (name: string) => String(form.get(name) ?? "");
    isBusy.value = true;
    const outcome = isNew.value ? await register(value("username"), value("mail"), value("password")) : await signIn(value("username"), value("password"));
    isBusy.value = false;
    problem.value = outcome.ok ? null : outcome.problem;
  }

  return (
    <form class="page form is-narrow" onSubmit={(event) => void submit(event)}>
      <h1>{isNew.value ? text.session.registerTitle : text.session.signInTitle}</h1>
      <label>{text.session.username}<input name="username" autocomplete="username" required maxLength={64} /></label>
      {isNew.value && <label>{text.session.mail}<input name="mail" type="email" autocomplete="email" required /></label>}
      <label>{text.session.password}<input name="password" type="password" autocomplete={isNew.value ? "new-password" : "current-password"} required minLength={isNew.value ? 8 : 1} /></label>
      {problem.value && <p class="problem" role="alert">{problem.value.detail}</p>}
      <button class="is-primary" disabled={isBusy}>{isNew.value ? text.nav.register : text.nav.signIn}</button>
      <p>
        {isNew.value ? text.session.hasAccount : text.session.noAccount}{" "}
        <button type="button" class="is-link" onClick={() => { isNew.value = !isNew.value; problem.value = null; }}>{isNew.value ? text.nav.signIn : text.nav.register}</button>
      </p>
    </form>
  );
}
