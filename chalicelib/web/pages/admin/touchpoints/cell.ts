/** A cell that is worked on: its group, its draft, and publishing that as the next version of its flow. */
import type { FlowVersionView, ServiceFlowShown, TouchpointCellView } from "../../desk/operations.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, OptionalNumberField, OptionalTextField, TextField, TickField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { type GroupChoice, knownGroups } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";

export type Step = ServiceFlowShown["steps"][number];
export const KINDS = ["acceptance", "enquiry", "check", "advice", "complaint"] as const;
const BLANK: ServiceFlowShown = { kind: "enquiry", steps: [] };

const stepOf = ({ zh, en, check, limit }: Step) =>
  new GroupField({
    zh: new TextField({ value: zh }),
    en: new TextField({ value: en }),
    check: new ChoiceField<string>({ value: check }),
    limit: new OptionalNumberField({ value: limit }),
  });

export type StepField = ReturnType<typeof stepOf>;

const flowOf = ({ draft, published }: TouchpointCellView): ServiceFlowShown => draft ?? published?.flow ?? BLANK;

const draftField = ({ kind, steps }: ServiceFlowShown) =>
  new GroupField({
    kind: new ChoiceField<ServiceFlowShown["kind"]>({ value: kind }),
    steps: new ListField<Step, StepField>({
      value: steps,
      make: stepOf,
      blank: () => ({ zh: "", en: "", check: "", limit: null }),
    }),
  });

const fieldsOf = (cell: TouchpointCellView) => ({
  group_id: new ChoiceField<string | null>({ value: cell.group_id }),
  offered: new TickField(cell.offered),
  draft: draftField(flowOf(cell)),
  valid_from: new OptionalTextField({ value: null }),
});

export type CellFields = ReturnType<typeof fieldsOf>;

const isSame = (first: ServiceFlowShown, second: ServiceFlowShown | null | undefined): boolean =>
  JSON.stringify([first.kind, first.steps]) === JSON.stringify([second?.kind, second?.steps]);

export class CellEditing {
  readonly form: Form<CellFields, TouchpointCellView>;
  #cell: TouchpointCellView;
  #publishes = false;

  constructor(cell: TouchpointCellView, done: (answer: TouchpointCellView) => void) {
    this.#cell = cell;
    this.form = new Form<CellFields, TouchpointCellView>({
      name: `touchpoint.${cell.code}`,
      fields: fieldsOf(cell),
      send: (_, key) => this.#send(key),
      newest: async () => {
        this.#cell = await asking.readCell(cell.code);
        return valuesOf(fieldsOf(this.#cell));
      },
      done,
    });
  }

  readonly publish = async (): Promise<void> => {
    this.#publishes = true;
    await this.form.submit();
    this.#publishes = false;
  };

  async #send(key: string): Promise<TouchpointCellView> {
    const { code, version, published } = this.#cell;
    const { group_id, offered, draft, valid_from: since } = valuesOf(this.form.fields);
    const flow: ServiceFlowShown = {
      ...draft,
      steps: draft.steps.map((step) => ({ ...step, limit: step.check ? step.limit : null })),
    };
    const isNothing = !published && !flow.steps.length;
    const kept = !this.#publishes && (isNothing || isSame(flow, published?.flow)) ? null : flow;
    this.#cell = await asking.changeCell(code, { group_id, offered, draft: kept, version });
    if (!this.#publishes) return this.#cell;
    const from = since ? new Date(since).toISOString() : null;
    return await asking.publish(code, { version: this.#cell.version, valid_from: from }, key);
  }
}

export interface Known {
  cell: TouchpointCellView;
  groups: readonly GroupChoice[];
  versions: readonly FlowVersionView[];
}

/** A cell with its versions, and the groups that may be responsible. */
export const readingOf = (code: string) => new Reading<Known>(() => known(code));

async function known(code: string): Promise<Known> {
  const [cell, groups, versions] = await Promise.all([
    asking.readCell(code),
    knownGroups(),
    asking.listVersions(code),
  ]);
  return { cell, groups, versions: versions.items };
}
