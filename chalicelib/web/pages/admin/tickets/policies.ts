/** How soon tickets are answered and solved: the policies in their order, and who hears when they are late. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { PoliciesView, PolicyShown, SampleView } from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { ChoiceField, NumberField, TickField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { same } from "../parts/merge.ts";
import { knownPlans } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { calledOf, type THINGS } from "./policy.ts";

export class PolicyKeeping {
  readonly reading = new Reading(async () => {
    const [held, plans] = await Promise.all([api.readTicketPolicies(), knownPlans()]);
    return { held, plans, form: this.#formOf(held) };
  });

  /** Whether they are those that the desk came with. */
  isShipped({ policies, shipped }: PoliciesView): boolean {
    return same(policies, shipped);
  }

  async stored(held: PoliciesView | null): Promise<void> {
    if (!held) return;
    say(t("policies.stored"));
    // Whoever goes on at once goes on from here, not from what was before.
    const { data } = this.reading;
    if (data) this.reading.learn({ ...data, held });
    await this.reading.reload();
  }

  /** One place up (-1) or down (1): whoever comes first holds. */
  readonly move = (held: PoliciesView, at: number, step: number): Promise<void> => {
    const policies = [...held.policies];
    const [moved] = policies.splice(at, 1);
    policies.splice(at + step, 0, moved);
    return this.#put(held, policies);
  };

  readonly remove = async (held: PoliciesView, at: number, leaving: AbortSignal): Promise<void> => {
    const name = calledOf(held.policies[at]);
    const paragraphs = [t("policies.remove.about")];
    const isSure = await confirmed(
      { title: t("policies.remove", { name }), paragraphs, confirm: t("row.remove") },
      leaving,
    );
    if (isSure) await this.#put(held, held.policies.filter((_, number) => number !== at));
  };

  readonly restore = async (held: PoliciesView, leaving: AbortSignal): Promise<void> => {
    const question = { title: t("policies.restore"), paragraphs: [t("policies.restore.about")], danger: true };
    if (await confirmed({ ...question, confirm: t("policies.restore") }, leaving)) await this.#put(held, held.shipped);
  };

  async #put({ version }: PoliciesView, policies: PolicyShown[]): Promise<void> {
    try {
      await this.stored(await api.changeTicketPolicies({ policies, version }));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
      await this.reading.reload();
    }
  }

  #formOf(held: PoliciesView) {
    return new Form({
      name: "ticket-policies",
      fields: {
        escalate_minutes: new NumberField({ value: held.escalate_minutes, required: true }),
        reason_minutes: new NumberField({ value: held.reason_minutes, required: true }),
        proposes_delay: new TickField(held.proposes_delay),
        tells_of_conversations: new TickField(held.tells_of_conversations),
      },
      send: (values) => api.changeTicketPolicies(values),
      done: (answer: PoliciesView) => void this.stored(answer),
    });
  }
}

type Thing = typeof THINGS[number];

/**
 * By when something that comes in now would be answered and solved; asked again whenever another thing is chosen or the
 * policies are others. What was chosen stays.
 */
export class Example {
  readonly type = new ChoiceField<Thing>({ value: "complaint" });
  readonly priority = new ChoiceField<"normal" | "urgent" | "critical">({ value: "urgent" });
  readonly level = new ChoiceField<"vip" | "gold" | "silver" | "normal">({ value: "normal" });
  readonly plan = new ChoiceField<string>({ value: "" });
  readonly #answer = signal<{ held: PoliciesView; sample: SampleView } | null>(null);
  #turn = 0;

  /** What these policies promise; null until it is known. */
  answerFor(held: PoliciesView): SampleView | null {
    return this.#answer.value?.held === held ? this.#answer.value.sample : null;
  }

  readonly ask = async (held: PoliciesView): Promise<void> => {
    const turn = ++this.#turn;
    const query = {
      type: this.type.read(),
      priority: this.priority.read(),
      level: this.level.read(),
      plan_key: this.plan.read(),
    };
    const sample = await api.readPolicyExample(query).catch(() => null);
    if (turn === this.#turn) this.#answer.value = sample && { held, sample };
  };
}
