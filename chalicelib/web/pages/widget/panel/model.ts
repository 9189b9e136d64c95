/** What the panel shows at this moment: a pure function from what is known to the model that the view paints. */
import type { WidgetWords } from "../../words/en/widget.ts";
import type { Desk, WaitingView } from "../desk.ts";
import { pictureAt } from "../pictures.ts";
import { isUnserved, type Item, listItems } from "./items.ts";
import type { Offline } from "./offline.ts";
import type { Outbox } from "./outbox.ts";
import type { SendingTrouble } from "./sender.ts";
import { isOwn, lastOf, type Named, type Talk } from "./talk.ts";

export interface Model {
  title: string;
  card: string;
  picture: string;
  status: string;
  initial: string;
  presence: "on" | "wait" | "off";
  canWrite: boolean;
  /** Which files can be sent, as a browser's chooser takes it; null: none. */
  takes: string | null;
  leave: string;
  mine: string;
  hasNews: boolean;
  hasHelp: boolean;
  /** What stands in place of the conversation, once it is fetched. */
  sheet: HTMLElement | null;
  isStaged: boolean;
  banner?: string;
  queue: { place: string; text: string } | null;
  canEnd: boolean;
  hint: string;
  items: Item[];
}

export interface Known {
  desk: Pick<Desk, "base" | "config" | "locale">;
  talk: Talk;
  standing: WaitingView | null;
  words: WidgetWords;
  outbox: Pick<Outbox, "shown">;
  trouble: SendingTrouble;
  /** The desk does not let this visitor in. */
  isBlocked: boolean;
  /** Nothing gets through. */
  isLost: boolean;
  /** The desk knew the visitor when they came. */
  offline: Pick<Offline, "letters">;
  /** What stands in place of the conversation, once it is there; null: nothing does. */
  stage: { sheet: { root: HTMLElement } | null } | null;
}

export function modelOf(known: Known): Model {
  const { desk, talk, words, outbox, trouble, isBlocked, isLost, offline, stage } = known;
  const { open, online, name, texts } = desk.config;
  const { title = name, greeting = "", card_name: cardName, card_text: cardText, holding } = texts[desk.locale] || {};
  const agent = talk.state === "open" ? talk.agent : null;
  const isWaiting = talk.state === "waiting";
  const isOnline = online && !isUnserved(talk.entries);
  const { isAny, unread } = offline.letters;
  const items = listItems({
    past: talk.past,
    current: talk,
    isOver: talk.state === "closed",
    pending: outbox.shown,
    greeting,
    title,
    trouble,
    words,
    now: new Date(),
    canStart: open,
  });
  if (isWaiting) items.push({ type: "answers", key: `${talk.id} ${lastOf(talk.entries, isOwn)?.seq}` });
  const isOffered = items.some((item) => item.type === "offer" || (item.type === "ended" && item.isOffering));
  return {
    title: agent?.name || cardName || title,
    card: (!agent && cardText) || "",
    picture: pictureOf(agent, desk),
    status: statusOf(talk, agent, title, isOnline, words),
    initial: agent?.name ? [...agent.name][0].toUpperCase() : "",
    presence: isWaiting || talk.isHeld ? "wait" : !talk.isAway && (agent || isOnline) ? "on" : "off",
    canWrite: open || talk.isLive,
    takes: takenOf(desk.config.files?.kinds ?? []),
    leave: !(online || isOffered || agent) ? (open ? words.leaveInstead : words.leave) : "",
    mine: isAny ? words.mine(unread) : "",
    hasNews: unread > 0,
    hasHelp: desk.config.help,
    sheet: stage?.sheet?.root || null,
    isStaged: stage !== null,
    banner: isBlocked ? words.blocked : isLost ? words.lost : talk.isLive ? "" : holding,
    queue: isWaiting ? queueOf(known.standing || talk.standing, words) : null,
    canEnd: talk.isLive,
    hint: talk.id && !talk.isLive ? words.writeNew : words.write,
    items,
  };
}

// Of who answers, or the plan's own.
function pictureOf(agent: Named | null, { base, config }: Known["desk"]): string {
  if (agent) return agent.picture ? `${base}pictures/${agent.picture}` : "";
  return pictureAt(config.look.picture, base);
}

// Where only pictures are taken, a phone offers its camera, and makes of its own kind of pictures what everybody reads.
const takenOf = (kinds: string[]): string | null =>
  kinds.length ? (String(kinds) === "picture" ? "image/png,image/jpeg,image/gif,image/webp" : "") : null;

function statusOf(talk: Talk, agent: Named | null, title: string, isOnline: boolean, words: WidgetWords): string {
  if (talk.state === "waiting") return words.waitingBar;
  if (talk.isAway) return words.away;
  if (talk.isTyping) return words.typing;
  if (talk.isHeld) return words.heldBar;
  if (agent) return [agent.number && words.who({ number: agent.number }), title].filter(Boolean).join(" · ");
  return isOnline ? words.online : words.away;
}

interface Standing {
  place?: number | null;
  place_more?: boolean;
  expected?: { words: string } | null;
}

function queueOf(standing: Standing | null | undefined, words: WidgetWords): { place: string; text: string } {
  if (!standing?.place) return { place: "", text: words.queueSoon };
  const { place, place_more, expected } = standing;
  const ahead = place > 1 ? words.ahead(place - 1, Boolean(place_more)) : words.next;
  return { place: String(place), text: [ahead, expected?.words].filter(Boolean).join(" · ") };
}
