// What the panel shows at this moment: a pure function from what is known to the model that the view paints.

import { isUnserved, listItems } from "./items.js";

/** `isLost`: nothing gets through; `isBlocked`: the desk does not let this visitor in; `offline`: what was left with it. */
export function modelOf({ desk, talk, line, words, outbox, trouble, isBlocked, isLost, offline }) {
  const { open, online, look, name, texts } = desk.config;
  const { title = name, greeting = "", card_name: cardName, card_text: cardText } = texts[desk.locale] || {};
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
  const isOffered = items.some((item) => item.type === "offer" || item.isOffering);
  return {
    title: agent?.name || cardName || title,
    card: (!agent && cardText) || "",
    picture: (!agent && look.picture) || "",
    status: statusOf({ agent, title, isWaiting, isHeld: talk.isHeld, isAway: talk.isAway, words, isOnline }),
    initial: agent?.name ? [...agent.name][0].toUpperCase() : "",
    presence: isWaiting || talk.isHeld ? "wait" : !talk.isAway && (agent || isOnline) ? "on" : "off",
    canWrite: open || talk.isLive,
    leave: !(online || isOffered || agent) ? (open ? words.leaveInstead : words.leave) : "",
    mine: isAny ? words.mine(unread) : "",
    hasNews: unread > 0,
    sheet: offline.shown && offline.sheet,
    isStaged: offline.shown !== null,
    banner: isBlocked ? words.blocked : isLost ? words.lost : "",
    queue: isWaiting ? queueOf(line.standing || talk.standing, words) : null,
    canEnd: talk.isLive,
    hint: talk.id && !talk.isLive ? words.writeNew : words.write,
    items,
  };
}

function statusOf({ agent, title, isWaiting, isHeld, isAway, words, isOnline }) {
  if (isWaiting) return words.waitingBar;
  if (isAway) return words.away;
  if (isHeld) return words.heldBar;
  if (agent) return [agent.number && words.who({ number: agent.number }), title].filter(Boolean).join(" · ");
  return isOnline ? words.online : words.away;
}

function queueOf(standing, words) {
  if (!standing?.place) return { place: "", text: words.queueSoon };
  const { place, place_more, expected } = standing;
  const text = [place > 1 ? words.ahead(place - 1, place_more) : words.next, expected?.words].filter(Boolean).join(" · ");
  return { place: String(place), text };
}
