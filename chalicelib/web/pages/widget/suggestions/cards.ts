/** Articles that may answer, as cards: each opens the help page beside. They come late, and take nobody's focus. */
import { addRules } from "../../form/rules.ts";
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import type { Visitor } from "../panel/visitor.ts";
import { adopt } from "../sheets.ts";
import { Answering, type Article, type Question } from "./answering.ts";
import css from "./cards.css" with { type: "text" };
import queue from "./queue.css" with { type: "text" };

export const WORDS = {
  "zh-CN": { title: "也许能帮到您", helped: "解决了", thanks: "很高兴能帮到您。" },
  en: { title: "These may help", helped: "It helped", thanks: "Glad that it helped." },
};

export interface Env {
  desk: Pick<Desk, "base" | "plan" | "config" | "locale" | "nonce"> & { root: ShadowRoot | Document };
  visitor: Visitor;
}

/** By what they answer, so that they stay while they are looked for anew. */
const shown = new Map<string, Cards>();

function show(place: HTMLElement, { desk, visitor }: Env, question: Question): void {
  const talk = question.talk ?? "";
  const cards = shown.get(talk) ?? new Cards(desk, visitor);
  shown.set(talk, cards);
  cards.look(place, question);
}

/** Whoever waits sees where they stand; and, where the plan says so, in this place what may answer the last they asked. */
// deno-lint-ignore require-await -- as every part is opened
export async function wait(place: HTMLElement, env: Env, asked: string): Promise<void> {
  adopt(env.desk.root, queue, env.desk.nonce);
  if (env.desk.config.suggests?.while_waiting) show(place, env, { talk: asked.split(" ")[0], mark: asked });
}

/** In this place stands what may answer words that are not sent. */
// deno-lint-ignore require-await -- as every part is opened
export async function answer(place: HTMLElement, env: Env, text: string): Promise<void> {
  show(place, env, { text });
}

class Cards {
  readonly #title = element("h3", { id: "deskbell-answers" });
  readonly #list = element("ul");
  readonly #told = element("p", { role: "status" });
  readonly #root = element(
    "section",
    { class: "answers", "aria-labelledby": "deskbell-answers" },
    this.#title,
    this.#list,
    this.#told,
  );
  readonly #answering: Answering;

  constructor(private readonly desk: Env["desk"], visitor: Visitor) {
    const { root, nonce } = desk;
    if (root instanceof Document) addRules(root, css);
    else adopt(root, css, nonce);
    this.#root.hidden = true;
    this.#answering = new Answering(visitor, (articles) => this.#show(articles));
  }

  look(place: HTMLElement, question: Question): void {
    if (this.#root.parentNode !== place) place.replaceChildren(this.#root);
    this.#answering.look(question);
  }

  #show(articles: readonly Article[]): void {
    const words = WORDS[this.desk.locale];
    this.#root.lang = this.desk.locale;
    this.#title.textContent = words.title;
    this.#told.textContent = "";
    this.#list.replaceChildren(...articles.map((article) => this.#card(article)));
    this.#root.hidden = !articles.length;
  }

  #card({ article_id: id, title, excerpt, language }: Article): HTMLElement {
    const { base, plan, locale } = this.desk;
    const words = WORDS[locale];
    const href = `${base}help/${encodeURIComponent(plan)}/${id}`;
    const link = element("a", { href, target: "_blank", rel: "noopener", lang: language }, title);
    const helped = element("button", { type: "button", "aria-label": `${words.helped}: ${title}` }, words.helped);
    helped.hidden = true;
    link.onclick = () => {
      this.#answering.note("opened", [id]);
      helped.hidden = false;
    };
    helped.onclick = () => {
      this.#answering.note("helped", [id]);
      this.#told.textContent = words.thanks;
      link.focus();
      helped.hidden = true;
    };
    return element("li", {}, link, element("p", { lang: language }, excerpt), helped);
  }
}
