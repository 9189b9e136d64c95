/**
 * Articles beside one conversation: suggested for what its visitor wrote last, searched for as somebody types, read, and
 * put into the reply. What became of each is told to the desk, once.
 */
import { signal } from "@preact/signals";
import { after } from "../../desk/timer.ts";
import type { ArticleTextView, NoteUse, SuggestionsView } from "../../desk/operations.ts";

/** After the visitor's last word: what follows at once is asked for with it. */
export const SETTLED_MS = 1500;
export const TYPED_MS = 300;

export interface Line {
  article_id: string;
  title: string;
  excerpt: string;
}

/** Whom this asks. */
export interface Asking {
  suggest(): Promise<SuggestionsView>;
  find(text: string): Promise<{ items: Line[] }>;
  read(articleId: string): Promise<ArticleTextView>;
  note(kind: NoteUse["kind"], articleIds: string[]): Promise<unknown>;
}

export type State = "new" | "loading" | "there" | "failed";
type Later = (ms: number, callback: () => void) => () => void;

export class Beside {
  readonly #suggested = signal<readonly Line[]>([]);
  readonly #state = signal<State>("new");
  readonly #query = signal("");
  readonly #found = signal<readonly Line[]>([]);
  readonly #finding = signal<State>("new");
  readonly #article = signal<ArticleTextView | null>(null);
  readonly #opening = signal<string | null>(null);
  readonly #unread = signal(false);
  readonly #noted = new Set<string>();
  #askedFor = -1;
  #turn = 0;
  #cancel = () => {};
  #cancelFinding = () => {};

  constructor(private readonly asking: Asking, private readonly later: Later = after) {}

  get suggested(): readonly Line[] {
    return this.#suggested.value;
  }

  get state(): State {
    return this.#state.value;
  }

  get query(): string {
    return this.#query.value;
  }

  get found(): readonly Line[] {
    return this.#found.value;
  }

  get finding(): State {
    return this.#finding.value;
  }

  /** The one that is read. */
  get article(): ArticleTextView | null {
    return this.#article.value;
  }

  /** The id of the one that is asked for. */
  get opening(): string | null {
    return this.#opening.value;
  }

  /** Whether the last one could not be read. */
  get failed(): boolean {
    return this.#unread.value;
  }

  /** Somebody looks, and the visitor's last message has this number: asked for at once, then when they wrote since. */
  look(seq: number): void {
    if (seq <= this.#askedFor) return;
    const isFirst = this.#askedFor < 0;
    this.#askedFor = seq;
    this.#cancel();
    if (isFirst) void this.suggest();
    else this.#cancel = this.later(SETTLED_MS, () => void this.suggest());
  }

  stop(): void {
    this.#cancel();
    this.#cancelFinding();
  }

  /** What is known is shown until there is another answer. */
  readonly suggest = async (): Promise<void> => {
    if (this.#state.peek() !== "there") this.#state.value = "loading";
    try {
      this.#suggested.value = (await this.asking.suggest()).articles;
      this.#state.value = "there";
    } catch {
      if (this.#state.peek() === "loading") this.#state.value = "failed";
    }
  };

  /** Words are typed: searched for when they rest; of two searches the later one holds. */
  type(text: string): void {
    this.#query.value = text;
    this.#cancelFinding();
    const turn = ++this.#turn;
    if (!text.trim()) {
      this.#found.value = [];
      this.#finding.value = "new";
      return;
    }
    this.#cancelFinding = this.later(TYPED_MS, () => void this.#find(turn));
  }

  readonly findAgain = (): void => void this.#find(++this.#turn);

  async #find(turn: number): Promise<void> {
    this.#finding.value = "loading";
    try {
      const { items } = await this.asking.find(this.#query.peek().trim());
      if (turn !== this.#turn) return;
      this.#found.value = items;
      this.#finding.value = "there";
    } catch {
      if (turn === this.#turn) this.#finding.value = "failed";
    }
  }

  async open(articleId: string): Promise<void> {
    this.#opening.value = articleId;
    this.#unread.value = false;
    try {
      const article = await this.asking.read(articleId);
      if (this.#opening.peek() !== articleId) return;
      this.#article.value = article;
      this.note("opened", [articleId]);
    } catch {
      if (this.#opening.peek() === articleId) this.#unread.value = true;
    } finally {
      if (this.#opening.peek() === articleId) this.#opening.value = null;
    }
  }

  readonly back = (): void => {
    this.#article.value = this.#opening.value = null;
  };

  /** What became of these here; each is told once, and again where the desk did not hear of it. */
  note(kind: NoteUse["kind"], articleIds: readonly string[]): void {
    const news = articleIds.filter((id) => !this.#noted.has(`${kind} ${id}`));
    if (!news.length) return;
    for (const id of news) this.#noted.add(`${kind} ${id}`);
    this.asking.note(kind, news).catch(() => news.forEach((id) => this.#noted.delete(`${kind} ${id}`)));
  }

  hasHelped(articleId: string): boolean {
    return this.#noted.has(`helped ${articleId}`);
  }
}
