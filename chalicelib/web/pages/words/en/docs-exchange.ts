/** The contract's page: import and export. What operations and shapes are for stands in the contract. */
export const words = {
  "room.exchange": "Import and export",
};
