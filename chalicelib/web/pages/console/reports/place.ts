/** A report's place in the address: its section, and what is asked; and the report of a place, or null. */
const PLACE = "report/";

export const placeOfQuery = (section: string, query: string): string => PLACE + section + (query && `?${query}`);

export function reportOf(place: string | null): { section: string; query: string } | null {
  const [, section, query = ""] = /^report\/([a-z_]+)(?:\?(.*))?$/.exec(place ?? "") ?? [];
  return section ? { section, query } : null;
}
