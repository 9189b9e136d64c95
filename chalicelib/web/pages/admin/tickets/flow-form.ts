/** A flow that somebody works on: kept as a draft, and published when it is what new tickets are to follow. */
import type { DefinitionShown, FlowRecordView } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { type Changed, changesBetween } from "./flow-changes.ts";
import type { Names } from "./flow-words.ts";
import { blankFlow, fieldsOf, type FlowFields } from "./flow.ts";
import { asSeenFrom } from "./places.ts";
import type { Choices } from "./who.ts";

const definitionOf = ({ draft, published }: FlowRecordView): DefinitionShown =>
  draft ?? published?.definition ?? blankFlow();

export class FlowEditing {
  readonly form: Form<FlowFields, FlowRecordView>;
  #record: FlowRecordView;
  #publishes = false;

  constructor(record: FlowRecordView, private readonly choices: Choices, done: (answer: FlowRecordView) => void) {
    this.#record = record;
    this.form = new Form<FlowFields, FlowRecordView>({
      name: `flow.${record.type}`,
      fields: fieldsOf(definitionOf(record), choices),
      send: (_, key) => this.#send(key),
      newest: async () => {
        this.#record = await api.readFlow(record.type);
        return valuesOf(fieldsOf(definitionOf(this.#record), this.choices));
      },
      done,
    });
  }

  /** As it stands in the form at this moment. */
  get definition(): DefinitionShown {
    return valuesOf(this.form.fields);
  }

  /** Of what new tickets follow now. */
  changes(names: Names): Changed[] {
    return changesBetween(this.#record.published?.definition ?? null, this.definition, names);
  }

  readonly publish = async (): Promise<void> => {
    this.#publishes = true;
    await this.form.submit();
    this.#publishes = false;
  };

  async #send(key: string): Promise<FlowRecordView> {
    const { type, version } = this.#record;
    this.#record = await asSeenFrom("draft", api.saveFlowDraft(type, { draft: this.definition, version }));
    return this.#publishes ? await api.publishFlow(type, this.#record.version, key) : this.#record;
  }
}
