/** The contract's page: incidents. What operations and shapes are for stands in the contract. */
export const words = {
  "room.incidents": "Incidents",
};
