/** The section of groups: who receives together, led by whom, and for which visitors. */
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { DepartmentView, GroupView } from "../../desk/operations.ts";
import { Attributes } from "../parts/attributes.tsx";
import { Ticks } from "../parts/choices.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { LinesInput, Select, TextInput } from "../parts/fields.tsx";
import { finder, namesOf, type Person } from "../parts/people.ts";
import { Actions, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import { choosable, Groups, LEVELS, NO_DEPARTMENT, ofCopiedGroup, ofGroup } from "./groups.ts";

const SHOWN_MEMBERS = 6;

export function Content() {
  const groups = useModel(() => new Groups());
  const leaving = useLeaving();
  const open = async (group: GroupView | null) => groups.stored(await openGroup(group, groups, leaving));
  const copy = async (group: GroupView) => groups.stored(await openCopy(group, leaving));
  return (
    <Section id="groups" reading={groups.reading} create={{ label: t("groups.new"), run: () => open(null) }}>
      {({ pages, archived, agents, departments }) => (
        <>
          <List
            groups={pages.items}
            agents={agents}
            departments={departments}
            open={open}
            copy={copy}
            archive={(group) => groups.archive(group, true)}
          />
          <More pages={pages} bySight />
          {archived.length > 0 && <Archived groups={archived} restore={(group) => groups.archive(group, false)} />}
        </>
      )}
    </Section>
  );
}

interface ListProps {
  groups: GroupView[];
  agents: Person[];
  departments: DepartmentView[];
  open: (group: GroupView) => void;
  copy: (group: GroupView) => void;
  archive: (group: GroupView) => void;
}

function List({ groups, agents, departments, open, copy, archive }: ListProps) {
  const department = finder(departments, ({ department_id: id }) => id, ({ name }) => name);
  const leader = namesOf(agents, ({ agent_id: id }) => id, agentName);
  const member = namesOf(agents, ({ agent_id: id }) => id, ({ name }) => name);
  if (!groups.length) return <Nothing>{t("groups.none")}</Nothing>;
  return (
    <Table
      caption={t("section.groups")}
      rows={groups}
      keyOf={(group) => group.group_id}
      columns={[
        { label: t("field.name"), cell: (group) => <span class="who-name" dir="auto">{group.name}</span> },
        {
          label: t("field.department_id"),
          cell: ({ department_id: id }) => <span dir="auto">{department(id) ?? "—"}</span>,
        },
        { label: t("field.leader_id"), cell: (group) => <bdi>{leader(group.leader_id)}</bdi> },
        { label: t("field.member_ids"), cell: (group) => <Members names={group.member_ids.map(member)} /> },
        {
          label: t("field.levels"),
          cell: (group) => <Chips words={group.levels.map((level) => t(`level.${level}`))} />,
        },
        { label: t("field.channels"), cell: (group) => <Chips words={group.channels} /> },
        {
          label: t("actions"),
          cell: (group) => (
            <Actions>
              <RowButton label={t("edit")} of={group.name} onClick={() => open(group)} />
              <RowButton label={t("plans.copy")} of={group.name} onClick={() => copy(group)} />
              <RowButton label={t("plans.archive")} of={group.name} onClick={() => archive(group)} />
            </Actions>
          ),
        },
      ]}
    />
  );
}

interface ArchivedProps {
  groups: readonly GroupView[];
  restore: (group: GroupView) => void;
}

const Archived = ({ groups, restore }: ArchivedProps) => (
  <details class="panel padded">
    <summary>{t("groups.show_archived")}</summary>
    <ul>
      {groups.map((group) => (
        <li key={group.group_id} class="plan-head">
          <bdi>{group.name}</bdi>
          <span class="spring" />
          <RowButton label={t("plans.restore")} of={group.name} onClick={() => restore(group)} />
        </li>
      ))}
    </ul>
  </details>
);

function Members({ names }: { names: string[] }) {
  const more = names.length - SHOWN_MEMBERS;
  return (
    <div title={names.join("\n")}>
      <b class="number">{names.length}</b>{" "}
      <span class="members">
        {names.slice(0, SHOWN_MEMBERS).join(t("comma"))}
        {more > 0 && t("groups.more", { count: more })}
      </span>
    </div>
  );
}

/** None is any. */
const Chips = ({ words }: { words: string[] }) =>
  words.length
    ? <div class="chips">{words.map((each) => <span class="chip" dir="auto" key={each}>{each}</span>)}</div>
    : <span class="quiet">{t("all")}</span>;

const openCopy = (group: GroupView, leaving: AbortSignal) =>
  openDrawer<GroupView>((close) => (
    <FormDrawer
      title={t("groups.copy.title", { name: group.name })}
      intro={t("groups.copy.intro")}
      label={t("plans.copy")}
      close={close}
      make={(done) => ofCopiedGroup(group, done)}
    >
      {(fields) => <TextInput name="name" field={fields.name} label={t("field.name")} />}
    </FormDrawer>
  ), leaving);

function openGroup(group: GroupView | null, { agents, departments }: Groups, leaving: AbortSignal) {
  const people = choosable(group, agents);
  const leaderIsGone = group && !people.some(([id]) => id === group.leader_id);
  const leaders: Array<[string, string]> = [
    ["", t("groups.choose_leader")],
    ...people,
    ...(leaderIsGone ? [[group.leader_id, t("unseen")] as [string, string]] : []),
  ];
  const belongs: Array<[string, string]> = [
    [NO_DEPARTMENT, t("groups.no_department")],
    ...departments.map(({ department_id: id, name }): [string, string] => [id, name]),
  ];
  return openDrawer<GroupView>((close) => (
    <FormDrawer
      title={group ? t("edit.title", { name: group.name }) : t("groups.new")}
      label={t(group ? "save" : "groups.create")}
      close={close}
      make={(done) => ofGroup(group, people.map(([id]) => id), done)}
    >
      {(fields) => <Fields fields={fields} departments={belongs} leaders={leaders} people={people} />}
    </FormDrawer>
  ), leaving);
}

interface FieldsProps {
  fields: ReturnType<typeof ofGroup>["fields"];
  departments: Array<[string, string]>;
  leaders: Array<[string, string]>;
  people: Array<[string, string]>;
}

const Fields = ({ fields, departments, leaders, people }: FieldsProps) => (
  <>
    <TextInput name="name" field={fields.name} label={t("field.name")} />
    <Select
      name="department_id"
      field={fields.department_id}
      label={t("field.department_id")}
      hint={t("group.department.hint")}
      options={departments}
    />
    <Select
      name="leader_id"
      field={fields.leader_id}
      label={t("field.leader_id")}
      hint={t("group.leader.hint")}
      options={leaders}
    />
    <Ticks
      name="member_ids"
      field={fields.member_ids}
      label={t("field.member_ids")}
      options={people}
      search={t("agents.find")}
      empty={t("group.members.none")}
    />
    <Ticks
      name="levels"
      field={fields.levels}
      label={t("field.levels")}
      hint={t("group.levels.hint")}
      inRow
      options={LEVELS.map((level) => [level, t(`level.${level}`)])}
    />
    <LinesInput
      name="channels"
      field={fields.channels}
      label={t("field.channels")}
      hint={t("group.channels.hint")}
      placeholder="https://shop.example/tea"
    />
    <Attributes field={fields.attributes} />
  </>
);
