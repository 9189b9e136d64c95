/** Where what is unfinished is seen to: one's own, or what was left open by others. */
export type View = "own" | "left";

const PLACES: { readonly [view in View]: string } = { own: "unfinished", left: "unfinished/left" };

export const placeOfView = (view: View): string => PLACES[view];

/** Which of them a place is, or null. */
export const viewOf = (place: string | null): View | null =>
  (Object.keys(PLACES) as View[]).find((view) => PLACES[view] === place) ?? null;
