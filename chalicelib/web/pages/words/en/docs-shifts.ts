/** The contract's page: rosters and duty. What operations and shapes are for stands in the contract. */
export const words = {
  "room.shifts": "Shifts and duty",
};
