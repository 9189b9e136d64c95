/** The contract's page: touch points. What operations and shapes are for stands in the contract. */
export const words = {
  "room.touchpoints": "Touch points",
};
