/** A token is kept until the desk has given another one. */
import { answered, Desk, Drawer, equal } from "./fakes.ts";
import { type Alone, onlyOneTab } from "./lock.ts";
import { NoAnswer, Refused } from "./transport.ts";
import { isAnother, plain, userOf, Visitor } from "./visitor.ts";

const POLL = "conversations/c/entries";
const page = () => ({ page: "https://shop.example/", referrer: "" });

function visitorWith(desk: Desk, token: string | null): [Visitor, Drawer] {
  const shelf = new Drawer();
  if (token) shelf.write("visitor", { token });
  const alone: Alone = onlyOneTab(shelf as never, "visitor");
  return [new Visitor({ transport: desk, shelf, alone, locale: () => "en", page }), shelf];
}

Deno.test("a token that was refused once is shown at the door, and the question is asked again", async () => {
  const desk = new Desk(({ path, token }) =>
    path === "visitors" ? answered(201, { token: "new", visitor_id: "v" }) : answered(token === "new" ? 200 : 401)
  );
  const [visitor, shelf] = visitorWith(desk, "old");

  const answer = await visitor.ask("GET", POLL);

  equal(answer.status, 200);
  equal(desk.told, [`GET ${POLL} old`, "POST visitors old", `GET ${POLL} new`]);
  equal(shelf.read("visitor").token, "new");
});

Deno.test("a token stays while the desk gives no other one", async () => {
  const desk = new Desk(({ path }) => path === "visitors" ? null : answered(401));
  const [visitor, shelf] = visitorWith(desk, "old");

  const lost = await visitor.ask("GET", POLL).catch((trouble) => trouble);

  equal(lost instanceof NoAnswer, true);
  equal([shelf.read("visitor").token, visitor.isKnown], ["old", true]);
});

Deno.test("whom the desk does not know is somebody new to it", async () => {
  const desk = new Desk(({ path, token }) => {
    if (path !== "visitors") return answered(token === "other" ? 404 : 401);
    return token ? answered(401) : answered(201, { token: "other", visitor_id: "w" });
  });
  const [visitor, shelf] = visitorWith(desk, "of another desk");

  const answer = await visitor.ask("GET", POLL);

  equal([answer.status, shelf.read("visitor").token], [404, "other"]);
  equal(desk.told.slice(1, 3), ["POST visitors of another desk", "POST visitors null"]);
});

Deno.test("two that are refused at the same time bring one token", async () => {
  const desk = new Desk(({ path, token }) =>
    path === "visitors" ? answered(201, { token: "new" }) : answered(token === "new" ? 200 : 401)
  );
  const [visitor] = visitorWith(desk, "old");

  const both = await Promise.all([visitor.ask("GET", POLL), visitor.ask("POST", "conversations")]);

  equal(both.map(({ status }) => status), [200, 200]);
  equal(desk.told.filter((each) => each.includes("visitors")), ["POST visitors old"]);
});

Deno.test("whom the desk lets not in is told so, and keeps what is known", async () => {
  const desk = new Desk(({ path }) => path === "visitors" ? answered(403, { code: "forbidden" }) : answered(401));
  const [visitor, shelf] = visitorWith(desk, "old");

  const refused = await visitor.ask("GET", POLL).catch((trouble) => trouble);

  equal([refused instanceof Refused, refused.answer.status, shelf.read("visitor").token], [true, 403, "old"]);
});

Deno.test("of a page's address only its place and campaigns go out", () => {
  const addresses = [
    "https://shop.example/a?b=1&utm_source=x#token",
    "https://shop.example/?q=secret",
    `https://shop.example/${"a".repeat(2000)}`,
  ];

  const told = addresses.map(plain);

  equal(told.slice(0, 2), ["https://shop.example/a?utm_source=x", "https://shop.example/"]);
  equal(told[2].length, 1000);
});

const token = (sub: string) => `e30.${btoa(JSON.stringify({ sub })).replace(/=+$/, "")}.sig`;

Deno.test("whom the page vouches for is known by that from then on, and asks as before", async () => {
  const who = { token: token("u1") };
  const desk = new Desk(({ path, body }) =>
    path === "visitors"
      ? answered(201, { token: "proven", visitor_id: "c", proven: (body as { identity?: unknown }).identity === who })
      : answered(200)
  );
  const shelf = new Drawer();
  shelf.write("visitor", { token: "anonymous" });
  const alone: Alone = onlyOneTab(shelf as never, "visitor");
  const visitor = new Visitor({ transport: desk, shelf, alone, locale: () => "en", page, identity: () => who });

  await visitor.ask("GET", POLL);
  await visitor.ask("GET", POLL);

  equal(desk.told, ["POST visitors anonymous", `GET ${POLL} proven`, `GET ${POLL} proven`]);
  equal([shelf.read("visitor").user, visitor.isKnown], ["u1", true]);
});

Deno.test("a proof that the desk refuses keeps nobody out, and the page hears of it once", async () => {
  const refused: unknown[] = [];
  const desk = new Desk(({ path, body }) =>
    path !== "visitors"
      ? answered(200)
      : (body as { identity?: unknown }).identity
      ? answered(403, { code: "identity_expired" })
      : answered(201, { token: "anonymous", visitor_id: "v" })
  );
  const shelf = new Drawer();
  const alone: Alone = onlyOneTab(shelf as never, "visitor");
  const who = { id: "u1", hash: "ff" };
  const unproved = (answer: { body: { code: string } }) => refused.push(answer.body.code);
  const parts = { transport: desk, shelf, alone, locale: () => "en", page, identity: () => who, unproved };
  const visitor = new Visitor(parts as never);

  await visitor.greet();
  await visitor.ask("GET", POLL);

  equal(refused, ["identity_expired"]);
  equal([shelf.read("visitor").user, visitor.isKnown], [undefined, true]);
});

Deno.test("one user is told from another by what the page says, in whatever way", () => {
  const shelf = new Drawer();
  shelf.write("visitor", { token: "proven", user: "u1" });

  equal([userOf({ token: token("u1") }), userOf({ id: "u1" }), userOf({ token: "none" })], ["u1", "u1", "none"]);
  equal([{ id: "u2" }, { token: token("u1") }, undefined].map((who) => isAnother(shelf, who)), [true, false, false]);
});
