/** The contract's page: announcements. What operations and shapes are for stands in the contract. */
export const words = {
  "room.announcements": "Announcements",
};
