/** What the desk answers by itself, when a visitor's words match. The first rule that matches is used. */
import type { AutoReplyBodyShown } from "../../desk/operations.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, LinesField, TextField, TickField } from "../parts/fields.ts";
import { LanguagesField } from "./languages.ts";

export const MATCHES = ["contains", "exact", "regex"];

export const reply = (its: AutoReplyBodyShown) =>
  new GroupField({
    active: new TickField(its.active),
    match: new ChoiceField<string>({ value: its.match }),
    words: new LinesField({ value: its.words }),
    reply_id: new TextField({ value: its.reply_id }),
    texts: new LanguagesField(its.texts, false),
  });

export const repliesField = (replies: AutoReplyBodyShown[]) =>
  new ListField<AutoReplyBodyShown, ReturnType<typeof reply>>({
    value: replies,
    make: reply,
    blank: (others) => ({
      reply_id: freeId("reply", others.map(({ reply_id: id }) => id)),
      match: "contains",
      words: [],
      texts: {},
      active: true,
    }),
  });

/** prefix-1, prefix-2 …: the first that is not taken. */
export const freeId = (prefix: string, taken: readonly string[]): string =>
  Array.from({ length: taken.length + 1 }, (_, index) => `${prefix}-${index + 1}`).find((id) => !taken.includes(id))!;
