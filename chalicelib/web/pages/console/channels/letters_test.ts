import { equal } from "../../desk/headless.ts";
import { hasNewSubject, type Letter } from "./letters.ts";

const letter = (seq: number, subject: string): Letter => ({
  seq,
  subject,
  at: "2026-11-29T08:00:00Z",
  sender: "wang@example.com",
  sender_name: "Wang",
  proved: true,
  foreign: false,
  earlier: null,
  left_out: [],
  folds: false,
  kind: "person",
  reply_to: "",
  obeyed: false,
});

Deno.test("a subject is shown where it is another than before", () => {
  const letters = [letter(1, "Tea"), letter(3, "Re: Tea"), letter(7, "回复：Re: tea cups"), letter(9, "Bill")];

  equal(letters.map(({ seq }) => hasNewSubject(letters, seq)), [true, false, true, true]);
});
