/** An incident's place in the address, and the incident of a place, or null. */
const PLACE = "incident/";

export const placeOf = (incidentId: string): string => PLACE + incidentId;
export const incidentOf = (place: string | null): string | null =>
  place?.startsWith(PLACE) ? place.slice(PLACE.length) : null;
