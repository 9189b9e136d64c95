/** What was edited and withdrawn, as the console shows it. */
import { equal } from "./headless.ts";
import { asTheyAre } from "./revisions.ts";
import { entry } from "../console/conversations/samples.ts";

const texts = (entries: Parameters<typeof asTheyAre>[0]) => asTheyAre(entries).map(({ seq, text }) => `${seq} ${text}`);

Deno.test("an edit gives an earlier message its new words and is no line of its own", () => {
  equal(texts([entry(1, { text: "Helo" }), entry(2, { kind: "edited", about: 1, text: "Hello" })]), ["1 Hello"]);
});

Deno.test("of several changes the last one counts, in whatever order they are known", () => {
  const message = entry(1, { text: "now", revised: 4 });
  const followed = entry(2, { kind: "edited", about: 1, text: "", revised: 4 });
  equal(texts([message, followed, entry(4, { kind: "edited", about: 1, text: "now" })]), ["1 now"]);
});

Deno.test("a note is edited and withdrawn by entries of its own kinds", () => {
  const note = entry(1, { kind: "note", text: "wnats it back" });
  equal(texts([note, entry(2, { kind: "note_edited", about: 1, text: "wants it back" })]), ["1 wants it back"]);
  equal(asTheyAre([note, entry(2, { kind: "note_withdrawn", about: 1, text: "" })])[0].withdrawn, true);
});

Deno.test("what was withdrawn has no words", () => {
  const [message] = asTheyAre([entry(1, { text: "secret" }), entry(2, { kind: "withdrawn", about: 1, text: "" })]);
  equal([message.text, message.withdrawn], ["", true]);
});
