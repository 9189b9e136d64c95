/** The left pane of the wall: groups with their numbers, or conversations that are over. */
import { useEffect } from "preact/hooks";
import { duration } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { WallGroup } from "../../desk/operations.ts";
import { ticked } from "../../desk/time.ts";
import { Button, classes } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { ConversationRow } from "../conversations/row.tsx";
import { useDesk } from "../desk.ts";
import { FilterSelect, Lists, Row } from "../lists/lists.tsx";
import { BOARD, placeOf, VIEWS } from "./wall.ts";

export function WallLists() {
  const { wall } = useDesk();
  const shared = {
    label: t("wall.label"),
    tabs: VIEWS.map((name) => ({ name, label: t(`wall.${name}`) })),
    view: wall.view,
    onView: wall.choose.bind(wall),
    name: "wall",
  };
  if (wall.view === "now") {
    return (
      <Lists
        key="now"
        {...shared}
        picture="people"
        filters={
          <>
            <BoardButton />
            <PlanChoice />
          </>
        }
        list={wall.groups.shown}
        placeOf={({ group_id: id }) => placeOf("group", id)}
        wordsOf={nameOf}
        row={(group) => <GroupRow group={group} />}
      />
    );
  }
  return (
    <Lists
      key="ended"
      {...shared}
      picture="chat"
      filters={<EndedFilters />}
      hint={wall.needsAgent && <p class="find-word" role="status">{t("wall.needs_agent")}</p>}
      list={wall.needsAgent ? { ...wall.ended.shown, loaded: true } : wall.ended.shown}
      placeOf={({ conversation_id: id }) => id}
      wordsOf={({ visitor_name: name, last_text: text, category }) => [name, text, category].join("\n")}
      row={(conversation) => <ConversationRow conversation={conversation} list="all" />}
    />
  );
}

const nameOf = ({ name }: WallGroup): string => name ?? t("wall.everybody");

/** All groups on one screen, to be read across a room. */
function BoardButton() {
  const { selection } = useDesk();
  return (
    <Button
      small
      wide
      icon="screen"
      aria-pressed={selection.place === BOARD}
      onClick={() => selection.choose(BOARD)}
    >
      {t("board.open")}
    </Button>
  );
}

/** A plan's visitors may come to several groups: it is watched by itself. */
function PlanChoice() {
  const { plans, selection } = useDesk();
  const chosen = plans.named.find(({ plan_key: key }) => selection.place === placeOf("plan", key))?.plan_key ?? "";
  return (
    <FilterSelect
      label={t("wall.plan")}
      value={chosen}
      options={[["", t("wall.plan.none")], ...plans.named.map(({ plan_key: key, name }) => [key, name] as const)]}
      onChoose={(key) => selection.choose(key ? placeOf("plan", key) : null)}
    />
  );
}

function EndedFilters() {
  const { wall, plans, colleagues } = useDesk();
  useEffect(() => colleagues.follow(), []);
  const { agent_id: agent, group_id: group, plan_key: plan, from, to } = wall.looked;
  const agents = [...colleagues.agents].sort((a, b) => a.number.localeCompare(b.number, undefined, { numeric: true }));
  return (
    <div class="live-filters">
      <FilterSelect
        label={t("wall.agent")}
        value={agent}
        options={[
          ["", t("wall.agent.any")],
          ...agents.map((each) => [each.agent_id, `${each.name} ${each.number}`] as const),
        ]}
        onChoose={(agent_id) => wall.lookFor({ agent_id })}
      />
      <FilterSelect
        label={t("wall.group")}
        value={group}
        options={[
          ["", t("wall.group.any")],
          ...colleagues.everyGroup.map((each) => [each.group_id, each.name] as const),
        ]}
        onChoose={(group_id) => wall.lookFor({ group_id })}
      />
      <FilterSelect
        label={t("wall.plan")}
        value={plan}
        options={[["", t("wall.plan.any")], ...plans.named.map(({ plan_key: key, name }) => [key, name] as const)]}
        onChoose={(plan_key) => wall.lookFor({ plan_key })}
      />
      <Day label={t("wall.from")} value={from} onChoose={(day) => wall.lookFor({ from: day })} />
      <Day label={t("wall.to")} value={to} onChoose={(day) => wall.lookFor({ to: day })} />
    </div>
  );
}

function Day({ label, value, onChoose }: { label: string; value: string; onChoose: (day: string) => void }) {
  return (
    <input
      type="date"
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  );
}

function GroupRow({ group }: { group: WallGroup }) {
  const { group_id: id, waiting, staff } = group;
  const now = ticked();
  const place = placeOf("group", id);
  const longest = waiting.since ? duration(now - new Date(waiting.since).getTime()) : "";
  return (
    <Row place={place}>
      <span class="avatar hue-0" aria-hidden="true">
        <Icon name="people" />
      </span>
      <span class="row-name">
        <span class="row-visitor">
          <bdi>{nameOf(group)}</bdi>
        </span>
      </span>
      <span class={classes("row-when", waiting.count > 0 && "asked")}>{longest}</span>
      <span class="row-text">
        {t("wall.row.waiting", { count: `${waiting.count}${waiting.more ? "+" : ""}` })} ·{" "}
        {t("wall.row.serving", { serving: staff.serving, capacity: staff.capacity })}
      </span>
      <span class="row-facts">
        <span>{t("wall.row.agents", { free: staff.free, there: staff.free + staff.full + staff.busy })}</span>
      </span>
    </Row>
  );
}
