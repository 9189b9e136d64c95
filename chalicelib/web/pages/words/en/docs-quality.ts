/** The contract's page: inspections. What operations and shapes are for stands in the contract. */
export const words = {
  "room.quality": "Quality inspection",
};
