/** Who may do something in a flow, as a field: by role, by permission, by group. */
import type { WhoShown } from "../../desk/operations.ts";
import { GroupField } from "../parts/compound.ts";
import { LEADING } from "./flow-words.ts";
import { TickField, TicksField } from "../parts/fields.ts";

/** What there is to choose from. */
export interface Choices {
  roles: ReadonlyArray<readonly [id: string, name: string]>;
  groups: ReadonlyArray<readonly [id: string, name: string]>;
}

/** The permissions that tell people of a flow apart. */
const TELLING = [LEADING];

/** Nothing said: whoever works on the ticket. */
export const NOBODY_ELSE: WhoShown = { roles: [], permissions: [], groups: [], its_group: false, customer: false };

const idsOf = (choices: Choices["roles"]): string[] => choices.map(([id]) => id);

export const whoField = (who: WhoShown, { roles, groups }: Choices) =>
  new GroupField({
    permissions: new TicksField({ value: who.permissions, choices: TELLING }),
    roles: new TicksField({ value: who.roles, choices: idsOf(roles) }),
    groups: new TicksField({ value: who.groups, choices: idsOf(groups) }),
    its_group: new TickField(who.its_group),
    customer: new TickField(who.customer),
  });

export type WhoField = ReturnType<typeof whoField>;
