/** The editor of an article: its text in both languages beside what readers would see, where it stands, what was published. */
import type { JSX } from "preact";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { ArticleView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { filesIn } from "../../desk/upload.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { Ticks } from "../parts/choices.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Framed, Select, TextInput } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { languageName } from "../plans/languages.ts";
import { State } from "./articles.tsx";
import { askChanges, askNote, askReviewer } from "./dialogs.tsx";
import { type ArticleEditor, editorOf } from "./editor.ts";
import { categoryChoices, type Choices, LANGUAGES, titleOf } from "./list.ts";
import { Versions } from "./versions.tsx";

const LONGEST_TITLE = 120;
const LONGEST_BODY = 20_000;
const PARTS = ["text", "place", "versions"] as const;
type Part = (typeof PARTS)[number];

/** Whether anything was stored. */
export async function openArticle(id: string | null, choices: Choices, leaving: AbortSignal): Promise<boolean> {
  const editor = await editorOf(id, choices.plans);
  await openDrawer((close) => <Editor editor={editor} choices={choices} close={() => close(null)} />, leaving);
  return editor.changed;
}

interface EditorProps {
  editor: ArticleEditor;
  choices: Choices;
  close: () => void;
}

function Editor({ editor, choices, close }: EditorProps) {
  const { article, form } = editor;
  const part = useSignal<Part>("text");
  const leaving = useMemo(() => new AbortController(), []);
  useEffect(() => () => leaving.abort(), []);
  const title = article ? titleOf(Object.fromEntries(titles(article))) || t("articles.untitled") : t("articles.new");
  const panel = "article-part";
  return (
    <Drawer title={title} closing={t("drawer.close")} size="wide" onClose={close}>
      <div class="article-editor">
        {article && <Standing article={article} />}
        <Tabs
          tabs={PARTS.map((name) => ({ name, label: t(`articles.part.${name}`) }))}
          chosen={part.value}
          label={title}
          panel={panel}
          onChoose={(name) => part.value = name}
        />
        <p class="note error" role="alert" hidden={!editor.problem}>{editor.problem}</p>
        <FormView
          form={form}
          label={t("articles.save")}
          laid
          beside={<Acts editor={editor} choices={choices} leaving={leaving.signal} />}
          onCancel={close}
        >
          <div id={panel} class="article-part" role="tabpanel" aria-labelledby={tabId(panel, part.value)}>
            {part.value === "text" && <Text editor={editor} />}
            {part.value === "place" && <Place editor={editor} choices={choices} />}
            {part.value === "versions" && <Versions article={article} />}
          </div>
        </FormView>
      </div>
    </Drawer>
  );
}

const titles = ({ wordings }: ArticleView): Array<[string, string]> =>
  Object.entries(wordings).map(([each, { title }]) => [each, title]);

function Standing({ article }: { article: ArticleView }) {
  const { state, number, author, reviewer, note } = article;
  return (
    <div class="article-standing">
      <State state={state} number={number} />
      <span>{t("articles.by", { name: author.name ?? t("articles.author.desk") })}</span>
      {reviewer && <span>{t("articles.reviewer.is", { name: reviewer.name ?? "" })}</span>}
      {number !== null && <ReaderLink article={article} />}
      {note && <p class="note warning" dir="auto">{t("articles.sent_back", { note })}</p>}
    </div>
  );
}

/** Where readers have it: by the first of its plans; of one for all plans the desk does not say by which. */
function ReaderLink({ article: { plan_keys: keys, article_id: id } }: { article: ArticleView }) {
  if (!keys.length) return null;
  return <a href={`help/${encodeURIComponent(keys[0])}/${id}`} target="_blank" rel="noopener">{t("articles.open")}</a>;
}

function Acts({ editor, choices, leaving }: { editor: ArticleEditor; choices: Choices; leaving: AbortSignal }) {
  const { article, busy } = editor;
  const state = article?.state ?? "draft";
  const may = session.can("articles.publish");
  const open = state === "draft" || state === "in_review" || (state === "published" && editor.form.dirty);
  const typed = useRef({ note: "", changes: "" });
  const review = async () => {
    const chosen = await askReviewer(choices.people, article, leaving);
    if (!chosen) return;
    await editor.sendToReview(chosen);
  };
  const back = async () => {
    const note = await askNote(typed.current.note, leaving);
    if (note) typed.current.note = await editor.sendBack(note) ? "" : note;
  };
  const publish = async () => {
    const changes = await askChanges(article, typed.current.changes, leaving);
    if (changes !== null) typed.current.changes = await editor.publish(changes) ? "" : changes;
  };
  const archive = async () => {
    const question = {
      title: t("articles.archive"),
      paragraphs: [t("articles.archive.sure")],
      confirm: t("articles.archive"),
    };
    if (await confirmed(question, leaving)) await editor.archive();
  };
  const restore = () => editor.restore();
  return (
    <>
      {open && <Button disabled={busy} onClick={() => void review()}>{t("articles.review")}</Button>}
      {may && state === "in_review" && <Button disabled={busy} onClick={() => void back()}>{t("articles.back")}
      </Button>}
      {may && open && <Button disabled={busy} onClick={() => void publish()}>{t("articles.publish")}</Button>}
      {may && article && state !== "archived" && (
        <Button disabled={busy} onClick={() => void archive()}>{t("articles.archive")}</Button>
      )}
      {may && state === "archived" && (
        <Button disabled={busy} onClick={() => void restore()}>{t("articles.restore")}</Button>
      )}
    </>
  );
}

