/**
 * What stands in the log: a pure function from what is known to a list of lines, each with a key that stays the same while
 * its content changes. An own message has its client_id as key, so the bubble that was waiting becomes the sent one.
 */
import type { EntryView, FileView } from "../../desk/operations.ts";
import { asTheyAre } from "../../desk/revisions.ts";
import type { WidgetWords } from "../../words/en/widget.ts";
import type { Unsent } from "./outbox.ts";
import type { SendingTrouble } from "./sender.ts";
import { isOwn, lastOf, type Past, type State } from "./talk.ts";

const TOGETHER_MS = 5 * 60 * 1000;
/** Entries that a message may answer. */
const ANSWERABLE = ["message", "auto_reply"];

export interface Bubble {
  key: string;
  type: "bubble";
  side: "me" | "them";
  text: string;
  name?: string;
  time?: string;
  at?: number;
  state?: "sending" | "late" | "refused";
  note?: string;
  /** What it answers. */
  quote?: string;
  /** Its number, where something can be done with it: answered as a quote, edited, withdrawn. */
  seq?: number;
  isWithdrawn?: boolean;
  /** Nothing after it was read by the agent. */
  isRead?: boolean;
  isFirst?: boolean;
  isLast?: boolean;
  file?: FileView;
  /** The conversation that the file is part of; null: of none yet. */
  talk?: string | null;
}

export interface Note {
  key: string;
  type: "day" | "line";
  text: string;
}

export interface Invitation {
  key: string;
  type: "survey";
  ref: string;
  text: string;
}

export interface Typing {
  key: string;
  type: "typing";
}

export interface Offer {
  key: string;
  type: "offer";
}

export interface Ended {
  key: string;
  type: "ended";
  text: string;
  canStart: boolean;
  isOffering: boolean;
}

/** A place for articles that may answer; its key is the conversation, and the last that was asked there. */
export interface Answers {
  key: string;
  type: "answers";
}

export type Item = Bubble | Note | Invitation | Typing | Offer | Ended | Answers;

export interface Known {
  past: Past[];
  current: {
    id: string | null;
    state: State | null;
    entries: EntryView[];
    isOutOfReach: boolean;
    isTyping: boolean;
    read: number;
  };
  isOver: boolean;
  pending: Unsent[];
  greeting: string;
  title: string;
  trouble: SendingTrouble;
  words: WidgetWords;
  now: Date;
  canStart: boolean;
}

/** talk, outbox items, and what surrounds them, as lines in order. */
export function listItems(known: Known): Item[] {
  const { past, current, isOver, pending, greeting, title, trouble, words } = known;
  const context = { words, title, stamps: makeStamps(words, known.now) };
  const list: Item[] = greeting ? [{ key: "greeting", type: "bubble", side: "them", name: title, text: greeting }] : [];
  const talks = [
    ...past.map((talk) => ({ ...talk, isOver: true, isOutOfReach: false })),
    { id: current.id, entries: current.entries, isOver, isOutOfReach: current.isOutOfReach },
  ];
  const offering = offeringOf(current);
  for (const talk of talks) {
    list.push(...linesOf(talk, offering, context));
    if (!talk.isOver || !talk.id) continue;
    const isOffering = offering?.kind === "closed" && talk.id === current.id;
    const text = talk.isOutOfReach ? words.outOfReach : endOf(talk.entries, words);
    list.push({ key: `${talk.id}:ended`, type: "ended", text, canStart: known.canStart, isOffering });
  }
  const stored = new Set(talks.flatMap(({ entries }) => entries.map((entry) => entry.client_id)));
  const unsent = pending.filter((item) => !stored.has(item.client_id));
  const entries = asTheyAre(current.entries);
  const quoteOf = ({ quote }: Unsent) => quoted(quote?.seq, entries, words);
  list.push(...unsent.map((item) => ({ ...pendingItem(item, trouble, words), quote: quoteOf(item) })));
  if (current.isTyping) list.push({ key: "typing", type: "typing" });
  return joinNeighbours(withReadMark(list, current));
}

interface Context {
  words: WidgetWords;
  title: string;
  stamps: Stamps;
}

// What may be done instead stands below the last entry that offers it, until an agent is there or it is over.
function offeringOf({ entries, state }: Known["current"]): EntryView | null {
  const last = lastOf(entries, (entry) => Boolean(entry.offer) || entry.kind === "closed");
  return state !== "open" && last?.offer ? last : null;
}

function linesOf(
  { id, entries: said, isOver }: Past & { isOver: boolean },
  offering: EntryView | null,
  context: Context,
): Item[] {
  const list: Item[] = [];
  const entries = asTheyAre(said);
  const { words } = context;
  let day = "";
  entries.forEach((entry, at) => {
    const item = itemOf(entry, `${id}:${entry.seq}`, entries, at, context);
    if (!item) return;
    if (item.type === "bubble" && entry.file) Object.assign(item, { talk: id, file: fileNow(entry, entries) });
    if (item.type === "bubble") {
      item.quote = quoted(entry.quote, entries, words);
      if (!isOver && !entry.withdrawn && ANSWERABLE.includes(entry.kind)) item.seq = entry.seq;
    }
    const today = context.stamps.day(entry.at);
    if (today && today !== day) list.push({ key: `${id}:${today}`, type: "day", text: today });
    day = today || day;
    list.push(item);
    if (entry === offering) list.push({ key: `${item.key}:offer`, type: "offer" });
  });
  return list;
}

function quoted(quote: number | null | undefined, entries: EntryView[], words: WidgetWords): string | undefined {
  const entry = entries.find(({ seq }) => seq === quote);
  return entry && (entry.withdrawn ? words.withdrawn : entry.text || entry.file?.name);
}

