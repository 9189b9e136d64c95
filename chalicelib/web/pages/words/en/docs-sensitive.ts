/** The contract's page: customers' numbers. What operations and shapes are for stands in the contract. */
export const words = {
  "room.sensitive": "Customers' numbers",
};