function Text({ editor }: { editor: ArticleEditor }) {
  const language = editor.language.value;
  const panel = "article-language";
  return (
    <>
      <Tabs
        tabs={LANGUAGES.map((name) => ({ name, label: languageName(name) }))}
        chosen={language}
        label={t("articles.language")}
        panel={panel}
        onChoose={(name) => editor.language.value = name}
      />
      <div id={panel} class="article-sides" role="tabpanel" aria-labelledby={tabId(panel, language)}>
        <Writing key={language} editor={editor} />
        <Preview editor={editor} />
      </div>
    </>
  );
}

function Writing({ editor }: { editor: ArticleEditor }) {
  const language = editor.language.value;
  const { title, body } = editor.form.fields.wordings.parts[language].parts;
  return (
    <div class="article-writing" lang={language}>
      <TextInput name={`title.${language}`} field={title} label={t("articles.title")} longest={LONGEST_TITLE} />
      <Framed name={`body.${language}`} field={body} label={t("articles.body")} hint={t("articles.body.hint")}>
        {(its) => <BodyInput editor={editor} its={its} />}
      </Framed>
      <p class="quiet" role="status">{editor.sending > 0 && t("articles.picture.sending")}</p>
      <MarkdownHelp />
    </div>
  );
}

function BodyInput({ editor, its }: { editor: ArticleEditor; its: object }) {
  const body = editor.body(editor.language.value);
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (event: Event, files: File[]) => {
    if (!files.length) return;
    event.preventDefault();
    const place = (): [
      number,
      number,
    ] => [area.current?.selectionStart ?? body.raw.length, area.current?.selectionEnd ?? body.raw.length];
    const caret = (at: number) => requestAnimationFrame(() => area.current?.setSelectionRange(at, at));
    void editor.insert(files, place, caret);
  };
  return (
    <>
      <textarea
        {...its as JSX.TextareaHTMLAttributes<HTMLTextAreaElement>}
        ref={(element) => {
          area.current = element;
          (its as { ref: (element: HTMLElement | null) => void }).ref(element);
        }}
        class="article-body"
        rows={18}
        maxLength={LONGEST_BODY}
        value={body.raw}
        dir="auto"
        onInput={(event) => body.raw = event.currentTarget.value}
        onPaste={(event) => insert(event, filesIn(event.clipboardData))}
        onDragOver={(event) => event.dataTransfer?.types.includes("Files") && event.preventDefault()}
        onDrop={(event) => insert(event, filesIn(event.dataTransfer))}
      />
      <PictureButton insert={insert} disabled={editor.sending > 0} />
    </>
  );
}

function PictureButton({ insert, disabled }: { insert: (event: Event, files: File[]) => void; disabled: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="article-picture">
      <Button small disabled={disabled} onClick={() => input.current!.click()}>{t("articles.picture")}</Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/png,image/jpeg,image/webp,image/gif"
        onChange={(event) => {
          insert(event, [...event.currentTarget.files ?? []]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

const MARKS = ["heading", "strong", "list", "numbered", "link", "article", "quote", "table"] as const;

const MarkdownHelp = () => (
  <details class="article-help">
    <summary>{t("articles.help")}</summary>
    <dl>
      {MARKS.map((each) => [
        <dt key={`${each}-mark`}>
          <code>{t(`articles.help.${each}.mark`)}</code>
        </dt>,
        <dd key={each}>{t(`articles.help.${each}`)}</dd>,
      ])}
    </dl>
  </details>
);

/** The desk makes it as it makes readers' pages: markup that is safe to show. */
function Preview({ editor }: { editor: ArticleEditor }) {
  useEffect(() => editor.follow(), [editor]);
  const language = editor.language.value;
  const title = editor.form.fields.wordings.parts[language].parts.title.raw;
  const { html } = editor;
  return (
    <section class="article-preview" aria-label={t("articles.preview")} aria-busy={html === null}>
      <h3 class="article-preview-head">{t("articles.preview")}</h3>
      {editor.unseen && <p class="note warning" role="status">{t("articles.preview.unseen")}</p>}
      <div class="article-text" lang={language} dir="auto">
        <p class="article-title">{title}</p>
        {/* deno-lint-ignore react-no-danger -- made of Markdown by the desk, which escapes whatever somebody wrote */}
        {html !== null && <div dangerouslySetInnerHTML={{ __html: html }} />}
      </div>
    </section>
  );
}

function Place({ editor: { form: { fields } }, choices: { categories, plans } }: Omit<EditorProps, "close">) {
  const options: Array<[string | null, string]> = [[null, t("articles.category.none")], ...categoryChoices(categories)];
  return (
    <div class="form-fields">
      <Select name="category_id" field={fields.category_id} label={t("articles.category")} options={options} />
      <Ticks
        name="plan_keys"
        field={fields.plan_keys}
        label={t("articles.plans")}
        hint={t("articles.plans.hint")}
        options={plans.map(({ key, name }) => [key, name])}
      />
      <TextInput
        name="review_on"
        type="date"
        field={fields.review_on}
        label={t("articles.review_on")}
        hint={t("articles.review_on.hint")}
      />
    </div>
  );
}
