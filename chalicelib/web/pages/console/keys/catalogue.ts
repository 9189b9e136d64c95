/** All that keys do in the console, wherever: a test holds that nothing is missing here. */

export interface Listed {
  /** What does it unless something else was chosen. */
  usual: string;
  /** What it does, wherever that is: the name of the words. */
  words: string;
  /** Whoever may not do it is not told of it. */
  permission?: string;
}

const ANSWERS = "conversations.answer";
const TICKETS = "tickets.work";

export const CATALOGUE: readonly Listed[] = [
  { usual: "?", words: "keys.title" },
  { usual: "Alt+/", words: "keys.title" },
  { usual: "Ctrl+k", words: "keys.search", permission: ANSWERS },
  { usual: "Alt+s", words: "keys.search", permission: ANSWERS },
  { usual: "Alt+c", words: "keys.calls", permission: ANSWERS },
  { usual: "Alt+ArrowDown", words: "keys.next" },
  { usual: "Alt+ArrowUp", words: "keys.previous" },
  { usual: "/", words: "keys.find" },
  { usual: "Alt+f", words: "keys.find" },
  { usual: "Alt+a", words: "keys.all.take" },
  { usual: "Alt+r", words: "keys.reply" },
  { usual: "Alt+n", words: "keys.note", permission: ANSWERS },
  { usual: "Alt+p", words: "keys.phrases", permission: ANSWERS },
  { usual: "Alt+q", words: "keys.quote", permission: ANSWERS },
  { usual: "Alt+w", words: "keys.better", permission: ANSWERS },
  { usual: "Alt+o", words: "keys.all.promise", permission: ANSWERS },
  { usual: "Alt+t", words: "keys.all.hand_on" },
  { usual: "Alt+i", words: "keys.all.invite", permission: ANSWERS },
  { usual: "Alt+h", words: "keys.all.hold", permission: ANSWERS },
  { usual: "Alt+z", words: "keys.all.later" },
  { usual: "Alt+e", words: "keys.all.close" },
  { usual: "Alt+d", words: "keys.close_and_next", permission: ANSWERS },
  { usual: "Alt+u", words: "keys.all.escalate", permission: TICKETS },
  { usual: "Alt+g", words: "keys.all.edit", permission: TICKETS },
  { usual: "Alt+y", words: "keys.all.owed", permission: TICKETS },
  { usual: "Alt+x", words: "keys.all.tick", permission: TICKETS },
  { usual: "Ctrl+a", words: "keys.all.tick_all", permission: TICKETS },
];

/** What leaves and closes everywhere stays what it is. */
export const FIXED: readonly string[] = ["Escape"];
