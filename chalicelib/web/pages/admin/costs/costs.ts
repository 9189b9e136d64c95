/** What the desk costs in a month: by days, kinds of operation and plans; what is saved by; one conversation's cost. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { language, t } from "../../desk/i18n.ts";
import type {
  ConversationCostView,
  CostSettingsView,
  CostsView,
  PlanCostView,
  SwitchView,
} from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { now } from "../../desk/time.ts";
import { say } from "../../kit/toasts.tsx";
import { MONTH, monthBeside, monthOf } from "../audit/months.ts";
import * as api from "../parts/api.ts";
import { GroupField } from "../parts/compound.ts";
import { ChoiceField, NumberField, OptionalNumberField, TicksField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

export const PRICES = [
  "requests",
  "invocations",
  "gigabyte_seconds",
  "megabytes",
  "read_units",
  "write_units",
  "letters",
  "segment",
] as const;
export const SWITCHES = ["widget_polls", "console_polls", "reports"] as const;
export type Switch = typeof SWITCHES[number];

interface Known {
  costs: CostsView;
  plans: Pages<PlanCostView>;
}

export const mayChange = (): boolean => session.can("costs.manage");

export class Costs {
  readonly present = monthOf(now());
  readonly #month = signal(this.present);
  readonly #plan = signal("");
  readonly #busy = signal(false);
  readonly reading = new Reading(() => this.#read());

  get month(): string {
    return this.#month.value;
  }

  get isPresent(): boolean {
    return this.month >= this.present;
  }

  /** The plan that is looked at; empty: all. */
  get plan(): string {
    return this.#plan.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  choose(month: string): void {
    if (!MONTH.test(month)) return;
    this.#month.value = month;
    this.reading.reload();
  }

  step(by: number): void {
    this.choose(monthBeside(this.month, by));
  }

  readonly lookAt = (plan: string): void => {
    this.#plan.value = plan;
    this.reading.reload();
  };

  /** What was handed over by now is added up now. */
  readonly count = async (): Promise<void> => {
    await this.#doing(() => api.countCosts());
  };

  readonly switch = async ({ name }: SwitchView, hand: "on" | "off" | null): Promise<void> => {
    await this.#doing(() => api.switchCosts(name, hand));
  };

  async #doing(act: () => Promise<unknown>): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      await act();
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
    await this.reading.reload();
    this.#busy.value = false;
  }

  async #read(): Promise<Known> {
    const [month, plan] = [this.#month.peek(), this.#plan.peek()];
    const [costs, first] = await Promise.all([api.readCosts(month, plan), api.readPlanCosts(month, null)]);
    return { costs, plans: new Pages(first, (cursor) => api.readPlanCosts(month, cursor)) };
  }
}

/** One conversation, by its id. */
export class OneConversation {
  readonly #found = signal<ConversationCostView | null>(null);
  readonly #wrong = signal("");
  readonly typed = signal("");

  get found(): ConversationCostView | null {
    return this.#found.value;
  }

  get wrong(): string {
    return this.#wrong.value;
  }

  readonly look = async (): Promise<void> => {
    const id = this.typed.peek().trim();
    if (!id) return;
    try {
      this.#found.value = await api.readConversationCost(id);
      this.#wrong.value = "";
    } catch (problem) {
      this.#found.value = null;
      this.#wrong.value = wordsOf(problem as Problem);
    }
  };
}

export class CostSettings {
  readonly reading = new Reading(async () => {
    const held = await api.readCostSettings();
    return { held, form: this.#formOf(held) };
  });

  #formOf(held: CostSettingsView) {
    let { version } = held;
    const prices = Object.fromEntries(
      PRICES.map((name) => [name, new NumberField({ value: held.prices[name], required: true })]),
    ) as Record<typeof PRICES[number], NumberField>;
    return new Form({
      name: "cost-settings",
      fields: {
        budget: new OptionalNumberField({ value: held.budget }),
        currency: new ChoiceField<CostSettingsView["currency"]>({ value: held.currency }),
        saves: new TicksField({ value: held.saves, choices: SWITCHES }),
        language: new ChoiceField<CostSettingsView["language"]>({ value: held.language }),
        prices: new GroupField(prices),
      },
      send: ({ budget, saves, ...values }) =>
        api.changeCostSettings({ ...values, saves: saves as Switch[], budget: budget ?? 0, version }),
      newest: async () => {
        const newest = await api.readCostSettings();
        version = newest.version;
        return newest;
      },
      done: () => {
        say(t("costs.stored"));
        this.reading.reload();
      },
    });
  }
}

/** The region whose list prices these are; empty: their own. */
export const regionOf = (held: CostSettingsView, prices: Record<string, number>): string =>
  Object.entries(held.regions).find(([, listed]) => PRICES.every((name) => listed[name] === prices[name]))?.[0] ?? "";

/** An amount as people read it: cents, and more of what is less than a cent. */
export function amount(value: number | null, currency: string): string {
  if (value === null) return "–";
  const small = value !== 0 && Math.abs(value) < 0.995;
  return new Intl.NumberFormat(language.code, {
    style: "currency",
    currency,
    currencyDisplay: "symbol",
    ...small ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 },
  }).format(value);
}

export const numberOf = (value: number): string =>
  new Intl.NumberFormat(language.code, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);

/** How long a bar is beside the longest, in percent. */
export const shareOf = (value: number, most: number): number => most > 0 ? Math.round(value / most * 1000) / 10 : 0;
