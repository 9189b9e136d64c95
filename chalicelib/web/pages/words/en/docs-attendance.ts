/** The contract's page: leave and attendance. What operations and shapes are for stands in the contract. */
export const words = {
  "room.attendance": "Leave, exchanges of shifts, attendance",
};
