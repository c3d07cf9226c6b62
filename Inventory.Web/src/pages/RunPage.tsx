import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, outcomeOf, type Outcome, type Schemas } from "../api/client";
import { session } from "../session";
import { refuse } from "../state/changes";
import { failed, isLoaded, loadPlace, resources, types } from "../state/place";
import { text } from "../text/en";
import { Failed, Loading } from "../ui/states";
import { tell } from "../ui/toasts";

/** What operators look after: resources, and for admins who may do what. */
export function RunPage() {
  useEffect(() => { if (!isLoaded.value) void loadPlace(); }, []);
  const isAdmin = session.value?.kind === "user" && session.value.user.role === "admin";
  return (
    <div class="page">
      <h1>{text.run.title}</h1>
      <Resources />
      {isAdmin && <People />}
    </div>
  );
}

/** Says what was done, or why not. */
async function told<T>(work: Promise<Outcome<T>>, done: string): Promise<boolean> {
  const outcome = await work;
  if (outcome.ok) tell({ kind: "done", title: done, actions: [] });
  else refuse(outcome.problem, null, null);
  return outcome.ok;
}

function Resources() {
  const chosen = useSignal("");
  const edited = useSignal<string | null>(null);
  // What has attributes that it must have is added by programs: the form does not know them.
  const shown = types.value.filter((type) => !(type.attributes ?? []).some((attribute) => attribute.required));
  const type = chosen.value || shown[0]?.path;
  if (!isLoaded.value) return failed.value ? <Failed onAgain={() => void loadPlace()} /> : <Loading />;
  if (!type) return null;
  const all = resources.value.get(type) ?? [];

  async function add(form: HTMLFormElement) {
    const name = String(new FormData(form).get("name")).trim();
    if (!(await told(outcomeOf(api.POST("/api/{type}", { params: { path: { type: type! } }, body: { name } })), text.run.added(name)))) return;
    form.reset();
    await loadPlace();
  }

  async function rename(resource: Schemas["Resource"], form: HTMLFormElement) {
    const name = String(new FormData(form).get("name")).trim();
    if (!(await told(outcomeOf(api.PATCH("/api/{type}/{id}", { params: { path: { type: type!, id: resource.id } }, body: { name } })), text.allocation.saved))) return;
    edited.value = null;
    await loadPlace();
  }

  async function remove(resource: Schemas["Resource"]) {
    if (await told(outcomeOf(api.DELETE("/api/{type}/{id}", { params: { path: { type: type!, id: resource.id } } })), text.run.deleted(resource.name))) await loadPlace();
  }

  return (
    <section>
      <h2>{text.run.resources}</h2>
      <form class="form is-row" onSubmit={(event) => { event.preventDefault(); void add(event.currentTarget); }}>
        <label>{text.allocation.type}<select value={type} onChange={(event) => (chosen.value = event.currentTarget.value)}>{shown.map((one) => <option key={one.path} value={one.path}>{one.name}</option>)}</select></label>
        <label>{text.run.name}<input name="name" required maxLength={100} /></label>
        <button class="is-primary">{text.run.add}</button>
      </form>
      {all.length === 0 && <p>{text.timeline.empty} {text.states.addFirst}</p>}
      <ul class="cards">
        {all.map((resource) => (
          <li key={resource.id}>
            {edited.value === resource.id
              ? (
                <form class="form is-row" onSubmit={(event) => { event.preventDefault(); void rename(resource, event.currentTarget); }}>
                  <label>{text.run.name}<input name="name" required maxLength={100} defaultValue={resource.name} /></label>
                  <button class="is-primary">{text.allocation.save}</button>
                  <button type="button" onClick={() => (edited.value = null)}>{text.allocation.cancel}</button>
                </form>
              )
              : (
                <>
                  <span>{resource.name}</span>
                  <span class="form-actions">
                    <button type="button" aria-label={`${text.run.rename}: ${resource.name}`} onClick={() => (edited.value = resource.id)}>{text.run.rename}</button>
                    <button type="button" class="is-danger" aria-label={`${text.run.delete}: ${resource.name}`} onClick={() => void remove(resource)}>{text.run.delete}</button>
                  </span>
                </>
              )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function People() {
  const found = useSignal<readonly Schemas["User"][]>([]);
  const isSearched = useSignal(false);
  const isSearching = useSignal(false);

  async function find(form: HTMLFormElement) {
    const username = String(new FormData(form).get("username")).trim();
    isSearching.value = true;
    const outcome = await outcomeOf(api.GET("/api/users", { params: { query: username ? { username } : {} } }));
    isSearching.value = false;
    if (!outcome.ok) return refuse(outcome.problem, null, null);
    [found.value, isSearched.value] = [outcome.data, true];
  }

  async function setRole(user: Schemas["User"], role: "customer" | "operator" | "admin", select: HTMLSelectElement) {
    const isDone = await told(outcomeOf(api.PUT("/api/users/{id}/role", { params: { path: { id: user.id } }, body: { role } })), text.run.roleSet(user.username, text.session.roles[role]!));
    if (isDone) found.value = found.value.map((one) => (one.id === user.id ? { ...one, role } : one));
    else select.value = user.role;
  }

  return (
    <section>
      <h2>{text.run.people}</h2>
      <form class="form is-row" onSubmit={(event) => { event.preventDefault(); void find(event.currentTarget); }}>
        <label>{text.session.username}<input name="username" /></label>
        <button>{text.run.find}</button>
      </form>
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
