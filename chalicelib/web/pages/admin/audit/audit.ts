/** The audit log: who did what, newest first, a month at a time. */
import { signal } from "@preact/signals";
import type { Audited } from "../../desk/operations.ts";
import { t } from "../../desk/i18n.ts";
import { now } from "../../desk/time.ts";
import * as api from "../parts/api.ts";
import { Pages } from "../parts/pages.ts";
import { finder, knownAgents, knownGroups } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";
import { MONTH, monthBeside, monthOf } from "./months.ts";

export type NameOf = (id: string) => string | null;

interface Listed {
  pages: Pages<Audited>;
  /** Knows people and groups by their ids. */
  nameOf: NameOf;
}

export class Audit {
  readonly present = monthOf(now());
  readonly #month = signal(this.present);
  readonly reading = new Reading(() => this.#read());

  get month(): string {
    return this.#month.value;
  }

  get isPresent(): boolean {
    return this.month >= this.present;
  }

  choose(month: string): void {
    if (!MONTH.test(month)) return;
    this.#month.value = month;
    this.reading.reload();
  }

  step(by: number): void {
    this.choose(monthBeside(this.month, by));
  }

  async #read(): Promise<Listed> {
    const month = this.#month.peek();
    const [first, agents, groups] = await Promise.all([
      api.readAudit(month, null),
      knownAgents().catch(() => []),
      knownGroups().catch(() => []),
    ]);
    const agentOf = finder(agents, ({ agent_id: id }) => id, ({ name }) => name);
    const groupOf = finder(groups, ({ group_id: id }) => id, ({ name }) => name);
    return {
      pages: new Pages(first, (cursor) => api.readAudit(month, cursor)),
      nameOf: (id) => agentOf(id) ?? groupOf(id),
    };
  }
}

/** The name of whose hand it was; of strangers only the place they came from is known. */
export function whose({ by, by_name: name }: Pick<Audited, "by" | "by_name">): string {
  if (by === "system") return t("audit.system");
  if (by !== "stranger") return name;
  return name === "session" ? t("audit.stranger.session") : t("audit.stranger", { place: name });
}

const named = (value: unknown): string | null =>
  value !== null && typeof value === "object" && "name" in value && typeof value.name === "string" ? value.name : null;

/** What it was done to, by name; nothing where that is who did it, or known by an id only. Agents are called as they are
 * called now: the log keeps their ids. */
export function aboutOf({ about, by, before, after }: Audited, nameOf: NameOf): string | null {
  if (about === by) return null;
  return about.startsWith("agt_") ? nameOf(about) : named(after) ?? named(before) ?? nameOf(about);
}
