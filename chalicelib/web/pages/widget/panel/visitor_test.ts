/** A token is kept until the desk has given another one. */
import { answered, Desk, Drawer, equal } from "./fakes.ts";
import { type Alone, onlyOneTab } from "./lock.ts";
import { NoAnswer, Refused } from "./transport.ts";
import { plain, Visitor } from "./visitor.ts";

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
