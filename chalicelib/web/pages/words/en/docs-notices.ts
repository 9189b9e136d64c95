/** The contract's page: notices. What operations and shapes are for stands in the contract. */
export const words = {
  "room.notices": "Notices to customers",
};
