/** Who is on a website now, and inviting them. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { tOf } from "../../desk/i18n.ts";
import type { LivePlanView, LiveVisitorView } from "../../desk/operations.ts";
import type { Session } from "../../desk/session.ts";
import { tab } from "../../desk/storage.ts";
import { now } from "../../desk/time.ts";
import type { Plans } from "../plans.ts";
import { Paged } from "./paged.ts";

export type View = "everybody" | "returning";
export const VIEWS: readonly View[] = ["everybody", "returning"];

export interface Filters {
  language: string;
  page: string;
}

const PACE_MS = 10_000;
const CROWDS_PACE_MS = 30_000;
/** Whoever gave no sign for so long has left. */
const GONE_MS = 130_000;
const PLACE = "live/";

export const placeOf = (visitorId: string): string => PLACE + visitorId;
export const visitorOf = (place: string | null): string | null =>
  place?.startsWith(PLACE) ? place.slice(PLACE.length) : null;

export class LiveVisitors {
  readonly #plan = signal(tab.read("live_plan", ""));
  readonly #view = signal<View>("everybody");
  readonly #filters = signal<Filters>({ language: "", page: "" });
  readonly #known = signal<ReadonlyMap<string, LiveVisitorView>>(new Map());
  /** How many are on each website, all plans together. */
  readonly crowds = new Paged<LivePlanView>({
    read: (cursor) => api.listLivePlans(cursor),
    idOf: ({ plan_key: key }) => key,
    paceMs: CROWDS_PACE_MS,
    keeps: () => true,
  });
  readonly #list = new Paged<LiveVisitorView>({
    read: (cursor) => this.#read(cursor),
    idOf: ({ visitor_id: id }) => id,
    paceMs: PACE_MS,
    keeps: ({ seen_at: at }) => now() - new Date(at).getTime() < GONE_MS,
  });

  constructor(private readonly session: Session, private readonly plans: Plans) {}

  get may(): boolean {
    return this.session.can("live.see");
  }

  /** The plan that is looked at: the chosen one, else the first. */
  get plan(): string {
    const known = this.plans.named;
    const chosen = this.#plan.value;
    return known.some(({ plan_key: key }) => key === chosen) ? chosen : known[0]?.plan_key ?? "";
  }

  get view(): View {
    return this.#view.value;
  }

  get filters(): Filters {
    return this.#filters.value;
  }

  get list() {
    return this.#list;
  }

  /** Somebody who was seen a moment ago, also when they have left. */
  get(id: string): LiveVisitorView | null {
    return this.#known.value.get(id) ?? null;
  }

  isHere(id: string): boolean {
    return this.#list.items.some(({ visitor_id: each }) => each === id);
  }

  choosePlan(key: string): void {
    this.#plan.value = key;
    tab.write("live_plan", key);
    this.#list.again();
  }

  choose(view: View): void {
    this.#view.value = view;
    this.#list.again();
  }

  filter(filters: Partial<Filters>): void {
    this.#filters.value = { ...this.#filters.peek(), ...filters };
    this.#list.again();
  }

  look(looking: boolean): void {
    this.#list.look(looking);
    this.crowds.look(looking);
  }

  /** Gives null, or the words that say why not. `key`: of this invitation, however often it is sent. */
  async invite(id: string, text: string, key: string): Promise<string | null> {
    try {
      const after = await api.insist(() => api.inviteVisitor(id, text, key));
      this.#learn([after]);
      this.#list.learn(after);
      return null;
    } catch (trouble) {
      const { code, said } = trouble as Problem;
      this.#list.wake();
      return tOf("live.failed", code, { agent: agentName(said?.agent) });
    }
  }

  async #readNow(cursor: string | null) {
    const { language, page } = this.#filters.peek();
    const visits = this.#view.peek() === "returning" ? 2 : undefined;
    const answer = await api.listLiveVisitors(this.plan, { language, page, visits, cursor: cursor ?? undefined });
    this.#learn(answer.items);
    return answer;
  }

  #read(cursor: string | null) {
    return this.plan ? this.#readNow(cursor) : null;
  }

  #learn(visitors: readonly LiveVisitorView[]): void {
    this.#known.value = new Map([...this.#known.peek(), ...visitors.map((each) => [each.visitor_id, each] as const)]);
  }
}
