import { useSignal } from "@preact/signals";
import { api, outcomeOf, type Schemas } from "../../api/client";
import { attempt } from "../../state/attempt";
import { text } from "../../text/en";
import { confirmed } from "../../ui/Dialog";
import { type Fields, Form } from "../../ui/Form";
import { Listing, useList } from "../../ui/Listing";
import { ShownOnce } from "../../ui/ShownOnce";
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
      {created.value && <ShownOnce key={created.value.id} name={created.value.name} hint={text.manage.keyOnce} label={text.manage.key} value={created.value.key!} copied={text.manage.copied} onDone={() => (created.value = null)} />}
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
