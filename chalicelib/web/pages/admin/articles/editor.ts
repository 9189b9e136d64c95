/** An article that is worked on: what is typed, what readers would see of it, and what becomes of it. */
import { effect, signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { ArticleView, SendToReview } from "../../desk/operations.ts";
import { Refusal, upload } from "../../desk/upload.ts";
import { say } from "../../kit/toasts.tsx";
import { GroupField } from "../parts/compound.ts";
import { ChoiceField, OptionalTextField, TextField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { Keys } from "../parts/once.ts";
import type { PlanChoice } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import * as asking from "./asking.ts";
import { type Language, LANGUAGES } from "./list.ts";

const PAUSE_MS = 500;

const wordingOf = (article: ArticleView | null, language: Language) =>
  new GroupField({
    title: new TextField({ value: article?.wordings[language]?.title }),
    body: new TextField({ value: article?.wordings[language]?.body }),
  });

const fieldsOf = (article: ArticleView | null, plans: readonly PlanChoice[]) => ({
  wordings: new GroupField({ "zh-CN": wordingOf(article, "zh-CN"), en: wordingOf(article, "en") }),
  category_id: new ChoiceField<string | null>({ value: article?.category_id ?? null }),
  plan_keys: new TicksField({ value: article?.plan_keys ?? [], choices: plans.map(({ key }) => key) }),
  review_on: new OptionalTextField({ value: article?.review_on ?? null }),
});

export type ArticleFields = ReturnType<typeof fieldsOf>;
export type ArticleForm = Form<ArticleFields, ArticleView>;

/** A text with something put in where it is selected, and where the caret stands then. Pure. */
export function inserted(text: string, from: number, to: number, piece: string): { text: string; caret: number } {
  const before = text.slice(0, from), behind = text.slice(to);
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const whole = `${gap}${piece}${behind.startsWith("\n") ? "" : "\n"}`;
  return { text: before + whole + behind, caret: before.length + whole.length };
}

const written = ({ wordings, category_id, plan_keys, review_on }: ArticleView) => ({
  wordings,
  category_id,
  plan_keys,
  review_on,
});

/**
 * The article after a move that stored nothing of the form. What others wrote meanwhile is not what the form began with:
 * then it keeps that, and its version, so that the desk refuses to store over theirs. Pure.
 */
export function moved(known: ArticleView, now: ArticleView): ArticleView {
  const began = written(known);
  return JSON.stringify(began) === JSON.stringify(written(now)) ? now : { ...now, ...began, version: known.version };
}

export class ArticleEditor {
  readonly language = signal<Language>("zh-CN");
  readonly #article;
  readonly #html = signal<string | null>(null);
  readonly #unseen = signal(false);
  readonly #busy = signal(false);
  readonly #problem = signal("");
  readonly #sending = signal(0);
  readonly #keys = new Keys();
  readonly form: ArticleForm;
  #turn = 0;
  /** Something was stored. */
  changed = false;

  constructor(article: ArticleView | null, private readonly plans: readonly PlanChoice[]) {
    this.#article = signal(article);
    if (article && !article.wordings["zh-CN"] && article.wordings.en) this.language.value = "en";
    this.form = new Form<ArticleFields, ArticleView>({
      name: `article.${article?.article_id ?? "new"}`,
      fields: fieldsOf(article, plans),
      send: (values, key, changes) => {
        const known = this.#article.peek();
        return known
          ? asking.changeArticle(known.article_id, { ...changes, version: known.version })
          : asking.writeArticle(values, key);
      },
      newest: async () => {
        const now = await asking.readArticle(this.#article.peek()!.article_id);
        this.#learn(now);
        return valuesOf(fieldsOf(now, plans));
      },
      done: (answer) => {
        this.#learn(answer);
        this.#problem.value = "";
        say(t("articles.stored"));
      },
    });
  }

  /** As it is stored; null: it is not yet. */
  get article(): ArticleView | null {
    return this.#article.value;
  }

  get busy(): boolean {
    return this.#busy.value || this.form.busy;
  }

  get problem(): string {
    return this.#problem.value;
  }

  /** How many pictures are on their way. */
  get sending(): number {
    return this.#sending.value;
  }

  /** What readers would see; null: it is not known yet. */
  get html(): string | null {
    return this.#html.value;
  }

  /** It could not be had: what is shown is older. */
  get unseen(): boolean {
    return this.#unseen.value;
  }

  body(language: Language): TextField {
    return this.form.fields.wordings.parts[language].parts.body;
  }

  /** Keeps up with what is typed, until what is returned is called. */
  follow(): () => void {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const end = effect(() => {
      const text = this.body(this.language.value).raw;
      clearTimeout(waiting);
      waiting = setTimeout(() => void this.#see(text), this.#html.peek() === null ? 0 : PAUSE_MS);
    });
    return () => {
      clearTimeout(waiting);
      this.#turn += 1;
      end();
    };
  }

  async #see(text: string): Promise<void> {
    const turn = ++this.#turn;
    try {
      const { html } = await asking.preview(text);
      if (turn !== this.#turn) return;
      this.#html.value = html;
      this.#unseen.value = false;
    } catch {
      if (turn === this.#turn) this.#unseen.value = true;
    }
  }

  /** What is typed is stored first; what cannot be stored, or done, is said. Whether it was done. */
  async #act(
    ask: (article: ArticleView, key: string) => Promise<ArticleView>,
    words: string,
    isWhole = false,
  ): Promise<boolean> {
    if (this.busy) return false;
    if (this.form.dirty || !this.#article.peek()) await this.form.submit();
    const article = this.#article.peek();
    if (!article || this.form.dirty || this.form.note?.kind === "warning") return false;
    this.#busy.value = true;
    this.#problem.value = "";
    try {
      const key = this.#keys.keyOf([words, article.version]);
      const now = await ask(article, key);
      this.#learn(isWhole ? now : moved(this.#article.peek()!, now));
      this.#keys.done();
      say(words);
      return true;
    } catch (problem) {
      this.#problem.value = this.#wrong(problem as Problem);
      return false;
    } finally {
      this.#busy.value = false;
    }
  }

  sendToReview(chosen: SendToReview): Promise<boolean> {
    return this.#act(({ article_id: id }) => asking.sendToReview(id, chosen), t("articles.review.done"));
  }

  sendBack(note: string): Promise<boolean> {
    return this.#act(({ article_id: id }) => asking.sendBack(id, note), t("articles.back.done"));
  }

  publish(changes: string): Promise<boolean> {
    const what = ({ article_id: id, version }: ArticleView, key: string) =>
      asking.publish(id, { version, changes }, key);
    return this.#act(what, t("articles.publish.done"), true); // of this version and no other
  }

  archive(): Promise<boolean> {
    return this.#act(({ article_id: id }) => asking.archive(id), t("articles.archive.done"));
  }

  restore(): Promise<boolean> {
    return this.#act(({ article_id: id }) => asking.takeBack(id), t("articles.restore.done"));
  }

  /** Pictures are put where the caret stands; an article that is not stored yet is stored for them. */
  async insert(files: readonly File[], place: () => [number, number], caret: (at: number) => void): Promise<void> {
    const pictures = files.filter((file) => file.type.startsWith("image/"));
    if (!pictures.length || this.#sending.peek()) return;
    if (!this.#article.peek()) await this.form.submit();
    const article = this.#article.peek();
    if (!article) return;
    const language = this.language.peek();
    this.#sending.value = pictures.length;
    this.#problem.value = "";
    for (const file of pictures) {
      try {
        const id = await this.#send(article.article_id, file);
        const { text, caret: at } = inserted(this.body(language).raw, ...place(), `![${nameOf(file)}](picture:${id})`);
        this.body(language).raw = text;
        caret(at);
      } catch (trouble) {
        const { reason, code, message } = trouble as { reason?: string; code?: string; message: string };
        this.#problem.value = t("articles.picture.refused", { name: file.name, reason: reason ?? code ?? message });
      }
      this.#sending.value -= 1;
    }
  }

  async #send(id: string, file: File): Promise<string> {
    let fileId = "";
    await upload(file, null, {
      ticket: async (wish) => {
        const ticket = await asking.sendPicture(id, wish);
        fileId = ticket.file_id;
        return ticket;
      },
      arrived: async (arrived) => {
        const now = await asking.addPicture(id, arrived);
        this.#learn(moved(this.#article.peek()!, now));
      },
    }, { progress: () => {}, signal: new AbortController().signal });
    if (!fileId) throw new Refusal("broken");
    return fileId;
  }

  #learn(article: ArticleView): void {
    this.#article.value = article;
    this.changed = true;
  }

  #wrong(problem: Problem): string {
    const missing = LANGUAGES.filter((each) =>
      problem.errors.some(({ field }) => field.startsWith(`wordings.${each}`))
    );
    if (missing.length) this.language.value = missing[0];
    if (problem.errors.some(({ field }) => field.startsWith("wordings"))) return t("articles.unfinished");
    return wordsOf(problem);
  }
}

const nameOf = (file: File): string => file.name.replace(/\.\w+$/, "").replace(/[[\]\\]/g, " ").trim();

/** The editor of an article, or of a new one. */
export async function editorOf(id: string | null, plans: readonly PlanChoice[]): Promise<ArticleEditor> {
  return new ArticleEditor(id ? await asking.readArticle(id) : null, plans);
}
