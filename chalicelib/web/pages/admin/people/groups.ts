/** Groups: who receives together, led by whom, and for which visitors. */
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { GroupView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { ChoiceField, LinesField, TextField, TicksField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { knownAgents, type Person } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";

export const LEVELS = ["vip", "gold", "silver", "normal"];

export class Groups {
  readonly reading = new Reading(async () => {
    const [groups, agents] = await Promise.all([api.listGroups(), knownAgents()]);
    return { groups, agents };
  });

  get agents(): Person[] {
    return this.reading.data?.agents ?? [];
  }

  stored(answer: GroupView | null): void {
    if (!answer) return;
    say(t("stored", { name: answer.name }));
    this.reading.reload();
  }
}

/** Whom a group may have: the active ones, and whoever is in it already; [id, name]. */
export function choosable(group: GroupView | null, agents: Person[]): Array<[string, string]> {
  const inside = new Set([group?.leader_id, ...group?.member_ids ?? []]);
  return agents
    .filter(({ active, agent_id: id }) => active !== false || inside.has(id))
    .map((agent) => [agent.agent_id, agentName(agent)]);
}

/** `people`: the ids of those who can be members. */
export const ofGroup = (group: GroupView | null, people: string[], done: (answer: GroupView) => void) =>
  new Form({
    name: `group.${group?.group_id ?? "new"}`,
    fields: {
      name: new TextField({ value: group?.name, required: true }),
      leader_id: new ChoiceField<string>({ value: group?.leader_id ?? "", required: true }),
      member_ids: new TicksField({ value: group?.member_ids, choices: people }),
      levels: new TicksField({ value: group?.levels, choices: LEVELS }),
      channels: new LinesField({ value: group?.channels }),
    },
    send: (values, key) => group ? api.updateGroup(group.group_id, values) : api.createGroup(values, key),
    done,
  });
