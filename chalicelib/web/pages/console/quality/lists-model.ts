/** The lists of inspections: one's tasks, one's own work, appeals, what nobody has, what was submitted, calibrations. */
import { signal } from "@preact/signals";
import type { CalibrationView, InspectionLineView } from "../../desk/operations.ts";
import type { Session } from "../../desk/session.ts";
import { now } from "../../desk/time.ts";
import type { Desk } from "../desk.ts";
import { Paged } from "../monitoring/paged.ts";
import * as asking from "./asking.ts";

export type View = "tasks" | "done" | "own" | "appealed" | "waiting" | "month" | "calibrations";
type Listed = Exclude<View, "calibrations">;
export type Tab = View | "more";

/** Those that have a tab of their own. */
const TABS: readonly View[] = ["tasks", "own", "appealed"];

const PACE_MS = 20_000;
const known = new WeakMap<Desk, QualityModel>();

function thisMonth(): string {
  const today = new Date(now());
  return `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, "0")}`;
}

/** Those of this desk, for as long as somebody is signed in. */
export function qualityOf(desk: Desk): QualityModel {
  const model = known.get(desk) ?? new QualityModel(desk.session);
  known.set(desk, model);
  return model;
}

export class QualityModel {
  readonly views: readonly View[];
  readonly #view = signal<View>("own");
  readonly #month = signal(thisMonth());
  readonly #lists = new Map<Listed, Paged<InspectionLineView>>();
  readonly calibrations = new Paged<CalibrationView>({
    read: (cursor) => asking.listCalibrations(cursor),
    idOf: ({ calibration_id: id }) => id,
    paceMs: PACE_MS,
    keeps: () => true,
  });

  constructor(session: Session) {
    const inspects = session.can("quality.inspect");
    const decides = session.can("quality.decide");
    const oversees = decides || session.can("quality.see");
    const may: Record<View, boolean> = {
      tasks: inspects,
      own: session.can("conversations.answer"),
      appealed: oversees,
      month: oversees,
      waiting: inspects || decides,
      calibrations: decides,
      done: inspects,
    };
    this.views = (Object.keys(may) as View[]).filter((view) => may[view]);
    this.#view.value = this.views[0] ?? "own";
  }

  get view(): View {
    return this.#view.value;
  }

  get tabs(): Tab[] {
    const own: Tab[] = this.views.filter((each) => TABS.includes(each));
    return this.others.length ? [...own, "more"] : own;
  }

  get tab(): Tab {
    return TABS.includes(this.view) ? this.view : "more";
  }

  /** Behind the last tab. */
  get others(): View[] {
    return this.views.filter((each) => !TABS.includes(each));
  }

  get month(): string {
    return this.#month.value;
  }

  list(view: Listed): Paged<InspectionLineView> {
    const list = this.#lists.get(view) ?? this.#make(view);
    this.#lists.set(view, list);
    return list;
  }

  chooseTab(tab: Tab): void {
    this.choose(tab === "more" ? this.others[0] : tab);
  }

  choose(view: View): void {
    this.look(false);
    this.#view.value = view;
    this.look(true);
  }

  chooseMonth(month: string): void {
    this.#month.value = month;
    this.list("month").again();
  }

  look(looking: boolean): void {
    const view = this.#view.peek();
    (view === "calibrations" ? this.calibrations : this.list(view)).look(looking);
  }

  /** Something was done with one: whatever is listed is asked for anew. */
  changed(): void {
    for (const list of this.#lists.values()) list.again();
    this.calibrations.again();
  }

  #make(view: Listed): Paged<InspectionLineView> {
    return new Paged<InspectionLineView>({
      read: (cursor) =>
        asking.listInspections({
          view,
          cursor: cursor ?? undefined,
          month: view === "month" ? this.#month.peek() || undefined : undefined,
        }),
      idOf: ({ inspection_id: id }) => id,
      paceMs: PACE_MS,
      keeps: () => false,
    });
  }
}
