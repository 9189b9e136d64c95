/** One incident: as it stands, its history, what belongs to it, and what is done about it. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { type Cell, csvOf, download } from "../../desk/csv.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { ChangeIncident, IncidentEntryView, IncidentLinkView, WholeIncident } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { fullTime } from "../../desk/format.ts";
import { say } from "../../kit/toasts.tsx";
import * as asking from "./asking.ts";

const PACE_MS = 10_000;

type Links = readonly IncidentLinkView[];

interface Told {
  incident: (incident: WholeIncident) => void;
}

export class OpenIncident {
  readonly #incident = signal<WholeIncident | null>(null);
  readonly #entries = signal<readonly IncidentEntryView[]>([]);
  readonly #links = signal<Links>([]);
  readonly #next = signal<string | null>(null);
  readonly #trouble = signal("");
  readonly #busy = signal(0);
  readonly #missing = signal(false);
  readonly #poller = new Poller(() => this.#read());

  /** The note that is being written, and the name of its request: the same words again are the same note. */
  #noting = { text: "", key: "" };

  constructor(readonly id: string, private readonly told: Told) {}

  start(): () => void {
    this.#poller.start();
    return () => this.#poller.stop();
  }

  get incident(): WholeIncident | null {
    return this.#incident.value;
  }

  get entries(): readonly IncidentEntryView[] {
    return this.#entries.value;
  }

  get links(): Links {
    return this.#links.value;
  }

  get hasMoreLinks(): boolean {
    return this.#next.value !== null;
  }

  get missing(): boolean {
    return this.#missing.value;
  }

  /** Why what was asked for last was not done; empty: it was. */
  get trouble(): string {
    return this.#trouble.value;
  }

  get busy(): boolean {
    return this.#busy.value > 0;
  }

  tick(stepId: string, done: boolean): Promise<boolean> {
    return this.#do(() => asking.tick(this.id, stepId, done));
  }

  show(planKey: string, on: boolean): Promise<boolean> {
    return this.#do(() => asking.show(this.id, planKey, on));
  }

  note(text: string): Promise<boolean> {
    if (text !== this.#noting.text) this.#noting = { text, key: crypto.randomUUID() };
    const { key } = this.#noting;
    return this.#do(async () => {
      const answer = await asking.note(this.id, text, key);
      this.#noting = { text: "", key: "" };
      return answer;
    });
  }

  link(about: string): Promise<boolean> {
    return this.#do(() => asking.link(this.id, about));
  }

  end(): Promise<boolean> {
    return this.#do(() => asking.end(this.id, {}));
  }

  /** Whether it was stored. */
  async change(body: ChangeIncident): Promise<boolean> {
    const isStored = await this.#do(() => asking.change(this.id, body));
    if (isStored) say(t("incident.stored"));
    return isStored;
  }

  async moreLinks(): Promise<void> {
    const cursor = this.#next.peek();
    if (cursor === null) return;
    const page = await asking.listLinks(this.id, cursor).catch(() => null);
    if (!page) return;
    this.#links.value = [...this.#links.peek(), ...page.items];
    this.#next.value = page.next;
  }

  /** All that belongs to it, as a file; a page at a time, however much that is. */
  async exportLinks(): Promise<void> {
    const rows: Cell[][] = [];
    for (let cursor: string | null = "";;) {
      const page: { items: Links; next: string | null } | null = await asking.listLinks(this.id, cursor || undefined)
        .catch(() => null);
      if (!page) return void say(t("incident.export.failed"), { kind: "warning" });
      rows.push(...page.items.map(rowOf));
      cursor = page.next;
      if (cursor === null) break;
    }
    download(`${this.id}.csv`, csvOf([HEAD.map((name) => t(`incident.csv.${name}`)), ...rows]));
  }

  async #do(act: () => Promise<WholeIncident>): Promise<boolean> {
    this.#busy.value += 1;
    this.#trouble.value = "";
    try {
      this.#learn(await act());
      await this.#readBeside().catch(() => {});
      return true;
    } catch (problem) {
      this.#trouble.value = wordsOf(problem as Problem);
      return false;
    } finally {
      this.#busy.value -= 1;
    }
  }

  async #read(): Promise<number | null> {
    try {
      this.#learn(await asking.readIncident(this.id));
      await this.#readBeside();
    } catch (problem) {
      if ((problem as Problem).status !== 404) throw problem;
      this.#missing.value = true;
      return null;
    }
    return PACE_MS;
  }

  #learn(incident: WholeIncident): void {
    this.#incident.value = incident;
    this.told.incident(incident);
  }

  /** What was read of later pages stays behind the first one. */
  async #readBeside(): Promise<void> {
    const [entries, links] = await Promise.all([asking.listEntries(this.id), asking.listLinks(this.id)]);
    this.#entries.value = entries.items;
    const fresh = new Set(links.items.map(({ about }) => about));
    const later = links.next ? this.#links.peek().filter(({ about }) => !fresh.has(about)) : [];
    if (!later.length) this.#next.value = links.next;
    this.#links.value = [...links.items, ...later];
  }
}

const HEAD = ["at", "kind", "way", "number", "visitor", "agent", "state", "category", "plan", "text", "id"] as const;

const rowOf = (link: IncidentLinkView): Cell[] => [
  fullTime(link.at),
  link.kind && t(`incident.kind.${link.kind}`),
  t(`incident.way.${link.way}`),
  link.number,
  link.visitor_name,
  link.agent_name,
  link.state,
  link.category,
  link.plan_key,
  link.hidden ? t("incident.link.hidden") : link.text,
  link.about,
];

/** Why it was refused. */
export const wordsOf = (problem: Problem): string =>
  problem.transient ? t("incident.no_answer") : tOf("incident.refused", problem.code, { detail: problem.message });
