/** A flow as fields of a form: its stages in their order, what they ask, and where they lead. */
import { signal } from "@preact/signals";
import type { DefinitionShown, FlowFieldShown, StageShown, WayShown } from "../../desk/operations.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, Constant, Field, TickField } from "../parts/fields.ts";
import type { Places } from "../parts/problem.ts";
import { LanguagesField } from "../plans/languages.ts";
import { AllowanceField } from "./allowance.ts";
import { FlowFieldField } from "./flow-field.ts";
import { type Choices, NOBODY_ELSE, whoField } from "./who.ts";

export const STAGE_STATES = ["new", "assigned", "in_progress", "waiting_for_customer", "solved", "closed"] as const;
export const VISITS = ["pre_sale", "after_sale", "complaint", "care"] as const;

/** Fields of the flow, of which one is enough: their keys. */
export class KeysField extends Field<string[]> {
  readonly #keys = signal<string[]>([]);

  constructor(keys: readonly string[]) {
    super();
    this.#keys.value = [...keys];
  }

  get keys(): string[] {
    return this.#keys.value;
  }

  read(): string[] {
    return this.keys.filter(Boolean);
  }

  write(keys: string[] | null | undefined): void {
    this.#keys.value = [...(keys ?? [])];
  }

  /** Another one in this place; an empty one is taken away. */
  set(at: number, key: string): void {
    const keys = [...this.keys];
    keys[at] = key;
    this.#keys.value = [...new Set(keys)].filter(Boolean);
  }
}

const partsOfWay = (way: WayShown, choices: Choices) => ({
  to: new ChoiceField<string>({ value: way.to }),
  who: whoField(way.who, choices),
  says: new ChoiceField<WayShown["says"]>({ value: way.says }),
});

/** A way; which answer leads there is said only of one that is the customer's. */
export class WayField extends GroupField<ReturnType<typeof partsOfWay>> {
  constructor(way: WayShown, choices: Choices) {
    super(partsOfWay(way, choices));
  }

  override read(): WayShown {
    const way = super.read();
    return { ...way, says: way.who.customer ? way.says : null };
  }
}

const partsOfStage = (stage: StageShown, choices: Choices) => ({
  key: new Constant(stage.key),
  names: new LanguagesField(stage.names, false),
  state: new ChoiceField<StageShown["state"]>({ value: stage.state }),
  ways: new ListField<WayShown, WayField>({
    value: stage.ways,
    make: (way) => new WayField(way, choices),
    blank: () => ({ to: "", who: NOBODY_ELSE, says: null }),
    isBlank: ({ parts }) => !parts.to.read(),
  }),
  requires: new ListField<string[], KeysField>({
    value: stage.requires,
    make: (keys) => new KeysField(keys),
    blank: () => [],
    isBlank: (field) => !field.read().length,
  }),
  needs_group: new TickField(stage.needs_group),
  allowed: new AllowanceField(stage.allowed),
  counts_from: new ChoiceField<string | null>({ value: stage.counts_from }),
  plans: new ChoiceField<StageShown["plans"]>({ value: stage.plans }),
  asks_survey: new TickField(stage.asks_survey),
  escalates: new TickField(stage.escalates),
});

/** A stage; it is folded up unless somebody works on it, or something is wrong with it. */
export class StageField extends GroupField<ReturnType<typeof partsOfStage>> {
  readonly open = signal(false);

  constructor(stage: StageShown, choices: Choices) {
    super(partsOfStage(stage, choices));
    this.open.value = !Object.values(stage.names).some(Boolean);
  }

  override tell(places: Places): void {
    if (Object.keys(places).length) this.open.value = true;
    super.tell(places);
  }
}

/** stage_1, stage_2 …: the first that is not taken. Pure. */
export function freeKey(family: string, taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`${family}_${number}`)) number += 1;
  return `${family}_${number}`;
}

export const blankStage = (key: string, state: StageShown["state"] = "in_progress"): StageShown => ({
  key,
  names: {},
  state,
  ways: [],
  requires: [],
  needs_group: false,
  allowed: null,
  counts_from: null,
  plans: null,
  asks_survey: false,
  escalates: false,
});

/** With what a flow begins that nobody has drawn yet. */
export const blankFlow = (): DefinitionShown => ({
  names: {},
  stages: [
    {
      ...blankStage("stage_1", "new"),
      names: { "zh-CN": "登记", en: "Recorded" },
      ways: [{ to: "stage_2", who: NOBODY_ELSE, says: null }],
    },
    { ...blankStage("stage_2", "closed"), names: { "zh-CN": "结束", en: "Closed" } },
  ],
  fields: [],
  begun_by: NOBODY_ELSE,
  reopens_at: null,
});

const keysOf = (several: ReadonlyArray<{ key: string }>): string[] => several.map(({ key }) => key);

export const fieldsOf = (flow: DefinitionShown, choices: Choices) => ({
  names: new LanguagesField(flow.names, false),
  begun_by: whoField(flow.begun_by, choices),
  reopens_at: new ChoiceField<string | null>({ value: flow.reopens_at }),
  stages: new ListField<StageShown, StageField>({
    value: flow.stages,
    make: (stage) => new StageField(stage, choices),
    blank: (others) => blankStage(freeKey("stage", keysOf(others))),
  }),
  fields: new ListField<FlowFieldShown, FlowFieldField>({
    value: flow.fields,
    make: (field) => new FlowFieldField(field, choices),
    blank: (others) => FlowFieldField.blank(freeKey("field", keysOf(others))),
  }),
});

export type FlowFields = ReturnType<typeof fieldsOf>;