// As it stands now: a later entry tells that it was checked, or removed.
const fileNow = ({ file }: EntryView, entries: EntryView[]): FileView | undefined =>
  lastOf(entries, (each) => each.file?.id === file?.id)?.file ?? undefined;

// Why it ended, where that is not plain: nobody could take it, or the visitor was away too long to keep their place.
function endOf(entries: EntryView[], words: WidgetWords): string {
  const end = lastEnd(entries);
  if (isUnserved(entries)) return end?.text || words.nobody;
  return end?.author?.kind === "system" && !hasMetAgent(entries) ? end.text || words.dropped : words.ended;
}

/** Whether it ended because nobody could take it. */
export const isUnserved = (entries: EntryView[]): boolean => lastEnd(entries)?.offer === "offline_form";

const lastEnd = (entries: EntryView[]) => lastOf(entries, (entry) => entry.kind === "closed");

const hasMetAgent = (entries: EntryView[]) => entries.some((entry) => entry.kind === "assigned");

// Handed from one to the next without a word between, only the last news is worth a line.
const HANDED = ["assigned", "transferred", "reassigned", "agent_away"];
const isPassedOn = (entries: EntryView[], at: number): boolean =>
  HANDED.includes(entries[at].kind) &&
  HANDED.includes(entries.slice(at + 1).find(({ kind }) => kind !== "waiting")?.kind ?? "");

function itemOf(entry: EntryView, key: string, entries: EntryView[], at: number, context: Context): Item | null {
  const { words } = context;
  const text = entry.text || "";
  if (isPassedOn(entries, at)) return null;
  switch (entry.kind) {
    case "message":
    case "auto_reply":
    case "off_hours":
    case "holiday":
    case "invitation":
      return messageItem(entry, key, context);
    case "waiting":
      // Only the last news about the place in the line is worth a line.
      if (entries[at + 1]?.kind === "waiting") return null;
      return line(key, text || (hasMetAgent(entries.slice(0, at)) ? words.waitingAgain : words.waiting));
    case "reminder":
      // In the words of the website's plan.
      return line(key, text || words.reminder);
    case "assigned":
    case "invited":
    case "left":
      return line(key, entry.agent ? words[entry.kind](entry.agent) : text);
    case "survey":
      return { key, type: "survey", ref: entry.ref ?? "", text };
    case "file_cleared":
    case "file_removed":
      return null; // Where the file stands it is said.
    case "closed":
      return null; // The end of a conversation is shown once, whether or not its entry has arrived.
    default:
      return text ? line(key, text) : null;
  }
}

const line = (key: string, text: string): Note => ({ key, type: "line", text });

function messageItem(entry: EntryView, key: string, { words, title, stamps }: Context): Bubble {
  const kind = entry.author?.kind;
  const shared = {
    type: "bubble",
    text: entry.withdrawn ? words.withdrawn : entry.text || "",
    isWithdrawn: entry.withdrawn,
    note: entry.revised && !entry.withdrawn ? words.edited : undefined,
    time: stamps.time(entry.at),
    at: Date.parse(entry.at),
  } as const;
  if (kind === "visitor") return { ...shared, key: entry.client_id || key, side: "me" };
  return { ...shared, key, side: "them", name: (kind === "agent" && words.who(entry.author)) || title };
}

function pendingItem(item: Unsent, trouble: SendingTrouble, words: WidgetWords): Bubble {
  const base = { key: item.client_id, type: "bubble", side: "me", text: item.text, file: item.file } as const;
  if (item.refused) {
    const { code, detail } = item.refused;
    return { ...base, state: "refused", note: words.refused(words.reasons[code] || detail) };
  }
  if (!trouble) return { ...base, state: "sending", note: words.sending };
  return { ...base, state: "late", note: trouble === "retrying" ? words.retrying : words.slow(trouble) };
}

// One mark is enough: what stands above it was read as well.
function withReadMark(list: Item[], { entries, read }: Known["current"]): Item[] {
  const last = lastOf(entries, (entry) => entry.seq <= read && isOwn(entry));
  return list.map((item) =>
    last && item.type === "bubble" && item.key === last.client_id ? { ...item, isRead: true } : item
  );
}

// Bubbles of one author within a few minutes stand close together: one name above them, one time below.
function joinNeighbours(list: Item[]): Item[] {
  return list.map((item, at) => {
    if (item.type !== "bubble") return item;
    return { ...item, isFirst: !isTogether(list[at - 1], item), isLast: !isTogether(item, list[at + 1]) };
  });
}

function isTogether(one: Item | undefined, other: Item | undefined): boolean {
  if (one?.type !== "bubble" || other?.type !== "bubble") return false;
  if (one.side !== other.side || one.name !== other.name || one.state !== other.state) return false;
  return !(Math.abs((other.at ?? NaN) - (one.at ?? NaN)) > TOGETHER_MS);
}

interface Stamps {
  time(at: string): string;
  day(at: string): string;
}

function makeStamps(words: WidgetWords, now: Date): Stamps {
  const clock = new Intl.DateTimeFormat(words.locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  const read = (at: string) => {
    const time = new Date(at);
    return Number.isNaN(time.getTime()) ? null : time;
  };
  return {
    time: (at) => {
      const time = read(at);
      return time ? clock.format(time) : "";
    },
    day: (at) => {
      const time = read(at);
      if (!time) return "";
      if (time.toDateString() === now.toDateString()) return words.today;
      if (time.toDateString() === yesterday.toDateString()) return words.yesterday;
      const year = time.getFullYear() === now.getFullYear() ? undefined : "numeric";
      return time.toLocaleDateString(words.locale, { year, month: "long", day: "numeric" });
    },
  };
}
