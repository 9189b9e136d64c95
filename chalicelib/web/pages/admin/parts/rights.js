/** The names of permissions and roles, in the page's language. */
import { t, tOf } from '../../desk/i18n.ts';

export const BUILT_IN_ROLES = ['administrator', 'supervisor', 'group_leader', 'agent'];
export const SCOPES = ['own', 'group', 'all'];

export const permissionName = (permission) => tOf('permission', permission, { permission });

/** Built-in roles are named by the page; the desk's own have the name they were given. */
export const roleName = (role) => (BUILT_IN_ROLES.includes(role.role_id) ? t(`role.${role.role_id}`) : role.name);
