/** Asking for one's own data: a code first, then the request; the archive once it is ready. */
import { equal } from "../panel/fakes.ts";
import type { Answer } from "../panel/transport.ts";
import { OwnData } from "./own.ts";

type Told = { method: string; path: string; body?: Record<string, unknown> };

function desk(...answers: Array<[number, unknown]>): { own: OwnData; asked: Told[] } {
  const asked: Told[] = [];
  const visitor = {
    ask: (method: string, path: string, body?: unknown): Promise<Answer> => {
      asked.push({ method, path, body: body as Record<string, unknown> });
      const [status, said] = method === "GET" ? [200, { items: [] }] : answers.shift()!;
      return Promise.resolve({ status, ok: status < 300, body: said, retryAfterMs: 0 } as Answer);
    },
  };
  return { own: new OwnData(visitor, () => {}), asked };
}

Deno.test("a code is sent first, and the same request goes out with it", async () => {
  const { own, asked } = desk([200, { request: null, sent_to: "z…@x" }], [403, { code: "wrong_code" }], [201, {
    request: {},
    sent_to: null,
  }]);

  own.choose("erase");
  await own.go();
  const sent = own.sentTo;
  await own.go("000000");
  const wrong = [own.refused, own.sentTo];
  await own.go("123456");

  const posts = asked.filter(({ method }) => method === "POST").map(({ body }) => body!);
  equal([sent, wrong, own.step, own.refused], ["z…@x", ["wrong_code", "z…@x"], null, ""]);
  equal(posts.map(({ code }) => code ?? ""), ["", "000000", "123456"]);
  equal(new Set(posts.map(({ client_id: id }) => id)).size, 1);
});

Deno.test("an archive that is ready is opened by the same proof, and its files are known by its request", async () => {
  const { own } = desk([200, { urls: ["/a", "/b"], sent_to: null }]);

  await own.open("prv_1");

  equal([own.urls, own.step], [{ prv_1: ["/a", "/b"] }, null]);
});

Deno.test("what nobody answered can be asked again, and giving up forgets it", async () => {
  const { own } = desk([409, { code: "no_address" }]);

  own.choose("export");
  await own.go();
  const refused = own.refused;
  own.giveUp();

  equal([refused, own.refused, own.step], ["no_address", "", null]);
});
