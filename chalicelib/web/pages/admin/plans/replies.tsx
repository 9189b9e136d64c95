/** How automatic replies are filled in. */
import { t } from "../../desk/i18n.ts";
import { Rows } from "../parts/compound.tsx";
import { LinesInput, Select, TextInput, Tick, WrongLine } from "../parts/fields.tsx";
import { BothLanguages } from "./languages.tsx";
import { MATCHES, type repliesField, type reply } from "./replies.ts";
import { Placeholders } from "./texts.tsx";

const LONGEST = 500;

export const Replies = ({ field }: { field: ReturnType<typeof repliesField> }) => (
  <Rows
    name="auto_replies"
    field={field}
    hint={t("replies.hint")}
    add={t("replies.add")}
    title={(number) => t("replies.one", { number })}
    none={t("replies.none")}
    movable
    rowClass="reply"
  >
    {(its) => <Reply field={its} />}
  </Rows>
);

const Reply = ({ field }: { field: ReturnType<typeof reply> }) => (
  <div class="list-fields">
    <Select
      name="reply.match"
      field={field.parts.match}
      label={t("replies.match")}
      options={MATCHES.map((way) => [way, t(`match.${way}`)])}
    />
    <TextInput name="reply.id" field={field.parts.reply_id} label={t("replies.id")} />
    <Tick name="reply.active" field={field.parts.active} label={t("replies.active")} />
    <LinesInput
      name="reply.words"
      field={field.parts.words}
      label={t("replies.words")}
      hint={t("replies.words.hint")}
      rows={2}
    />
    <BothLanguages name="reply" field={field.parts.texts} longest={LONGEST} rows={2}>
      <p class="field-hint">
        <Placeholders of="reply" />
      </p>
    </BothLanguages>
    <WrongLine of={field} />
  </div>
);
