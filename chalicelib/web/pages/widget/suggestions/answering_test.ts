/** Words are asked about when they rest, and each once; what became of an article is told once. */
import { equal, settled } from "../../desk/headless.ts";
import { Answering, type Article, RESTED_MS } from "./answering.ts";

const ARTICLE = { article_id: "a", number: 1, language: "en", title: "T", excerpt: "E", draft: "" } as Article;

function visitor(fails = false) {
  const asked: string[] = [];
  const waits: Array<() => void> = [];
  const shown: number[] = [];
  // deno-lint-ignore no-explicit-any
  const ask = (method: string, path: string, body?: any): Promise<any> => {
    asked.push([method, decodeURIComponent(path), body?.kind].filter(Boolean).join(" "));
    if (fails) return Promise.reject(Object.assign(new Error(), { kind: "no_answer" }));
    return Promise.resolve({ status: 200, body: { articles: [ARTICLE] } });
  };
  const later = (act: () => void, ms: number) => {
    if (ms !== RESTED_MS) throw new Error(`${ms}`);
    return waits.push(act);
  };
  const answering = new Answering({ ask } as never, (articles) => shown.push(articles.length), later);
  const rest = () => waits.splice(0).forEach((act) => act());
  return { answering, asked, rest, shown };
}

Deno.test("what is typed is asked about once it rests, and only if it says something new", async () => {
  const { answering, asked, rest, shown } = visitor();

  answering.look({ text: "abc" });
  answering.look({ text: " reset " });
  answering.look({ text: "reset" });
  rest();
  await settled();

  equal(asked, ["GET suggestions?text=reset", "POST suggestions shown"]);
  equal(shown, [1]);
});

Deno.test("a conversation is asked about again when its visitor wrote again", async () => {
  const { answering, asked, rest } = visitor();

  answering.look({ talk: "cnv_1", mark: "3" });
  rest();
  await settled();
  answering.look({ talk: "cnv_1", mark: "3" });
  answering.look({ talk: "cnv_1", mark: "4" });
  rest();
  await settled();

  const asks = asked.filter((each) => each.startsWith("GET"));
  equal(asks, ["GET suggestions?conversation_id=cnv_1", "GET suggestions?conversation_id=cnv_1"]);
  equal(asked.filter((each) => each.endsWith("shown")).length, 1);
});

Deno.test("without an answer nothing is shown, and nobody is told", async () => {
  const { answering, rest, shown } = visitor(true);

  answering.look({ text: "reset" });
  rest();
  await settled();
  answering.note("opened", ["a"]);
  await settled();

  equal(shown, []);
});
