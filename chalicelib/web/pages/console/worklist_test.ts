/** Lists of work stay true while they are read page by page and things are done. */
import { equal, settled } from "../desk/headless.ts";
import { type Listed, Worklist } from "./worklist.ts";

interface Thing {
  id: string;
  done: boolean;
}

type View = "open" | "all";

class Things extends Worklist<Thing, View, { kind: string }> {
  readonly asked: string[] = [];
  pages: Record<string, Listed<Thing>> = {};

  constructor() {
    super({ view: "open", filters: { kind: "" }, always: "open", paceMs: 60_000 });
  }

  override get may(): boolean {
    return true;
  }

  override idOf({ id }: Thing): string {
    return id;
  }

  protected override read({ view, cursor }: { view: View; cursor?: string }): Promise<Listed<Thing>> {
    this.asked.push(`${view} ${cursor ?? ""}`.trim());
    return Promise.resolve(this.pages[cursor ?? view] ?? { items: [], next: null });
  }

  protected override belongs({ done }: Thing, view: View): boolean {
    return view === "all" || !done;
  }
}

const thing = (id: string, done = false): Thing => ({ id, done });

async function started(pages: Things["pages"]): Promise<Things> {
  const things = new Things();
  things.pages = pages;
  things.look(true);
  await settled();
  return things;
}

const ids = (things: Things) => things.items.map(({ id }) => id);

Deno.test("pages follow each other, and what was done belongs there no more", async () => {
  const things = await started({
    open: { items: [thing("1"), thing("2")], next: "second" },
    second: { items: [thing("3")], next: null },
  });
  await things.more();
  equal([ids(things), things.page.next], [["1", "2", "3"], null]);
  things.learn(thing("2", true));
  equal(ids(things), ["1", "3"]);
  things.stop();
});

Deno.test("what has gone from the first page is gone, what lies further on stays", async () => {
  const things = await started({
    open: { items: [thing("1"), thing("2")], next: "second" },
    second: { items: [thing("3")], next: null },
  });
  await things.more();
  things.pages.open = { items: [thing("2")], next: null };
  things.wake();
  await settled();
  equal(ids(things), ["2"]);
  things.stop();
});

Deno.test("another view is read when it is looked at, and the one that counts always", async () => {
  const things = await started({
    open: { items: [thing("1")], next: null },
    all: { items: [thing("4", true)], next: null },
  });
  things.choose("all");
  await settled();
  equal([ids(things), things.itemsOf("open").length], [["4"], 1]);
  equal(things.asked.slice(-2).toSorted(), ["all", "open"]);
  things.stop();
});
