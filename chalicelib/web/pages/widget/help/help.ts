/** Articles that answer: asked for, read and judged. What is done here goes along with the question to an agent. */
import type { HelpArticle, HitView } from "../../desk/operations.ts";
import type { Shelf } from "../panel/storage.ts";
import { Trouble } from "../panel/transport.ts";
import type { Visitor } from "../panel/visitor.ts";

/** Whether it is there, is on its way, or cannot be had. */
export type State = "loading" | "there" | "missing";

/** What a visitor says of an article; "saying": it is on its way. */
export type Verdict = "" | "saying" | "yes" | "no" | "told";

const PAUSE_MS = 250;
const MOST_READ = 5;

interface Parts {
  visitor: Pick<Visitor, "ask">;
  shelf: Pick<Shelf, "read" | "write" | "drop">;
  locale: () => string;
  changed: () => void;
}

export class Help {
  readonly #parts: Parts;
  question = "";
  /** What the list answers; it may still be that of what was typed before. */
  answered = "";
  hits: HitView[] = [];
  state: State = "loading";
  /** What is read; null: the list. */
  article: HelpArticle | null = null;
  verdict: Verdict = "";
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpened = false;
  #told = "";

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What is typed: asked for once nothing more is typed for a moment, or at once. */
  type(question: string, isAtOnce = false): void {
    const before = this.question.trim();
    this.question = question;
    // Another question, and no longer or shorter one: the one before found nothing.
    if (!question.trim().startsWith(before) && !before.startsWith(question.trim())) this.#giveUp(before);
    clearTimeout(this.#timer);
    if (isAtOnce) void this.list();
    else this.#timer = setTimeout(() => void this.list(), PAUSE_MS);
  }

  /** The list of what answers; without a question of what is read most. */
  async list(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = this.question.trim().slice(0, 200);
    const turn = this.#begin();
    const answer = await this.#ask("GET", `help?q=${encodeURIComponent(asked)}&lang=${this.#parts.locale()}`);
    if (turn !== this.#turn) return;
    if (answer) [this.hits, this.answered] = [answer.items, asked];
    this.#end(answer !== null);
  }

  async read(id: string): Promise<void> {
    const turn = this.#begin();
    const path = `help/${encodeURIComponent(id)}`;
    const answer = await this.#ask("GET", `${path}?lang=${this.#parts.locale()}`);
    if (turn !== this.#turn) return;
    this.#end(answer !== null);
    if (!answer) return;
    this.article = answer;
    this.verdict = "";
    this.#isOpened = true;
    this.#remember(id);
    this.#parts.changed();
    await this.#ask("POST", path, { lang: this.#parts.locale() });
  }

  /** Back to the list as it was. */
  leave(): void {
    this.#turn += 1;
    this.article = null;
    this.state = "there";
    this.#parts.changed();
  }

  /** Whether it helped, or what would have; false: it did not get through. */
  async judge(helped: boolean, words = ""): Promise<boolean> {
    const { article } = this;
    if (!article || this.verdict === "saying") return false;
    const before = this.verdict;
    this.verdict = "saying";
    this.#parts.changed();
    const body = { helped, words: words.slice(0, 500), lang: this.#parts.locale() };
    const answer = await this.#ask("POST", `help/${encodeURIComponent(article.article_id)}`, body);
    if (this.article !== article) return answer !== null;
    this.verdict = answer ? (words ? "told" : helped ? "yes" : "no") : before;
    this.#parts.changed();
    return answer !== null;
  }

  /** It is closed, or somebody is asked instead. */
  giveUp(): void {
    this.#giveUp(this.question.trim());
  }

  // Editors are to know of it; whoever asks goes on in any case.
  #giveUp(question: string): void {
    const isNews = question.length > 1 && question !== this.#told && !this.#isOpened;
    this.#isOpened = false;
    if (!isNews) return;
    this.#told = question;
    this.#keep({ question: question.slice(0, 200) });
    void this.#ask("POST", "help", { q: question.slice(0, 200), lang: this.#parts.locale() });
  }

  #remember(id: string): void {
    const read: string[] = this.#parts.shelf.read("help")?.article_ids ?? [];
    const article_ids = [...read.filter((each) => each !== id), id].slice(-MOST_READ);
    this.#keep({ article_ids, question: this.question.trim().slice(0, 200) });
  }

  #keep(what: { question?: string; article_ids?: string[] }): void {
    const { question = "", article_ids = [] } = this.#parts.shelf.read("help") ?? {};
    this.#parts.shelf.write("help", {
      question: what.question || question,
      article_ids: what.article_ids ?? article_ids,
    });
  }

  #begin(): number {
    this.state = "loading";
    this.#parts.changed();
    return this.#turn += 1;
  }

  #end(isTold: boolean): void {
    this.state = isTold ? "there" : "missing";
    this.#parts.changed();
  }

  // deno-lint-ignore no-explicit-any -- as the desk answers; null: it does not, or refuses
  async #ask(method: string, path: string, body?: unknown): Promise<any> {
    try {
      const answer = await this.#parts.visitor.ask(method, path, body);
      return answer.status < 300 ? answer.body ?? {} : null;
    } catch (trouble) {
      if (trouble instanceof Trouble) return null;
      throw trouble;
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }
}
