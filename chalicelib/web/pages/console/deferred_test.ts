/** What is about to be done can be undone for a moment, and is done by whoever leaves the page meanwhile. */
import { equal, settled } from "../desk/headless.ts";
import { Deferred } from "./deferred.ts";

function closings() {
  const did: string[] = [];
  const timers: Array<() => void> = [];
  const made = new Deferred<string>(
    (id, category, leaving) => {
      did.push(`close ${id} ${category}${leaving ? " leaving" : ""}`);
      return Promise.resolve();
    },
    (id, back) => did.push(`${back ? "back" : "aside"} ${id}`),
    (_, callback) => {
      timers.push(callback);
      return () => timers.splice(timers.indexOf(callback), 1);
    },
  );
  return { made, did, timers };
}

Deno.test("the desk is asked only when the moment is over, and then nothing can be undone", async () => {
  const { made, did, timers } = closings();
  made.begin("cnv_1", "spam");
  equal([did, made.has("cnv_1"), made.canUndo("cnv_1")], [["aside cnv_1"], true, true]);
  timers[0]();
  equal([made.get("cnv_1"), made.canUndo("cnv_1"), made.undo("cnv_1")], ["spam", false, false]);
  await settled();
  equal([did, made.has("cnv_1")], [["aside cnv_1", "close cnv_1 spam", "back cnv_1"], false]);
});

Deno.test("undone, nothing is asked", () => {
  const { made, did, timers } = closings();
  made.begin("cnv_1", "");
  made.begin("cnv_1", "");
  made.undo("cnv_1");
  equal([did, timers.length, made.has("cnv_1")], [["aside cnv_1", "back cnv_1"], 0, false]);
});

Deno.test("whoever leaves the page, or signs out, has closed them; whose session ended has not", async () => {
  const { made, did } = closings();
  made.begin("cnv_1", "");
  made.begin("cnv_2", "late");
  await made.finish(true);
  equal(did.filter((each) => each.startsWith("close")), ["close cnv_1  leaving", "close cnv_2 late leaving"]);
  made.begin("cnv_3", "");
  made.stop();
  equal(did.at(-1), "back cnv_3");
});
