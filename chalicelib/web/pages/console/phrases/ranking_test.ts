import { equal } from "../../desk/headless.ts";
import type { PhraseView } from "../../desk/operations.ts";
import { askedAt, ranked } from "./ranking.ts";

function phrase(title: string, more: Partial<PhraseView> = {}): PhraseView {
  return {
    phrase_id: title,
    title,
    text: "…",
    shortcut: "",
    language: "zh-CN",
    occasion: "other",
    initials: "",
    version: 1,
    shelf: "company",
    reach: "company",
    ...more,
  };
}

const PHRASES = [
  phrase("请稍候", { initials: "qsh", text: "马上为您查询" }),
  phrase("早上好", { initials: "zsh", shortcut: "hi" }),
  phrase("High season", { language: "en", text: "It is busy" }),
  phrase("重新发货", { initials: "zxfh cxfh" }),
];

const titles = (query: string, recent: string[] = [], language = "zh-CN") =>
  ranked(PHRASES, query, recent, language).map(({ title }) => title);

Deno.test("a phrase is found by its shortcut first, then title, sound and words", () => {
  equal(titles("hi"), ["早上好", "High season"]);
  equal(titles("cx"), ["重新发货"]);
  equal(titles("sh"), ["请稍候", "早上好"]);
  equal(titles("查询"), ["请稍候"]);
  equal(titles("busy high"), ["High season"]);
  equal(titles("nothing"), []);
});

Deno.test("with nothing typed the last used come first, then those in one's language", () => {
  equal(titles("", ["重新发货"])[0], "重新发货");
  equal(titles("").at(-1), "High season");
  equal(titles("", [], "en")[0], "High season");
});

Deno.test("a slash asks at the beginning of a word only", () => {
  equal(askedAt("/hi", 3), { query: "hi", start: 0 });
  equal(askedAt("Hello /你好", 9), { query: "你好", start: 6 });
  equal(askedAt("/hi there", 3), { query: "hi", start: 0 });
  equal(askedAt("and/or", 6), null);
  equal(askedAt("https://a.example", 17), null);
  equal(askedAt("a /b\nc", 6), null);
});
