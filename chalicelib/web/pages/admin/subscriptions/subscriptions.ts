/** Topics of a plan, when and how often its customers are told, and mailings to those who subscribed. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { download } from "../../desk/csv.ts";
import { language, t } from "../../desk/i18n.ts";
import type {
  MailingCsvPart,
  MailingCustomer,
  MailingView,
  NewTopic,
  NoticeRulesView,
  TopicsView,
  TopicView,
  WholeMailing,
} from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { ChoiceField, NumberField, TextField, TickField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { choosableGroups, type GroupChoice, knownGroups, knownPlans, type PlanChoice } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import * as api from "./asking.ts";

export const KINDS = ["order", "price", "restock", "news", "other"] as const;

interface Read {
  plans: PlanChoice[];
  groups: GroupChoice[];
  plan: string;
  book: TopicsView | null;
  mailings: Pages<MailingView> | null;
}

export const nameOf = ({ zh, en }: { zh: string; en: string }): string => language.code === "en" ? en : zh;

const warn = (problem: unknown): void => void say(wordsOf(problem as Problem), { kind: "warning", stays: true });

export class Subscriptions {
  readonly #plan = signal("");
  readonly #busy = signal(false);
  readonly reading: Reading<Read> = new Reading(async () => {
    const [plans, groups] = await Promise.all([knownPlans(), knownGroups()]);
    const plan = this.#plan.peek() || (plans[0]?.key ?? "");
    if (!plan) return { plans, groups, plan, book: null, mailings: null };
    const read = (cursor: string | null) => api.listMailings(plan, cursor);
    const [book, first] = await Promise.all([api.listTopics(plan), read(null)]);
    return { plans, groups: choosableGroups(groups), plan, book, mailings: new Pages<MailingView>(first, read) };
  });

  get busy(): boolean {
    return this.#busy.value;
  }

  leave(): void {
    this.reading.data?.mailings?.leave();
  }

  readonly choose = (plan: string): void => {
    this.#plan.value = plan;
    this.reading.reload();
  };

  stored(name: string | null): void {
    if (name !== null) say(t("stored", { name }));
    this.reading.reload();
  }

  readonly archive = (plan: string, { topic_id, archived, ...topic }: TopicView): Promise<void> =>
    this.#doing(async () => {
      await api.updateTopic(plan, topic_id, { archived: !archived });
      say(t("stored", { name: nameOf(topic) }));
    });

  readonly stop = (of: MailingView): Promise<void> =>
    this.#doing(async () => {
      await api.stopMailing(of.mailing_id);
      say(t("mailings.stopped.said", { name: of.name }));
    });

  readonly start = (of: MailingView): Promise<void> =>
    this.#doing(async () => {
      await api.startMailing(of.mailing_id);
      say(t("mailings.started", { name: of.name }));
    });

  /** How many it would be written to, in words; null where that cannot be had. */
  async audience(of: MailingView): Promise<string | null> {
    try {
      const { count, more } = await api.countAudience(of.plan_key, of.topic_id, of.about);
      return t(more ? "mailings.audience.more" : "mailings.audience", { count });
    } catch (problem) {
      warn(problem);
      return null;
    }
  }

  async #doing(act: () => Promise<void>): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      await act();
    } catch (problem) {
      warn(problem);
    } finally {
      this.#busy.value = false;
      this.reading.reload();
    }
  }
}

const topicFields = (of: Partial<TopicView>) => ({
  zh: new TextField({ value: of.zh, required: true }),
  en: new TextField({ value: of.en, required: true }),
  kind: new ChoiceField<NewTopic["kind"]>({ value: of.kind ?? "news" }),
  group_id: new ChoiceField<string | null>({ value: of.group_id ?? null }),
  open: new TickField(of.open ?? true),
});

export type TopicFields = ReturnType<typeof topicFields>;

export const topicForm = (plan: string, of: TopicView | null, done: (answer: TopicView) => void) =>
  new Form<TopicFields, TopicView>({
    name: `topics.${of?.topic_id ?? plan}`,
    fields: topicFields(of ?? {}),
    send: (values, key, changes) =>
      of ? api.updateTopic(plan, of.topic_id, { ...changes, version: of.version }) : api.addTopic(plan, values, key),
    done,
  });

