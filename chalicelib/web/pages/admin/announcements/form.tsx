/** The form of an announcement, with a look at how it will be read. */
import { useSignal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { KeptAnnouncementView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { Button } from "../../kit/button.tsx";
import { Radios, Ticks } from "../parts/choices.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, TextInput, Tick, WordsInput } from "../parts/fields.tsx";
import { wordsOf } from "../parts/problem.ts";
import type { Known } from "./announcements.ts";
import { type Fields, formOf, isDraft, PRIORITIES } from "./form.ts";

/** What shows how words would look; the desk writes them out so that nothing of them runs. */
export type Look = (body: string) => Promise<string>;

export const openForm = (of: KeptAnnouncementView | null, known: Known, look: Look, leaving: AbortSignal) =>
  openDrawer<KeptAnnouncementView>((close) => (
    <FormDrawer
      title={of ? t("edit.title", { name: of.title }) : t("announcements.new")}
      intro={isDraft(of) ? t("announcements.intro") : t("announcements.intro.edition")}
      label={isDraft(of) ? t("announcements.save") : t("announcements.publish_edition")}
      wide
      close={close}
      make={(done) => formOf(of, known, done)}
    >
      {(fields) => <AnnouncementFields of={of} fields={fields} known={known} look={look} />}
    </FormDrawer>
  ), leaving);

interface FieldsProps {
  of: KeptAnnouncementView | null;
  fields: Fields;
  known: Known;
  look: Look;
}

function AnnouncementFields({ of, fields, known, look }: FieldsProps) {
  return (
    <>
      <TextInput name="title" field={fields.title} label={t("announcements.field.title")} longest={120} />
      <WordsInput
        name="body"
        field={fields.body}
        label={t("announcements.field.body")}
        hint={t("announcements.field.body.hint")}
        rows={10}
        longest={20_000}
      />
      <Preview fields={fields} look={look} />
      <Audience fields={fields} known={known} />
      <Radios
        name="priority"
        field={fields.priority}
        label={t("announcements.field.priority")}
        options={PRIORITIES.map((
          each,
        ) => [each, t(`announcements.priority.${each}`), t(`announcements.priority.${each}.about`)])}
      />
      <Times of={of} fields={fields} zone={known.zone} />
      <Answer fields={fields} known={known} />
      {!isDraft(of) && (
        <>
          <WordsInput
            name="changes"
            field={fields.changes}
            label={t("announcements.field.changes")}
            hint={t("announcements.field.changes.hint")}
            longest={1000}
          />
          <Tick
            name="read_again"
            field={fields.read_again}
            label={t("announcements.field.read_again")}
            hint={t("announcements.field.read_again.hint")}
          />
        </>
      )}
    </>
  );
}

function Preview({ fields, look }: { fields: Fields; look: Look }) {
  const html = useSignal<string | null>(null);
  const problem = useSignal("");
  const show = async () => {
    problem.value = "";
    try {
      html.value = await look(fields.body.raw);
    } catch (trouble) {
      problem.value = wordsOf(trouble as Problem);
    }
  };
  return (
    <div class="across">
      <Button small onClick={() => void show()}>{t("announcements.preview")}</Button>
      <p class="field-wrong" role="alert" hidden={!problem.value}>{problem.value}</p>
      {html.value !== null && (
        <section class="panel padded announcement-html" aria-label={t("announcements.preview.label")} tabIndex={0}>
          {html.value
            ? <div dir="auto" dangerouslySetInnerHTML={{ __html: html.value }} />
            : <p class="quiet">{t("announcements.preview.empty")}</p>}
        </section>
      )}
    </div>
  );
}

function Audience({ fields, known }: { fields: Fields; known: Known }) {
  const mayAll = session.agent.scope === "all";
  if (!mayAll && fields.whom.raw === "everybody") fields.whom.raw = "some";
  return (
    <>
      <Radios
        name="audience"
        field={fields.whom}
        label={t("announcements.field.audience")}
        options={[
          ...(mayAll ? [["everybody", t("announcements.audience.everybody")] as const] : []),
          ["some", t("announcements.audience.some")],
        ]}
      />
      {fields.whom.raw === "some" && (
        <>
          <Ticks
            name="group_ids"
            field={fields.group_ids}
            label={t("announcements.field.groups")}
            empty={t("announcements.field.groups.none")}
            options={known.groups.map(({ group_id: id, name }) => [id, name])}
          />
          {mayAll && (
            <Ticks
              name="role_ids"
              field={fields.role_ids}
              label={t("announcements.field.roles")}
              options={known.roles}
            />
          )}
        </>
      )}
    </>
  );
}

function Times({ of, fields, zone }: { of: KeptAnnouncementView | null; fields: Fields; zone: string }) {
  return (
    <>
      {(isDraft(of) || of?.state === "scheduled") && (
        <TextInput
          name="effective_at"
          field={fields.effective_at}
          type="datetime-local"
          label={t("announcements.field.effective_at")}
          hint={t("announcements.field.effective_at.hint", { zone })}
        />
      )}
      <TextInput
        name="expires_at"
        field={fields.expires_at}
        type="datetime-local"
        label={t("announcements.field.expires_at")}
        hint={t("announcements.field.expires_at.hint", { zone })}
      />
      <NumberInput
        name="remind_hours"
        field={fields.remind_hours}
        label={t("announcements.field.remind_hours")}
        hint={t("announcements.field.remind_hours.hint")}
        unit={t("unit.hours")}
        min={0}
        max={720}
      />
      <Tick name="remind_by_email" field={fields.remind_by_email} label={t("announcements.field.remind_by_email")} />
    </>
  );
}

/** What everybody answers alike. */
function Answer({ fields, known }: { fields: Fields; known: Known }) {
  const { raw: chosen } = fields.article_id;
  const isKnown = known.articles.some(([id]) => id === chosen);
  return (
    <fieldset class="form-field across announcement-answer-fields">
      <legend>{t("announcements.answer")}</legend>
      <p class="field-hint">{t("announcements.answer.hint")}</p>
      <WordsInput
        name="answer.texts.zh-CN"
        field={fields.answer_zh}
        label={t("announcements.answer.zh")}
        longest={1000}
      />
      <WordsInput name="answer.texts.en" field={fields.answer_en} label={t("announcements.answer.en")} longest={1000} />
      {(known.articles.length > 0 || chosen) && (
        <Select
          name="answer.article_id"
          field={fields.article_id}
          label={t("announcements.answer.article")}
          options={[
            ["", t("announcements.answer.article.none")],
            ...known.articles,
            ...(chosen && !isKnown ? [[chosen, t("unseen")] as const] : []),
          ]}
        />
      )}
      <Select
        name="answer.shelf"
        field={fields.shelf}
        label={t("announcements.answer.shelf")}
        hint={t("announcements.answer.shelf.hint")}
        options={[
          ["", t("announcements.answer.shelf.none")],
          ...(session.agent.scope === "all" ? [["company", t("announcements.answer.shelf.company")] as const] : []),
          ...known.groups.map(({ group_id: id, name }) => [id, name] as const),
        ]}
      />
      {fields.shelf.raw && (
        <TextInput
          name="answer.shortcut"
          field={fields.shortcut}
          label={t("announcements.answer.shortcut")}
          longest={20}
        />
      )}
      {known.phrases.length > 0 && (
        <Ticks
          name="answer.phrase_ids"
          field={fields.phrase_ids}
          label={t("announcements.answer.phrases")}
          search={t("announcements.answer.phrases.search")}
          options={known.phrases}
        />
      )}
    </fieldset>
  );
}
