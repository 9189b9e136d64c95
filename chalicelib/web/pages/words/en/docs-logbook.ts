/** The contract's page: the duty log. What operations and shapes are for stands in the contract. */
export const words = {
  "room.logbook": "Duty log",
};
