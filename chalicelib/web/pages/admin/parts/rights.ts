/** The names of permissions and roles, in the page's language. */
import { t, tOf } from "../../desk/i18n.ts";

export const BUILT_IN_ROLES = ["administrator", "supervisor", "group_leader", "agent"];
export const SCOPES = ["own", "group", "all"] as const;

export const permissionName = (permission: string): string => tOf("permission", permission, { permission });

/** A role as far as it is known: one's own name for it may not be ours to read. */
export interface NamedRole {
  role_id: string;
  name?: string;
}

/** Built-in roles are named by the page; the desk's own have the name they were given. */
export const roleName = ({ role_id: id, name }: NamedRole): string =>
  BUILT_IN_ROLES.includes(id) ? t(`role.${id}`) : name ?? t("unseen.role");
