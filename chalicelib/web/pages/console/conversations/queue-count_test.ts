/** Who waits is counted beyond what is listed, and only then. */
import { signal } from "@preact/signals";
import { equal, settled } from "../../desk/headless.ts";
import { QueueCount } from "./queue-count.ts";
import { conversation } from "./samples.ts";

Deno.test("the desk is asked for a count while more wait than are listed", async () => {
  const moreWaiting = signal(false);
  const waiting = [conversation("1", { state: "waiting" }), conversation("2", { state: "waiting" })];
  const answers = [{ count: 121, more: false }, { count: 500, more: true }];
  const inbox = {
    get moreWaiting() {
      return moreWaiting.value;
    },
  };
  const queue = new QueueCount(inbox, { waiting }, () => Promise.resolve(answers.shift()!));
  const seen = [];
  queue.start();
  await settled();
  for (const more of [true, false, true]) {
    moreWaiting.value = more;
    seen.push(queue.words);
    await settled();
    seen.push(queue.words);
  }
  queue.stop();
  equal(seen, ["2+", "121", "2", "2", "2+", "500+"]);
  equal(answers, []);
});
