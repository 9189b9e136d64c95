/** Something of the duty log in the address: its kind and id; or null. */
const PLACE = "duty/";

export const KINDS = ["shift", "check", "fault", "instruction", "minutes"] as const;
export type Kind = (typeof KINDS)[number];

export interface Looked {
  kind: Kind;
  id: string;
}

export const placeOf = ({ kind, id }: Looked): string => `${PLACE}${kind}/${id}`;

export function dutyOf(place: string | null): Looked | null {
  if (!place?.startsWith(PLACE)) return null;
  const [kind, id] = place.slice(PLACE.length).split("/");
  return KINDS.includes(kind as Kind) && id ? { kind: kind as Kind, id } : null;
}
