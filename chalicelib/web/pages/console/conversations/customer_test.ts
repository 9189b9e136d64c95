/** Parts of the card are read when they are looked at, once, and on when asked for. */
import { Pages } from "./customer.ts";

function equal(found: unknown, wished: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wished)];
  if (one !== other) throw new Error(`${one} instead of ${other}`);
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("nothing is asked before it is looked at, and the first page once", async () => {
  const asked: Array<string | undefined> = [];
  const pages = new Pages<number>((cursor) => {
    asked.push(cursor);
    return Promise.resolve({ items: [asked.length], next: asked.length < 2 ? "more" : null });
  });
  const before = asked.length;

  pages.open();
  pages.open();
  await turn();
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
