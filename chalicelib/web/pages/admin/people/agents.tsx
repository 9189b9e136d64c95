/** The section of agents: everybody who signs in, and what can be done about them. */
import { Avatar } from "../../kit/avatar.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import type { AgentView } from "../../desk/operations.ts";
import { t } from "../../desk/i18n.ts";
import { Actions, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import { openAgent, openNewAgent, openPassword } from "./agent-forms.tsx";
import { Agents } from "./agents.ts";

export function Content() {
  const agents = useModel(() => new Agents());
  const leaving = useLeaving();
  const create = async () => agents.stored(await openNewAgent(agents.roles, leaving));
  return (
    <Section id="agents" reading={agents.reading} create={{ label: t("agents.new"), run: create }}>
      {({ pages }) => (
        <>
          <Tools agents={agents} />
          <div class="agents">
            <List agents={agents} leaving={leaving} />
            {(pages.problem || pages.busy) && <More pages={pages} />}
          </div>
        </>
      )}
    </Section>
  );
}

const Tools = ({ agents }: { agents: Agents }) => (
  <div class="tools">
    <input
      type="search"
      class="finder"
      placeholder={t("agents.find")}
      aria-label={t("agents.find")}
      value={agents.wanted.value}
      onInput={(event) => agents.wanted.value = event.currentTarget.value}
    />
    <label class="tick">
      <input
        type="checkbox"
        checked={agents.withDisabled.value}
        onChange={(event) => agents.withDisabled.value = event.currentTarget.checked}
      />
      <span>{t("agents.show_disabled", { count: agents.disabled })}</span>
    </label>
  </div>
);

interface ListProps {
  agents: Agents;
  leaving: AbortSignal;
}

function List({ agents, leaving }: ListProps) {
  const { found, roleOf } = agents;
  if (!found.length) return <Nothing>{t("agents.none")}</Nothing>;
  return (
    <Table
      caption={t("section.agents")}
      rows={found}
      keyOf={(agent) => agent.agent_id}
      faded={(agent) => !agent.active}
      columns={[
        { label: t("agents.name"), cell: (agent) => <Who agent={agent} /> },
        { label: t("agents.number"), cell: (agent) => agent.number },
        { label: t("agents.role"), cell: (agent) => roleOf(agent.role) },
        { label: t("agents.status"), cell: (agent) => <Status agent={agent} /> },
        { label: t("agents.serving"), cell: (agent) => <Load agent={agent} /> },
        { label: t("agents.actions"), cell: (agent) => <Acts agent={agent} agents={agents} leaving={leaving} /> },
      ]}
    />
  );
}

function Acts({ agent, agents, leaving }: ListProps & { agent: AgentView }) {
  const switchOn = async () => {
    const ending = {
      title: t("disable.title", { name: agent.name }),
      paragraphs: [t("disable.body")],
      confirm: t("agents.disable"),
    };
    if (!agent.active || await confirmed(ending, leaving)) await agents.switchOn(agent);
  };
  return (
    <Actions>
      <RowButton
        label={t("edit")}
        of={agent.name}
        onClick={async () => agents.stored(await openAgent(agent, agents.roles, leaving))}
      />
      <RowButton
        label={t("agents.password")}
        whole={t("password.reset")}
        of={agent.name}
        onClick={async () => agents.stored(await openPassword(agent, leaving))}
      />
      {agent.picture && (
        <RowButton
          label={t("agents.picture.remove")}
          of={agent.name}
          onClick={() => agents.removePicture(agent)}
        />
      )}
      <RowButton label={t(agent.active ? "agents.disable" : "agents.enable")} of={agent.name} onClick={switchOn} />
    </Actions>
  );
}

const Who = ({ agent: { name, email, picture } }: { agent: AgentView }) => (
  <div class="who">
    <Avatar name={name} picture={picture} />
    <div>
      <span class="who-name" dir="auto">{name}</span>
      <span class="who-email" dir="ltr">{email}</span>
    </div>
  </div>
);

const Status = ({ agent }: { agent: AgentView }) => (
  <div class="chips">
    {agent.active
      ? <span class={`status ${agent.status}`}>{t(`presence.${agent.status}`)}</span>
      : <span class="chip closed">{t("agents.is_disabled")}</span>}
    {agent.hidden && <span class="chip">{t("agents.is_hidden")}</span>}
    {agent.active && agent.must_change_password && <span class="chip waiting">{t("agents.is_temporary")}</span>}
  </div>
);

const Load = ({ agent: { serving, capacity } }: { agent: AgentView }) => (
  <span class={serving >= capacity ? "load full" : "load"}>
    <b>{serving}</b> / {capacity}
  </span>
);
