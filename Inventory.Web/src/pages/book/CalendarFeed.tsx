import { useSignal } from "@preact/signals";
import { api, outcomeOf, type Schemas } from "../../api/client";
import { attempt } from "../../state/attempt";
import { text } from "../../text/en";
import { confirmed } from "../../ui/Dialog";
import { type Fields, Form } from "../../ui/Form";
import { Listing, useList } from "../../ui/Listing";
import { ShownOnce } from "../../ui/ShownOnce";
import { When } from "../../ui/When";

type Token = Schemas["CalendarToken"];

const nameOf = (token: Token): string => token.name || text.feed.unnamed;

const addressOf = (token: Token): string => `${location.origin}/api/users/me/calendar.ics?token=${token.token}`;

/** Addresses under which calendar programs read what the caller has booked. */
export function CalendarFeed() {
  const isOpen = useSignal(false);
  return (
    <section>
      <h2>{text.feed.title}</h2>
      <p class="is-quiet">{text.feed.hint}</p>
      <button type="button" class="is-link" aria-expanded={isOpen} onClick={() => (isOpen.value = !isOpen.value)}>{text.feed.open}</button>
      {isOpen.value && <Addresses />}
    </section>
  );
}

function Addresses() {
  const tokens = useList(() => outcomeOf(api.GET("/api/calendar-tokens")));
  const created = useSignal<Token | null>(null);

  async function create(fields: Fields) {
    const work = outcomeOf(api.POST("/api/calendar-tokens", { body: { name: fields.text("name") } }));
    if (!(await attempt(work, (token) => { created.value = token; return text.feed.created; }))) return false;
    await tokens.reload();
    return true;
  }

  async function revoke(token: Token) {
    const { revoke: title, revokeDetail: detail } = text.feed;
    if (!(await confirmed({ title: title(nameOf(token)), detail, yes: text.manage.revoke, no: text.bookings.keep, isDanger: true }))) return;
    if (created.value?.id === token.id) created.value = null;
    if (await attempt(outcomeOf(api.DELETE("/api/calendar-tokens/{id}", { params: { path: { id: token.id } } })), text.manage.revoked(nameOf(token)))) await tokens.reload();
  }

  return (
    <>
      <Form isRow onSubmit={create}>
        <label>{text.feed.name}<input name="name" maxLength={100} placeholder={text.feed.example} /></label>
        <button class="is-primary">{text.feed.create}</button>
      </Form>
      {created.value && <ShownOnce key={created.value.id} name={nameOf(created.value)} hint={text.feed.once} label={text.feed.address} value={addressOf(created.value)} copied={text.feed.copied} onDone={() => (created.value = null)} />}
      <Listing list={tokens} empty={text.feed.none}>
        {(token) => (
          <li key={token.id}>
            <span><b>{nameOf(token)}</b> <small><When at={token.created} isDay /></small></span>
            <button type="button" class="is-danger" aria-label={text.manage.revokeOf(nameOf(token))} onClick={() => void revoke(token)}>{text.manage.revoke}</button>
          </li>
        )}
      </Listing>
    </>
  );
}
