/** The contract's page: figures. What operations and shapes are for stands in the contract. */
export const words = {
  "room.reports": "Figures",
};
