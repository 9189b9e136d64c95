/** The section of phrases. */
import { useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { ImportedLineView, PhraseView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { Drawer, FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { Select, TextInput, WordsInput } from "../parts/fields.tsx";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import {
  COMPANY,
  Import,
  LANGUAGES,
  OCCASIONS,
  ofPhrase,
  type PhraseFields,
  PhraseKeeping,
  type Shelf,
} from "./phrases.ts";

const LONGEST_TEXT = 1000;

export function Content() {
  const keeping = useModel(() => new PhraseKeeping());
  const leaving = useLeaving();
  const { shelf, reading } = keeping;
  const open = async (phrase: PhraseView | null) => keeping.stored(await openPhrase(phrase, shelf, leaving));
  const remove = async (phrase: PhraseView) => {
    const question = {
      title: t("phrases.delete.title"),
      paragraphs: [t("phrases.delete.body", { title: phrase.title })],
      confirm: t("phrases.delete"),
    };
    if (await confirmed(question, leaving)) await keeping.remove(phrase);
  };
  const create = shelf ? { label: t("phrases.new"), run: () => open(null) } : undefined;
  return (
    <Section id="phrases" reading={reading} create={create} tools={<Tools keeping={keeping} leaving={leaving} />}>
      {({ shelves, phrases }) => (
        <>
          <Shelves shelves={shelves} keeping={keeping} />
          {phrases.length
            ? <List phrases={phrases} open={open} remove={remove} />
            : <Nothing>{t(shelves.length ? "phrases.none" : "phrases.no_shelf")}</Nothing>}
        </>
      )}
    </Section>
  );
}

function Tools({ keeping, leaving }: { keeping: PhraseKeeping; leaving: AbortSignal }) {
  const { shelf, busy, reading } = keeping;
  const bring = async () => {
    const written = await openImport(shelf, leaving);
    if (written === null) return;
    say(t("phrases.imported", { count: written }));
    reading.reload();
  };
  if (!shelf) return null;
  return (
    <>
      {shelf === COMPANY && (
        <Button disabled={busy} onClick={() => void keeping.addShipped()}>{t("phrases.shipped")}</Button>
      )}
      <Button onClick={() => void bring()}>{t("phrases.import")}</Button>
      <Button disabled={!reading.data?.phrases.length} onClick={keeping.exportAll}>{t("phrases.export")}</Button>
    </>
  );
}

function Shelves({ shelves, keeping }: { shelves: Shelf[]; keeping: PhraseKeeping }) {
  if (shelves.length < 2) return null;
  return (
    <label class="form-field">
      <span>{t("phrases.shelf")}</span>
      <select class="shelf" onChange={(event) => keeping.choose(event.currentTarget.value)}>
        {shelves.map(({ id, name }) => <option key={id} value={id} selected={id === keeping.shelf}>{name}</option>)}
      </select>
    </label>
  );
}

interface ListProps {
  phrases: PhraseView[];
  open: (phrase: PhraseView) => void;
  remove: (phrase: PhraseView) => void;
}

const List = ({ phrases, open, remove }: ListProps) => (
  <Table
    caption={t("section.phrases")}
    rows={phrases}
    keyOf={({ phrase_id: id }) => id}
    columns={[
      { label: t("field.title"), cell: ({ title }) => <span class="who-name" dir="auto">{title}</span> },
      { label: t("field.text"), cell: ({ text }) => <span dir="auto">{text}</span> },
      { label: t("field.shortcut"), cell: ({ shortcut }) => shortcut ? <code>/{shortcut}</code> : "—" },
      { label: t("field.occasion"), cell: ({ occasion }) => <Chip words={t(`occasion.${occasion}`)} /> },
      { label: t("field.language"), cell: ({ language }) => <Chip words={t(`language.${language}`)} /> },
      {
        label: t("actions"),
        cell: (phrase) => (
          <Actions>
            <RowButton label={t("edit")} of={phrase.title} onClick={() => open(phrase)} />
            <RowButton label={t("phrases.delete")} of={phrase.title} onClick={() => remove(phrase)} />
          </Actions>
        ),
      },
    ]}
  />
);

const Chip = ({ words }: { words: string }) => <span class="chip">{words}</span>;

const openPhrase = (phrase: PhraseView | null, shelf: string, leaving: AbortSignal) =>
  openDrawer<PhraseView>((close) => (
    <FormDrawer
      title={phrase ? t("edit.title", { name: phrase.title }) : t("phrases.new")}
      label={t(phrase ? "save" : "phrases.create")}
      close={close}
      make={(done) => ofPhrase(phrase, shelf, done)}
    >
      {(fields) => <Fields fields={fields} />}
    </FormDrawer>
  ), leaving);

const Fields = ({ fields }: { fields: PhraseFields }) => (
  <>
    <TextInput name="title" field={fields.title} label={t("field.title")} longest={80} />
    <TextInput
      name="shortcut"
      field={fields.shortcut}
      label={t("field.shortcut")}
      hint={t("phrases.shortcut.hint")}
      longest={20}
    />
    <Select
      name="language"
      field={fields.language}
      label={t("field.language")}
      options={LANGUAGES.map((each) => [each, t(`language.${each}`)] as const)}
    />
    <Select
      name="occasion"
      field={fields.occasion}
      label={t("field.occasion")}
      options={OCCASIONS.map((each) => [each, t(`occasion.${each}`)] as const)}
    />
    <WordsInput
      name="text"
      field={fields.text}
      label={t("field.text")}
      hint={t("phrases.placeholders")}
      rows={5}
      longest={LONGEST_TEXT}
    />
  </>
);

const openImport = (shelf: string, leaving: AbortSignal) =>
  openDrawer<number>((close) => <ImportDrawer shelf={shelf} close={close} />, leaving);

function ImportDrawer({ shelf, close }: { shelf: string; close: (written: number | null) => void }) {
  const coming = useMemo(() => new Import(shelf, close), []);
  const { said, wrong, busy } = coming;
  const choose = (files: FileList | null) => files?.[0] && void coming.look(files[0]);
  return (
    <Drawer title={t("phrases.import")} size="middle" onClose={() => close(null)}>
      <p class="drawer-intro">{t("phrases.import.hint")}</p>
      <label class="form-field">
        <span>{t("phrases.file")}</span>
        <input type="file" accept=".csv,text/csv" onChange={(event) => choose(event.currentTarget.files)} />
      </label>
      <p class="note error" role="alert" hidden={!wrong}>{wrong}</p>
      {said && (
        <>
          <Outcomes lines={said.lines} />
          <div class="form-buttons">
            <Button kind="primary" disabled={busy || said.written === 0} onClick={() => void coming.finish()}>
              {t("phrases.import.go", { count: said.written })}
            </Button>
            <Button onClick={() => close(null)}>{t("cancel")}</Button>
          </div>
        </>
      )}
    </Drawer>
  );
}

const Outcomes = ({ lines }: { lines: ImportedLineView[] }) => (
  <Table
    caption={t("phrases.lines")}
    rows={lines}
    keyOf={({ line }) => `${line}`}
    columns={[
      { label: t("phrases.line"), cell: ({ line }) => line },
      { label: t("field.title"), cell: ({ title }) => <span dir="auto">{title}</span> },
      {
        label: t("phrases.outcome"),
        cell: ({ outcome, field, message }) => (
          <>
            <span class={`chip ${outcome === "refused" ? "waiting" : ""}`}>{t(`imported.${outcome}`)}</span>
            {message && ` ${t(`field.${field}`)}: ${message}`}
          </>
        ),
      },
    ]}
  />
);
