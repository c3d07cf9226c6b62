import { useSignal } from "@preact/signals";
import { api, outcomeOf, type Schemas } from "../../api/client";
import { attempt } from "../../state/attempt";
import { refuse } from "../../state/refusals";
import { text } from "../../text/en";
import { type Fields, Form } from "../../ui/Form";
import { Loading } from "../../ui/states";

/** For admins: who may do what. */
export function People() {
  const found = useSignal<readonly Schemas["User"][]>([]);
  const isSearched = useSignal(false);
  const isSearching = useSignal(false);

  async function find(fields: Fields) {
    const username = fields.text("username");
    isSearching.value = true;
    const outcome = await outcomeOf(api.GET("/api/users", { params: { query: username ? { username } : {} } }));
    isSearching.value = false;
    if (!outcome.ok) return refuse(outcome.problem, null, null);
    [found.value, isSearched.value] = [outcome.data, true];
  }

  async function setRole(user: Schemas["User"], role: "customer" | "operator" | "admin", select: HTMLSelectElement) {
    const isDone = await attempt(outcomeOf(api.PUT("/api/users/{id}/role", { params: { path: { id: user.id } }, body: { role } })), text.run.roleSet(user.username, text.session.roles[role]!));
    if (isDone) found.value = found.value.map((one) => (one.id === user.id ? { ...one, role } : one));
    else select.value = user.role;
  }

  return (
    <section>
      <h2>{text.run.people}</h2>
      <Form isRow onSubmit={find}>
        <label>{text.session.username}<input name="username" /></label>
        <button>{text.run.find}</button>
      </Form>
      {isSearching.value && <Loading rows={2} />}
      {isSearched.value && found.value.length === 0 && <p>{text.run.nobody}</p>}
      <ul class="cards">
        {found.value.map((user) => (
          <li key={user.id}>
            <span><b>{user.username}</b> {user.email}</span>
            <select aria-label={text.run.roleOf(user.username)} value={user.role} onChange={(event) => void setRole(user, event.currentTarget.value as "customer" | "operator" | "admin", event.currentTarget)}>
              {Object.entries(text.session.roles).map(([role, label]) => <option key={role} value={role}>{label}</option>)}
            </select>
          </li>
        ))}
      </ul>
    </section>
  );
}
