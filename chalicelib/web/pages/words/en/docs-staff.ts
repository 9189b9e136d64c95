/** The contract's page: staff files. What operations and shapes are for stands in the contract. */
export const words = {
  "room.staff": "Staff files",
};
