/** Where announcements stand in the address: the list, or one of them. */

const LIST = "announcements";

/** The list; with an id, that announcement. */
export const placeOfAnnouncement = (id?: string): string => id ? `${LIST}/${id}` : LIST;

/** Which announcement a place is, "" for the list; null: it is none. */
export function announcementOf(place: string | null): string | null {
  if (place === LIST) return "";
  return place?.startsWith(`${LIST}/`) ? place.slice(LIST.length + 1) : null;
}
