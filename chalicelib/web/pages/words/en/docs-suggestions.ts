/** The contract's page: articles at the side of a conversation, and proposals of them. */
export const words = {
  "room.suggestions": "Suggested and proposed articles",
};
