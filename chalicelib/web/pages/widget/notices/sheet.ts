/** What a visitor hears of, and how; it stands in the sheet of what was before, and is fetched when it is looked at. */
import { partsOf } from "../../desk/links.ts";
import type { OwnNotice, OwnSubscriptions } from "../../desk/operations.ts";
import { moment } from "../../form/moments.ts";
import type { NoticesWords } from "../../words/en/notices.ts";
import type { Desk } from "../desk.ts";
import { element, setText } from "../panel/dom.ts";
import type { Visitor } from "../panel/visitor.ts";
import { adopt } from "../sheets.ts";
import { Own } from "./own.ts";
import css from "./sheet.css" with { type: "text" };

const CHANNELS = ["email", "sms", "social", "web"] as const;
const KINDS = ["notice", "campaign", "survey"] as const;
const DAYTIME = { begins: "09:00", ends: "21:00" };

export interface Env {
  desk: Desk;
  visitor: Pick<Visitor, "ask">;
  /** What stands above it is another now. */
  changed: () => void;
}

async function wordsFor(locale: string): Promise<NoticesWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/notices.ts") : import("../../words/en/notices.ts"));
  return module.words;
}

export async function open(env: Env): Promise<Notices> {
  const words = await wordsFor(env.desk.locale);
  adopt(env.desk.root, css, env.desk.nonce);
  return new Notices(env, words);
}

export class Notices {
  readonly root = element("div", { class: "notices" });
  readonly backTo: string | null = null;
  readonly #own: Own;
  readonly #place = element("div", { class: "scroll", tabindex: "0", role: "region" });
  readonly #note = element("p", { class: "note-line", role: "status" });
  readonly #again = element("button", { type: "button", class: "more", onclick: () => this.#own.read() });
  #painted = "";

