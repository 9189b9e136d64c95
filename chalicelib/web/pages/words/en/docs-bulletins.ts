/** The API's page: reports that are sent. */
export const words = {
  "room.bulletins": "Reports that are sent",
};
