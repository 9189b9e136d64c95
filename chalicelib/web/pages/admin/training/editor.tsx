/** The courses as a table, and the editor of one. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { CourseLineView, CourseRecordView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { Rows } from "../parts/compound.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, TextInput, Tick, WordsInput, WrongLine } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import {
  CourseEditing,
  type CourseFields,
  Courses,
  LESSON_KINDS,
  type LessonField,
  QUESTION_KINDS,
  type QuestionField,
  type Sources,
} from "./courses.ts";
import { Preview } from "./preview.tsx";

export function CourseList() {
  const courses = useModel(() => new Courses());
  const leaving = useLeaving();
  const open = async (record: CourseRecordView | null, sources: Sources) =>
    courses.stored(record, await openCourse(record, sources, leaving));
  const edit = async (id: string, sources: Sources) => {
    const record = await courses.read(id);
    if (record) await open(record, sources);
  };
  return (
    <Shown reading={courses.reading}>
      {({ courses: lines, sources }) => (
        <>
          <div class="tools">
            <p class="section-hint">{t("training.courses.about")}</p>
            <span class="spring" />
            <Button kind="primary" icon="plus" onClick={() => void open(null, sources)}>
              {t("training.course.new")}
            </Button>
          </div>
          {lines.length
            ? (
              <Table
                caption={t("training.tab.courses")}
                rows={lines}
                keyOf={({ course_id: id }) => id}
                faded={({ archived }) => archived}
                columns={[
                  { label: t("training.course"), cell: (line) => <Named line={line} /> },
                  { label: t("training.contents"), cell: (line) => t("training.contents.of", { ...line }) },
                  {
                    label: t("training.version"),
                    cell: ({ published }) => published ? t("training.version.of", { version: published }) : "—",
                  },
                  {
                    label: t("actions"),
                    cell: (line) => (
                      <Actions>
                        <RowButton
                          label={t("edit")}
                          of={line.title}
                          onClick={() => void edit(line.course_id, sources)}
                        />
                        {line.has_draft && line.published > 0 && (
                          <RowButton
                            label={t("training.discard")}
                            of={line.title}
                            onClick={() => void courses.discard(line, leaving)}
                          />
                        )}
                        <RowButton
                          label={t(line.archived ? "training.bring_back" : "training.archive")}
                          of={line.title}
                          onClick={() => void courses.archive(line, leaving)}
                        />
                      </Actions>
                    ),
                  },
                ]}
              />
            )
            : <Nothing>{t("training.courses.none")}</Nothing>}
        </>
      )}
    </Shown>
  );
}

const Named = ({ line }: { line: CourseLineView }) => (
  <div class="chips">
    <span class="who-name" dir="auto">{line.title || t("training.course.unnamed")}</span>
    {line.has_draft && <span class="chip">{t("training.draft")}</span>}
    {line.archived && <span class="chip">{t("training.archived")}</span>}
  </div>
);

const openCourse = (record: CourseRecordView | null, sources: Sources, leaving: AbortSignal) =>
  openDrawer<CourseRecordView>((close) => <Editor {...{ record, sources, close, leaving }} />, leaving);

interface EditorProps {
  record: CourseRecordView | null;
  sources: Sources;
  close: (answer: CourseRecordView | null) => void;
  leaving: AbortSignal;
}

function Editor({ record, sources, close, leaving }: EditorProps) {
  const editing = useMemo(() => new CourseEditing(record, close), []);
  const { form } = editing;
  const publish = async () => {
    const isSure = await confirmed({
      title: t("training.publish"),
      paragraphs: [t("training.publish.about")],
      confirm: t("training.publish"),
      danger: false,
    }, leaving);
    if (isSure) await editing.publish();
  };
  const look = async () => {
    const preview = await editing.preview();
    if (preview) await openDrawer<null>((done) => <Preview preview={preview} close={() => done(null)} />, leaving);
  };
  const beside = (
    <>
      <Button disabled={form.busy} onClick={() => void publish()}>{t("training.publish")}</Button>
      <Button disabled={form.busy} onClick={() => void look()}>{t("training.preview")}</Button>
    </>
  );
  return (
    <Drawer
      title={t(record ? "training.course.edit" : "training.course.new")}
      closing={t("drawer.close")}
      size="wide"
      onClose={() => close(null)}
    >
      <FormView form={form} label={t("training.draft.save")} laid onCancel={() => close(null)} beside={beside}>
        <Inputs fields={form.fields} sources={sources} />
      </FormView>
    </Drawer>
  );
}

function Inputs({ fields, sources }: { fields: CourseFields; sources: Sources }) {
  return (
    <div class="flow-parts">
      <TextInput name="title" field={fields.title} label={t("training.course.title")} longest={80} />
      <WordsInput name="summary" field={fields.summary} label={t("training.summary")} />
      <Select
        name="language"
        field={fields.language}
        label={t("training.language")}
        hint={t("training.language.hint")}
        options={[["zh-CN", "中文"], ["en", "English"]]}
      />
      <Rows
        name="lessons"
        field={fields.lessons}
        label={t("training.lessons")}
        add={t("training.lesson.add")}
        title={(number) => t("training.lesson.number", { number })}
        none={t("training.lessons.none")}
        movable
        rowClass="flow-row"
      >
        {(its) => <LessonRow field={its} sources={sources} />}
      </Rows>
      <NumberInput
        name="valid_months"
        field={fields.valid_months}
        label={t("training.valid")}
        hint={t("training.valid.hint")}
        unit={t("training.months")}
        min={0}
        max={120}
      />
      <NumberInput
        name="warn_days"
        field={fields.warn_days}
        label={t("training.warn")}
        unit={t("training.days")}
        min={0}
        max={365}
      />
      <Tick name="has_quiz" field={fields.has_quiz} label={t("training.has_quiz")} hint={t("training.has_quiz.hint")} />
      {fields.has_quiz.raw && <QuizInputs field={fields.quiz} />}
    </div>
  );
}

function LessonRow({ field, sources }: { field: LessonField; sources: Sources }) {
  const { parts } = field;
  const kind = parts.kind.raw;
  return (
    <div class="sheet-part">
      <TextInput name="title" field={parts.title} label={t("training.lesson.title")} longest={80} />
      <Select
        name="kind"
        field={parts.kind}
        label={t("training.lesson.kind")}
        options={LESSON_KINDS.map((each) => [each, t(`training.lesson.kind.${each}`)])}
      />
      {kind === "article" && <About field={parts.about} label={t("training.article")} choices={sources.articles} />}
      {kind === "phrases" && <About field={parts.about} label={t("training.shelf")} choices={sources.shelves} />}
      {kind === "conversation" && (
        <>
          <TextInput
            name="about"
            field={parts.about}
            label={t("training.conversation")}
            hint={t("training.conversation.hint")}
            longest={100}
          />
          <div class="sheet-numbers">
            <NumberInput name="first" field={parts.first} label={t("training.first")} min={1} />
            <NumberInput name="last" field={parts.last} label={t("training.last")} min={1} />
          </div>
        </>
      )}
      {kind !== "article" && (
        <WordsInput
          name="text"
          field={parts.text}
          label={t(kind === "text" ? "training.text" : "training.text.beside")}
          hint={t("training.markdown")}
          rows={kind === "text" ? 10 : 3}
          longest={20_000}
        />
      )}
      <WrongLine of={field} />
    </div>
  );
}

/** One of what there is; by its id, where that cannot be read. */
function About({ field, label, choices }: {
  field: LessonField["parts"]["about"];
  label: string;
  choices: Sources["articles"];
}) {
  if (!choices.length) return <TextInput name="about" field={field} label={label} longest={100} />;
  const known = choices.some(([id]) => id === field.raw);
  const options = known || !field.raw ? choices : [...choices, [field.raw, field.raw] as const];
  return (
    <div class="form-field">
      <label>
        {label}
        <select
          name="about"
          value={field.raw}
          ref={(element) => {
            field.element = element;
          }}
          onChange={(event) => field.raw = event.currentTarget.value}
        >
          <option value="">{t("training.choose")}</option>
          {options.map(([id, words]) => <option key={id} value={id}>{words}</option>)}
        </select>
      </label>
      <WrongLine of={field} />
    </div>
  );
}

