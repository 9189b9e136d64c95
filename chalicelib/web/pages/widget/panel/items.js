// What stands in the log: a pure function from what is known to a list of lines, each with a key that stays the same while
// its content changes. An own message has its client_id as key, so the bubble that was waiting becomes the sent one.

const TOGETHER_MS = 5 * 60 * 1000;

/** talk, outbox items, and what surrounds them -> [{key, type: day|line|bubble|survey|ended, …}]. `now` is a Date. */
export function listItems({ past, current, isOver, pending, greeting, title, trouble, words, now, canStart }) {
  const stamps = makeStamps(words, now);
  const list = greeting ? [{ key: "greeting", type: "bubble", side: "them", name: title, text: greeting }] : [];
  const stored = new Set();
  // What may be done instead stands below the last entry that offers it, until an agent is there or it is over.
  const last = current.entries.findLast((entry) => entry.offer || entry.kind === "closed");
  const offering = current.state !== "open" && last?.offer ? last : null;
  for (const { id, entries, over } of [
    ...past.map((talk) => ({ ...talk, over: true })),
    { id: current.id, entries: current.entries, over: isOver },
  ]) {
    let day = null;
    entries.forEach((entry, at) => {
      if (entry.client_id) stored.add(entry.client_id);
      const item = itemOf(entry, `${id}:${entry.seq}`, { words, title, entries, at, stamps });
      if (!item) return;
      const today = stamps.day(entry.at);
      if (today && today !== day) list.push({ key: `${id}:${today}`, type: "day", text: today });
      day = today || day;
      list.push(item);
      if (entry === offering) list.push({ key: `${item.key}:offer`, type: "offer" });
    });
    const isOffering = offering?.kind === "closed" && id === current.id;
    if (over && id) list.push({ key: `${id}:ended`, type: "ended", text: endOf(entries, words), canStart, isOffering });
  }
  for (const item of pending) if (!stored.has(item.client_id)) list.push(pendingItem(item, trouble, words));
  return joinNeighbours(list);
}

// Why it ended, where that is not plain: nobody could take it, or the visitor was away too long to keep their place.
function endOf(entries, words) {
  const end = lastEnd(entries);
  if (isUnserved(entries)) return end.text || words.nobody;
  return end?.author?.kind === "system" && !hasMetAgent(entries) ? end.text || words.dropped : words.ended;
}

/** Whether it ended because nobody could take it. */
export const isUnserved = (entries) => lastEnd(entries)?.offer === "offline_form";

const lastEnd = (entries) => entries.findLast((entry) => entry.kind === "closed");

const hasMetAgent = (entries) => entries.some((entry) => entry.kind === "assigned");

// Handed from one to the next without a word between, only the last news is worth a line.
const HANDED = ["assigned", "transferred", "reassigned", "agent_away"];
const isPassedOn = (entries, at) => HANDED.includes(entries[at].kind) && HANDED.includes(entries.slice(at + 1).find(({ kind }) => kind !== "waiting")?.kind);

function itemOf(entry, key, { words, title, entries, at, stamps }) {
  const text = entry.text || "";
  if (isPassedOn(entries, at)) return null;
  const who = entry.agent || entry.author;
  switch (entry.kind) {
    case "message":
    case "auto_reply":
    case "off_hours":
    case "holiday":
      return messageItem(entry, key, { words, title, stamps });
    case "waiting":
      // Only the last news about the place in the line is worth a line.
      if (entries[at + 1]?.kind === "waiting") return null;
      return { key, type: "line", text: text || (hasMetAgent(entries.slice(0, at)) ? words.waitingAgain : words.waiting) };
    case "reminder":
      // In the words of the website's plan.
      return { key, type: "line", text: text || words.reminder };
    case "assigned":
    case "invited":
    case "left":
      return { key, type: "line", text: entry.agent ? words[entry.kind](who) : text };
    case "survey":
      return { key, type: "survey", ref: entry.ref, text };
    case "closed":
      return null; // The end of a conversation is shown once, whether or not its entry has arrived.
    default:
      return text ? { key, type: "line", text } : null;
  }
}

function messageItem(entry, key, { words, title, stamps }) {
  const kind = entry.author?.kind;
  const shared = { type: "bubble", text: entry.text || "", time: stamps.time(entry.at), at: Date.parse(entry.at) };
  if (kind === "visitor") return { ...shared, key: entry.client_id || key, side: "me" };
  return { ...shared, key, side: "them", name: (kind === "agent" && words.who(entry.author)) || title };
}

function pendingItem(item, trouble, words) {
  const base = { key: item.client_id, type: "bubble", side: "me", text: item.text };
  if (!item.refused) return { ...base, state: trouble ? "late" : "sending", note: trouble > 0 ? words.slow(trouble) : words[trouble || "sending"] };
  const { code, detail } = item.refused;
  return { ...base, state: "refused", note: words.refused(words.reasons[code] || detail) };
}

// Bubbles of one author within a few minutes stand close together: one name above them, one time below.
function joinNeighbours(list) {
  return list.map((item, at) => {
    if (item.type !== "bubble") return item;
    const before = list[at - 1];
    const after = list[at + 1];
    return { ...item, isFirst: !isTogether(before, item), isLast: !isTogether(item, after) };
  });
}

function isTogether(one, other) {
  if (one?.type !== "bubble" || other?.type !== "bubble") return false;
  if (one.side !== other.side || one.name !== other.name || (one.state || "") !== (other.state || "")) return false;
  return !(Math.abs(other.at - one.at) > TOGETHER_MS);
}

function makeStamps(words, now) {
  const clock = new Intl.DateTimeFormat(words.locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const date = new Intl.DateTimeFormat(words.locale, { month: "long", day: "numeric" });
  const dated = new Intl.DateTimeFormat(words.locale, { year: "numeric", month: "long", day: "numeric" });
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  const read = (at) => {
    const time = new Date(at);
    return Number.isNaN(time.getTime()) ? null : time;
  };
  return {
    time: (at) => (read(at) ? clock.format(read(at)) : ""),
    day: (at) => {
      const time = read(at);
      if (!time) return "";
      if (time.toDateString() === now.toDateString()) return words.today;
      if (time.toDateString() === yesterday.toDateString()) return words.yesterday;
      return (time.getFullYear() === now.getFullYear() ? date : dated).format(time);
    },
  };
}
