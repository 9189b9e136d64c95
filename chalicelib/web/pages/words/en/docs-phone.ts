/** The contract's page: calls. What operations and shapes are for stands in the contract. */
export const words = {
  "room.phone": "Calls",
};
