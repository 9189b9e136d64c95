/** The kinds of words that must not be said. */
export const KINDS = ["abusive", "negative", "promising"] as const;
