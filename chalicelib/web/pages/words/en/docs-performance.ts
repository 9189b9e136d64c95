/** The API's page: performance. */
export const words = {
  "room.performance": "Performance",
};
