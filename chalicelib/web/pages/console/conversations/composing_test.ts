/** Notes, quotes and mentions, before they are sent. */
import { equal, memory } from "../../desk/headless.ts";
import { Drafts } from "../drafts.ts";
import { Composing, mentionAt, withMention } from "./composing.ts";
import { entry } from "./samples.ts";

function composing(drafts = new Drafts("agt_me", memory())) {
  const written: unknown[] = [];
  const outbox = { write: (...words: unknown[]) => void written.push(words.slice(1)) };
  return { written, composing: new Composing("cnv_1", outbox, drafts) };
}

Deno.test("a note names those whose names are still in it, each once", () => {
  const { composing: one, written } = composing();
  one.writeNote(true);
  one.name({ agent_id: "a", name: "Mei" });
  one.name({ agent_id: "b", name: "Lin" });
  one.name({ agent_id: "a", name: "Mei" });
  one.send("@Mei look at this");
  equal(written, [["@Mei look at this", { note: true, mentions: ["a"] }]]);
  equal(one.isNote, false);
});

Deno.test("a quote goes with the next message only, and never with a note", () => {
  const { composing: one, written } = composing();
  one.quote(entry(4));
  one.send("yes");
  one.send("and");
  one.quote(entry(5));
  one.writeNote(true);
  one.send("hm");
  equal(written, [["yes", { quote: 4 }], ["and", {}], ["hm", { note: true, mentions: [] }]]);
});

Deno.test("what was heeded goes with the next reply only, each word once, and never with a note", () => {
  const { composing: one, written } = composing();
  one.heed("replaced", "uns_1");
  one.heed("replaced", "uns_1");
  one.heed("stopped", "uns_2");
  one.writeNote(true);
  one.send("hm");
  one.send("yes");
  one.send("and");
  const heeded = { replaced: ["uns_1"], stopped: ["uns_2"] };
  equal(written, [["hm", { note: true, mentions: [] }], ["yes", { heeded }], ["and", {}]]);
});

Deno.test("a name is asked for after an @ that begins a word", () => {
  equal(mentionAt("Hi @Me", 6), "Me");
  equal(mentionAt("@", 1), "");
  equal(mentionAt("a@b.c", 5), null);
  equal(mentionAt("@Mei done", 9), null);
  equal(withMention("Hi @Me!", 6, "Mei Lin"), { text: "Hi @Mei Lin !", cursor: 12 });
});

Deno.test("what was begun as a note never comes back as a reply", () => {
  const drafts = new Drafts("agt_me", memory());
  const { composing: one } = composing(drafts);
  one.keep("she is cross");
  one.writeNote(true);

  const { composing: again, written } = composing(drafts);

  equal([again.draft, again.isNote], ["she is cross", true]);
  again.quote(entry(4));
  equal([composing(drafts).composing.isNote, written], [false, []]);
});

Deno.test("a whisper leaves alone what is being written", () => {
  const { composing: one, written } = composing();
  one.keep("half a reply");

  one.whisper("offer a coupon");

  equal([written, one.draft, one.isNote], [[["offer a coupon", { note: true, mentions: [] }]], "half a reply", false]);
});
