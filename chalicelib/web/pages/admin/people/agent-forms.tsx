/** The forms of one agent: a new one, what is known of one, and a password for one. */
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { LinkButton } from "../../kit/button.tsx";
import { clockOf } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { AgentView } from "../../desk/operations.ts";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { GivenPassword, NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import type { TickField } from "../parts/fields.ts";
import { wordsOf } from "../parts/problem.ts";
import { type NamedRole, roleName } from "../parts/rights.ts";
import * as forms from "./agent-forms.ts";

interface AboutProps {
  fields: forms.AboutFields;
  roles: NamedRole[];
}

const About = ({ fields, roles }: AboutProps) => (
  <>
    <TextInput name="name" field={fields.name} label={t("agent.name")} hint={t("agent.name.hint")} />
    <TextInput name="number" field={fields.number} label={t("field.number")} hint={t("agent.number.hint")} />
    <TextInput name="email" field={fields.email} type="email" label={t("field.email")} hint={t("agent.email.hint")} />
    <Select
      name="role"
      field={fields.role}
      label={t("field.role")}
      options={roles.map((role) => [role.role_id, roleName(role)])}
    />
    <NumberInput
      name="capacity"
      field={fields.capacity}
      label={t("field.capacity")}
      hint={t("agent.capacity.hint")}
      min={1}
      max={100}
    />
  </>
);

const Hidden = ({ field }: { field: TickField }) => (
  <Tick name="hidden" field={field} label={t("field.hidden")} hint={t("agent.hidden.hint")} />
);

const Password = ({ fields, hint }: { fields: forms.PasswordFields; hint: string }) => (
  <>
    <GivenPassword
      name="password"
      field={fields.password}
      label={t("field.password")}
      hint={hint}
      make={t("agent.password.make")}
    />
    <Tick name="temporary" field={fields.temporary} label={t("field.temporary")} hint={t("agent.temporary.hint")} />
  </>
);

export const openNewAgent = (roles: NamedRole[], leaving: AbortSignal) =>
  openDrawer<AgentView>(
    (close) => (
      <FormDrawer title={t("agents.new")} label={t("agents.create")} close={close} make={forms.newAgent}>
        {(fields) => (
          <>
            <About fields={fields} roles={roles} />
            <Password fields={fields} hint={t("agent.password.invite")} />
            <Hidden field={fields.hidden} />
          </>
        )}
      </FormDrawer>
    ),
    leaving,
  );

export const openAgent = (agent: AgentView, roles: NamedRole[], leaving: AbortSignal) =>
  openDrawer<AgentView>((close) => (
    <FormDrawer
      title={t("edit.title", { name: agent.name })}
      aside={<LockOf agent={agent} />}
      label={t("save")}
      close={close}
      make={(done) => forms.ofAgent(agent, done)}
    >
      {(fields) => (
        <>
          <About fields={fields} roles={roles} />
          <Hidden field={fields.hidden} />
        </>
      )}
    </FormDrawer>
  ), leaving);

export const openPassword = (agent: AgentView, leaving: AbortSignal) =>
  openDrawer<AgentView>((close) => (
    <FormDrawer
      title={t("password.reset.title", { name: agent.name })}
      intro={t("password.reset.intro")}
      aside={<Inviting agent={agent} />}
      label={t("password.reset")}
      close={close}
      make={(done) => forms.ofPassword(agent, done)}
    >
      {(fields) => <Password fields={fields} hint={t("agent.password.hint")} />}
    </FormDrawer>
  ), leaving);

/** Words that take the place of the button that brought them, and its focus. */
function Said({ words }: { words: string }) {
  const element = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => element.current!.focus(), []);
  return <p class="note info" tabIndex={-1} ref={element}>{words}</p>;
}

function LockOf({ agent }: { agent: AgentView }) {
  const lock = useMemo(() => new forms.Lock(agent.agent_id), []);
  useEffect(() => void lock.look(), []);
  const until = lock.until.value;
  return (
    <div class="drawer-aside" aria-live="polite">
      {lock.lifted.value && <Said words={t("agent.unlocked")} />}
      {!lock.lifted.value && until && (
        <p class="note warning locked">
          {t("agent.locked", { time: clockOf(until) })}{" "}
          <LinkButton disabled={lock.busy.value} onClick={lock.lift}>{t("agent.unlock")}</LinkButton>
        </p>
      )}
      {lock.problem.value && <p class="note error">{wordsOf(lock.problem.value)}</p>}
    </div>
  );
}

function Inviting({ agent }: { agent: AgentView }) {
  const invitation = useMemo(() => new forms.Invitation(agent.agent_id), []);
  return (
    <div class="drawer-aside" aria-live="polite">
      {invitation.sent.value ? <Said words={t("agent.invited", { email: agent.email })} /> : (
        <p class="note">
          {t("agent.invite.instead")}{" "}
          <LinkButton disabled={invitation.busy.value} onClick={invitation.send}>{t("agent.invite")}</LinkButton>
        </p>
      )}
      {invitation.problem.value && <p class="note error">{wordsOf(invitation.problem.value)}</p>}
    </div>
  );
}
