/** The flows of the types of tickets: what is published, what is drafted, and the versions there were. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { FlowLineView, FlowRecordView, FlowView } from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { choosableGroups, choosableRoles, knownGroups, namesOf } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { roleName } from "../parts/rights.ts";
import { type Changed, changesBetween } from "./flow-changes.ts";
import type { Names } from "./flow-words.ts";
import type { Choices } from "./who.ts";

export interface People {
  choices: Choices;
  names: Names;
}

async function peopleOf(): Promise<People> {
  const [groups, roles] = await Promise.all([knownGroups(), choosableRoles()]);
  return {
    choices: {
      groups: choosableGroups(groups).map(({ group_id: id, name }) => [id, name] as const),
      roles: roles.map((role) => [role.role_id, roleName(role)] as const),
    },
    names: {
      group: namesOf(groups, ({ group_id: id }) => id, ({ name }) => name),
      role: (id) => roles.find(({ role_id: role }) => role === id)?.name,
    },
  };
}

export class Flows {
  readonly reading = new Reading(async () => {
    const [lines, people] = await Promise.all([api.listFlows(), peopleOf()]);
    return { lines, people };
  });

  stored(before: FlowRecordView, after: FlowRecordView | null): void {
    if (!after) return;
    const isNew = after.published?.version !== before.published?.version;
    say(isNew ? t("flow.published.said", { version: after.published?.version }) : t("flow.saved"));
    this.reading.reload();
  }

  /** What there is of it now; null where it cannot be read, which is said. */
  readonly read = async (type: string): Promise<FlowRecordView | null> => {
    try {
      return await api.readFlow(type);
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
      return null;
    }
  };

  readonly discard = async ({ type }: FlowLineView, leaving: AbortSignal): Promise<void> => {
    const question = { title: t("flow.discard"), paragraphs: [t("flow.discard.about")], confirm: t("flow.discard") };
    if (!await confirmed(question, leaving)) return;
    await this.#told(api.discardFlowDraft(type));
  };

  /** An earlier version is what somebody works on from now on. */
  readonly take = async (record: FlowRecordView, { definition }: FlowView): Promise<boolean> =>
    await this.#told(api.saveFlowDraft(record.type, { draft: definition, version: record.version }));

  async #told(asking: Promise<unknown>): Promise<boolean> {
    try {
      await asking;
      this.reading.reload();
      return true;
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
      return false;
    }
  }
}

const PAGE = 10;

export interface Version {
  flow: FlowView;
  changes: Changed[];
}

/** The versions of a flow, the newest first, each with what it changed; read a few at a time. */
export class Versions {
  readonly #items = signal<Version[]>([]);
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(false);

  constructor(private readonly record: FlowRecordView, private readonly names: Names) {}

  get items(): Version[] {
    return this.#items.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  get more(): boolean {
    return this.#last > 0;
  }

  /** The number of the next that is to be read; 0: all are. */
  get #last(): number {
    return (this.items.at(-1)?.flow.version ?? (this.record.published?.version ?? 0) + 1) - 1;
  }

  readonly readOn = async (): Promise<void> => {
    const last = this.#last;
    const wanted = Array.from({ length: Math.min(PAGE + 1, last) }, (_, at) => last - at);
    this.#busy.value = true;
    try {
      const flows = await Promise.all(wanted.map((version) => api.readFlowVersion(this.record.type, version)));
      const shown = flows.slice(0, PAGE).map((flow, at) => ({
        flow,
        changes: flows[at + 1] ? changesBetween(flows[at + 1].definition, flow.definition, this.names) : [],
      }));
      this.#items.value = [...this.items, ...shown];
      this.#problem.value = null;
    } catch (problem) {
      this.#problem.value = problem as Problem;
    }
    this.#busy.value = false;
  };
}

/** By whom it was published: people know names, and version 1 came with the product. */
export const byWhom = ({ published_by: name }: Pick<FlowView, "published_by">): string =>
  name ? agentName({ name }) : t("flow.shipped");
