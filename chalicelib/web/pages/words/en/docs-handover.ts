/** The contract's page: what is unfinished. What operations and shapes are for stands in the contract. */
export const words = {
  "room.handover": "Before one goes",
};
