import type { PrechatView } from "../../desk/operations.ts";
import { words } from "../../words/en/prechat.ts";
import { askedOf, filledOf, NOTHING, wrongsIn } from "./answers.ts";

const ASKED: PrechatView = {
  name: "required",
  mobile: "optional",
  email: "off",
  choices: [{ choice_id: "complaint", texts: { en: "Complaint" } }],
  consent: { en: "We keep it." },
  consent_version: 3,
  consent_optional: false,
  refusal: {},
};

function equal(one: unknown, other: unknown): void {
  if (JSON.stringify(one) !== JSON.stringify(other)) {
    throw new Error(`${JSON.stringify(one)} is not ${JSON.stringify(other)}`);
  }
}

const wrongs = (values: Partial<typeof NOTHING>, asked = ASKED) =>
  Object.keys(wrongsIn({ ...NOTHING, ...values }, asked, words, 80));

Deno.test("everything that is demanded and not there is wrong", () => {
  equal(wrongs({}), ["choice", "name", "consent"]);
});

Deno.test("an agreement to another version of the text is none", () => {
  equal(wrongs({ name: "Lan", choice: "complaint", consent: 2 }), ["consent"]);
  equal(wrongs({ name: "Lan", choice: "complaint", consent: 3 }), []);
});

Deno.test("where the plan serves them too, who does not agree says so", () => {
  const asked = { ...ASKED, consent_optional: true };
  const values = { ...NOTHING, name: "Lan", choice: "complaint", declined: 3 };

  equal([wrongs(values, asked), wrongs(values), wrongs({ ...values, declined: 2 }, asked)], [[], ["consent"], [
    "consent",
  ]]);
  equal(filledOf(values, asked), { name: "Lan", choice: "complaint", declined: 3 });
});

Deno.test("who said where a message is left whether they agree is not asked before a conversation", () => {
  equal(wrongs({ name: "Lan", choice: "complaint" }, askedOf(ASKED, false, true)), []);
});

Deno.test("what may be left out is wrong only where it is no address, and what is not asked never", () => {
  equal(wrongs({ name: "Lan", choice: "complaint", consent: 3, mobile: "12", email: "nonsense" }), ["mobile"]);
});

Deno.test("a choice that the plan has no more, and a name too long, are wrong", () => {
  equal(wrongs({ name: "x".repeat(81), choice: "gone", consent: 3 }), ["choice", "name"]);
});

Deno.test("numbers are sent as the desk reads them, and nothing that is not asked", () => {
  const values = {
    name: " Lan  Ting ",
    mobile: "１３８ 0013-8000",
    email: "a@b.example",
    choice: "complaint",
    consent: 3,
    declined: null,
  };

  equal(filledOf(values, ASKED), { name: "Lan Ting", mobile: "13800138000", choice: "complaint", consent: 3 });
});

Deno.test("whoever has answered before is asked for the choice alone", () => {
  const asked = askedOf(ASKED, true);

  equal(wrongs({}, asked), ["choice"]);
  equal(filledOf({ ...NOTHING, name: "Lan", choice: "complaint" }, asked), { choice: "complaint" });
});
