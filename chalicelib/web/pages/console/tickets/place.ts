/** A ticket's place in the address, and the ticket of a place, or null. */
const PLACE = "ticket/";

export const placeOf = (ticketId: string): string => PLACE + ticketId;
export const ticketOf = (place: string | null): string | null =>
  place?.startsWith(PLACE) ? place.slice(PLACE.length) : null;
