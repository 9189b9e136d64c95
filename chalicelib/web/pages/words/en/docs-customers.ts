/** What the page of the contract calls the room of customers, in English. */
export const words = {
  "room.visitors": "Visitors",
};