  constructor(env: Env, private words: NoticesWords) {
    this.#own = new Own(env.visitor, () => (this.#paint(), env.changed()));
    this.root.append(this.#place, element("div", { class: "below" }, this.#note, this.#again));
  }

  get title(): string {
    return this.words.title;
  }

  show(): void {
    void this.#own.read();
  }

  leave(): void {}

  async setLocale(locale: string): Promise<void> {
    this.words = await wordsFor(locale);
    this.#paint();
  }

  close(): void {}

  #paint(): void {
    const { words } = this;
    const { state, there, refused } = this.#own;
    const told = { loading: words.loading, missing: words.notLoaded, there: this.#own.isSending ? words.saving : "" };
    setText(this.#note, refused ? words.refused[refused] ?? words.refused.other : told[state]);
    this.#note.classList.toggle("bad", refused !== "");
    setText(this.#again, words.tryAgain);
    this.#again.hidden = state !== "missing";
    this.#place.setAttribute("aria-label", words.title);
    const painted = JSON.stringify([words.locale, there, refused]);
    if (!there || painted === this.#painted) return;
    this.#painted = painted;
    this.#replace([...this.#news(there), ...this.#topics(there), ...this.#wishes(there)]);
  }

  /** Anew, with the focus on what it was on. */
  #replace(parts: HTMLElement[]): void {
    const root = this.#place.getRootNode() as ShadowRoot;
    const name = root.activeElement?.getAttribute("name");
    this.#place.replaceChildren(...parts);
    if (name) this.#place.querySelector<HTMLElement>(`[name="${name}"]`)?.focus({ preventScroll: true });
  }

  #news({ notices }: OwnSubscriptions): HTMLElement[] {
    if (!notices.length) return [];
    return [element("h3", {}, this.words.news), ...notices.map((each) => this.#notice(each))];
  }

  #notice({ notice_id: id, subject, text, at }: OwnNotice): HTMLElement {
    const { words } = this;
    const [first, ...others] = text.split("\n\n");
    const said = (first === subject ? others : [first, ...others]).join("\n\n");
    const onclick = () => void this.#own.wish({ read: [id] });
    return element(
      "article",
      {},
      element("b", { dir: "auto" }, subject),
      element("p", { dir: "auto" }, ...partsOf(said).map(linked)),
      element("time", { class: "when", datetime: at }, moment(at, words.locale)),
      element(
        "button",
        { type: "button", name: `read-${id}`, "aria-label": words.readOf(subject), onclick },
        words.read,
      ),
    );
  }

  #topics({ topics }: OwnSubscriptions): HTMLElement[] {
    const { words } = this;
    if (!topics.length) return [];
    const lines = topics.flatMap(({ topic_id: id, zh, en, subscribed, abouts }) => {
      const name = words.locale === "zh-CN" ? zh : en;
      const things = abouts.map((about) => {
        const onclick = () => void this.#own.choose(id, false, about);
        const end = { type: "button", class: "end", "aria-label": words.endOf(about), onclick };
        return element(
          "div",
          { class: "thing" },
          element("span", { dir: "auto" }, about),
          element("button", end, words.end),
        );
      });
      return [this.#tick(`topic-${id}`, name, subscribed, (isOn) => this.#own.choose(id, isOn)), ...things];
    });
    return [element("h3", {}, words.topics), element("fieldset", { "aria-label": words.topics }, ...lines)];
  }

  #wishes({ wishes, reached_by: reached }: OwnSubscriptions): HTMLElement[] {
    const { words } = this;
    const { preferred, refused, refused_kinds: kinds, hours } = wishes;
    const offered = CHANNELS.filter((each) => reached.includes(each) || each === preferred);
    const select = element("select", { name: "preferred" }, element("option", { value: "" }, words.anyWay));
    select.append(...offered.map((each) => element("option", { value: each }, words.channels[each])));
    select.value = preferred ?? "";
    select.onchange = () => void this.#own.wish({ preferred: (select.value || null) as typeof preferred });
    const without = (all: readonly string[], one: string, isIn: boolean) =>
      [...all.filter((each) => each !== one), ...(isIn ? [one] : [])] as never[];
    const never = CHANNELS.map((each) =>
      this.#tick(
        `refused-${each}`,
        words.channels[each],
        refused.includes(each),
        (isOn) => this.#own.wish({ refused: without(refused, each, isOn) }),
      )
    );
    const nothing = KINDS.map((each) =>
      this.#tick(
        `kind-${each}`,
        words.kinds[each],
        kinds.includes(each),
        (isOn) => this.#own.wish({ refused_kinds: without(kinds, each, isOn) }),
      )
    );
    const within = { begins: hours?.begins ?? DAYTIME.begins, ends: hours?.ends ?? DAYTIME.ends };
    const keep = (values: Partial<typeof within>) =>
      this.#own.wish({ hours: { ...within, days: hours?.days ?? [], zone: hours?.zone ?? null, ...values } });
    const bounded = this.#tick(
      "hours",
      words.hours,
      hours !== null,
      (isOn) => isOn ? keep({}) : this.#own.wish({ hours: null }),
    );
    const times = element(
      "div",
      { class: "times", hidden: hours === null },
      ...(["begins", "ends"] as const).map((name) => {
        const field = element("input", { type: "time", name, required: true, value: within[name] });
        field.onchange = () => field.value && void keep({ [name]: field.value });
        return element("label", {}, words[name], field);
      }),
    );
    return [
      element("h3", {}, words.wishes),
      element("label", { class: "first-by" }, words.preferred, select),
      group(words.never, never),
      group(words.without, nothing),
      element("fieldset", { "aria-label": words.hours }, bounded, times),
    ];
  }

  #tick(name: string, label: string, isOn: boolean, choose: (isOn: boolean) => Promise<void>): HTMLElement {
    const field = element("input", { type: "checkbox", name, checked: isOn });
    field.onchange = () => void choose(field.checked);
    return element("label", {}, field, element("span", { dir: "auto" }, label));
  }
}

const group = (legend: string, parts: HTMLElement[]) =>
  element("fieldset", {}, element("legend", {}, legend), ...parts);

type Piece = ReturnType<typeof partsOf>[number];

function linked(part: Piece): Node | string {
  if (typeof part === "string") return part;
  return element("a", { href: part.href, target: "_blank", rel: "noopener noreferrer nofollow" }, part.text);
}
