/** What the page of the contract calls the room that searches, in English. */
export const words = {
  "room.search": "Search",
};
