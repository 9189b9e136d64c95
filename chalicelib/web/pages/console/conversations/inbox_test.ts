/** What of the inbox calls for the agent. */
import { equal } from "../../desk/headless.ts";
import type { ConversationView, InboxView } from "../../desk/operations.ts";
import { Problem } from "../../desk/client.ts";
import { Conversations } from "./conversations.ts";
import { Inbox, type News } from "./inbox.ts";
import { agentRef, conversation, ME } from "./samples.ts";

const answer = (items: ConversationView[], more: Partial<InboxView> = {}): InboxView => ({
  items,
  gone: [],
  cursor: "next",
  poll_after_ms: 1500,
  more_waiting: false,
  mentions: [],
  announcements: { many: 0, more: false, urgent: [], reminded: 0 },
  ...more,
});

function inboxOf(...answers: Array<InboxView | Problem>) {
  const heard: string[] = [];
  const cursors: Array<string | null> = [];
  const tell = (news: News[]) => {
    for (const { conversation: { conversation_id: id }, arrived } of news) heard.push(arrived ? `${id} arrived` : id);
  };
  const inbox = new Inbox(new Conversations(ME), tell, (cursor) => {
    cursors.push(cursor);
    const next = answers.shift()!;
    return next instanceof Problem ? Promise.reject(next) : Promise.resolve(next);
  });
  return { inbox, heard, cursors };
}

Deno.test("what was there at the beginning is no news; who comes to wait and what a visitor says is", async () => {
  const waiting = conversation("waiting", { state: "waiting", agent: null, place: 1 });
  const { inbox, heard } = inboxOf(
    answer([conversation("mine", { last_seq: 3 })]),
    answer([waiting, conversation("mine", { last_seq: 4 })]),
    answer([conversation("mine", { last_seq: 5, last_author: "agent" }), { ...waiting, place: 2 }]),
  );
  for (let time = 0; time < 3; time += 1) await inbox.read();
  equal(heard, ["waiting", "mine"]);
});

Deno.test("a transfer and an invitation arrive, whoever had the last word", async () => {
  const theirs = { agent: agentRef("agt_other"), last_author: "agent" } as const;
  const { inbox, heard } = inboxOf(
    answer([]),
    answer([conversation("transferred", { last_author: "agent" })]),
    answer([conversation("invited", { ...theirs, guests: [agentRef(ME)] })]),
  );
  for (let time = 0; time < 3; time += 1) await inbox.read();
  equal(heard, ["transferred arrived", "invited arrived"]);
});

Deno.test("a cursor that the desk forgot is forgotten here too", async () => {
  const gone = new Problem({ status: 422, code: "invalid_cursor" });
  const { inbox, cursors } = inboxOf(answer([]), gone, answer([], { more_waiting: true }));
  await inbox.read();
  await inbox.read().catch(() => {});
  await inbox.read();
  equal(cursors, [null, "next", null]);
  equal(inbox.moreWaiting, true);
});
