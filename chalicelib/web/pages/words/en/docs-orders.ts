/** What the page of the contract calls the room of orders, in English. */
export const words = {
  "room.orders": "Orders, and who a customer is",
};
