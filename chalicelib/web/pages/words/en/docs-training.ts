/** The contract's page: training. What operations and shapes are for stands in the contract. */
export const words = {
  "room.training": "Training",
};
