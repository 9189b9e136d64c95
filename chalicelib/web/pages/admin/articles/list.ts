/** The list of articles: what is looked for, and what the desk says of all of them. */
import { effect, signal } from "@preact/signals";
import { inOurLanguage, language } from "../../desk/i18n.ts";
import type { ArticleSettingsView, ArticleSummaryView, CategoryView } from "../../desk/operations.ts";
import { NumberField, TickField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { knownAgents, knownPlans, type Person, type PlanChoice } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";
import { say } from "../../kit/toasts.tsx";
import { t } from "../../desk/i18n.ts";
import * as asking from "./asking.ts";

export const STATES = ["draft", "in_review", "published", "archived"] as const;
export const LANGUAGES = ["zh-CN", "en"] as const;
export type State = (typeof STATES)[number];
export type Language = (typeof LANGUAGES)[number];

const PAUSE_MS = 300;

/** What there is to choose from. */
export interface Choices {
  categories: CategoryView[];
  plans: readonly PlanChoice[];
  people: Person[];
}

interface Shown extends Choices {
  pages: Pages<ArticleSummaryView>;
}

/** The name by which an article is known: in our language, or in the other one. Pure. */
export const titleOf = (titles: Readonly<Record<string, string>>): string => inOurLanguage(titles) || "";

/** Categories with those they stand under before their names, as one chooses from. Pure. */
export function categoryChoices(categories: readonly CategoryView[]): Array<[string, string]> {
  const known = new Map(categories.map((each) => [each.category_id, each]));
  const name = (each: CategoryView) => language.code === "en" ? each.en : each.zh;
  const path = (each: CategoryView): string => {
    const above = each.parent_id ? known.get(each.parent_id) : undefined;
    return above ? `${path(above)} / ${name(each)}` : name(each);
  };
  return categories.filter(({ open }) => open).map((each) => [each.category_id, path(each)]);
}

export class ArticleList {
  readonly state = signal<State | "">("");
  readonly category = signal("");
  readonly plan = signal("");
  readonly lacks = signal<Language | "">("");
  readonly due = signal(false);
  readonly words = signal("");
  #choices: Promise<Choices> | null = null;
  #turn = 0;

  readonly reading = new Reading<Shown>(async () => {
    const wanted = this.#wanted();
    this.#choices ??= choices();
    const [known, first] = await Promise.all([this.#choices, asking.listArticles(wanted, null)]).catch((problem) => {
      this.#choices = null;
      throw problem;
    });
    return { ...known, pages: new Pages(first, (cursor) => asking.listArticles(wanted, cursor)) };
  });

  get filtered(): boolean {
    return Object.keys(this.#wanted()).length > 0;
  }

  /** What is chosen is read at once, what is typed a moment later, until what is returned is called. */
  follow(): () => void {
    let before = JSON.stringify(this.#wanted());
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const end = effect(() => {
      const wanted = JSON.stringify(this.#wanted());
      clearTimeout(waiting);
      if (wanted === before) return;
      waiting = setTimeout(() => void this.reading.reload(), PAUSE_MS);
      before = wanted;
    });
    return () => {
      clearTimeout(waiting);
      this.#turn += 1;
      end();
    };
  }

  #wanted(): asking.Wanted {
    return {
      ...(this.state.value && { state: this.state.value }),
      ...(this.category.value && { category_id: this.category.value }),
      ...(this.plan.value && { plan_key: this.plan.value }),
      ...(this.lacks.value && { lacks: this.lacks.value }),
      ...(this.due.value && { due: true }),
      ...(this.words.value.trim() && { q: this.words.value.trim() }),
    };
  }
}

async function choices(): Promise<Choices> {
  const [categories, plans, people] = await Promise.all([asking.listCategories(), knownPlans(), knownAgents()]);
  return { categories, plans, people };
}

export const readSettings = (): Promise<ArticleSettingsView> => asking.readSettings();

const fieldsOf = (settings: ArticleSettingsView) => ({
  second_person: new TickField(settings.second_person),
  review_days: new NumberField({ value: settings.review_days, required: true }),
});

export type SettingsFields = ReturnType<typeof fieldsOf>;

export function settingsForm(settings: ArticleSettingsView, done: (answer: ArticleSettingsView) => void) {
  let { version } = settings;
  return new Form<SettingsFields, ArticleSettingsView>({
    name: "article.settings",
    fields: fieldsOf(settings),
    send: (_, __, changes) => asking.changeSettings({ ...changes, version }),
    newest: async () => {
      const now = await asking.readSettings();
      ({ version } = now);
      return valuesOf(fieldsOf(now));
    },
    done: (answer) => {
      say(t("articles.settings.stored"));
      done(answer);
    },
  });
}
