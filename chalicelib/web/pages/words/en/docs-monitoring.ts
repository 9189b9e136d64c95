/** What the page of the contract calls the room that sees who is on a website, in English. */
export const words = {
  "room.monitoring": "Visitors on the website, and the wall",
};
