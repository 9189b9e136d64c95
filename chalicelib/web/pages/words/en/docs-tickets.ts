/** The contract's page: tickets. */
export const words = {
  "room.tickets": "Tickets",
};
