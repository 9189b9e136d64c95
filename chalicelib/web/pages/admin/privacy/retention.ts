/** For how long things are kept, by kind and plan: what goes next, what a change would remove, and what is held. */
import { effect, signal } from "@preact/signals";
import { ask, insist, list } from "../../desk/asking.ts";
import type { Problem } from "../../desk/client.ts";
import { dateOf } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { knowZone } from "../../desk/zone.ts";
import * as operations from "../../desk/operations.ts";
import type {
  HeldThingView,
  KeptPeriodView,
  RemovalView,
  RemovedView,
  RetentionRulesView,
} from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { ChoiceField, OptionalNumberField, TextField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

export const FOR_EVER = 0;
const PAUSE_MS = 400;

type Cursor = string | null;

const after = (cursor: Cursor) => ({ query: { cursor: cursor ?? undefined } });
const planned = (plan: string) => ({ path: { plan_key: plan } });
const held = (id: string) => ({ path: { thing_id: id } });

const readRules = (plan: string): Promise<RetentionRulesView> =>
  insist(() => ask(operations.readRetentionOfPlan, planned(plan)));
const change = (plan: string, body: operations.ChangeRetention): Promise<RetentionRulesView> =>
  plan
    ? insist(() => ask(operations.changeRetentionOfPlan, { ...planned(plan), body }))
    : insist(() => ask(operations.changeRetention, { body }));
const foresee = (kind: string, plan: string, days?: number): Promise<RemovalView> =>
  insist(() => ask(operations.foreseeRemoval, { query: { kind, plan_key: plan, days } }));

/** For how many days a kind is kept at this moment: what a plan says, or else the desk. */
export const daysNow = (own: KeptPeriodView, desk: KeptPeriodView): number =>
  (own.since ? own.former : own.days) ?? (desk.since ? desk.former : desk.days) ?? FOR_EVER;

/** How many days it will be, once its grace is over; null: that is so already. */
export const daysThen = (own: KeptPeriodView, desk: KeptPeriodView): number | null =>
  own.since || (own.days === null && desk.since) ? own.days ?? desk.days ?? FOR_EVER : null;

/** Whether anything of it is ever removed, as it is set. */
export const everGoes = ({ own, desk }: Pick<Line, "own" | "desk">): boolean =>
  daysNow(own, desk) !== FOR_EVER || (daysThen(own, desk) ?? FOR_EVER) !== FOR_EVER;

/** `number`, and that there are more. */
export const counted = ({ number, more }: Pick<RemovalView, "number" | "more">): string =>
  `${number.toLocaleString()}${more ? "+" : ""}`;

export interface Line {
  own: KeptPeriodView;
  desk: KeptPeriodView;
  version: number;
}

interface Known {
  lines: Line[];
  fixed: operations.FixedPeriodView[];
  plans: Array<readonly [string, string]>;
  nextRun: string;
  graceDays: number;
}

export class Retention {
  readonly plan = new ChoiceField<string>({ value: "" });
  readonly #next = signal<Record<string, RemovalView | Problem>>({});
  readonly reading = new Reading<Known>(() => this.#load());

  async #load(): Promise<Known> {
    const plan = this.plan.raw;
    const [retention, names, own] = await Promise.all([
      insist(() => ask(operations.readRetention, {})),
      list(operations.listPlanNames, {}, 3).catch(() => []), // who may not know them sets what holds for all
      plan ? readRules(plan) : null,
    ]);
    void knowZone(); // the nights are the desk's
    const rules = own ?? retention.desk;
    const lines = rules.periods.map((each, at) => ({
      own: each,
      desk: retention.desk.periods[at],
      version: rules.version,
    }));
    this.#next.value = {};
    for (const line of lines) if (everGoes(line)) void this.#foresee(plan, line.own.kind);
    return {
      lines,
      fixed: retention.fixed,
      plans: names.map(({ plan_key: key, name }) => [key, name] as const),
      nextRun: retention.next_run,
      graceDays: retention.grace_days,
    };
  }

  async #foresee(plan: string, kind: string): Promise<void> {
    let next: RemovalView | Problem;
    try {
      next = await foresee(kind, plan);
    } catch (problem) {
      next = problem as Problem;
    }
    if (plan === this.plan.raw) this.#next.value = { ...this.#next.value, [kind]: next };
  }

  /** What goes next of a kind; undefined: that is being read. */
  nextOf(kind: string): RemovalView | Problem | undefined {
    return this.#next.value[kind];
  }

  readonly choose = (plan: string): void => {
    this.plan.raw = plan;
    void this.reading.reload();
  };
}

