/** Roles: which permission is in which role, and how far each role reaches. */
import { t } from "../../desk/i18n.ts";
import type { RoleView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { ChoiceField, TextField, TicksField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Reading } from "../parts/reading.ts";
import { roleName } from "../parts/rights.ts";

export class Roles {
  readonly reading = new Reading(async () => {
    const [roles, permissions] = await Promise.all([api.listRoles(), api.listPermissions()]);
    return { roles, permissions };
  });

  stored(answer: RoleView | null): void {
    if (!answer) return;
    say(t("stored", { name: roleName(answer) }));
    this.reading.reload();
  }
}

export const ofRole = (role: RoleView | null, permissions: string[], done: (answer: RoleView) => void) =>
  new Form({
    name: `role.${role?.role_id ?? "new"}`,
    fields: {
      name: new TextField({ value: role?.name, required: true }),
      scope: new ChoiceField<RoleView["scope"]>({ value: role?.scope ?? "own" }),
      permissions: new TicksField({ value: role?.permissions, choices: permissions, required: true }),
    },
    send: (values, key) => role ? api.updateRole(role.role_id, values) : api.createRole(values, key),
    done,
  });
