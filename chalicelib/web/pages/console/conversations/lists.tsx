/** The left pane: my conversations, the queue, and all of them, as three tabs with counts. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { duration, visitorName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { tab } from "../../desk/storage.ts";
import { ticked } from "../../desk/time.ts";
import { type Desk, useDesk } from "../desk.ts";
import { FilterSelect, Lists, type Shown } from "../lists/lists.tsx";
import type { Conversation } from "./conversations.ts";
import type { State } from "./listing.ts";
import { ConversationRow, type ListName } from "./row.tsx";

const LISTS: readonly ListName[] = ["mine", "snoozed", "waiting", "all"];
const STATES: ReadonlyArray<State | ""> = ["", "open", "waiting", "closed"];

export function ConversationLists() {
  const desk = useDesk();
  const { listing, queue } = desk;
  const list = useSignal<ListName>(tab.read<ListName>("list", "mine"));
  useEffect(() => () => {
    listing.stop();
    queue.stop();
  }, []);
  // Nobody needs a list of what they put aside while there is nothing in it.
  const isShown = (name: ListName) =>
    name !== "snoozed" || list.value === name || desk.conversations.snoozed.length > 0;
  const looksBeyond = list.value === "waiting" && desk.inbox.moreWaiting;
  useEffect(() => looksBeyond ? queue.start() : queue.stop(), [looksBeyond]);
  useEffect(() => list.value === "all" ? listing.start() : listing.stop(), [list.value]);
  const open = (chosen: ListName) => {
    list.value = chosen;
    tab.write("list", chosen);
  };
  return (
    <Lists
      name="lists"
      label={t("lists.label")}
      tabs={LISTS.filter(isShown).map((name) => ({ name, label: <Label name={name} />, class: calls(desk, name) }))}
      view={list.value}
      onView={open}
      picture={list.value === "waiting" ? "line" : "chat"}
      filters={list.value === "all" && (
        <FilterSelect
          label={t("lists.state")}
          value={listing.state}
          options={STATES.map((state) => [state, t(state ? `state.${state}` : "state.any")])}
          onChoose={(state) => listing.choose(state as State | "")}
        />
      )}
      hint={
        <>
          <Mentions />
          {list.value !== "waiting" && <QueueHint onOpen={() => open("waiting")} />}
        </>
      }
      list={shownOf(desk, list.value)}
      placeOf={({ conversation_id: id }) => id}
      wordsOf={wordsOf}
      row={(conversation) => <ConversationRow conversation={conversation} list={list.value} />}
    />
  );
}

const wordsOf = (conversation: Conversation): string =>
  [visitorName(conversation), conversation.last_text, conversation.agent?.name, conversation.category].join("\n");

function Label({ name }: { name: ListName }) {
  const { inbox, conversations, queueCount } = useDesk();
  const { mine, snoozed } = conversations;
  const counts = { mine: `${mine.length}`, snoozed: `${snoozed.length}`, waiting: queueCount.words, all: null };
  return (
    <>
      {t(`lists.${name}`)}
      {counts[name] && inbox.loaded && <span class="count">{counts[name]}</span>}
    </>
  );
}

/** Something in the list wants to be looked at. */
function calls({ conversations, readMarks }: Desk, name: ListName): string {
  if (name === "waiting") return conversations.waiting.length ? "calls waits" : "";
  return name === "mine" && conversations.mine.some((each) => readMarks.unread(each) > 0) ? "calls" : "";
}

function shownOf(desk: Desk, name: ListName): Shown<Conversation> {
  const { inbox, conversations, listing } = desk;
  if (name === "all") {
    return {
      items: listing.items,
      loaded: listing.loaded,
      failed: listing.failed,
      hasMore: listing.hasMore,
      loadingMore: listing.loadingMore,
      more: () => void (listing.loaded ? listing.more() : listing.wake()),
    };
  }
  const alone = { loaded: inbox.loaded, failed: false, hasMore: false, loadingMore: false, more: () => {} };
  if (name === "mine" || name === "snoozed") return { ...alone, items: conversations[name] };
  return inbox.moreWaiting ? beyond(desk) : { ...alone, items: conversations.waiting };
}

/** The queue further on than the inbox tells of it. */
function beyond({ conversations, queue }: Desk): Shown<Conversation> {
  const first = conversations.waiting;
  const known = new Set(first.map(({ conversation_id: id }) => id));
  const rest = queue.items.filter((each) => each.state === "waiting" && !known.has(each.conversation_id));
  return {
    items: [...first, ...rest],
    loaded: true,
    failed: queue.failed,
    hasMore: queue.hasMore,
    loadingMore: queue.loadingMore,
    more: () => void (queue.loaded ? queue.more() : queue.wake()),
  };
}

/** Notes that name me, until I have read them. */
function Mentions() {
  const { inbox: { mentions }, selection } = useDesk();
  if (!mentions.length) return null;
  return (
    <div class="mention-hints" role="group" aria-label={t("mentions.label")}>
      {mentions.map(({ conversation_id: id, seq, by, visitor }) => (
        <button
          key={`${id} ${seq}`}
          type="button"
          class="line-hint"
          onClick={() => selection.choose(id)}
        >
          {t("mentions.row", { by: `⁨${by}⁩`, visitor: `⁨${visitor ?? visitorName({})}⁩` })}
        </button>
      ))}
    </div>
  );
}

/** How many wait and for how long, where the queue itself is not shown. */
function QueueHint({ onOpen }: { onOpen: () => void }) {
  const { conversations: { waiting }, queueCount } = useDesk();
  if (!waiting.length) return null;
  const since = Math.min(...waiting.map((each) => new Date(each.waiting_since ?? each.started_at).getTime()));
  return (
    <button type="button" class="line-hint" onClick={onOpen}>
      {t("lists.line", { count: queueCount.words, waited: duration(ticked() - since) })}
    </button>
  );
}
