/** Files come to the desk once, however often the way breaks; what is refused is not tried again. */
import { equal } from "./headless.ts";
import { Expired, Refusal, sizeOf, upload } from "./upload.ts";

const FILE = new File(["words"], "notes.txt", { type: "text/plain" });
const form = { url: "https://files.example/", fields: { key: "new/fil_1" } };

/** Sends a file by a way that breaks like this, in turn. */
async function sent(breaks: Array<Error | null>, refusal: Error | null = null) {
  const told: string[] = [];
  const asks = {
    ticket: () => {
      told.push("ticket");
      return Promise.resolve({ file_id: "fil_1", name: "notes.txt", form, preview: null });
    },
    arrived: (id: string) => {
      told.push(`arrived ${id}`);
      return refusal ? Promise.reject(refusal) : Promise.resolve({ id });
    },
  };
  const post = () => {
    told.push("post");
    const trouble = breaks.shift();
    return trouble ? Promise.reject(trouble) : Promise.resolve();
  };
  const watching = { progress: () => {}, signal: new AbortController().signal, pause: async () => {}, post };
  const answer = await upload(FILE, null, asks, watching).then(({ id }) => id, (trouble: Error) => trouble.message);
  return { answer, told };
}

Deno.test("what broke on the way is put in the same place again", async () => {
  const { answer, told } = await sent([new Error("lost"), null]);
  equal([answer, told], ["fil_1", ["ticket", "post", "post", "arrived fil_1"]]);
});

Deno.test("a form that is not taken any more is replaced by another one", async () => {
  const { told } = await sent([new Expired("403"), null]);
  equal(told, ["ticket", "post", "ticket", "post", "arrived fil_1"]);
});

Deno.test("what the desk refuses is not tried again", async () => {
  const { answer, told } = await sent([], new Refusal("markup", "no pages"));
  equal([answer, told.length], ["no pages", 3]);
});

Deno.test("what never gets through is given up after some tries", async () => {
  const { answer, told } = await sent(Array(9).fill(new Error("lost")));
  equal([answer, told.filter((each) => each === "post").length], ["lost", 4]);
});

Deno.test("sizes are said in the unit that people know", () => {
  equal([sizeOf(734), sizeOf(120_000), sizeOf(5_300_000)], ["734 B", "117 KB", "5.1 MB"]);
});
