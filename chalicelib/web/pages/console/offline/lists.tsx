/** The lists of messages left: mine, those nobody has taken, and all within reach. */
import { agentName, fullTime, shortTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { MessageView } from "../../desk/operations.ts";
import { ticked } from "../../desk/time.ts";
import { Icon, type IconName } from "../../kit/icons/icon.tsx";
import { PlanMark, VisitorMark } from "../conversations/marks.tsx";
import { useDesk } from "../desk.ts";
import { FilterSelect, Lists, Row } from "../lists/lists.tsx";
import { shownOf } from "../lists/worklists.ts";
import { type Filters, placeOf, VIEWS } from "./messages.ts";
import { movesOf } from "./moves.ts";
import { MessageChip, senderName, senderOf } from "./parts.tsx";

const STATES: ReadonlyArray<Filters["state"]> = ["", "new", "claimed", "answered", "closed"];

export function MessageLists() {
  const { messages } = useDesk();
  return (
    <Lists
      name="messages"
      label={t("messages.label")}
      tabs={VIEWS.map((name) => ({ name, label: t(`messages.${name}`) }))}
      view={messages.view}
      onView={(view) => messages.choose(view)}
      picture="mail"
      filters={messages.view === "all" && (
        <FilterSelect
          label={t("messages.state")}
          value={messages.filters.state}
          options={STATES.map((state) => [state, t(state ? `message.${state}` : "state.any")])}
          onChoose={(state) => messages.choose("all", { state: state as Filters["state"] })}
        />
      )}
      list={shownOf(messages)}
      placeOf={({ message_id: id }) => placeOf(id)}
      wordsOf={({ name, text, number, email, mobile }) => [name, text, number, email, mobile].join("\n")}
      row={(message) => <MessageRow message={message} />}
    />
  );
}

function MessageRow({ message }: { message: MessageView }) {
  const { agentId } = useDesk();
  const { message_id: id, agent, created_at: at } = message;
  ticked();
  return (
    <Row place={placeOf(id)} class={message.state === "new" && "unread"}>
      <VisitorMark {...senderOf(message)} />
      <span class="row-name">
        <span class="row-visitor" dir="auto">{senderName(message)}</span>
        <Reach message={message} />
      </span>
      <span class="row-when" title={fullTime(at)}>{shortTime(at)}</span>
      <span class="row-text">
        <bdi>{message.text}</bdi>
      </span>
      <Going id={id} />
      <span class="row-facts">
        <MessageChip {...message} />
        <span>{message.number}</span>
        {agent && agent.id !== agentId && <bdi>{agentName(agent)}</bdi>}
        <PlanMark plan={message.plan_key} />
      </span>
    </Row>
  );
}

/** What is about to be done to it. */
function Going({ id }: { id: string }) {
  const moves = movesOf(useDesk());
  if (moves.isClosing(id)) return <span class="row-todo">{t("message.closing.short")}</span>;
  return moves.isAnswering(id) ? <span class="row-todo">{t("answer.sending")}</span> : null;
}

/** How they can be reached: e-mail, telephone. */
function Reach({ message: { email, mobile } }: { message: MessageView }) {
  const ways: Array<[IconName, string | null, string]> = [["mail", email, "email"], ["phone", mobile, "sms"]];
  return (
    <span class="reach">
      {ways.filter(([, address]) => address).map(([picture, , channel]) => (
        <span key={channel} title={t(`channel.${channel}`)}>
          <Icon name={picture} />
          <span class="unseen">{t(`channel.${channel}`)}</span>
        </span>
      ))}
    </span>
  );
}
