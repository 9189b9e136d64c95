/** The planning board: a group's weeks as they are planned, what is changed in them, and what came in such hours lately. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { now } from "../../desk/time.ts";
import { t } from "../../desk/i18n.ts";
import type {
  BoardView,
  KindView,
  LayOut,
  PatternView,
  PublicationView,
  RosterLine,
  ShiftForm,
  WeekView,
} from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { browser } from "../../desk/storage.ts";
import { after } from "../../desk/timer.ts";
import { say } from "../../kit/toasts.tsx";
import { Keys } from "../parts/once.ts";
import { choosableGroups, type GroupChoice, knownGroups } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";
import { type Demand, demandOf, formsWith, mondayOf, mondaysOf, plusDays, plusMonths } from "./days.ts";

const GROUP = "shifts.group";
const WEEKS_OF_DEMAND = 4;
const SOON_MS = 700;
const MOST_COPIED = 90;

export type View = "week" | "month";

export interface Seen {
  board: BoardView;
  kinds: KindView[];
  patterns: PatternView[];
}

/** Those groups whose rosters one may plan. */
async function ownGroups(): Promise<GroupChoice[]> {
  const groups = choosableGroups(await knownGroups());
  return groups.filter(({ archived }) => !archived);
}

/** The present day there; where the browser is, as long as the desk's zone is not known. */
const today = (zone?: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now());

export class Board {
  readonly #groups = signal<GroupChoice[]>([]);
  readonly #group = signal<string | null>(browser.read<string>(GROUP) ?? null);
  readonly #view = signal<View>("week");
  readonly #first = signal(mondayOf(today()));
  readonly #brush = signal<string | null>(null);
  readonly #demand = signal<Demand | null>(null);
  readonly #busy = signal(0);
  readonly #publishing = new Keys();
  #zone: string | undefined;
  #again = () => {};
  readonly reading: Reading<Seen | null> = new Reading(() => this.#read());

  get groups(): GroupChoice[] {
    return this.#groups.value;
  }

  get group(): string | null {
    return this.#group.value;
  }

  get view(): View {
    return this.#view.value;
  }

  /** The Monday of the week, or the month, that is looked at. */
  get period(): string {
    return this.#view.value === "week" ? this.#first.value : this.#month;
  }

  get brush(): string | null {
    return this.#brush.value;
  }

  get demand(): Demand | null {
    return this.#demand.value;
  }

  /** Something is being stored. */
  get busy(): boolean {
    return this.#busy.value > 0;
  }

  get #month(): string {
    return plusDays(this.#first.value, 3).slice(0, 7); // a week is of the month in which its Thursday lies
  }

  readonly chooseGroup = (id: string): void => {
    this.#group.value = id;
    browser.write(GROUP, id);
    this.#demand.value = null;
    void this.reading.reload();
  };

  readonly chooseView = (view: View): void => {
    this.#view.value = view;
    void this.reading.reload();
  };

  /** The week or month before, or after; 0: the present one. */
  readonly step = (number: number): void => {
    if (number === 0) this.#first.value = mondayOf(today(this.#zone));
    else if (this.#view.peek() === "week") this.#first.value = plusDays(this.#first.peek(), 7 * number);
    else this.#first.value = plusDays(mondayOf(`${plusMonths(this.#month, number)}-08`), 0);
    void this.reading.reload();
  };

  readonly chooseBrush = (kind: string | null): void => {
    this.#brush.value = this.#brush.peek() === kind ? null : kind;
  };

  leave(): void {
    this.#again();
  }

  /** Plans these shifts on somebody's day, in place of those that are there. */
  async plan(week: string, agent: string, day: string, shifts: readonly ShiftForm[]): Promise<void> {
    const line = this.#line(week, agent);
    if (!line) return;
    await this.#store(async () => {
      const body = { shifts: formsWith(line, day, shifts), version: line.version };
      const answer = await asking.planWeek(this.#group.peek()!, week, agent, body);
      this.#learn(week, answer.line);
    });
  }

  async layOut(layout: Omit<LayOut, "seen">): Promise<void> {
    const seen = this.#seen(() => true);
    await this.#store(async () => this.#written(await asking.layOut(this.#group.peek()!, { ...layout, seen })));
  }

  /** The next week becomes like this one. */
  async copy(week: WeekView): Promise<void> {
    const to = plusDays(week.week, 7);
    const members = new Set(this.#people.filter(({ member }) => member).map(({ agent_id: id }) => id));
    const ids = week.lines.map(({ agent_id: id }) => id).filter((id) => members.has(id));
    await this.#store(async () => {
      const next = await asking.readBoard(this.#group.peek()!, to, 1);
      const seen = next.weeks[0].lines.map(({ agent_id: id, version }) => ({ week: to, agent_id: id, version }));
      for (let at = 0; at < ids.length; at += MOST_COPIED) {
        const body = { to, agent_ids: ids.slice(at, at + MOST_COPIED), seen };
        this.#written(await asking.copyWeek(this.#group.peek()!, week.week, body));
      }
    });
    if (this.#view.peek() === "week") this.step(1);
  }

  /** As it is seen here. Throws a Problem. */
  async publish(week: WeekView, reason: string): Promise<PublicationView> {
    const versions = Object.fromEntries(week.lines.map(({ agent_id: id, version }) => [id, version]));
    const body = { versions, reason };
    const answer = await asking.publish(
      this.#group.peek()!,
      week.week,
      body,
      this.#publishing.keyOf([week.week, body]),
    );
    this.#publishing.done();
    this.#soon();
    return answer;
  }

  get #people() {
    return this.reading.data?.board.people ?? [];
  }

  #line(week: string, agent: string): RosterLine | null {
    const its = this.reading.data?.board.weeks.find((each) => each.week === week);
    return its?.lines.find((each) => each.agent_id === agent) ?? null;
  }

