/** The tickets of a customer are asked for once, and again when one was made. */
import { equal, settled } from "../../desk/headless.ts";
import { TicketPages } from "./customers.ts";

Deno.test("they are asked for once when they are looked at, and again only after one was made", async () => {
  let asked = 0;
  const pages = new TicketPages(() => {
    asked += 1;
    return Promise.resolve({ items: [], next: null });
  });
  pages.open();
  pages.follow(0);
  await settled();
  const first = asked;

  pages.follow(0);
  pages.follow(1);
  await settled();

  equal([first, asked], [1, 2]);
});
