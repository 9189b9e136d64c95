/** What conversations are filed under: the desk's tree, read once and again now and then; found by words. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { isKnown, language, t } from "../../desk/i18n.ts";
import type { CategoryView, Close } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { browser } from "../../desk/storage.ts";

/** What is said of a conversation at its end. */
export type Filing = Close;

const PACE_MS = 5 * 60_000;
const SOON_MS = 10_000;
const PLACE = "filed";
const REMEMBERED = 10;
const MOST_SHOWN = 8;

export interface Choice {
  id: string;
  /** With what it stands under, the root first. */
  label: string;
}

const nameIn = (category: CategoryView, code: string): string => code === "en" ? category.en : category.zh;

/** The names from the root down to each category. Pure. */
export function labels(categories: readonly CategoryView[], code: string): Map<string, string> {
  const found = new Map<string, string>();
  // Each comes behind the one it stands under.
  for (const each of categories) {
    const above = each.parent_id && found.get(each.parent_id);
    found.set(each.category_id, above ? `${above} / ${nameIn(each, code)}` : nameIn(each, code));
  }
  return found;
}

/** Those that somebody means who typed this, in either language: whose own name begins so, then others. Pure. */
export function found(
  categories: readonly CategoryView[],
  query: string,
  recent: readonly string[],
  code: string,
): Choice[] {
  const words = query.toLowerCase().split(/[\s/]+/).filter(Boolean);
  const paths = { zh: labels(categories, "zh-CN"), en: labels(categories, "en") };
  const ownName = labels(categories, code);
  const place = ({ category_id: id }: CategoryView) => {
    const used = recent.indexOf(id);
    return used < 0 ? recent.length : used;
  };
  const isNear = (each: CategoryView) =>
    words.length > 0 && [each.zh, each.en].some((name) => name.toLowerCase().startsWith(words.at(-1)!));
  return categories
    .filter((each) => {
      const names = `${paths.zh.get(each.category_id)} ${paths.en.get(each.category_id)}`.toLowerCase();
      return each.open && words.every((word) => names.includes(word));
    })
    .map((each, at) => ({ each, order: [isNear(each) ? 0 : 1, place(each), at] }))
    .sort((a, b) => a.order.map((value, at) => value - b.order[at]).find(Boolean) ?? 0)
    .map(({ each }) => ({ id: each.category_id, label: ownName.get(each.category_id)! }));
}

export class Categories {
  readonly #all = signal<readonly CategoryView[]>([]);
  readonly #recent = signal<readonly string[]>(browser.read<string[]>(PLACE, []));
  readonly #poller = new Poller(() => this.#read());

  start(): void {
    this.#poller.start();
  }

  stop(): void {
    this.#poller.stop();
  }

  find(query: string): Choice[] {
    return found(this.#all.value, query, this.#recent.value, language.code).slice(0, MOST_SHOWN);
  }

  /** What a conversation was filed under is called now; the words that were kept with it, where it is not known. */
  nameOf(id: string | null | undefined, words: string | null): string | null {
    const label = id && labels(this.#all.value, language.code).get(id);
    if (label) return label;
    return words && isKnown(`category.${words}`) ? t(`category.${words}`) : words;
  }

  use(id: string): void {
    this.#recent.value = [id, ...this.#recent.peek().filter((each) => each !== id)].slice(0, REMEMBERED);
    browser.write(PLACE, this.#recent.peek());
  }

  async #read(): Promise<number | null> {
    try {
      this.#all.value = await api.listCategories();
    } catch (problem) {
      if ((problem as Problem).status === 403) return null;
    }
    return this.#all.peek().length ? PACE_MS : SOON_MS;
  }
}
