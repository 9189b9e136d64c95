/** Articles that colleagues propose, what becomes of those that are suggested, and what is looked for in vain. */
import { signal } from "@preact/signals";
import { ask, insist } from "../../desk/asking.ts";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { language } from "../../desk/i18n.ts";
import * as operations from "../../desk/operations.ts";
import { now } from "../../desk/time.ts";
import { say } from "../../kit/toasts.tsx";
import { monthBeside, monthOf } from "../audit/months.ts";
import { Keys } from "../parts/once.ts";
import { Pages } from "../parts/pages.ts";
import { knownPlans, type PlanChoice } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

export const STATES = ["open", "drafted", "joined", "declined"] as const;
export type State = typeof STATES[number];

type ProposalView = operations.ProposalView;
type Cursor = string | null;

const listProposals = (state: State, cursor: Cursor) =>
  insist(() => ask(operations.listProposals, { query: { state, cursor: cursor ?? "" } }));
const listUses = (month: string, cursor: Cursor) =>
  insist(() => ask(operations.listArticleUses, { query: { month, cursor: cursor ?? "" } }));

/** Proposals in one state, page by page. */
export class Proposals {
  readonly #state = signal<State>("open");
  readonly reading = new Reading(async () => {
    const state = this.#state.peek();
    return new Pages<ProposalView>(await listProposals(state, null), (cursor) => listProposals(state, cursor));
  });

  get state(): State {
    return this.#state.value;
  }

  choose(state: State): void {
    this.#state.value = state;
    void this.reading.reload();
  }
}

/** One of them at the side of the page, and what is done with it. */
export class Proposal {
  readonly reading;
  readonly problem = signal("");
  readonly busy = signal(false);
  readonly found = signal<readonly operations.HitView[] | null>(null);
  readonly #keys = new Keys();

  constructor(private readonly id: string, private readonly decided: () => void) {
    const asked = { path: { proposal_id: id } };
    this.reading = new Reading(() => insist(() => ask(operations.readProposal, asked)));
  }

  /** Articles that it may join. */
  async find(q: string): Promise<void> {
    if (!q.trim()) return void (this.found.value = null);
    try {
      const { items } = await ask(operations.findArticles, { query: { q: q.trim(), lang: language.code } });
      this.found.value = items;
      this.problem.value = "";
    } catch (problem) {
      this.problem.value = wordsOf(problem as Problem);
    }
  }

  /** Gives whether it was decided. */
  async decide(body: operations.DecideOnProposal): Promise<boolean> {
    if (this.busy.peek()) return false;
    this.busy.value = true;
    this.problem.value = "";
    try {
      const path = { proposal_id: this.id };
      await insist(() => ask(operations.decideOnProposal, { path, body, key: this.#keys.keyOf(body) }));
      say(t(`proposals.done.${body.outcome}`));
      this.decided();
      return true;
    } catch (problem) {
      const { code } = problem as Problem;
      this.problem.value = code === "proposal_decided" || code === "wrong_state"
        ? tOf("proposals.refused", code)
        : wordsOf(problem as Problem);
      if (code === "proposal_decided") this.decided();
      return false;
    } finally {
      this.busy.value = false;
    }
  }
}

/** A list of one month, page by page; the month before it, and the one after. */
export class OfMonth<Item> {
  readonly #month = signal(monthOf(now()));
  readonly reading;

  constructor(list: (month: string, cursor: Cursor) => Promise<{ items: Item[]; next: string | null }>) {
    this.reading = new Reading(async () => {
      const month = this.#month.peek();
      return new Pages<Item>(await list(month, null), (cursor) => list(month, cursor));
    });
  }

  get month(): string {
    return this.#month.value;
  }

  /** There is nothing of a month that has not begun. */
  get isNewest(): boolean {
    return this.#month.value >= monthOf(now());
  }

  step(by: number): void {
    this.#month.value = monthBeside(this.#month.peek(), by);
    void this.reading.reload();
  }
}

const listUsage = (month: string, only: Only, cursor: Cursor) =>
  insist(() => ask(operations.listArticlesUsage, { query: { month, only, cursor: cursor ?? "" } }));

/** Whose first and last day are these: of a month such as 2026-11. */
export function daysOf(month: string): { since: string; until: string } {
  const [year, number] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { since: `${month}-01`, until: `${month}-${String(last).padStart(2, "0")}` };
}

/** What a plan's visitors searched in vain in a month; of the first plan, until another one is chosen. */
export class Vain extends OfMonth<operations.VainView> {
  readonly #plan;
  readonly #plans;

  constructor() {
    const plan = signal("");
    const plans = signal<readonly PlanChoice[]>([]);
    super(async (month, cursor) => {
      if (!plans.peek().length) plans.value = await knownPlans();
      plan.value ||= plans.peek()[0]?.key ?? "";
      const query = { ...daysOf(month), plan_key: plan.peek(), cursor: cursor ?? "" };
      return plan.peek() ? insist(() => ask(operations.listVainQuestions, { query })) : { items: [], next: null };
    });
    this.#plan = plan;
    this.#plans = plans;
  }

  get plans(): readonly PlanChoice[] {
    return this.#plans.value;
  }

  get plan(): string {
    return this.#plan.value;
  }

  choose(key: string): void {
    this.#plan.value = key;
    void this.reading.reload();
  }
}

export const ONLY = ["unread", "unhelpful", ""] as const;
export type Only = typeof ONLY[number];

/** What readers did with articles in a month: those nobody read, those that did not help, or all. */
export class Usage extends OfMonth<operations.UsageView> {
  readonly #only;

  constructor() {
    const only = signal<Only>("unread");
    super((month, cursor) => listUsage(month, only.peek(), cursor));
    this.#only = only;
  }

  get only(): Only {
    return this.#only.value;
  }

  choose(only: Only): void {
    this.#only.value = only;
    void this.reading.reload();
  }
}

export const usesByMonth = () => new OfMonth<operations.UsesView>(listUses);

/** What an article is called in the page's language, or in whichever there is. */
export const titleOf = (titles: Record<string, string>, id: string): string =>
  titles[language.code] ?? Object.values(titles)[0] ?? id;
