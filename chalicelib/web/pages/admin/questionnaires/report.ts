/** What was answered: figures of the period, apart by one side, each question, and the responses behind them. */
import { signal } from "@preact/signals";
import { type Cell, csvOf, download } from "../../desk/csv.ts";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type {
  AskedQuestionShown,
  QuestionFiguresShown,
  QuestionnaireFigures,
  QuestionnaireLine,
  QuestionnaireReport,
  QuestionnaireResponse,
} from "../../desk/operations.ts";
import { Pages } from "../parts/pages.ts";
import { knownAgents, knownGroups, knownPlans } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";
import { Period } from "../surveys/period.ts";
import * as asking from "./asking.ts";
import { inWords } from "./editing.ts";

export const SIDES: readonly asking.Side[] = ["day", "plan", "group", "agent", "campaign", "version", "way"];

export interface Seen {
  id: string;
  all: QuestionnaireLine[];
  report: QuestionnaireReport | null;
  by: asking.Side;
  choices: Record<Filter, Array<[string, string]>>;
}

export const FILTERS = ["plan_key", "group_id", "agent_id"] as const;
export type Filter = typeof FILTERS[number];

export class Report {
  readonly #id = signal("");
  readonly #by = signal<asking.Side>("day");
  readonly #wanted = signal<Partial<Record<Filter | "way", string>>>({});
  readonly period = new Period(() => this.reading.reload());
  readonly reading: Reading<Seen> = new Reading(() => this.#read());

  get by(): asking.Side {
    return this.#by.value;
  }

  get wanted(): asking.Wanted {
    const said = Object.entries(this.#wanted.value).filter(([, value]) => value);
    return { ...this.period.asked, ...Object.fromEntries(said) };
  }

  of(filter: Filter | "way"): string {
    return this.#wanted.value[filter] ?? "";
  }

  choose(id: string): void {
    this.#id.value = id;
    this.reading.reload();
  }

  side(by: asking.Side): void {
    this.#by.value = by;
    this.reading.reload();
  }

  only(filter: Filter | "way", value: string): void {
    this.#wanted.value = { ...this.#wanted.value, [filter]: value };
    this.reading.reload();
  }

  /** The responses that answered this question; empty: all. */
  responses(question: string) {
    return new Reading(async () => {
      const read = (cursor: string | null) =>
        asking.listResponses(this.reading.data!.id, this.wanted, question, cursor);
      return new Pages<QuestionnaireResponse>(await read(null), read);
    });
  }

  readonly save = (): void => {
    const { report, by, id } = this.reading.data ?? {};
    if (report) download(`questionnaire-${id}-${by}-${report.from}-${report.to}.csv`, csvOf(fileOf(report, by!)));
  };

  async #read(): Promise<Seen> {
    const [all, plans, groups, agents] = await Promise.all([
      asking.listQuestionnaires(),
      knownPlans(),
      knownGroups(),
      knownAgents(),
    ]);
    const asked = all.filter(({ published }) => published !== null);
    const id = asked.some((each) => each.questionnaire_id === this.#id.peek())
      ? this.#id.peek()
      : asked[0]?.questionnaire_id ?? "";
    const by = this.#by.peek();
    const report = id ? await asking.readReport(id, this.wanted, by) : null;
    if (report) this.period.learn(report);
    const choices: Seen["choices"] = {
      plan_key: plans.map(({ key, name }) => [key, name]),
      group_id: groups.map(({ group_id: group, name }) => [group, name]),
      agent_id: agents.map((agent) => [agent.agent_id, agentName(agent)]),
    };
    return { id, all: asked, report, by, choices };
  }
}

export const percent = (share: number | null): string => share === null ? "—" : `${(share * 100).toFixed(1)}%`;
export const written = (number: number | null): string => number === null ? "—" : `${number}`;

/** What one of a line's keys is called. */
export function nameOf({ key, name }: QuestionnaireFigures, by: asking.Side): string {
  if (by === "way") return t(`questionnaire.way.${key}`);
  if (by === "version") return t("questionnaire.version", { version: key });
  return key ? name : t("figures.nobody");
}

/** What was chosen or given, in its order, with its words. */
export function spreadOf(question: AskedQuestionShown, { spread }: QuestionFiguresShown): Array<[string, number]> {
  if (question.kind === "one" || question.kind === "many") {
    const known = question.choices.map(({ key, texts }): [string, number] => [inWords(texts), spread[key] ?? 0]);
    const keys = question.choices.map(({ key }) => key);
    const former = Object.entries(spread).filter(([key]) => !keys.includes(key));
    return [...known, ...former];
  }
  if (question.kind !== "scale" && question.kind !== "nps") return [];
  const [low, high] = question.kind === "nps" ? [0, 10] : [question.lowest ?? 1, question.highest ?? 5];
  const given = Array.from({ length: high - low + 1 }, (_, at) => `${low + at}`);
  return given.map((each) => [each, spread[each] ?? 0]);
}

/** What was answered, in words. */
export function answerOf(question: AskedQuestionShown, value: unknown): string {
  const words = new Map(question.choices.map(({ key, texts }) => [key, inWords(texts)]));
  return [value].flat().map((each) => words.get(`${each}`) ?? `${each}`).join(t("comma"));
}

function fileOf({ questions, lines, total }: QuestionnaireReport, by: asking.Side): Cell[][] {
  const heads = ["asked", "begun", "answered", "abandoned"].map((name) => t(`questionnaire.${name}`));
  const columns = questions.flatMap((question) => {
    const words = inWords(question.texts);
    const given = spreadOf(question, { key: "", answered: 0, mean: null, nps: null, spread: {} });
    return [
      `${words} · ${t("questionnaire.answered")}`,
      `${words} · ${t("questionnaire.mean")}`,
      ...(question.kind === "nps" ? [`${words} · NPS`] : []),
      ...given.map(([each]) => `${words} · ${each}`),
    ];
  });
  const rowOf = (name: string, line: QuestionnaireFigures): Cell[] => [
    name,
    line.figures.asked,
    line.figures.begun,
    line.figures.answered,
    line.figures.abandoned,
    percent(line.figures.rate),
    ...questions.flatMap((question, at) => {
      const figures = line.questions[at];
      const given = spreadOf(question, { ...figures, spread: onlyKnown(question, figures.spread) });
      return [
        figures.answered,
        figures.mean,
        ...(question.kind === "nps" ? [figures.nps] : []),
        ...given.map(([, count]) => count),
      ];
    }),
  ];
  return [
    [t(`questionnaire.by.${by}`), ...heads, t("questionnaire.rate"), ...columns],
    ...lines.map((line) => rowOf(nameOf(line, by), line)),
    rowOf(t("figures.total"), total),
  ];
}

/** Columns are those of the choices that there are now. */
function onlyKnown(question: AskedQuestionShown, spread: Record<string, number>): Record<string, number> {
  if (question.kind !== "one" && question.kind !== "many") return spread;
  const keys = question.choices.map(({ key }) => key);
  return Object.fromEntries(Object.entries(spread).filter(([key]) => keys.includes(key)));
}
