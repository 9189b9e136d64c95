/** What the lists show of what the desk answers, in whatever order that comes. */
import { equal } from "../../desk/headless.ts";
import { Conversations, urgencyOf } from "./conversations.ts";
import { agentRef, conversation, ME } from "./samples.ts";

const SOMEBODY = agentRef("agt_other");

function told(...items: ReturnType<typeof conversation>[]): Conversations {
  const conversations = new Conversations(ME);
  conversations.learnInbox({ items, gone: [], whole: true });
  return conversations;
}

const ids = (listed: readonly { conversation_id: string }[]) => listed.map(({ conversation_id: id }) => id);

Deno.test("who waits for an answer comes first, the longest of them before all", () => {
  const conversations = told(
    conversation("answered", { last_author: "agent", asked_at: null, last_at: "2026-11-28T12:00:00Z" }),
    conversation("asked_lately", { asked_at: "2026-11-28T11:59:00Z", last_at: "2026-11-28T11:59:00Z" }),
    conversation("asked_long_ago", { asked_at: "2026-11-28T11:00:00Z", last_at: "2026-11-28T12:00:00Z" }),
  );
  equal(ids(conversations.mine), ["asked_long_ago", "asked_lately", "answered"]);
});

Deno.test("an older answer changes nothing, a newer one does", () => {
  const conversations = told(conversation("one", { last_seq: 5 }));
  equal(conversations.learn(conversation("one", { last_seq: 4, agent: SOMEBODY })), false);
  equal(ids(conversations.mine), ["one"]);
  equal(conversations.learn(conversation("one", { last_seq: 6, agent: SOMEBODY })), true);
  equal(ids(conversations.mine), []);
});

Deno.test("what is gone is nobody's of ours any more, and comes back with a newer entry only", () => {
  const conversations = told(conversation("one", { last_seq: 5 }));
  conversations.learnInbox({ items: [], gone: ["one"], whole: false });
  equal(conversations.isMine(conversations.get("one")!), false);
  conversations.learn(conversation("one", { last_seq: 5 }));
  equal(ids(conversations.mine), []);
  conversations.learn(conversation("one", { last_seq: 6 }));
  equal(ids(conversations.mine), ["one"]);
});

Deno.test("who waits is told by the inbox alone, whatever else was listed", () => {
  const waiting = conversation("far_behind", { state: "waiting", agent: null, place: 50 });
  const conversations = told();
  conversations.learnAll([waiting]);
  equal(ids(conversations.waiting), []);
  conversations.learnInbox({ items: [waiting], gone: [], whole: false });
  equal(ids(conversations.waiting), ["far_behind"]);
});

Deno.test("what is being closed is not listed as mine and takes no place", () => {
  const conversations = told(conversation("one"), conversation("two"));
  conversations.setAside("one");
  equal([ids(conversations.mine), ids(conversations.serving)], [["two"], ["two"]]);
  conversations.setAside("one", true);
  equal(conversations.mine.length, 2);
});

Deno.test("whose visitor has left takes no place, and a guest's counts for nobody else", () => {
  const conversations = told(
    conversation("left", { takes_slot: false }),
    conversation("helped", { agent: SOMEBODY, guests: [agentRef(ME)] }),
  );
  equal([conversations.mine.length, conversations.serving.length], [2, 0]);
});

Deno.test("a question is amber and then red by the plan's times", () => {
  const asked = conversation("one", { warn_at: "2026-11-28T10:01:00Z", late_at: "2026-11-28T10:02:00Z" });
  const at = (time: string) => urgencyOf(asked, new Date(time).getTime());
  equal([at("2026-11-28T10:00:30Z"), at("2026-11-28T10:01:00Z"), at("2026-11-28T10:05:00Z")], ["", "warned", "late"]);
  equal(urgencyOf(conversation("two"), Date.now()), "");
});
