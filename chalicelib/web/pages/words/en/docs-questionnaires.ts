/** What the page of the contract says of questionnaires. */
export const words = {
  "room.questionnaires": "Questionnaires",
};
