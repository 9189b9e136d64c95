/** What a draft changes of what is published, in words. Pure but for the page's language. */
import type { DefinitionShown } from "../../desk/operations.ts";
import { type Aspects, aspectsOfField, aspectsOfFlow, aspectsOfStage, called, type Names } from "./flow-words.ts";

export interface Changed {
  what: "flow" | "stage" | "field";
  key: string;
  name: string;
  kind: "added" | "removed" | "changed";
  /** Of what is changed: the aspect, as it was and as it is; empty words where it said nothing. */
  aspects: Array<{ aspect: string; before: string; after: string }>;
}

function between(before: Aspects, after: Aspects): Changed["aspects"] {
  const aspects = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return aspects
    .filter((aspect) => before[aspect] !== after[aspect])
    .map((aspect) => ({ aspect, before: before[aspect] ?? "", after: after[aspect] ?? "" }));
}

interface Keyed {
  key: string;
  names: Record<string, string>;
}

type Told<Item> = (flow: DefinitionShown, item: Item, names: Names) => Aspects;

interface Side<Item> {
  flow: DefinitionShown;
  items: Item[];
}

function ofList<Item extends Keyed>(
  what: "stage" | "field",
  was: Side<Item>,
  is: Side<Item>,
  told: (flow: DefinitionShown, item: Item) => Aspects,
): Changed[] {
  const line = (item: Item, kind: Changed["kind"], aspects: Changed["aspects"] = []): Changed => ({
    what,
    key: item.key,
    name: called(item.names, item.key),
    kind,
    aspects,
  });
  const lines = is.items.flatMap((item) => {
    const before = was.items.find(({ key }) => key === item.key);
    if (!before) return [line(item, "added")];
    const aspects = between(told(was.flow, before), told(is.flow, item));
    return aspects.length ? [line(item, "changed", aspects)] : [];
  });
  const gone = was.items.filter(({ key }) => !is.items.some((item) => item.key === key));
  return [...lines, ...gone.map((item) => line(item, "removed"))];
}

/** In the order in which people read a flow: the whole, its stages, its fields. */
export function changesBetween(was: DefinitionShown | null, is: DefinitionShown, names: Names): Changed[] {
  const before = was ?? { names: {}, stages: [], fields: [], begun_by: is.begun_by, reopens_at: null };
  const whole = between(aspectsOfFlow(before, names), aspectsOfFlow(is, names));
  const telling = <Item>(told: Told<Item>) => (flow: DefinitionShown, item: Item) => told(flow, item, names);
  return [
    ...(whole.length
      ? [{ what: "flow" as const, key: "", name: called(is.names, ""), kind: "changed" as const, aspects: whole }]
      : []),
    ...ofList(
      "stage",
      { flow: before, items: before.stages },
      { flow: is, items: is.stages },
      telling(aspectsOfStage),
    ),
    ...ofList(
      "field",
      { flow: before, items: before.fields },
      { flow: is, items: is.fields },
      telling(aspectsOfField),
    ),
  ];
}
