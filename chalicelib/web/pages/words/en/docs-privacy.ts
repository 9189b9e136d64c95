/** The contract's page: people's data. What operations and shapes are for stands in the contract. */
export const words = {
  "room.privacy": "People's data",
};
