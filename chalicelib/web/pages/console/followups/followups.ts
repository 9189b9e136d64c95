/** Follow-ups: customers to be called, when and by whom, and how many of them are due for this agent today. */
import * as api from "../../desk/api.ts";
import type { FollowUpView, NoteView, PlanFollowUp } from "../../desk/operations.ts";
import type { Session } from "../../desk/session.ts";
import { now } from "../../desk/time.ts";
import { Worklist } from "../worklist.ts";

export type Kind = FollowUpView["kind"];
export type View = "today" | "overdue" | "mine" | "all";
/** What people say of a call; the desk itself may have cancelled one. */
export type Outcome = Exclude<NonNullable<FollowUpView["outcome"]>, "cancelled">;

export const KINDS: readonly Kind[] = ["callback", "pre_sale", "after_sale", "complaint", "care", "renewal", "promise"];
/** Those that people plan; a callback comes of a low score. */
export const PLANNED_KINDS = KINDS.slice(1) as ReadonlyArray<PlanFollowUp["kind"]>;

const PACE_MS = 60_000;
const PLACE = "followup/";
const NOT_OF_CALLBACKS: readonly Outcome[] = ["refused", "wrong_contact"];
const OUTCOMES: readonly Outcome[] = ["reached", "not_reached", "solved", "became_ticket", ...NOT_OF_CALLBACKS];

/** What a call may come to, or a promise. */
export function outcomesOf(kind: Kind): readonly Outcome[] {
  if (kind === "promise") return ["kept", "broken", "not_reached"];
  return kind === "callback" ? OUTCOMES.filter((each) => !NOT_OF_CALLBACKS.includes(each)) : OUTCOMES;
}

/** A follow-up's place in the address, and the follow-up of a place, or null. */
export const placeOf = (followUpId: string): string => PLACE + followUpId;
export const followUpOf = (place: string | null): string | null =>
  place?.startsWith(PLACE) ? place.slice(PLACE.length) : null;

export const isLate = ({ state, due_at: dueAt }: FollowUpView): boolean =>
  state === "open" && new Date(dueAt).getTime() < now();

/** The calls made so far, and what the desk itself noted beside them: only a call has an outcome. */
export const callsIn = ({ notes }: FollowUpView): NoteView[] => notes.filter(({ outcome }) => outcome);
export const remarksIn = ({ notes }: FollowUpView): NoteView[] => notes.filter(({ outcome }) => !outcome);

export interface Filters {
  state: FollowUpView["state"];
  kind: Kind | "";
}

interface Asked {
  view: View;
  filters: Filters;
  cursor?: string;
}

export class FollowUps extends Worklist<FollowUpView, View, Filters> {
  constructor(private readonly session: Session, private readonly agentId: string) {
    super({ view: "today", filters: { state: "open", kind: "" }, always: "today", paceMs: PACE_MS });
  }

  override get may(): boolean {
    return this.session.can("followups.work") || this.session.can("callbacks.work");
  }

  /** Whose rights end at themselves have no others to look at. */
  get views(): View[] {
    const own: View[] = ["today", "overdue", "mine"];
    return this.session.agent.scope === "own" ? own : [...own, "all"];
  }

  /** How many this agent should do today, late ones among them. */
  get waiting() {
    const { loaded, next } = this.pageOf("today");
    return { known: loaded, count: this.itemsOf("today").length, more: Boolean(next) };
  }

  override idOf({ followup_id: id }: FollowUpView): string {
    return id;
  }

  protected override read({ view, filters: { state, kind }, cursor }: Asked) {
    return api.listFollowUps({ view, cursor, ...(isFiltered(view) && { state, kind }) });
  }

  protected override belongs(item: FollowUpView, view: View, { state, kind }: Filters): boolean {
    const mine = item.owner.id === this.agentId;
    if (view === "today") return item.state === "open" && mine;
    if (view === "overdue") return isLate(item);
    return item.state === state && (!kind || item.kind === kind) && (view === "all" || mine);
  }

  /** Stored once, however often it is asked under its client_id. */
  plan(request: PlanFollowUp): Promise<FollowUpView> {
    return api.insist(() => api.planFollowUp(request));
  }
}

/** The long lists have filters, those of the day do not. */
export const isFiltered = (view: View): boolean => view === "mine" || view === "all";
