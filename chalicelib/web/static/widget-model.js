// What the panel shows at this moment: a pure function from what is known to the model that the view paints.

import { isUnserved, listItems } from "./widget-items.js";

/** `isLost`: nothing gets through; `isBlocked`: the desk does not let this visitor in. */
export function modelOf({ desk, talk, line, words, outbox, trouble, isBlocked, isLost }) {
  const { title, greeting } = desk.config.texts[desk.locale] || { title: desk.config.name, greeting: "" };
  const agent = talk.state === "open" ? talk.agent : null;
  const isWaiting = talk.state === "waiting";
  const isOpen = desk.config.open && !isUnserved(talk.entries);
  return {
    title: agent?.name || title,
    status: statusOf({ agent, title, isWaiting, isHeld: talk.isHeld, words, isOpen }),
    initial: agent?.name ? [...agent.name][0].toUpperCase() : "",
    presence: isWaiting || talk.isHeld ? "wait" : agent || isOpen ? "on" : "off",
    banner: isBlocked ? words.blocked : isLost ? words.lost : "",
    queue: isWaiting ? queueOf(line.standing || talk.standing, words) : null,
    canEnd: talk.isLive,
    hint: talk.id && !talk.isLive ? words.writeNew : words.write,
    items: listItems({
      past: talk.past,
      current: talk,
      isOver: talk.state === "closed",
      pending: outbox.shown,
      greeting,
      title,
      trouble,
      words,
      now: new Date(),
    }),
  };
}

function statusOf({ agent, title, isWaiting, isHeld, words, isOpen }) {
  if (isWaiting) return words.waitingBar;
  if (isHeld) return words.heldBar;
  if (agent) return [agent.number && words.who({ number: agent.number }), title].filter(Boolean).join(" · ");
  return isOpen ? words.online : words.away;
}

function queueOf(standing, words) {
  if (!standing) return { place: "", text: words.queueSoon };
  const { place, ahead } = standing;
  return { place: String(place), text: ahead > 0 ? words.ahead(ahead) : words.next };
}
