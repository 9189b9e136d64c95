/** The contract's page: finding articles. What operations and shapes are for stands in the contract. */
export const words = {};
