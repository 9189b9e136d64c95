/** What the panel throws is known in the parts that are built apart from it. */
import { NoAnswer, Refused, Trouble } from "./transport.ts";

const apart = await import(new URL("./transport.ts?apart", import.meta.url).href);

Deno.test("another copy of a class knows what is thrown by its kind", () => {
  const lost = new apart.NoAnswer("no network");

  const known = [lost instanceof NoAnswer, lost instanceof Trouble, lost instanceof Refused];

  if (`${known}` !== "true,true,false") throw new Error(`${known}`);
});

Deno.test("a mistake of ours is no trouble of a request", () => {
  const thrown = [
    new TypeError("x"),
    new Refused({ status: 403, ok: false, body: {}, retryAfterMs: 0, date: null }),
    null,
  ];

  const known = thrown.map((each) => [each instanceof NoAnswer, each instanceof Trouble]);

  if (`${known}` !== "false,false,false,true,false,false") throw new Error(`${known}`);
});
