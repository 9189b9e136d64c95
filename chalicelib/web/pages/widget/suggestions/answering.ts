/** Which articles may answer a visitor, asked when their words rest; what became of each is told once. */
import type { SuggestionsView } from "../../desk/operations.ts";
import { Trouble } from "../panel/transport.ts";
import type { Visitor } from "../panel/visitor.ts";

export const RESTED_MS = 1200;
/** Shorter words say too little. */
const SHORTEST = 4;
const LONGEST = 1000;

export type Article = SuggestionsView["articles"][number];

/** What is waited for an answer in: a conversation, or words that are not sent. */
export interface Question {
  talk?: string;
  /** Tells one question of a conversation from the next. */
  mark?: string;
  text?: string;
}

type Timer = ReturnType<typeof setTimeout> | number;
type Later = (act: () => void, ms: number) => Timer;

export class Answering {
  #asked = "";
  #turn = 0;
  #timer: Timer = 0;
  #talk: string | null = null;
  readonly #noted = new Set<string>();

  /** `found` hears what may answer; nothing may as well. */
  constructor(
    private readonly visitor: Pick<Visitor, "ask">,
    private readonly found: (articles: readonly Article[]) => void,
    private readonly later: Later = (act, ms) => setTimeout(act, ms),
  ) {}

  /** The visitor has gone on. */
  look({ talk, mark = "", text = "" }: Question): void {
    const words = text.trim().slice(0, LONGEST);
    const asked = talk ? mark : words;
    if (asked === this.#asked || (!talk && words.length < SHORTEST)) return;
    this.#asked = asked;
    this.#talk = talk || null;
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    this.#timer = this.later(() => void this.#ask(turn, this.#talk, words), RESTED_MS);
  }

  async #ask(turn: number, talk: string | null, words: string): Promise<void> {
    const query: Record<string, string> = talk ? { conversation_id: talk } : { text: words };
    try {
      const { status, body } = await this.visitor.ask("GET", `suggestions?${new URLSearchParams(query)}`);
      if (turn !== this.#turn || status !== 200) return;
      const articles: Article[] = body.articles;
      this.found(articles);
      this.note("shown", articles.map(({ article_id: id }) => id));
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble; // nobody waits for it
    }
  }

  note(kind: "shown" | "opened" | "helped", ids: readonly string[]): void {
    const news = ids.filter((id) => !this.#noted.has(`${kind} ${id}`));
    if (!news.length) return;
    for (const id of news) this.#noted.add(`${kind} ${id}`);
    const body = { kind, article_ids: news, ...this.#talk && { conversation_id: this.#talk } };
    this.visitor.ask("POST", "suggestions", body).catch(() =>
      news.forEach((id) => this.#noted.delete(`${kind} ${id}`))
    );
  }
}
