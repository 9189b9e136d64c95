/** The contract's page: who is on call. What operations and shapes are for stands in the contract. */
export const words = {
  "room.oncall": "On call",
};
