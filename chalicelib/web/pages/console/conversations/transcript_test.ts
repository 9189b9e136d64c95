/** A transcript is whole and in order, however it comes; a long one is opened by one request. */
import { equal } from "../../desk/headless.ts";
import { Problem } from "../../desk/client.ts";
import type { EntriesPage } from "../../desk/operations.ts";
import { entry } from "./samples.ts";
import { type Reading, Transcript } from "./transcript.ts";

const PAGE = 100;

/** A desk where so much was said. */
function desk(length: number, state: EntriesPage["state"] = "open") {
  const asked: string[] = [];
  const page = (from: number, to: number, more: boolean): EntriesPage => ({
    entries: Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => entry(from + at)),
    last_seq: to,
    more,
    state,
    poll_after_ms: 1500,
    agent_away: false,
    typing: false,
    read: 0,
  });
  const its: { length: number; asked: string[]; reading: Reading } = {
    length,
    asked,
    reading: {
      after: (_, seq, typing, read) => {
        asked.push(`after ${seq}${typing ? " typing" : ""}${read ? ` read ${read}` : ""}`);
        return Promise.resolve(page(seq + 1, Math.min(its.length, seq + PAGE), its.length > seq + PAGE));
      },
      before: (_, seq) => {
        asked.push(`before ${seq}`);
        const to = (seq ?? its.length + 1) - 1;
        return Promise.resolve(page(Math.max(1, to - PAGE + 1), to, to > PAGE));
      },
    },
  };
  return its;
}

const numbers = (transcript: Transcript) => transcript.shown.map(({ seq }) => seq);

for (const length of [1000, 10_000]) {
  Deno.test(`of ${length} entries the last page comes first, by one request`, async () => {
    const its = desk(length);
    const transcript = new Transcript("cnv_1", its.reading);
    const pause = await transcript.read();
    equal(its.asked, ["before null"]);
    equal([transcript.loaded, transcript.hasOlder, transcript.lastSeq, pause], [true, true, length, 1500]);
    equal(numbers(transcript)[0], length - PAGE + 1);
  });
}

Deno.test("earlier pages come before what is there, each once, until the first entry", async () => {
  const its = desk(250);
  const transcript = new Transcript("cnv_1", its.reading);
  await transcript.read();
  await Promise.all([transcript.older(), transcript.older()]);
  equal(numbers(transcript)[0], 51);
  await transcript.older();
  await transcript.older();
  equal(numbers(transcript), Array.from({ length: 250 }, (_, at) => at + 1));
  equal([transcript.hasOlder, its.asked.length], [false, 3]);
});

Deno.test("what is said later is asked for from the last entry on", async () => {
  const its = desk(2);
  const transcript = new Transcript("cnv_1", its.reading);
  await transcript.read();
  its.length = 205;
  const pauses = [await transcript.read(), await transcript.read(), await transcript.read()];
  equal(its.asked.slice(1), ["after 2", "after 102", "after 202"]);
  equal([pauses, transcript.lastSeq], [[0, 0, 1500], 205]);
});

Deno.test("an entry that overtakes others is shown at once and takes its place when they come", async () => {
  const its = desk(2);
  const transcript = new Transcript("cnv_1", its.reading);
  await transcript.read();
  transcript.add(entry(4));
  transcript.add(entry(2));
  equal([numbers(transcript), transcript.lastSeq], [[1, 2, 4], 2]);
  its.length = 4;
  await transcript.read();
  equal([numbers(transcript), transcript.lastSeq], [[1, 2, 3, 4], 4]);
});

Deno.test("a closed one is read to its end and then no more", async () => {
  const its = desk(3, "closed");
  equal(await new Transcript("cnv_1", its.reading).read(), null);
});

Deno.test("what is not ours to see is asked for once", async () => {
  const refused = () => Promise.reject(new Problem({ status: 403, code: "not_yours" }));
  const transcript = new Transcript("cnv_1", { after: refused, before: refused });
  equal(await transcript.read(), null);
  equal(transcript.missing, true);
});

Deno.test("an earlier page that cannot be had may be asked for again", async () => {
  const its = desk(150);
  const transcript = new Transcript("cnv_1", its.reading);
  await transcript.read();
  const before = its.reading.before;
  its.reading.before = () => Promise.reject(new Problem({ status: 0, code: "no_answer" }));
  await transcript.older();
  equal([transcript.olderFailed, transcript.loadingOlder], [true, false]);
  its.reading.before = before;
  await transcript.older();
  equal([transcript.olderFailed, numbers(transcript)[0]], [false, 1]);
});

Deno.test("what is typed and read here is told with the next question, and what there is heard", async () => {
  const its = desk(3);
  let now = 0;
  const transcript = new Transcript("cnv_1", its.reading, () => now);
  await transcript.read();
  transcript.sees(3);
  transcript.types();
  await transcript.read();
  now = 6000;
  const after = its.reading.after;
  its.reading.after = async (...given) => ({ ...await after(...given), typing: true, read: 2 });
  await transcript.read();
  equal(its.asked.slice(1), ["after 3 typing read 3", "after 3 read 3"]);
  equal([transcript.typing, transcript.readSeq], [true, 2]);
});