const ruleFields = ({ within, a_day }: Pick<NoticeRulesView, "within" | "a_day">) => ({
  bounded: new TickField(within !== null),
  begins: new TextField({ value: within?.begins ?? "09:00" }),
  ends: new TextField({ value: within?.ends ?? "21:00" }),
  a_day: new NumberField({ value: a_day, required: true }),
});

export type RuleFields = ReturnType<typeof ruleFields>;

export const rulesForm = (plan: string, rules: NoticeRulesView, done: (answer: NoticeRulesView) => void) =>
  new Form<RuleFields, NoticeRulesView>({
    name: `notice-rules.${plan}`,
    fields: ruleFields(rules),
    send: ({ bounded, begins, ends, a_day }) =>
      api.updateRules(plan, {
        within: bounded ? { begins, ends, days: rules.within?.days ?? [], zone: rules.within?.zone ?? null } : null,
        a_day,
        version: rules.version,
      }),
    done,
  });

const mailingFields = (of: Partial<MailingView>, topics: readonly TopicView[]) => ({
  name: new TextField({ value: of.name, required: true }),
  topic_id: new ChoiceField<string>({ value: of.topic_id ?? topics[0]?.topic_id ?? "" }),
  about: new TextField({ value: of.about }),
  zh_subject: new TextField({ value: of.texts?.["zh-CN"]?.subject }),
  zh_text: new TextField({ value: of.texts?.["zh-CN"]?.text }),
  en_subject: new TextField({ value: of.texts?.en?.subject }),
  en_text: new TextField({ value: of.texts?.en?.text }),
  a_day: new NumberField({ value: of.a_day ?? 10000, required: true }),
  a_minute: new NumberField({ value: of.a_minute ?? 200, required: true }),
});

export type MailingFields = ReturnType<typeof mailingFields>;

/** What is said in each language in which anything is. */
export function textsOf(said: Record<"zh_subject" | "zh_text" | "en_subject" | "en_text", string>) {
  const texts: Record<string, { subject: string; text: string }> = {};
  if (said.zh_subject || said.zh_text) texts["zh-CN"] = { subject: said.zh_subject, text: said.zh_text };
  if (said.en_subject || said.en_text) texts.en = { subject: said.en_subject, text: said.en_text };
  return texts;
}

export const mailingForm = (
  plan: string,
  topics: readonly TopicView[],
  of: MailingView | null,
  done: (answer: WholeMailing) => void,
) =>
  new Form<MailingFields, WholeMailing>({
    name: `mailings.${of?.mailing_id ?? plan}`,
    fields: mailingFields(of ?? {}, topics),
    send: ({ name, topic_id, about, a_day, a_minute, ...said }, key) => {
      const body = { name, topic_id, about, a_day, a_minute, texts: textsOf(said) };
      return of ? api.updateMailing(of.mailing_id, { ...body, version: of.version }) : api.makeMailing(plan, body, key);
    },
    done,
  });

/** One mailing: how far it is, and what became of whom. */
export class Mailing {
  readonly #saving = signal(false);
  readonly reading: Reading<{ mailing: WholeMailing; customers: Pages<MailingCustomer> }>;

  constructor(readonly id: string) {
    const read = (cursor: string | null) => api.listCustomers(id, cursor);
    this.reading = new Reading(async () => {
      const [mailing, first] = await Promise.all([api.readMailing(id), read(null)]);
      return { mailing, customers: new Pages<MailingCustomer>(first, read) };
    });
  }

  get saving(): boolean {
    return this.#saving.value;
  }

  leave(): void {
    this.reading.data?.customers.leave();
  }

  /** What became of everybody, as a file: its parts are asked for one after another. */
  readonly save = async (): Promise<void> => {
    this.#saving.value = true;
    try {
      const pieces: string[] = [];
      for (let cursor: string | null = ""; cursor !== null;) {
        const part: MailingCsvPart = await api.exportCustomers(this.id, cursor, language.code);
        pieces.push(part.text);
        cursor = part.next;
      }
      download(`${this.id}.csv`, ...pieces);
    } catch (problem) {
      warn(problem);
    } finally {
      this.#saving.value = false;
    }
  };
}
