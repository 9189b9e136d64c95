/** What sections share is read once, and never shown to somebody else or after a change. */
import { equal } from "../../desk/headless.ts";
import { readAnew, Shared } from "./shared.ts";

Deno.test("it is read once, for half a minute, and for whoever is signed in", async () => {
  let [reads, time, whose] = [0, 0, "agt_1"];
  const shared = new Shared(() => Promise.resolve(++reads), () => whose, () => time);
  const seen = [await shared.get(), await shared.get()];
  time += 29_999;
  seen.push(await shared.get());
  time += 1;
  seen.push(await shared.get());
  whose = "agt_2";
  seen.push(await shared.get());
  readAnew();
  seen.push(await shared.get());
  equal(seen, [1, 1, 1, 2, 3, 4]);
});

Deno.test("what could not be read is asked for again", async () => {
  const answers = [Promise.reject(new Error("no answer")), Promise.resolve("there")];
  const shared = new Shared(() => answers.shift()!, () => "agt_1");
  const first = await shared.get().catch(() => "failed");
  equal([first, await shared.get()], ["failed", "there"]);
});
