/**
 * A desk's first day: its name, its hours, its first people, and its widget on a website. Each thing is stored by itself;
 * what is done is seen by what the desk knows.
 */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { DeskView, PlanView } from "../../desk/operations.ts";
import { language, t } from "../../desk/i18n.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { TextField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { HoursField } from "../plans/hours.ts";
import { firstRun } from "./first-run.ts";

const PACE_MS = 4000;
const FIRST_NUMBER = 1001;

/** The number that people who came one after the other would have. */
export function nextNumber(taken: readonly string[]): string {
  let number = FIRST_NUMBER;
  while (taken.includes(`${number}`)) number += 1;
  return `${number}`;
}

/** The plan that the guide is about: the oldest that somebody receives by. */
export const planOf = (plans: readonly PlanView[]): PlanView | null =>
  [...plans].filter((plan) => !plan.reaches_nobody)
    .sort((one, other) => Date.parse(one.created_at) - Date.parse(other.created_at))[0] ?? null;

export class Guide {
  readonly reading = new Reading(() => this.#read());
  /** E-mail addresses of those who were invited here. */
  readonly invited = signal<string[]>([]);
  readonly #stored = signal<ReadonlySet<string>>(new Set());
  readonly #numbers = signal<string[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  async #read() {
    const [desk, plans, agents, phrases] = await Promise.all([
      api.readDesk(),
      api.listPlans(),
      api.listAgents(),
      api.listShelf("company"),
    ]);
    this.#numbers.value = agents.map(({ number }) => number);
    const plan = planOf(plans);
    this.#watch(plan);
    return {
      plan,
      people: agents.length,
      phrases: phrases.length,
      name: this.#nameForm(desk),
      website: this.#planForm(desk),
      hours: plan && this.#hoursForm(plan),
      invitation: this.#invitationForm(),
    };
  }

  /** What is there already, and what was stored here. */
  get done(): { name: boolean; hours: boolean; people: boolean; site: boolean; phrases: boolean } {
    const { plan = null, people = 0, phrases = 0 } = this.reading.data ?? {};
    return {
      name: this.#stored.value.has("name"),
      hours: this.#stored.value.has("hours") || Boolean(plan?.hours),
      people: people > 1 || this.invited.value.length > 0,
      site: Boolean(plan?.seen_at),
      phrases: this.#stored.value.has("phrases") || phrases > 0,
    };
  }

  get isReady(): boolean {
    // Phrases are offered; a desk does without.
    const { phrases: _, ...needed } = this.done;
    return Object.values(needed).every(Boolean);
  }

  readonly addPhrases = async (): Promise<void> => {
    try {
      await api.addShippedPhrases();
      this.#isStored("phrases", t("guide.phrases.said"));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    }
  };

  readonly look = async (): Promise<void> => {
    const known = this.reading.data;
    if (!known?.plan) return;
    // Without an answer the next look tells.
    const plan = await api.readPlan(known.plan.key).catch(() => known.plan!);
    if (this.reading.data === known && plan.seen_at) this.reading.learn({ ...known, plan });
    else this.#watch(plan);
  };

  leave(): void {
    clearTimeout(this.#timer);
  }

  /** The guide is left; the set-up check leads back to it. */
  readonly end = (): void => firstRun.leave();

  /** While nobody has seen the widget, and somebody looks at this page. */
  #watch(plan: PlanView | null): void {
    clearTimeout(this.#timer);
    if (!plan || plan.seen_at) return;
    this.#timer = setTimeout(() => document.hidden ? this.#watch(plan) : this.look(), PACE_MS);
  }

  #isStored(step: string, words: string): void {
    this.#stored.value = new Set([...this.#stored.peek(), step]);
    say(words);
  }

  #nameForm(desk: DeskView) {
    return new Form({
      name: "guide.name",
      fields: {
        name: new TextField({ value: desk.name, required: true }),
        time_zone: new TextField({ value: desk.time_zone, required: true }),
      },
      send: (values) => api.updateDesk(values),
      done: () => this.#isStored("name", t("guide.name.said")),
    });
  }

  #planForm(desk: DeskView) {
    return new Form({
      name: "guide.plan",
      fields: { name: new TextField({ required: true }), key: new TextField({ required: true }) },
      send: (values, key) => api.createPlan({ ...values, time_zone: desk.time_zone }, key),
      done: (plan: PlanView) => {
        say(t("stored", { name: plan.name }));
        this.reading.reload();
      },
    });
  }

  #hoursForm(plan: PlanView) {
    let { version } = plan;
    const fieldsOf = ({ hours }: PlanView) => ({ hours: new HoursField(hours) });
    return new Form({
      name: `guide.hours.${plan.key}`,
      fields: fieldsOf(plan),
      send: (values) => api.updatePlan(plan.key, { ...values, version }),
      newest: async () => {
        const now = await api.readPlan(plan.key);
        version = now.version;
        return valuesOf(fieldsOf(now));
      },
      done: (stored: PlanView) => {
        version = stored.version;
        this.#isStored("hours", t("guide.hours.said"));
      },
    });
  }

  /** A new form for each, so that the next invitation is another request. */
  #invitationForm() {
    return new Form({
      name: "guide.invitation",
      fields: {
        name: new TextField({ required: true }),
        email: new TextField({ required: true }),
        number: new TextField({ value: nextNumber(this.#numbers.peek()), required: true }),
      },
      send: (values, key) => api.createAgent({ ...values, language: language.code }, key),
      done: ({ email, number }) => {
        say(t("guide.people.said", { email }));
        this.invited.value = [...this.invited.peek(), email];
        this.#numbers.value = [...this.#numbers.peek(), number];
        const known = this.reading.data;
        if (known) this.reading.learn({ ...known, invitation: this.#invitationForm() });
      },
    });
  }
}
