/** What a browser remembers for an agent, for how long, and for nobody else. */
import { equal, memory } from "../desk/headless.ts";
import { conversation } from "./conversations/samples.ts";
import { Drafts } from "./drafts.ts";
import { ReadMarks } from "./read-marks.ts";
import { RequestDraft } from "./request-draft.ts";

const HOUR = 3_600_000;

Deno.test("a draft is kept for a day, in every tab, and never another agent's", () => {
  const kept = memory();
  let now = 0;
  const clock = () => now;
  new Drafts("agt_me", kept, clock).set("cnv_1", "half a reply");
  new Drafts("agt_me", kept, clock).set("cnv_2", "another");
  equal(new Drafts("agt_me", kept, clock).get("cnv_1"), "half a reply");
  equal(new Drafts("agt_other", kept, clock).get("cnv_1"), "");
  now = 23 * HOUR;
  equal(new Drafts("agt_me", kept, clock).get("cnv_2"), "another");
  now = 25 * HOUR;
  equal(new Drafts("agt_me", kept, clock).get("cnv_2"), "");
});

Deno.test("a draft that was sent is forgotten, and those of other conversations stay", () => {
  const kept = memory();
  const drafts = new Drafts("agt_me", kept);
  drafts.set("cnv_1", "one");
  drafts.set("cnv_2", "two");
  drafts.set("cnv_1", "");
  equal([drafts.get("cnv_1"), drafts.get("cnv_2")], ["", "two"]);
});

Deno.test("a request keeps its name while it asks for the same thing", () => {
  const kept = memory();
  const draft = new RequestDraft<{ text: string }>("call.me.1", kept);
  draft.keep({ text: "reached" });
  const first = draft.request({ text: "reached" }).client_id;
  const again = new RequestDraft<{ text: string }>("call.me.1", kept).request({ text: "reached" }).client_id;
  const other = draft.request({ text: "not reached" }).client_id;
  equal([first === again, first === other], [true, false]);
  draft.forget();
  equal(new RequestDraft<{ text: string }>("call.me.1", kept).get("text", "nothing"), "nothing");
});

Deno.test("what arrives is new until it is opened, though an agent had the last word", () => {
  const marks = new ReadMarks("agt_me", memory());
  const handed = conversation("one", { last_author: "agent", last_seq: 7 });
  equal(marks.unread(handed), 0);
  marks.arrive("one");
  equal(marks.unread(handed), null);
  marks.mark("one", 7);
  equal([marks.unread(handed), marks.unread(conversation("one", { last_seq: 9 }))], [0, 2]);
});

Deno.test("two tabs mark what was read together", () => {
  const kept = memory();
  const [one, other] = [new ReadMarks("agt_me", kept), new ReadMarks("agt_me", kept)];
  one.mark("a", 3);
  other.mark("b", 3);
  one.mark("c", 3);
  equal(kept.read("read.agt_me"), { a: 3, b: 3, c: 3 });
});
