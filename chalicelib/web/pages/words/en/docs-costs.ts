/** The contract's page: costs. What operations and shapes are for stands in the contract. */
export const words = {
  "room.costs": "Costs",
};
