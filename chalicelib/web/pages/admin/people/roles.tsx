/** The section of roles: which permission is in which role, and how far each role reaches. */
import { LinkButton } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { language, t } from "../../desk/i18n.ts";
import type { PermissionView, RoleView } from "../../desk/operations.ts";
import { Radios, Ticks } from "../parts/choices.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { TextInput } from "../parts/fields.tsx";
import { roleName, SCOPES } from "../parts/rights.ts";
import { Section, useLeaving, useModel } from "../section.tsx";
import { ofRole, Roles } from "./roles.ts";

export function Content() {
  const roles = useModel(() => new Roles());
  const leaving = useLeaving();
  const open = async (role: RoleView | null) => {
    roles.stored(await openRole(role, roles.reading.data?.permissions ?? [], leaving));
  };
  return (
    <Section id="roles" reading={roles.reading} create={{ label: t("roles.new"), run: () => open(null) }}>
      {(known) => (
        <>
          <Matrix {...known} open={open} />
          <p class="section-hint">{t("roles.built_in.hint")}</p>
        </>
      )}
    </Section>
  );
}

interface MatrixProps {
  roles: RoleView[];
  permissions: PermissionView[];
  open: (role: RoleView) => void;
}

const Matrix = ({ roles, permissions, open }: MatrixProps) => (
  <div class="panel scrolls-across" tabIndex={0} role="region" aria-label={t("roles.matrix")}>
    <table class="matrix">
      <caption class="unseen">{t("roles.matrix")}</caption>
      <thead>
        <tr>
          <td />
          {roles.map((role) => (
            <th scope="col" key={role.role_id}>
              <Head role={role} open={open} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {permissions.map((permission) => (
          <tr key={permission.permission}>
            <th scope="row">{permission[language.code]}</th>
            {roles.map((role) => <Cell key={role.role_id} ticked={role.permissions.includes(permission.permission)} />)}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const Head = ({ role, open }: { role: RoleView; open: (role: RoleView) => void }) => (
  <div class="matrix-head">
    <span class="matrix-role" dir="auto">{roleName(role)}</span>
    <span class="chip">{t(`scope.${role.scope}`)}</span>
    {role.built_in
      ? <span class="quiet">{t("roles.built_in")}</span>
      : <LinkButton aria-label={`${t("edit")} ${role.name}`} onClick={() => open(role)}>{t("edit")}</LinkButton>}
  </div>
);

const Cell = ({ ticked }: { ticked: boolean }) => (
  <td class={ticked ? "ticked" : undefined}>
    {ticked ? <Icon name="check" /> : <span aria-hidden="true">·</span>}
    <span class="unseen">{t(ticked ? "yes" : "no")}</span>
  </td>
);

const openRole = (role: RoleView | null, permissions: PermissionView[], leaving: AbortSignal) =>
  openDrawer<RoleView>((close) => (
    <FormDrawer
      title={role ? t("edit.title", { name: role.name }) : t("roles.new")}
      intro={role ? t("role.edit.intro") : undefined}
      label={t(role ? "save" : "roles.create")}
      close={close}
      make={(done) => ofRole(role, permissions.map(({ permission }) => permission), done)}
    >
      {(fields) => (
        <>
          <TextInput name="name" field={fields.name} label={t("field.name")} />
          <Radios
            name="scope"
            field={fields.scope}
            label={t("field.scope")}
            options={SCOPES.map((scope) => [scope, t(`scope.${scope}`), t(`scope.${scope}.hint`)])}
          />
          <Ticks
            name="permissions"
            field={fields.permissions}
            label={t("field.permissions")}
            options={permissions.map((permission) => [permission.permission, permission[language.code]])}
          />
        </>
      )}
    </FormDrawer>
  ), leaving);
