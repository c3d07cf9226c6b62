import type { Schemas } from "../api/client";
import { text } from "../text/en";

const prefix = "attributes.";

/** What a resource should have, for the attributes that its type declares. */
export function AttributeFields({ type }: { type: Schemas["ResourceType"] | undefined }) {
  return <>{(type?.attributes ?? []).map((attribute) => <label key={attribute.name}>{attribute.name}<AttributeField attribute={attribute} /></label>)}</>;
}

function AttributeField({ attribute: { name, type, values, minimum, maximum, max_length } }: { attribute: Schemas["Attribute"] }) {
  const shared = { name: prefix + name, placeholder: text.book.any };
  const choices = type === "boolean" ? ["true", "false"] : values;
  if (choices) return <select name={shared.name}><option value="">{text.book.any}</option>{choices.map((choice) => <option key={choice} value={choice}>{text.book.yesOrNo[choice] ?? choice}</option>)}</select>;
  if (type === "integer" || type === "number") return <input type="number" step={type === "integer" ? 1 : "any"} min={minimum} max={maximum} {...shared} />;
  return <input type="text" maxLength={max_length} {...shared} />;
}

/** As parameters of a query; what is empty does not matter. */
export function readAttributes(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].filter(([name, value]) => name.startsWith(prefix) && value !== "").map(([name, value]) => [name, String(value)]));
}
