import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { api, outcomeOf, type Schemas } from "../../api/client";
import { attempt } from "../../state/attempt";
import { text } from "../../text/en";
import { confirmed } from "../../ui/Dialog";
import { type Fields, Form } from "../../ui/Form";
import { Listing, useList } from "../../ui/Listing";
import { tell } from "../../ui/toasts";
import { When } from "../../ui/When";

type Key = Schemas["ApiKey"];

/** Keys of other programs. */
export function Keys() {
  const keys = useList(() => outcomeOf(api.GET("/api/keys")));
  const created = useSignal<Key | null>(null);

  async function create(fields: Fields) {
    const work = outcomeOf(api.POST("/api/keys", { body: { name: fields.text("name"), scopes: fields.all("scope") } }));
    if (!(await attempt(work, (key) => { created.value = key; return text.manage.keyCreated(key.name); }))) return false;
    await keys.reload();
    return true;
  }

  async function revoke(key: Key) {
    const { revokeKey: title, revokeDetail: detail, revoke: yes } = text.manage;
    if (!(await confirmed({ title: title(key.name), detail, yes, no: text.bookings.keep, isDanger: true }))) return;
    if (await attempt(outcomeOf(api.DELETE("/api/keys/{id}", { params: { path: { id: key.id } } })), text.manage.revoked(key.name))) await keys.reload();
  }

  return (
    <section>
      <h2>{text.manage.keys}</h2>
      <Form isRow onSubmit={create}>
        <label>{text.manage.keyName}<input name="name" required maxLength={100} /></label>
        <Scopes />
        <button class="is-primary">{text.manage.create}</button>
      </Form>
      {created.value && <NewKey key={created.value.id} made={created.value} onDone={() => (created.value = null)} />}
      <Listing list={keys} empty={text.manage.noKeys}>
        {(key) => (
          <li key={key.id}>
            <span><b>{key.name}</b> <small><When at={key.created} isDay /> · {key.scopes.map((scope) => text.manage.scopesOf[scope] ?? scope).join(" · ")}</small></span>
            <button type="button" class="is-danger" aria-label={text.manage.revokeOf(key.name)} onClick={() => void revoke(key)}>{text.manage.revoke}</button>
          </li>
        )}
      </Listing>
    </section>
  );
}

function Scopes() {
  return (
    <div role="group" aria-label={text.manage.scopes} class="checks">
      {Object.entries(text.manage.scopesOf).map(([scope, label]) => <label key={scope}><input type="checkbox" name="scope" value={scope} />{label}</label>)}
    </div>
  );
}

/** The only time that the key is shown. */
function NewKey({ made, onDone }: { made: Key; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  // There is no clipboard on addresses that are not secure: the key is selected then.
  async function copy() {
    field.current?.select();
    await navigator.clipboard?.writeText(made.key!).then(() => tell({ kind: "done", title: text.manage.copied, actions: [] }), () => undefined);
  }
  return (
    <div class="card form" role="group" aria-label={made.name}>
      <p><b>{text.manage.keyOnce}</b></p>
      <label>{text.manage.key}<input ref={field} readOnly value={made.key!} /></label>
      <div class="form-actions">
        <button type="button" class="is-primary" onClick={() => void copy()}>{text.manage.copy}</button>
        <button type="button" onClick={onDone}>{text.manage.done}</button>
      </div>
    </div>
  );
}