  #seen(wanted: (agent: string) => boolean) {
    const weeks = this.reading.data?.board.weeks ?? [];
    return weeks.flatMap(({ week, lines }) =>
      lines.filter(({ agent_id: id }) => wanted(id)).map(({ agent_id: id, version }) => ({
        week,
        agent_id: id,
        version,
      }))
    );
  }

  #learn(week: string, line: RosterLine): void {
    const data = this.reading.data;
    if (!data) return;
    const weeks = data.board.weeks.map((each) =>
      each.week !== week
        ? each
        : { ...each, lines: each.lines.map((old) => old.agent_id === line.agent_id ? line : old) }
    );
    this.reading.learn({ ...data, board: { ...data.board, weeks } });
  }

  #written({ written, left }: { written: number; left: unknown[] }): void {
    const words = left.length ? "shifts.written.left" : "shifts.written";
    say(t(words, { count: written, left: left.length }), left.length ? { kind: "warning" } : {});
  }

  async #store(act: () => Promise<void>): Promise<void> {
    this.#busy.value += 1;
    try {
      await act();
    } catch (problem) {
      const { code } = problem as Problem;
      say(code === "changed_meanwhile" ? t("shifts.moved") : wordsOf(problem as Problem), {
        kind: "warning",
        stays: true,
      });
    } finally {
      this.#busy.value -= 1;
    }
    this.#soon();
  }

  /** What follows from a change (who is there by the hour, rules) is read a moment later. */
  #soon(): void {
    this.#again();
    this.#again = after(SOON_MS, () => {
      if (this.#busy.peek() === 0) void this.reading.reload();
    });
  }

  async #read(): Promise<Seen | null> {
    if (!this.#groups.peek().length) this.#groups.value = await ownGroups();
    const known = this.#groups.peek();
    if (!known.some(({ group_id: id }) => id === this.#group.peek())) this.#group.value = known[0]?.group_id ?? null;
    const group = this.#group.peek();
    if (!group) return null;
    const mondays = this.#view.peek() === "week" ? [this.#first.peek()] : mondaysOf(this.#month);
    const [settings, board] = await Promise.all([
      asking.readSettings(),
      asking.readBoard(group, mondays[0], mondays.length),
    ]);
    if (this.#moves(board.time_zone)) return this.#read();
    if (!this.#demand.peek()) void this.#readDemand(group);
    const { kinds, patterns } = settings;
    return { board, kinds, patterns };
  }

  /** Whether it is another week where the desk is than where the browser is, and the present one is looked at. */
  #moves(zone: string): boolean {
    const [here, there] = [mondayOf(today(this.#zone)), mondayOf(today(zone))];
    const isPresent = this.#first.peek() === here && this.#zone !== zone;
    this.#zone = zone;
    if (isPresent) this.#first.value = there;
    return isPresent && here !== there;
  }

  /** Who may not see figures plans without. */
  async #readDemand(group: string): Promise<void> {
    if (!session.can("reports.see")) return;
    const to = plusDays(today(this.#zone), -1);
    try {
      const lines = await asking.readDemand(group, plusDays(to, 1 - 7 * WEEKS_OF_DEMAND), to);
      if (group === this.#group.peek()) this.#demand.value = demandOf(lines, WEEKS_OF_DEMAND);
    } catch {
      this.#demand.value = null; // the board says that it is not known
    }
  }
}
