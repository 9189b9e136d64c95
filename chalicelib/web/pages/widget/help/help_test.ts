/** A question is asked when it stands, what is read goes along to an agent, and what found nothing is told once. */
import { answered, Desk, Drawer, equal, settled } from "../panel/fakes.ts";
import { Help } from "./help.ts";

const hit = (id: string) => ({ article_id: id, number: 1, language: "en", title: id, excerpt: "" });

function helpAt(desk: Desk) {
  const shelf = new Drawer();
  const ask = (method: string, path: string, body?: unknown) => desk.ask(method, path, { token: "t", body });
  const help = new Help({ visitor: { ask }, shelf, locale: () => "en", changed: () => {} });
  return { help, shelf };
}

const answering = (desk: Desk["ask"] extends never ? never : (path: string, method: string) => unknown) =>
  new Desk(({ path, method }) => {
    const body = desk(path, method);
    return body ? answered(200, body as Record<string, unknown>) : null;
  });

const library = answering((path, method) => {
  if (method === "POST") return { helped: null };
  if (path.startsWith("help?")) return { items: path.includes("q=nothing") ? [] : [hit("art_1")], next: null };
  return { ...hit("art_1"), html: "<p>x</p>", address: "help/demo/art_1", published_at: "" };
});

const told = (desk: Desk) => desk.asked.filter(({ method }) => method === "POST").map(({ path, body }) => [path, body]);

Deno.test("what is read and asked goes along, and what was opened was not in vain", async () => {
  const { help, shelf } = helpAt(library);
  help.type("refund", true);
  await settled();
  equal([help.hits.map(({ title }) => title), help.answered, help.state], [["art_1"], "refund", "there"]);

  await help.read("art_1");
  await help.judge(false);
  equal(help.verdict, "no");
  await help.judge(false, "How long?");
  help.giveUp();
  await settled();

  equal(help.verdict, "told");
  equal(shelf.read("help"), { question: "refund", article_ids: ["art_1"] });
  equal(told(library), [
    ["help/art_1", { lang: "en" }],
    ["help/art_1", { helped: false, words: "", lang: "en" }],
    ["help/art_1", { helped: false, words: "How long?", lang: "en" }],
  ]);
});

Deno.test("a question after which nothing was opened is told once, and not while it is typed", async () => {
  const desk = answering((_, method) => (method === "POST" ? { helped: null } : { items: [], next: null }));
  const { help, shelf } = helpAt(desk);

  for (const typed of ["no", "nothing", "nothin"]) help.type(typed, true);
  await settled();
  equal(told(desk), []);
  help.type("another thing", true);
  help.giveUp();
  help.giveUp();
  await settled();

  equal(told(desk), [["help", { q: "nothin", lang: "en" }], ["help", { q: "another thing", lang: "en" }]]);
  equal(shelf.read("help"), { question: "another thing", article_ids: [] });
});

Deno.test("what does not get through can be had once more, and what comes late is not shown", async () => {
  let isLost = true;
  const desk = answering(() => (isLost ? null : { items: [hit("art_2")], next: null }));
  const { help } = helpAt(desk);
  await help.list();
  equal([help.state, help.hits], ["missing", []]);

  isLost = false;
  const late = help.list();
  help.leave();
  await late;
  equal(help.hits, []);
  await help.list();

  equal([help.state, help.hits.length], ["there", 1]);
  help.close();
});
