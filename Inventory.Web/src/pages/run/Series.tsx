import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, outcomeOf, type Outcome } from "../../api/client";
import { intervalOf } from "../../api/intervals";
import { attempt } from "../../state/attempt";
import { zone } from "../../state/clock";
import { isLoaded, resourceName, resources, types } from "../../state/place";
import { deleteSeries, moveToWanted, readSeries, type Series as Made, type SeriesSummary, takeOccurrence } from "../../state/series";
import { localText, whenOf } from "../../state/words";
import { text } from "../../text/en";
import { confirmed } from "../../ui/Dialog";
import { Listing, useList } from "../../ui/Listing";
import { Failed, Loading } from "../../ui/states";
import { SeriesForm } from "./SeriesForm";

/** What recurs: of all resources, or of one. */
export function Series() {
  const resource = useSignal("");
  const isCreating = useSignal(false);
  const series = useList((page) => outcomeOf(api.GET("/api/series", { params: { query: { limit: 100, ...(resource.value ? { resource: [resource.value] } : {}), ...page } } })), resource.value);

  if (!isLoaded.value) return <Loading rows={3} />;
  return (
    <section>
      <h2>{text.series.title}</h2>
      <p class="is-quiet">{text.series.hint}</p>
      <div class="form is-row">
        <label>{text.series.resource}<select value={resource.value} onChange={(event) => (resource.value = event.currentTarget.value)}>
          <option value="">{text.series.all}</option>
          {types.value.map((type) => <optgroup key={type.path} label={type.name}>{(resources.value.get(type.path) ?? []).map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</optgroup>)}
        </select></label>
        <button type="button" class="is-primary" onClick={() => (isCreating.value = true)}>{text.series.create}</button>
      </div>
      {isCreating.value && <SeriesForm onClose={() => (isCreating.value = false)} onMade={() => { isCreating.value = false; void series.reload(); }} />}
      <Listing list={series} kind="rows" empty={text.series.none}>{(one) => <li key={one.id}><Row summary={one} onGone={() => void series.reload()} /></li>}</Listing>
    </section>
  );
}

function Row({ summary, onGone }: { summary: SeriesSummary; onGone: () => void }) {
  const isOpen = useSignal(false);
  const name = resourceName(summary.resource_type, summary.resource_id);
  return (
    <details onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>
        <span><b>{name}</b> {summary.description ?? summary.allocation_type}</span>
        <span>{text.series.since(localText(summary.from_local), summary.time_zone)}</span>
        <small class="break">{summary.rrule}</small>
        {summary.needs_attention > 0 && <span class="count">{text.series.attention(summary.needs_attention)}</span>}
      </summary>
      {isOpen.value && <Details id={summary.id} name={name} onGone={onGone} />}
    </details>
  );
}

function Details({ id, name, onGone }: { id: string; name: string; onGone: () => void }) {
  const read = useSignal<Outcome<Made> | null>(null);
  const load = async () => { read.value = await readSeries(id); };
  useEffect(() => void load(), [id]);
  if (!read.value) return <Loading rows={2} />;
  if (!read.value.ok) return <Failed problem={read.value.problem} onAgain={() => void load()} />;
  const made = read.value.data;

  async function release(from?: string) {
    const what = from ? text.series.fromOn(localText(from)) : name;
    if (!(await confirmed({ title: text.series.deleteTitle(what), detail: text.series.deleteDetail, yes: text.series.delete, no: text.shop.back, isDanger: true }))) return;
    if (await attempt(deleteSeries(id, from), text.series.deleted)) await (from ? load() : onGone());
  }
  const act = async (work: Promise<Outcome<unknown>>, done: string) => { await attempt(work, done); await load(); };

  return (
    <div class="form">
      {made.needs_attention.length > 0 && (
        <div class="conflict" role="status">
          <strong>{text.series.attention(made.needs_attention.length)}</strong>
          <p>{text.series.attentionHint}</p>
          <ul>{made.needs_attention.map((need) => {
            const wanted = whenOf({ from: Date.parse(need.wanted.from_datetime), to: Date.parse(need.wanted.to_datetime) }, zone.value);
            return <li key={need.recurrence_id}>{text.series.wanted(localText(need.recurrence_id), wanted)} <button type="button" onClick={() => void act(moveToWanted(made, need), text.series.moved)}>{text.series.moveTo(wanted)}</button></li>;
          })}</ul>
        </div>
      )}
      <ul class="items">{made.occurrences.map((one) => (
        <li key={one.id}>{whenOf(intervalOf(one), zone.value)} <button type="button" class="is-link" onClick={() => void release(one.recurrence_id ?? undefined)}>{text.series.deleteFrom(localText(one.recurrence_id ?? ""))}</button></li>
      ))}</ul>
      {made.skipped.length > 0 && (
        <>
          <h3>{text.series.skipped(made.skipped.length)}</h3>
          <ul class="items">{made.skipped.map((one) => <li key={one}>{localText(one)} <button type="button" class="is-link" onClick={() => void act(takeOccurrence(id, one), text.series.taken)}>{text.series.take(localText(one))}</button></li>)}</ul>
        </>
      )}
      <div class="form-actions"><button type="button" class="is-danger" onClick={() => void release()}>{text.series.deleteAll}</button></div>
    </div>
  );
}
