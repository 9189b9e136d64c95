/** The check lists of a group, one as a form, and how long people have. */
import { signal } from "@preact/signals";
import type { CheckListView, DutySettingsView, PointForm } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { Constant, LinesField, NumberField, TextField, TickField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { type GroupChoice, knownGroups } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";

export const WEEKDAYS = ["0", "1", "2", "3", "4", "5", "6"] as const;

const pointOf = ({ point_id: id, text, how }: PointForm) =>
  new GroupField({
    point_id: new Constant(id ?? null),
    text: new TextField({ value: text, required: true }),
    how: new TextField({ value: how ?? "" }),
  });

export type PointField = ReturnType<typeof pointOf>;

const fieldsOf = ({ name, points, times, weekdays, minutes, archived }: Told) => ({
  name: new TextField({ value: name, required: true }),
  points: new ListField<PointForm, PointField>({
    value: points.map(({ point_id, text, how }) => ({ point_id, text, how })),
    make: pointOf,
    blank: () => ({ point_id: null, text: "", how: "" }),
    isBlank: (field) => !field.parts.text.read(),
  }),
  times: new LinesField({ value: times, required: true }),
  weekdays: new TicksField({ value: weekdays.map(String), choices: WEEKDAYS }),
  minutes: new NumberField({ value: minutes, required: true }),
  archived: new TickField(archived),
});

export type ListFields = ReturnType<typeof fieldsOf>;
type Told = Pick<CheckListView, "name" | "times" | "weekdays" | "minutes" | "archived"> & {
  points: readonly PointForm[];
};

const BLANK: Told = {
  name: "",
  points: [{ point_id: null, text: "", how: "" }],
  times: ["09:00"],
  weekdays: [0, 1, 2, 3, 4, 5, 6],
  minutes: 30,
  archived: false,
};

/** `checklist`: the one that is edited; null: a new one of the group. */
export function listForm(groupId: string, checklist: CheckListView | null, done: (answer: CheckListView) => void) {
  return new Form<ListFields, CheckListView>({
    name: `duty-list.${checklist?.list_id ?? groupId}`,
    fields: fieldsOf(checklist ?? BLANK),
    send: ({ weekdays, archived: _archived, ...values }, key, changes) => {
      if (!checklist) return asking.makeList({ ...values, weekdays: weekdays.map(Number), group_id: groupId }, key);
      const { weekdays: days, ...others } = changes;
      return asking.changeList(checklist.list_id, { ...others, ...(days && { weekdays: days.map(Number) }) });
    },
    newest: checklist
      ? async () => {
        const { items } = await asking.listLists(checklist.group_id);
        return valuesOf(fieldsOf(items.find(({ list_id: id }) => id === checklist.list_id) ?? checklist));
      }
      : undefined,
    done,
  });
}

export class CheckLists {
  readonly #group = signal("");
  readonly reading = new Reading(async () => {
    const groups = await knownGroups();
    const chosen = this.#group.peek() || groups.find(({ archived }) => !archived)?.group_id || "";
    this.#group.value = chosen;
    const [lists, settings] = await Promise.all([
      chosen ? asking.listLists(chosen).then(({ items }) => items) : [],
      asking.readSettings(),
    ]);
    return { groups, lists, form: this.#formOf(settings, groups) };
  });

  get group(): string {
    return this.#group.value;
  }

  choose(groupId: string): void {
    this.#group.value = groupId;
    void this.reading.reload();
  }

  /** How long people have is said for the whole desk. */
  get keeps(): boolean {
    return session.agent.scope === "all";
  }

  #formOf(held: DutySettingsView, groups: readonly GroupChoice[]) {
    return new Form({
      name: "duty-settings",
      fields: {
        answer_minutes: new NumberField({ value: held.answer_minutes, required: true }),
        urgent_minutes: new NumberField({ value: held.urgent_minutes, required: true }),
        accept_minutes: new NumberField({ value: held.accept_minutes, required: true }),
        shift_groups: new TicksField({
          value: [...held.shift_groups],
          choices: groups.map(({ group_id: id }) => id),
        }),
      },
      send: (_, __, changes) => asking.changeSettings(changes),
      newest: async () => {
        const { answer_minutes, urgent_minutes, accept_minutes, shift_groups } = await asking.readSettings();
        return { answer_minutes, urgent_minutes, accept_minutes, shift_groups: [...shift_groups] };
      },
      done: () => void this.reading.reload(),
    });
  }
}
