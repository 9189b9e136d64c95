/** Articles that may answer, as cards: each opens the help page beside. They come late, and take nobody's focus. */
import { addRules } from "../../form/rules.ts";
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import type { Visitor } from "../panel/visitor.ts";
import { adopt } from "../sheets.ts";
import { Answering, type Article, type Question } from "./answering.ts";
import css from "./cards.css" with { type: "text" };

export const WORDS = {
  "zh-CN": { title: "也许能帮到您", helped: "解决了", thanks: "很高兴能帮到您。" },
  en: { title: "These may help", helped: "It helped", thanks: "Glad that it helped." },
};

export interface Env {
  desk: Pick<Desk, "base" | "plan" | "locale" | "nonce"> & { root: ShadowRoot | Document };
  visitor: Visitor;
}

export interface Part {
  /** Stands in this element from now on. */
  fill(place: HTMLElement, question: Question, mark?: string): void;
  close(): void;
}

// deno-lint-ignore require-await -- as every part is opened
export async function open({ desk, visitor }: Env): Promise<Part> {
  const { root, nonce } = desk;
  if (root instanceof Document) addRules(root, css);
  else adopt(root, css, nonce);
  return new Cards(desk, visitor);
}

class Cards implements Part {
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
    this.#root.hidden = true;
    this.#answering = new Answering(visitor, (articles) => this.#show(articles));
  }

  fill(place: HTMLElement, question: Question, mark = ""): void {
    if (this.#root.parentNode !== place) place.replaceChildren(this.#root);
    this.#answering.look(question, mark);
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

  close(): void {
    this.#answering.close();
  }
}
