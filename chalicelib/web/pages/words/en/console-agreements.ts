/** The console: what a customer agreed to, in English. */
export const words = {
  "agreements.none": "They were not asked to agree to anything.",
  "agreements.agreed": "Agreed to edition {number}",
  "agreements.refused": "Did not agree to edition {number}",
  "agreements.where.chat": "before a conversation",
  "agreements.where.form": "where they left a message",
  "agreements.where.api": "in another program",
  "agreements.words": "Its words",
  "agreements.lost": "Its words were not kept by themselves; they stand in the conversation that began with it.",
};
