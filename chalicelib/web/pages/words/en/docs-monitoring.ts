/** What the page of the contract calls the room that sees who is on a website, in English. */
import { words as orders } from "./docs-orders.ts";

export const words = {
  ...orders,
  "room.monitoring": "Visitors on the website, and the wall",
};
