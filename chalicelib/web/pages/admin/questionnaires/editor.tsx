/** The drawer in which a questionnaire is written. */
import { useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { QuestionnaireView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { Rows } from "../parts/compound.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, Tick, WrongLine } from "../parts/fields.tsx";
import type { TextField } from "../parts/fields.ts";
import { FormView } from "../parts/form.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import { Editing, type Fields, inWords, isChosen, isCounted, KINDS, mayLead, type QuestionField } from "./editing.ts";

const [LONGEST_NAME, LONGEST_TEXT, LONGEST_CHOICE] = [120, 300, 120];
const MOST_PAGES = 10;

interface Opened {
  id: string;
  view: QuestionnaireView | null;
  leaving: AbortSignal;
}

export const openQuestionnaire = (opened: Opened) =>
  openDrawer<QuestionnaireView>((close) => <Editor {...opened} close={close} />, opened.leaving);

function Editor({ id, view, leaving, close }: Opened & { close: (answer: QuestionnaireView | null) => void }) {
  const editing = useMemo(() => new Editing(id, view, close), []);
  const { form } = editing;
  const publish = async () => {
    const isSure = await confirmed({
      title: t("questionnaire.publish"),
      paragraphs: [t("questionnaire.publish.about")],
      confirm: t("questionnaire.publish"),
      danger: false,
    }, leaving);
    if (isSure) await editing.publish();
  };
  const names = view?.draft?.names ?? view?.published?.definition.names;
  return (
    <Drawer
      title={names ? inWords(names) || t("questionnaires.new") : t("questionnaires.new")}
      closing={t("drawer.close")}
      size="wide"
      onShown={() => form.focus()}
      onClose={() => close(null)}
    >
      <p class="drawer-intro">{t("questionnaire.about")}</p>
      <FormView
        form={form}
        label={t("questionnaire.keep")}
        onCancel={() => close(null)}
        beside={<Button disabled={form.busy} onClick={() => void publish()}>{t("questionnaire.publish")}</Button>}
      >
        <Texts fields={form.fields} />
        <Questions fields={form.fields} />
      </FormView>
    </Drawer>
  );
}

const Texts = ({ fields: { draft: { parts } } }: { fields: Fields }) => (
  <>
    {(["names", "intro", "thanks"] as const).map((name) => (
      <fieldset class="form-field" key={name}>
        <legend>{t(`questionnaire.${name}`)}</legend>
        <BothLanguages
          name={name}
          field={parts[name]}
          longest={name === "names" ? LONGEST_NAME : LONGEST_TEXT * 3}
          rows={name === "names" ? undefined : 2}
        />
      </fieldset>
    ))}
  </>
);

function Questions({ fields: { draft: { parts: { questions } } } }: { fields: Fields }) {
  const rows = questions.rows;
  const before = (field: QuestionField) => rows.slice(0, rows.findIndex((row) => row.field === field));
  return (
    <Rows
      name="questions"
      field={questions}
      label={t("questionnaire.questions")}
      add={t("questionnaire.question.add")}
      title={(number) => t("questionnaire.question.number", { number })}
      none={t("questionnaire.questions.none")}
      movable
    >
      {(field) => <Question field={field} earlier={before(field).map((row) => row.field)} />}
    </Rows>
  );
}

function Question({ field, earlier }: { field: QuestionField; earlier: QuestionField[] }) {
  const { parts } = field;
  const kind = parts.kind.raw;
  return (
    <div class="questionnaire-question">
      <Select
        name="kind"
        field={parts.kind}
        label={t("questionnaire.kind")}
        options={KINDS.map((each) => [each, t(`questionnaire.kind.${each}`)] as const)}
      />
      <fieldset class="form-field">
        <legend>{t("questionnaire.text")}</legend>
        <BothLanguages name="texts" field={parts.texts} longest={LONGEST_TEXT} />
      </fieldset>
      {isChosen(kind) && <Choices field={field} />}
      {(kind === "scale" || kind === "number") && (
        <>
          <NumberInput name="lowest" field={parts.lowest} label={t(`questionnaire.lowest.${kind}`)} />
          <NumberInput name="highest" field={parts.highest} label={t(`questionnaire.highest.${kind}`)} />
        </>
      )}
      <NumberInput name="page" field={parts.page} label={t("questionnaire.page")} min={1} max={MOST_PAGES} />
      <Tick name="required" field={parts.required} label={t("questionnaire.required")} />
      {mayLead(kind) && <Low field={field} />}
      {earlier.some(({ parts: { kind: { raw } } }) => mayLead(raw)) && <Condition field={field} earlier={earlier} />}
      <WrongLine of={field} />
    </div>
  );
}

const Choices = ({ field: { parts: { choices } } }: { field: QuestionField }) => (
  <Rows
    name="choices"
    field={choices}
    label={t("questionnaire.choices")}
    add={t("questionnaire.choice.add")}
    title={(number) => t("questionnaire.choice.number", { number })}
    movable
  >
    {({ parts }) => <BothLanguages name="choice" field={parts.texts} longest={LONGEST_CHOICE} />}
  </Rows>
);

/** Which answers call for a callback. */
function Low({ field: { parts } }: { field: QuestionField }) {
  if (isCounted(parts.kind.raw)) {
    return (
      <NumberInput
        name="low"
        field={parts.low.parts.at_most}
        label={t("questionnaire.low.at_most")}
        hint={t("questionnaire.low.hint")}
      />
    );
  }
  return <Picks label={t("questionnaire.low.any_of")} picked={parts.low.parts.any_of} of={parts} />;
}

interface PicksProps {
  label: string;
  picked: TextField;
  of: QuestionField["parts"];
}

/** Some of a question's choices. */
function Picks({ label, picked, of }: PicksProps) {
  const keys = picked.raw.split(",").filter(Boolean);
  const tick = (key: string, ticked: boolean) => {
    picked.raw = [...keys.filter((each) => each !== key), ...(ticked ? [key] : [])].join(",");
  };
  return (
    <fieldset class="form-field">
      <legend>{label}</legend>
      <div class="ticks in-row">
        {of.choices.rows.map(({ key: at, field: { parts: { key, texts } } }) => (
          <label class="tick" key={at}>
            <input
              type="checkbox"
              checked={keys.includes(key.raw)}
              onChange={(event) => tick(key.raw, event.currentTarget.checked)}
            />
            <span dir="auto">{inWords(texts.read()) || t("questionnaire.untitled")}</span>
          </label>
        ))}
      </div>
      <WrongLine of={picked} />
    </fieldset>
  );
}

function Condition({ field: { parts: { shown_if: { parts } } }, earlier }: {
  field: QuestionField;
  earlier: QuestionField[];
}) {
  const able = earlier.filter(({ parts: { kind: { raw } } }) => mayLead(raw));
  const chosen = able.find(({ parts: { key } }) => key.raw === parts.key.raw);
  return (
    <fieldset class="form-field">
      <legend>{t("questionnaire.shown_if")}</legend>
      <Select
        name="shown_if"
        field={parts.key}
        label={t("questionnaire.shown_if.question")}
        options={[
          ["", t("questionnaire.shown_if.always")],
          ...able.map(({ parts: { key, texts } }) =>
            [key.raw, inWords(texts.read()) || t("questionnaire.untitled")] as const
          ),
        ]}
      />
      {chosen && isChosen(chosen.parts.kind.raw) && (
        <Picks label={t("questionnaire.shown_if.any_of")} picked={parts.any_of} of={chosen.parts} />
      )}
      {chosen && isCounted(chosen.parts.kind.raw) && (
        <>
          <NumberInput name="at_least" field={parts.at_least} label={t("questionnaire.shown_if.at_least")} />
          <NumberInput name="at_most" field={parts.at_most} label={t("questionnaire.shown_if.at_most")} />
        </>
      )}
    </fieldset>
  );
}
