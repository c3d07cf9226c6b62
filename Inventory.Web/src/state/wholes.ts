import type { Schemas } from "../api/client";
import { text } from "../text/en";

type Resource = Schemas["Resource"];

const isWhole = ({ parts }: Resource): boolean => (parts?.length ?? 0) > 0;

const namesOf = (resources: readonly Resource[]): string => resources.map(({ name }) => name).join(", ");

/** Those of its type that can become parts: there is one level. */
export const possibleParts = (all: readonly Resource[]): Resource[] => all.filter((resource) => !isWhole(resource));

/** In words: what it is made of, or what it is a part of; `null` for most. */
export function wordsOf(resource: Resource, all: readonly Resource[]): string | null {
  if (isWhole(resource)) return text.wholes.partsOf(namesOf((resource.parts ?? []).flatMap((id) => all.find((other) => other.id === id) ?? [])));
  const wholes = all.filter(({ parts }) => parts?.includes(resource.id));
  return wholes.length > 0 ? text.wholes.wholesOf(namesOf(wholes)) : null;
}
