/** Who is on call, the calls there were, and the numbers at which people are called. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { CallView, MobileView, RotaView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { now } from "../../desk/time.ts";
import { say } from "../../kit/toasts.tsx";
import { MONTH, monthBeside, monthOf } from "../audit/months.ts";
import * as api from "../parts/api.ts";
import { TextField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { activeOnes, knownAgents, knownGroups, namesOf, type Person } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import type { Known } from "./rota.ts";

export const mayChange = (): boolean => session.can("oncall.manage");
export const maySeeNumbers = (): boolean => session.can("agents.manage");

export class Rotas {
  readonly reading = new Reading(async () => {
    const [rotas, groups, agents] = await Promise.all([api.listRotas(), knownGroups(), knownAgents()]);
    return { rotas, known: { groups, agents: activeOnes(agents) } satisfies Known, everybody: agents };
  });

  async stored(rota: RotaView | null): Promise<void> {
    if (!rota) return;
    say(t("stored", { name: rota.name }));
    await this.reading.reload();
  }

  async remove({ rota_id: id, name }: RotaView): Promise<void> {
    try {
      await api.deleteRota(id);
      say(t("oncall.deleted", { name }));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
    await this.reading.reload();
  }
}

export class Calls {
  readonly present = monthOf(now());
  readonly #month = signal(this.present);
  readonly reading = new Reading(async () => {
    const month = this.#month.peek();
    return new Pages<CallView>(await api.readCalls(month, null), (cursor) => api.readCalls(month, cursor));
  });

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
}

export interface Numbered {
  agent: Person;
  held: MobileView;
}

/** The numbers of those who are on a rota. */
export class Numbers {
  readonly reading = new Reading(async () => {
    const [rotas, agents] = await Promise.all([api.listRotas(), knownAgents()]);
    const named = new Set(rotas.flatMap(idsOf));
    const some = activeOnes(agents).filter(({ agent_id: id }) => named.has(id));
    return await Promise.all(some.map(async (agent) => ({ agent, held: await api.readMobile(agent.agent_id) })));
  });
}

export const idsOf = ({ turns, overrides }: RotaView): string[] =>
  [...turns, ...overrides].flatMap(({ agent_ids: ids }) => ids);

export const numberForm = ({ agent, held }: Numbered, done: (answer: MobileView) => void) =>
  new Form({
    name: `oncall.mobile.${agent.agent_id}`,
    fields: { mobile: new TextField({ value: held.mobile ?? "" }) },
    send: ({ mobile }) => api.changeMobile(agent.agent_id, { mobile, version: held.version }),
    done,
  });

export const finders = ({ groups, agents }: Known) => ({
  group: namesOf(groups, ({ group_id: id }) => id, ({ name }) => name),
  agent: namesOf(agents, ({ agent_id: id }) => id, agentName),
});
