/** The contract's page: webhooks. What operations and shapes are for stands in the contract. */
export const words = {
  "room.webhooks": "Webhooks",
};
