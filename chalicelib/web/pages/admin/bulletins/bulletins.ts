/** Reports that are sent: who gets them, those that were sent, and one for a look. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { language, t } from "../../desk/i18n.ts";
import type { BulletinView, KeptView, SubscriptionAndRun } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { newKey } from "../parts/once.ts";
import { type Page, Pages } from "../parts/pages.ts";
import { activeOnes, knownAgents, knownGroups, namesOf } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import type { Every, Known } from "./subscription.ts";

interface Read {
  subscriptions: SubscriptionAndRun[];
  kept: Pages<KeptView>;
  known: Known;
}

async function allKnown(): Promise<Known> {
  const [groups, agents, { departments }] = await Promise.all([knownGroups(), knownAgents(), api.readDepartments()]);
  return { groups, departments, agents: activeOnes(agents) };
}

export class Bulletins {
  readonly reading: Reading<Read> = new Reading(async () => {
    const [subscriptions, kept, known] = await Promise.all([this.#read(), this.#kept(), allKnown()]);
    return { subscriptions, kept, known };
  });

  get known(): Known {
    return this.reading.data?.known ?? { groups: [], departments: [], agents: [] };
  }

  leave(): void {
    this.reading.data?.kept.leave();
  }

  stored(answer: { name: string } | null): void {
    if (answer) say(t("stored", { name: answer.name }));
    this.reading.reload();
  }

  async remove({ subscription_id: id, name }: SubscriptionAndRun): Promise<void> {
    try {
      await api.deleteBulletins(id);
      say(t("bulletins.deleted", { name }));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    }
    this.reading.reload();
  }

  async #read(): Promise<SubscriptionAndRun[]> {
    const all = await api.listBulletinSubscriptions();
    return await Promise.all(all.map(({ subscription_id: id }) => api.readBulletins(id)));
  }

  async #kept(): Promise<Pages<KeptView>> {
    const read = (cursor: string | null): Promise<Page<KeptView>> => api.listKeptBulletins(language.code, cursor);
    return new Pages<KeptView>(await read(null), read);
  }
}

/** One for a look, of the last such days that are over: kept nowhere, and sent to oneself if wanted. */
export class Preview {
  readonly #every = signal<Every>("daily");
  readonly #busy = signal(false);
  #key = newKey();
  readonly reading = new Reading<BulletinView>(() => api.previewBulletin(this.#every.peek(), language.code));

  get every(): Every {
    return this.#every.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  readonly choose = (every: Every): void => {
    this.#every.value = every;
    this.#key = newKey();
    this.reading.reload();
  };

  readonly send = async (): Promise<void> => {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      await api.sendTestBulletin({ every: this.#every.peek(), language: language.code }, this.#key);
      this.#key = newKey();
      say(t("bulletins.test.sent"));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    } finally {
      this.#busy.value = false;
    }
  };
}

/** One that was sent, read when it is opened. */
export const readingOf = (id: string): Reading<BulletinView> => new Reading(() => api.readBulletin(id, language.code));

export const finders = ({ groups, departments, agents }: Known) => ({
  department: namesOf(departments, ({ department_id: id }) => id, ({ name }) => name),
  group: namesOf(groups, ({ group_id: id }) => id, ({ name }) => name),
  agent: namesOf(agents, ({ agent_id: id }) => id, agentName),
});

/** When it comes, in words. */
export function whenOf({ every, at, weekday, day }: SubscriptionAndRun): string {
  return t(`bulletins.when.${every}`, { at, day, weekday: t(`weekday.${weekday}`) });
}
