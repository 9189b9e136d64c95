/** The contract's page: channels. What operations and shapes are for stands in the contract. */
export const words = {
  "room.channels": "Channels",
};
