import type { BeatenView, OfferView } from "../../desk/operations.ts";
import { Beats } from "./beats.ts";
import { Invitation, type Shown } from "./invitation.ts";
import { hearMoves } from "./moves.ts";

function equal(one: unknown, other: unknown): void {
  const [left, right] = [one, other].map((each) => JSON.stringify(each));
  if (left !== right) throw new Error(`${left} is not ${right}`);
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const OFFER: OfferView = {
  invitation_id: "inv_1",
  text: "Hello",
  agent: null,
  after_ms: 0,
  until: "2026-11-23T09:05:00Z",
  state: "offered",
};

/** `tells`: whether the browser tells of every other page. */
function page(answer: BeatenView | null, status = 200, tells = true) {
  const world = {
    address: "https://shop/tea",
    isHidden: false,
    time: 0,
    last: null as { page: string; at: number } | null,
    asked: [] as Array<{ page: string; shown?: string }>,
    told: [] as Array<OfferView | null>,
    moved: 0,
    hear: () => {},
    waits: [] as number[],
    later: () => {},
  };
  const beats = new Beats({
    where: () => ({ page: world.address, title: "Tea", language: "en", referrer: "" }),
    hear: (moved) => {
      world.hear = moved;
      return tells;
    },
    moved: () => world.moved += 1,
    isHidden: () => world.isHidden,
    ask: (said) => {
      world.asked.push(said);
      return Promise.resolve({ status, body: answer, retryAfterMs: 0 });
    },
    told: (offer) => world.told.push(offer),
    now: () => world.time,
    last: () => world.last,
    keep: (said) => world.last = said,
    later: (act, ms) => {
      world.later = act;
      return world.waits.push(ms);
    },
  });
  beats.start();
  return { world, beats };
}

Deno.test("a page beats at once, after a minute, and when another one stands there", async () => {
  const { world, beats } = page({ beat_after_ms: 60_000, invitation: null });
  await settled();
  world.time = 59_000;
  beats.look();
  const inTheMinute = world.asked.length;
  world.time = 61_000;
  beats.look();
  await settled();
  world.address = "https://shop/pricing";
  beats.look();
  await settled();
  beats.pause();

  equal(inTheMinute, 1);
  equal(world.asked.map((each) => each.page), ["https://shop/tea", "https://shop/tea", "https://shop/pricing"]);
});

Deno.test("another page is told of as soon as the browser tells, several steps as one", async () => {
  const { world, beats } = page({ beat_after_ms: 60_000, invitation: null });
  await settled();
  world.time = 10_000;
  for (const address of ["https://shop/old", "https://shop/new"]) {
    world.address = address;
    world.hear();
  }
  world.later();
  await settled();
  world.hear();
  beats.pause();

  equal(world.asked.map((each) => each.page), ["https://shop/tea", "https://shop/new"]);
  equal([world.waits, world.moved > 1], [[200], true]);
});

Deno.test("a page that changes all the time is not told of more often than it would be looked for", async () => {
  const { world, beats } = page({ beat_after_ms: 60_000, invitation: null });
  await settled();
  world.time = 1_000;
  world.address = "https://shop/new";
  world.hear();
  beats.pause();

  equal([world.asked.length, world.waits], [1, [1_000]]);
});

Deno.test("a browser that tells of every page is listened to, another one also of its history", () => {
  const heard: string[] = [];
  const telling = Object.assign(new EventTarget(), { navigation: new EventTarget() });
  const silent = new EventTarget();

  const areTold = [telling, silent].map((each) => hearMoves(() => heard.push("moved"), each as typeof globalThis));
  telling.navigation.dispatchEvent(new Event("navigatesuccess"));
  silent.dispatchEvent(new Event("popstate"));
  silent.dispatchEvent(new Event("hashchange"));

  equal([areTold, heard.length], [[true, false], 3]);
});

Deno.test("a hidden page says nothing, nor does one of which another tab has just spoken", async () => {
  const { world, beats } = page({ beat_after_ms: 60_000, invitation: null });
  await settled();
  world.isHidden = true;
  world.time = 200_000;
  beats.look();
  world.isHidden = false;
  world.last = { page: world.address, at: 190_000 };
  beats.look();
  await settled();
  beats.pause();

  equal(world.asked.length, 1);
});

Deno.test("where the desk wants to see nobody, or refuses, the page is silent from then on", async () => {
  for (const { world, beats } of [page({ beat_after_ms: null, invitation: null }), page(null, 403)]) {
    await settled();
    world.time = 500_000;
    beats.start();
    beats.look();
    await settled();

    equal([world.asked.length, world.told], [1, [null]]);
  }
});

function card(isBusy = false) {
  const seen: string[] = [];
  const invitation = new Invitation({
    show: (offer: Shown) => seen.push(`show ${offer.text}`),
    hide: () => seen.push("hide"),
    isBusy: () => isBusy,
    noted: (id) => seen.push(`noted ${id}`),
  });
  return { invitation, seen };
}

Deno.test("an invitation is shown and noted once, and goes when the desk takes it back", async () => {
  const { invitation, seen } = card();
  for (let time = 0; time < 2; time += 1) {
    invitation.told(OFFER);
    await settled();
  }
  invitation.told(null);

  equal(seen, ["show Hello", "noted inv_1", "hide"]);
});

Deno.test("what was answered here or in another tab is not shown again", async () => {
  const { invitation, seen } = card();
  invitation.told(OFFER);
  await settled();
  invitation.answered("inv_1");
  invitation.told(OFFER);
  await settled();

  equal(seen, ["show Hello", "noted inv_1", "hide"]);
});

Deno.test("on another page what was to come on the last one does not come", async () => {
  const { invitation, seen } = card();
  invitation.told({ ...OFFER, after_ms: 5 });
  invitation.moved();
  await new Promise((resolve) => setTimeout(resolve, 20));

  equal(seen, []);
});

Deno.test("who talks already is shown nothing", async () => {
  const { invitation, seen } = card(true);
  invitation.told(OFFER);
  await settled();

  equal(seen, []);
});
