/** Articles are asked for when the visitor wrote, not more often; a use is told once. */
import { equal, settled } from "../../desk/headless.ts";
import type { ArticleTextView, SuggestionsView } from "../../desk/operations.ts";
import { type Asking, Beside, SETTLED_MS, TYPED_MS } from "./beside.ts";

const LINE = { article_id: "a", number: 1, language: "en", title: "T", excerpt: "E", draft: "" } as const;
const ARTICLE: ArticleTextView = { article_id: "a", number: 1, language: "en", title: "T", text: "X", plan_keys: [] };

function desk(over: Partial<Asking> = {}) {
  const told: string[] = [];
  const waits: Array<{ ms: number; run: () => void; off: boolean }> = [];
  const asking: Asking = {
    suggest: () => {
      told.push("suggest");
      return Promise.resolve({ seq: 1, articles: [LINE] } as SuggestionsView);
    },
    find: (text) => {
      told.push(`find ${text}`);
      return Promise.resolve({ items: [{ ...LINE, title: text }] });
    },
    read: () => Promise.resolve(ARTICLE),
    note: (kind, ids) => {
      told.push(`${kind} ${ids.join()}`);
      return Promise.resolve(null);
    },
    ...over,
  };
  const later = (ms: number, run: () => void) => {
    const wait = { ms, run, off: false };
    waits.push(wait);
    return () => void (wait.off = true);
  };
  const pass = () => waits.splice(0).forEach(({ run, off }) => off || run());
  return { beside: new Beside(asking, later), told, waits, pass };
}

Deno.test("suggestions are asked for at once, and then once after the visitor's last word", async () => {
  const { beside, told, waits, pass } = desk();

  beside.look(3);
  beside.look(3);
  await settled();
  beside.look(4);
  beside.look(5);
  const pauses = waits.map(({ ms }) => ms);
  pass();
  await settled();

  equal(told, ["suggest", "suggest"]);
  equal([pauses, beside.state, beside.suggested.length], [[SETTLED_MS, SETTLED_MS], "there", 1]);
});

Deno.test("what could not be asked for keeps what is known", async () => {
  let fails = false;
  const suggest = () =>
    fails ? Promise.reject(new Error()) : Promise.resolve({ seq: 1, articles: [LINE] } as SuggestionsView);
  const { beside, pass } = desk({ suggest });
  beside.look(1);
  await settled();

  fails = true;
  beside.look(2);
  pass();
  await settled();

  equal([beside.state, beside.suggested.length], ["there", 1]);
});

Deno.test("of two searches the later one holds, and nothing typed is nothing found", async () => {
  const answers: Array<(found: { items: typeof LINE[] }) => void> = [];
  const { beside, pass, waits } = desk({ find: () => new Promise((resolve) => answers.push(resolve)) });

  beside.type("re");
  const pause = waits[0].ms;
  pass();
  beside.type("reset");
  pass();
  answers[1]({ items: [LINE] });
  answers[0]({ items: [LINE, LINE] });
  await settled();
  const count = beside.found.length;
  beside.type(" ");

  equal([pause, count, beside.found.length, beside.finding], [TYPED_MS, 1, 0, "new"]);
});

Deno.test("a use is told once, and again where the desk did not hear of it", async () => {
  let fails = true;
  const told: string[] = [];
  const note = (kind: string, ids: string[]) => {
    told.push(`${kind} ${ids.join()}`);
    return fails ? Promise.reject(new Error()) : Promise.resolve(null);
  };
  const { beside } = desk({ note });

  beside.note("shown", ["a", "b"]);
  await settled();
  fails = false;
  beside.note("shown", ["a", "b"]);
  beside.note("shown", ["a", "c"]);
  beside.note("shown", ["a"]);
  await settled();

  equal(told, ["shown a,b", "shown a,b", "shown c"]);
});

Deno.test("an article that is opened is told of; going back shows what was there", async () => {
  const { beside, told } = desk();

  await beside.open("a");
  const title = beside.article?.title;
  beside.back();

  equal([title, told, beside.article], ["T", ["opened a"], null]);
});
