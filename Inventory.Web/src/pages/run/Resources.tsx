import { useSignal } from "@preact/signals";
import { api, outcomeOf, type Schemas } from "../../api/client";
import { attempt } from "../../state/attempt";
import { failed, isLoaded, loadPlace, resources, types } from "../../state/place";
import { possibleParts, wordsOf } from "../../state/wholes";
import { text } from "../../text/en";
import { type Fields, Form } from "../../ui/Form";
import { Failed, Loading } from "../../ui/states";
import { Rules } from "./Rules";

/** How many there are of a pool. */
const UnitsField = ({ value }: { value: number | null }) => <label>{text.allocation.units}<input type="number" name="units" min={1} max={1_000_000} required defaultValue={value === null ? "" : String(value)} /></label>;

/** What a whole is made of. */
function PartsField({ all }: { all: readonly Schemas["Resource"][] }) {
  const isOpen = useSignal(false);
  return (
    <details class="parts" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>{text.wholes.made}</summary>
      {isOpen.value && (
        <fieldset class="checks">
          <legend>{text.wholes.hint}</legend>
          {all.map(({ id, name }) => <label key={id}><input type="checkbox" name="part" value={id} />{name}</label>)}
        </fieldset>
      )}
    </details>
  );
}

const partsOf = (fields: Fields): { parts?: string[] } => (fields.all("part").length > 0 ? { parts: fields.all("part") } : {});

const unitsOf = (fields: Fields): { units?: number } => (fields.text("units") ? { units: Number(fields.text("units")) } : {});

/** What can be booked. */
export function Resources() {
  const chosen = useSignal("");
  const edited = useSignal<string | null>(null);
  const ruled = useSignal<Schemas["Resource"] | null>(null);
  // What has attributes that it must have is added by programs: the form does not know them.
  const shown = types.value.filter((type) => !(type.attributes ?? []).some((attribute) => attribute.required));
  const type = chosen.value || shown[0]?.path;
  if (!isLoaded.value) return failed.value ? <Failed onAgain={() => void loadPlace()} /> : <Loading />;
  if (!type) return null;
  const all = resources.value.get(type) ?? [];
  const possible = possibleParts(all);
  const isPool = types.value.find(({ path }) => path === type)?.kind === "pool";

  async function add(fields: Fields) {
    const name = fields.text("name");
    if (!(await attempt(outcomeOf(api.POST("/api/{type}", { params: { path: { type: type! } }, body: { name, ...unitsOf(fields), ...partsOf(fields) } })), text.run.added(name)))) return false;
    await loadPlace();
    return true;
  }

  async function rename(resource: Schemas["Resource"], fields: Fields) {
    const work = outcomeOf(api.PATCH("/api/{type}/{id}", { params: { path: { type: type!, id: resource.id } }, body: { name: fields.text("name"), ...unitsOf(fields) } }));
    if (!(await attempt(work, text.allocation.saved))) return;
    edited.value = null;
    await loadPlace();
  }

  async function remove(resource: Schemas["Resource"]) {
    if (await attempt(outcomeOf(api.DELETE("/api/{type}/{id}", { params: { path: { type: type!, id: resource.id } } })), text.run.deleted(resource.name))) await loadPlace();
  }

  return (
    <section>
      <h2>{text.run.resources}</h2>
      <Form isRow onSubmit={add}>
        <label>{text.allocation.type}<select value={type} onChange={(event) => (chosen.value = event.currentTarget.value)}>{shown.map((one) => <option key={one.path} value={one.path}>{one.name}</option>)}</select></label>
        <label>{text.run.name}<input name="name" required maxLength={100} /></label>
        {isPool && <UnitsField value={null} />}
        {!isPool && possible.length > 1 && <PartsField key={type} all={possible} />}
        <button class="is-primary">{text.run.add}</button>
      </Form>
      {all.length === 0 && <p>{text.timeline.empty} {text.states.addFirst}</p>}
      <ul class="cards">
        {all.map((resource) => (
          <li key={resource.id}>
            {edited.value === resource.id
              ? (
                <Form isRow onSubmit={(fields) => rename(resource, fields)}>
                  <label>{text.run.name}<input name="name" required maxLength={100} defaultValue={resource.name} /></label>
                  {isPool && <UnitsField value={resource.units ?? null} />}
                  {resource.parts && <small>{wordsOf(resource, all)}. {text.wholes.fixed}</small>}
                  <button class="is-primary">{text.allocation.save}</button>
                  <button type="button" onClick={() => (edited.value = null)}>{text.allocation.cancel}</button>
                </Form>
              )
              : (
                <>
                  <span>{resource.name}{resource.units && <small>{text.pool.units(resource.units)}</small>}{wordsOf(resource, all) && <small>{wordsOf(resource, all)}</small>}</span>
                  <span class="form-actions">
                    <button type="button" aria-label={text.rules.of(resource.name)} onClick={() => (ruled.value = resource)}>{text.rules.title}</button>
                    <button type="button" aria-label={`${text.run.rename}: ${resource.name}`} onClick={() => (edited.value = resource.id)}>{text.run.rename}</button>
                    <button type="button" class="is-danger" aria-label={`${text.run.delete}: ${resource.name}`} onClick={() => void remove(resource)}>{text.run.delete}</button>
                  </span>
                </>
              )}
          </li>
        ))}
      </ul>
      {ruled.value && <Rules type={type} resource={ruled.value} onClose={() => (ruled.value = null)} />}
    </section>
  );
}