function QuizInputs({ field: { parts } }: { field: CourseFields["quiz"] }) {
  return (
    <fieldset class="form-field">
      <legend>{t("training.quiz")}</legend>
      <div class="sheet-numbers">
        <NumberInput name="pass_mark" field={parts.pass_mark} label={t("training.pass_mark")} min={0} max={100} />
        <NumberInput
          name="minutes"
          field={parts.minutes}
          label={t("training.minutes")}
          hint={t("training.minutes.hint")}
          min={0}
          max={600}
        />
        <NumberInput
          name="tries"
          field={parts.tries}
          label={t("training.tries")}
          hint={t("training.tries.hint")}
          min={0}
          max={100}
        />
        <NumberInput name="wait_hours" field={parts.wait_hours} label={t("training.wait")} min={0} max={2160} />
      </div>
      <Tick name="shuffled" field={parts.shuffled} label={t("training.shuffled")} />
      <Tick name="lessons_first" field={parts.lessons_first} label={t("training.lessons_first")} />
      <Tick name="shows_right" field={parts.shows_right} label={t("training.shows_right")} />
      <Rows
        name="questions"
        field={parts.questions}
        label={t("training.questions")}
        add={t("training.question.add")}
        title={(number) => t("training.question.number", { number })}
        movable
        rowClass="flow-row"
      >
        {(its) => <QuestionRow field={its} />}
      </Rows>
    </fieldset>
  );
}

