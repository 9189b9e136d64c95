/** The contract's page: codes of refusals. What they mean stands in the contract. */
export const words = {};
