/** The form of an announcement: a new one, a draft, or the next edition of what is published. */
import type { AnnouncementAudience, KeptAnnouncementView, WriteAnnouncement } from "../../desk/operations.ts";
import { ChoiceField, OptionalNumberField, TextField, TickField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { change, type Known, publishEdition, readOne, write } from "./announcements.ts";
import { clockIn, momentIn } from "../../desk/zoned.ts";

export const PRIORITIES = ["normal", "pinned", "urgent"] as const;
type Priority = typeof PRIORITIES[number];

type Of = KeptAnnouncementView | null;

const fieldsOf = (of: Of, known: Known) => ({
  title: new TextField({ value: of?.title, required: true }),
  body: new TextField({ value: of?.body }),
  whom: new ChoiceField<"everybody" | "some">({ value: of && !of.audience.everybody ? "some" : "everybody" }),
  group_ids: new TicksField({
    value: of?.audience.group_ids,
    choices: known.groups.filter(({ archived }) => !archived).map(({ group_id: id }) => id),
  }),
  role_ids: new TicksField({ value: of?.audience.role_ids, choices: known.roles.map(([id]) => id) }),
  priority: new ChoiceField<Priority>({ value: (of?.priority ?? "normal") as Priority }),
  effective_at: new TextField({ value: clockIn(known.zone, of?.effective_at) }),
  expires_at: new TextField({ value: clockIn(known.zone, of?.expires_at) }),
  remind_hours: new OptionalNumberField({ value: of?.remind_hours || null }),
  remind_by_email: new TickField(of?.remind_by_email),
  answer_zh: new TextField({ value: of?.answer?.texts["zh-CN"] }),
  answer_en: new TextField({ value: of?.answer?.texts.en }),
  article_id: new ChoiceField<string>({ value: of?.answer?.article_id ?? "" }),
  phrase_ids: new TicksField({ value: of?.answer?.phrase_ids, choices: known.phrases.map(([id]) => id) }),
  shelf: new ChoiceField<string>({ value: of?.answer?.shelf ?? "" }),
  shortcut: new TextField({ value: of?.answer?.shortcut }),
  changes: new TextField(),
  read_again: new TickField(),
});

export type Fields = ReturnType<typeof fieldsOf>;
type Values = ReturnType<typeof valuesOf<Fields>>;

/** What is typed, as the desk has it. */
export function said(values: Values, zone: string): Omit<WriteAnnouncement, "title"> & { title: string } {
  const { answer_zh: zh, answer_en: en } = values;
  const texts = { ...zh && { "zh-CN": zh }, ...en && { en } };
  const audience: AnnouncementAudience = values.whom === "everybody"
    ? { everybody: true }
    : { group_ids: values.group_ids, role_ids: values.role_ids };
  return {
    title: values.title,
    body: values.body,
    audience,
    priority: values.priority,
    effective_at: momentIn(zone, values.effective_at),
    expires_at: momentIn(zone, values.expires_at),
    remind_hours: values.remind_hours ?? 0,
    remind_by_email: values.remind_by_email,
    answer: zh || en
      ? {
        texts,
        article_id: values.article_id || null,
        phrase_ids: values.phrase_ids,
        shelf: values.shelf,
        shortcut: values.shortcut,
      }
      : null,
  };
}

export const isDraft = (of: Of): boolean => !of || of.state === "draft";

export function formOf(of: Of, known: Known, done: (answer: KeptAnnouncementView) => void) {
  let now = of;
  return new Form<Fields, KeptAnnouncementView>({
    name: `announcement.${of?.announcement_id ?? "new"}`,
    fields: fieldsOf(of, known),
    send: (values, key) => {
      const { effective_at, ...rest } = said(values, known.zone);
      const whole = { effective_at, ...rest };
      if (!now) return write(whole, key);
      const { announcement_id: id, version, state } = now;
      if (state === "draft") return change(id, { ...whole, version });
      const { changes, read_again } = values;
      // When it began is not for an edition to say.
      const words = state === "scheduled" ? whole : rest;
      return publishEdition(id, { ...words, changes, read_again, version }, key);
    },
    newest: of
      ? async () => {
        now = await readOne(of.announcement_id);
        return valuesOf(fieldsOf(now, known));
      }
      : undefined,
    done,
  });
}