type Way = "desk" | "ever" | "days";

/** Asked for only where the way is chosen that needs it. */
class DaysField extends OptionalNumberField {
  constructor(days: number | null, private readonly way: ChoiceField<Way>) {
    super({ value: days });
  }

  override missing(): boolean {
    return this.way.raw === "days" && this.raw.trim() === "";
  }
}

function fieldsOf({ own }: Line, isPlan: boolean) {
  const way = new ChoiceField<Way>({ value: own.days === null && isPlan ? "desk" : own.days ? "days" : "ever" });
  return { way, days: new DaysField(own.days || null, way) };
}

type Fields = ReturnType<typeof fieldsOf>;

const saidIn = ({ way, days }: { way: Way; days: number | null }): number | null =>
  way === "desk" ? null : way === "ever" ? FOR_EVER : days;

interface Removes {
  removes: Record<string, number>;
  more: string[];
  from_day: string;
}

/** Asks whether so much may go, once the grace is over. */
const mayGo = (kind: string, { removes, more, from_day: day }: Removes) => {
  const number = counted({ number: removes[kind] ?? 0, more: more.includes(kind) });
  const words = { number, kind: t(`retention.kind.${kind}`), day: dateOf(day) };
  return confirmed({
    title: t("retention.shorten"),
    paragraphs: [t("retention.shorten.text", words), t("retention.shorten.grace")],
    confirm: t("retention.shorten.yes"),
  });
};

/** How long one kind is kept. */
export function periodForm(line: Line, plan: string, done: (rules: RetentionRulesView) => void) {
  let version = line.version;
  const { kind } = line.own;
  return new Form<Fields, RetentionRulesView>({
    name: `retention.${plan}.${kind}`,
    fields: fieldsOf(line, plan !== ""),
    send: async (values) => {
      const body = { days: { [kind]: saidIn(values) }, version };
      try {
        return await change(plan, body);
      } catch (problem) {
        const { code, said } = problem as Problem;
        if (code !== "retention_shortened" || !await mayGo(kind, said)) throw problem;
        return await change(plan, { ...body, seen: said.removes });
      }
    },
    newest: async () => {
      const rules = plan ? await readRules(plan) : (await insist(() => ask(operations.readRetention, {}))).desk;
      version = rules.version;
      const own = rules.periods.find((each) => each.kind === kind) ?? line.own;
      const { way, days } = fieldsOf({ ...line, own }, plan !== "");
      return { way: way.raw, days: days.read() };
    },
    done,
  });
}

/** What would go by what is typed, before it is saved. */
export class Supposed {
  readonly #view = signal<RemovalView | null>(null);
  #turn = 0;

  constructor(private readonly kind: string, private readonly plan: string, private readonly fields: Fields) {}

  get view(): RemovalView | null {
    return this.#view.value;
  }

  /** From now on, until what is returned is called. */
  readonly follow = (): () => void =>
    effect(() => {
      const { way, days } = this.fields;
      const number = way.raw === "days" ? days.read() : null;
      const turn = ++this.#turn;
      this.#view.value = null;
      if (!number || number < 7) return;
      const timer = setTimeout(() => void this.#ask(number, turn), PAUSE_MS);
      return () => clearTimeout(timer);
    });

  async #ask(days: number, turn: number): Promise<void> {
    try {
      const view = await foresee(this.kind, this.plan, days);
      if (turn === this.#turn) this.#view.value = view;
    } catch {
      // It is asked again when it is saved, and said then.
    }
  }
}

export class Holds {
  readonly reading = new Reading(async () => {
    const read = (cursor: Cursor) => insist(() => ask(operations.listHeldThings, after(cursor)));
    return new Pages<HeldThingView>(await read(null), read);
  });

  readonly end = async ({ thing_id: id }: HeldThingView): Promise<void> => {
    try {
      await insist(() => ask(operations.endHoldOfThing, held(id)));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    }
    await this.reading.reload();
  };
}

const holdFields = () => ({
  thing: new TextField({ required: true }),
  reason: new TextField({ required: true }),
});

export const holdForm = (done: (hold: HeldThingView) => void) =>
  new Form<ReturnType<typeof holdFields>, HeldThingView>({
    name: "retention.hold",
    fields: holdFields(),
    send: ({ thing, reason }) => insist(() => ask(operations.holdThing, { ...held(thing), body: { reason } })),
    done,
  });

export class Runs {
  readonly reading = new Reading(async () => {
    const read = (cursor: Cursor) => insist(() => ask(operations.listRemoved, after(cursor)));
    return new Pages<RemovedView>(await read(null), read);
  });
}
