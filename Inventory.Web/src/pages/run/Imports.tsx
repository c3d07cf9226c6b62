import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, outcomeOf, type Schemas } from "../../api/client";
import { isLoaded, types } from "../../state/place";
import { refuse } from "../../state/refusals";
import { text } from "../../text/en";
import { Listing, useList } from "../../ui/Listing";
import { Loading } from "../../ui/states";
import { When } from "../../ui/When";

type Import = Schemas["Import"];

const kinds = ["resources", "allocations"] as const;

/** Many resources or allocations at once, from files and to files. */
export function Imports() {
  const imports = useList(async () => {
    const found = await outcomeOf(api.GET("/api/imports"));
    return found.ok ? { ...found, data: [...found.data].reverse() } : found;
  });
  const isSending = useSignal(false);

  async function send(form: HTMLFormElement, mode: "check" | "apply") {
    const data = new FormData(form);
    const file = data.get("file") as File;
    if (isSending.value || !form.reportValidity()) return;
    isSending.value = true;
    const begun = await outcomeOf(api.POST("/api/imports", {
      params: { query: { type: String(data.get("type")), of: data.get("of") as (typeof kinds)[number], mode } }, headers: { "Content-Type": "text/csv" }, body: await file.text(), bodySerializer: (csv: string) => csv,
    }));
    isSending.value = false;
    if (!begun.ok) return refuse(begun.problem, null, null);
    await imports.reload();
  }

  if (!isLoaded.value) return <Loading rows={3} />;
  return (
    <section>
      <h2>{text.imports.title}</h2>
      <p class="is-quiet">{text.imports.hint}</p>
      <form class="form is-row" aria-busy={isSending} onSubmit={(event) => { event.preventDefault(); void send(event.currentTarget, "check"); }}>
        <label>{text.imports.type}<select name="type">{types.value.map((type) => <option key={type.path} value={type.path}>{type.name}</option>)}</select></label>
        <label>{text.imports.of}<select name="of">{kinds.map((kind) => <option key={kind} value={kind}>{text.imports.kinds[kind]}</option>)}</select></label>
        <label>{text.imports.file}<input name="file" type="file" accept=".csv,text/csv" required /></label>
        <button class="is-primary">{text.imports.check}</button>
        <button type="button" onClick={(event) => void send(event.currentTarget.form!, "apply")}>{text.imports.apply}</button>
      </form>
      <Listing list={imports} empty={text.imports.none}>{(one) => <li key={one.id}><Progress begun={one} /></li>}</Listing>
      <h3>{text.imports.exports}</h3>
      <ul class="rows">
        {types.value.map((type) => (
          <li key={type.path}>
            <b>{type.name}</b>
            <a href={`/api/${type.path}.csv`} download>{text.imports.kindOf(type.name, text.imports.kinds.resources)}</a>
            {type.kind !== "asset" && <a href={`/api/${type.path}/allocations.csv`} download>{text.imports.kindOf(type.name, text.imports.kinds.allocations)}</a>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Follows an import until it ends. */
function useProgress(begun: Import): Signal<Import> {
  const now = useSignal(begun);
  useEffect(() => {
    if (begun.ended) return;
    const source = new EventSource(`/api/imports/${begun.id}`);
    source.addEventListener("progress", (event: MessageEvent<string>) => {
      now.value = JSON.parse(event.data) as Import;
      if (now.value.ended) source.close();
    });
    return () => source.close();
  }, [begun.id]);
  return now;
}

function Progress({ begun }: { begun: Import }) {
  const { id, type, of, mode, status, rows, applied, refused, created, ended } = useProgress(begun).value;
  const name = types.value.find((one) => one.path === type)?.name ?? type;
  const title = `${text.imports.modes[mode]}: ${text.imports.kindOf(name, text.imports.kinds[of as (typeof kinds)[number]])}`;
  async function stop() {
    const outcome = await outcomeOf(api.DELETE("/api/imports/{id}", { params: { path: { id } } }));
    if (!outcome.ok) refuse(outcome.problem, null, null);
  }
  return (
    <>
      <span>
        <b>{title}</b> <small><When at={created} /></small><br />
        <span class="badge">{text.imports.statuses[status] ?? status}</span> {text.imports.counts(rows, applied, refused, mode === "check")}
        {!ended && <progress aria-label={title} max={Math.max(rows, 1)} value={applied + refused} />}
      </span>
      {refused > 0 && ended && <a href={`/api/imports/${id}/refused.csv`} download>{text.imports.refusedRows}</a>}
      {!ended && <button type="button" class="is-danger" onClick={() => void stop()}>{text.imports.stop}</button>}
    </>
  );
}
