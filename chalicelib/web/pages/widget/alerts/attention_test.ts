/** A visitor hears of an answer that they do not see, once, and of none that they see. */
import { Drawer, equal } from "../panel/fakes.ts";
import { Attention, type Heard } from "./attention.ts";
import { Looking } from "./looking.ts";

const answer = (minute: number, text = "Yes"): Heard => ({ text, author: null, at: `2026-11-23T09:0${minute}:00Z` });

function tab(shelf = new Drawer(), settings = new Drawer()) {
  const world = { isLooking: false, isHidden: true, isTaken: false, made: [] as string[] };
  const attention = new Attention({
    shelf,
    settings,
    isLooking: () => world.isLooking,
    isHidden: () => world.isHidden,
    unless: async (work) => {
      if (!world.isTaken) work();
    },
    ring: () => world.made.push("ring"),
    notify: ({ text }) => world.made.push(text),
    turn: () => Promise.resolve(),
  });
  return { world, attention };
}

Deno.test("an answer in a hidden tab is a sound, and a notification for whoever wished for one", async () => {
  const { world, attention } = tab();

  await attention.hear(answer(1));
  attention.notifies = true;
  await attention.hear(answer(2, "Tomorrow"));
  world.isHidden = false;
  await attention.hear(answer(3));

  equal(world.made, ["ring", "ring", "Tomorrow", "ring"]);
});

Deno.test("whoever looks hears nothing, here or in another tab", async () => {
  const { world, attention } = tab();

  world.isLooking = true;
  await attention.hear(answer(1));
  world.isLooking = false;
  world.isTaken = true;
  await attention.hear(answer(2));

  equal(world.made, []);
});

Deno.test("several answers at once are one, and none is told of twice, in no tab and on no page", async () => {
  const shelf = new Drawer();
  const [here, there] = [tab(shelf), tab(shelf)];
  here.attention.notifies = true;

  await Promise.all([here.attention.hear(answer(1, "First")), here.attention.hear(answer(2, "Second"))]);
  await there.attention.hear(answer(2, "Second"));

  equal([here.world.made, there.world.made], [["ring", "Second"], []]);
});

Deno.test("the switches are the browser's, and a sound that is switched on is heard", async () => {
  const settings = new Drawer();
  const { world, attention } = tab(new Drawer(), settings);

  const first = [attention.hasSound, attention.notifies];
  attention.hasSound = false;
  await attention.hear(answer(1));
  const elsewhere = tab(new Drawer(), settings).attention.hasSound;
  attention.hasSound = true;

  equal([first, elsewhere, world.made], [[true, false], false, ["ring"]]);
});

/** The locks of a browser, as far as they are used here. */
class Locks {
  #shared = 0;

  async request(_name: string, options: LockOptions, work: (lock: unknown) => unknown): Promise<unknown> {
    if (options.ifAvailable) return work(this.#shared ? null : {});
    this.#shared += 1;
    await work({});
    return this.#shared -= 1;
  }
}

Deno.test("while one tab is looked at, no other calls; without locks each is for itself", async () => {
  const locks = new Locks() as unknown as LockManager;
  const [here, there, alone] = [new Looking("x", locks), new Looking("x", locks), new Looking("x", undefined)];
  const calls: string[] = [];
  const call = (name: string, tab: Looking) => tab.unless(() => calls.push(name));

  here.isHere = true;
  here.isHere = true;
  await call("while looked at", there);
  here.isHere = false;
  await new Promise((resolve) => setTimeout(resolve));
  await call("afterwards", there);
  await call("alone", alone);

  equal(calls, ["afterwards", "alone"]);
});