/** Folded up to what it asks; a new one is open. */
function QuestionRow({ field }: { field: QuestionField }) {
  const { parts } = field;
  const open = useSignal(!parts.text.raw);
  const kind = parts.kind.raw;
  const isChosen = kind === "single" || kind === "multiple" || kind === "ordering";
  return (
    <details
      class="sheet-fold"
      open={open.value || Boolean(field.wrong || parts.text.wrong || parts.options.wrong || parts.passage.wrong)}
      onToggle={(event) => open.value = event.currentTarget.open}
    >
      <summary>
        <b dir="auto">{parts.text.raw || t("training.question.unnamed")}</b>{" "}
        <span class="quiet">
          {t("training.question.of", { kind: t(`training.kind.${kind}`), weight: parts.weight.raw })}
        </span>
      </summary>
      <div class="sheet-part">
        <Select
          name="kind"
          field={parts.kind}
          label={t("training.question.kind")}
          options={QUESTION_KINDS.map((each) => [each, t(`training.kind.${each}`)])}
        />
        <WordsInput name="text" field={parts.text} label={t("training.question.text")} longest={2000} />
        {isChosen && (
          <Rows
            name="options"
            field={parts.options}
            label={t("training.options")}
            hint={t(`training.options.${kind}`)}
            add={t("training.option.add")}
            title={(number) => t("training.option.number", { number })}
            movable
          >
            {({ parts: option }) => (
              <>
                <TextInput name="text" field={option.text} label={t("training.option.text")} longest={500} />
                {kind !== "ordering" && (
                  <Tick name="is_right" field={option.is_right} label={t("training.option.right")} />
                )}
              </>
            )}
          </Rows>
        )}
        {kind === "typing" && (
          <>
            <WordsInput
              name="passage"
              field={parts.passage}
              label={t("training.passage")}
              hint={t("training.passage.hint")}
              rows={4}
              longest={600}
            />
            <div class="sheet-numbers">
              <NumberInput name="goal" field={parts.goal} label={t("training.goal")} min={1} max={1000} />
              <NumberInput
                name="least_accuracy"
                field={parts.least_accuracy}
                label={t("training.accuracy")}
                unit="%"
                min={0}
                max={100}
              />
            </div>
          </>
        )}
        <NumberInput name="weight" field={parts.weight} label={t("training.weight")} min={1} max={100} />
        <WordsInput
          name="note"
          field={parts.note}
          label={t("training.note")}
          hint={t("training.note.hint")}
          longest={2000}
        />
        <WrongLine of={field} />
      </div>
    </details>
  );
}
