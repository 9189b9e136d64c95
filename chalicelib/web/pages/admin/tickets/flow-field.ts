/** A field of a flow's tickets, as fields of a form: its kind, its choices, who sets it and up to how much. */
import { signal } from "@preact/signals";
import type { FlowFieldShown } from "../../desk/operations.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, Constant, Field, OptionalNumberField, TickField } from "../parts/fields.ts";
import type { Places } from "../parts/problem.ts";
import { LanguagesField } from "../plans/languages.ts";
import { type Choices, NOBODY_ELSE, whoField } from "./who.ts";

export const OWN_KINDS = ["text", "number", "choice", "yes_no", "day", "moment"] as const;
/** A signature is drawn by the customer, so only flows ask for one. */
export const KINDS = [...OWN_KINDS, "signature"] as const;

interface Choice {
  key: string;
  names: Record<string, string>;
}

const choiceField = ({ key, names }: Choice) =>
  new GroupField({ key: new Constant(key), names: new LanguagesField(names, false) });

export type ChoiceNamed = ReturnType<typeof choiceField>;

/** The most that each role may set: an empty number is no limit. */
export class LimitsField extends Field<Record<string, number | null>> {
  readonly active: TickField;
  readonly parts: Record<string, OptionalNumberField>;

  constructor(limits: Record<string, number | null>, roles: Choices["roles"]) {
    super();
    const known = [...new Set([...roles.map(([id]) => id), ...Object.keys(limits)])];
    const isNew = !Object.keys(limits).length;
    this.active = new TickField(!isNew);
    this.parts = Object.fromEntries(
      known.map((role) => [role, new OptionalNumberField({ value: isNew || !(role in limits) ? 0 : limits[role] })]),
    );
  }

  read(): Record<string, number | null> {
    if (!this.active.read()) return {};
    return Object.fromEntries(Object.entries(this.parts).map(([role, field]) => [role, field.read()]));
  }

  write(limits: Record<string, number | null> | null | undefined): void {
    this.active.write(Object.keys(limits ?? {}).length > 0);
    for (const [role, field] of Object.entries(this.parts)) field.write(limits && role in limits ? limits[role] : 0);
  }
}

const partsOf = (field: FlowFieldShown, choices: Choices) => ({
  key: new Constant(field.key),
  names: new LanguagesField(field.names, false),
  kind: new ChoiceField<FlowFieldShown["kind"]>({ value: field.kind }),
  choices: new ListField<Choice, ChoiceNamed>({
    value: field.choices.map((key) => ({ key, names: field.choice_names[key] ?? { "zh-CN": key, en: key } })),
    make: choiceField,
    blank: (others) => ({ key: freeChoice(others.map(({ key }) => key)), names: {} }),
    isBlank: ({ parts }) => parts.names.isEmpty,
  }),
  public: new TickField(field.public),
  set_by: whoField(field.set_by, choices),
  limits: new LimitsField(field.limits, choices.roles),
  approves: new ChoiceField<string | null>({ value: field.approves }),
});

/** choice_1, choice_2 …: the first that is not taken. */
function freeChoice(taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`choice_${number}`)) number += 1;
  return `choice_${number}`;
}

/** The desk names a choice's words by its key; the form by its place. */
function placeOf(place: string, keys: readonly string[]): string {
  const [family, key, language] = place.split(".");
  if (family !== "choice_names") return place;
  if (!keys.includes(key)) return "choices";
  return ["choices", keys.indexOf(key), "names", language].filter((part) => part !== undefined).join(".");
}

/** Its value is a field as the desk knows it: choices by key, with their names beside. */
export class FlowFieldField extends Field<FlowFieldShown> {
  readonly open = signal(false);
  readonly parts;
  readonly #all;

  constructor(field: FlowFieldShown, choices: Choices) {
    super();
    this.parts = partsOf(field, choices);
    this.#all = new GroupField(this.parts);
    this.open.value = !Object.values(field.names).some(Boolean);
  }

  static blank(key: string): FlowFieldShown {
    return {
      key,
      names: {},
      kind: "text",
      choices: [],
      required: false,
      choice_names: {},
      public: false,
      set_by: NOBODY_ELSE,
      limits: {},
      approves: null,
    };
  }

  /** What another kind has is not said. */
  read(): FlowFieldShown {
    const { choices, limits, approves, ...rest } = this.#all.read();
    const own = rest.kind === "choice" ? choices : [];
    const isNumber = rest.kind === "number";
    return {
      ...rest,
      required: false,
      choices: own.map(({ key }) => key),
      choice_names: Object.fromEntries(own.map(({ key, names }) => [key, names])),
      limits: isNumber ? limits : {},
      approves: isNumber ? approves : null,
    };
  }

  write(field: FlowFieldShown | null | undefined): void {
    if (!field) return;
    const choices = field.choices.map((key) => ({ key, names: field.choice_names[key] ?? {} }));
    this.#all.write({ ...field, choices });
  }

  override get wrong(): string {
    return this.#all.wrong;
  }

  override tell(places: Places): void {
    if (Object.keys(places).length) this.open.value = true;
    const keys = this.parts.choices.read().map(({ key }) => key);
    const placed = Object.entries(places).map(([place, words]) => [placeOf(place, keys), words]);
    this.#all.tell(Object.fromEntries(placed));
  }

  override focus(): void {
    this.#all.focus();
  }
}
