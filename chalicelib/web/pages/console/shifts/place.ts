/** Where one's own shifts are. */
export const SHIFTS = "shifts";

/** Whether a place is that of one's own shifts; null: another. */
export const shiftsOf = (place: string | null): true | null => place === SHIFTS || null;
