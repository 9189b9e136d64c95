/** Parts of the card are read when they are looked at, once, and on when asked for. */
import { equal, settled } from "../../desk/headless.ts";
import { FRESH_MS, Pages } from "./customer.ts";

Deno.test("nothing is asked before it is looked at, and the first page once", async () => {
  const asked: Array<string | undefined> = [];
  const pages = new Pages<number>((cursor) => {
    asked.push(cursor);
    return Promise.resolve({ items: [asked.length], next: asked.length < 2 ? "more" : null });
  });
  const before = asked.length;

  pages.open();
  pages.open();
  await settled();
  const first = [pages.items.length, pages.hasMore];
  await pages.readOn();
  await pages.readOn();

  equal([before, asked], [0, [undefined, "more"]]);
  equal([first, pages.items, pages.hasMore], [[1, true], [1, 2], false]);
});

Deno.test("what cannot be had is said, and asked for once more", async () => {
  let isThere = false;
  const pages = new Pages<number>(() =>
    isThere ? Promise.resolve({ items: [1], next: null }) : Promise.reject(new Error("no"))
  );

  await pages.readOn().catch(() => {});
  const first = pages.state;
  isThere = true;
  await pages.readOn();

  equal([first, pages.state, pages.items], ["failed", "there", [1]]);
});

Deno.test("what was written here stands in front", async () => {
  const pages = new Pages<string>(() => Promise.resolve({ items: ["old"], next: null }));

  await pages.readOn();
  pages.add("new");

  equal(pages.items, ["new", "old"]);
});

Deno.test("what was read is there when it is looked at again, and read anew after a while or a change", async () => {
  const answers = [["a"], ["b", "a"], ["c"]];
  let now = 0;
  const read = () => Promise.resolve({ items: answers.shift()!, next: null });
  const pages = new Pages<string>(read, () => now);
  await pages.again();
  const unseen = answers.length;
  pages.open();
  await settled();

  now = FRESH_MS;
  pages.open();
  const soon = [pages.state, pages.items];
  now += 1;
  pages.open();
  const meanwhile = [pages.state, pages.items];
  await settled();
  const later = pages.items;
  await pages.again();

  equal([unseen, soon, meanwhile], [3, ["there", ["a"]], ["there", ["a"]]]);
  equal([later, pages.items, answers], [["b", "a"], ["c"], []]);
});
