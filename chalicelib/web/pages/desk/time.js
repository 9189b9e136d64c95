/** The desk's clock. An agent's machine may be minutes off, and "waited 3 min" must not be. */

let offset = 0;

export function learnServerTime(dateHeader, askedAt, answeredAt) {
  const served = Date.parse(dateHeader ?? '');
  if (Number.isNaN(served)) return;
  // The header counts whole seconds, so smaller differences than a few seconds are noise.
  const difference = served + 500 - (askedAt + answeredAt) / 2;
  offset = Math.abs(difference) > 3000 ? difference : 0;
}

/** The desk's present time in milliseconds. */
export const now = () => Date.now() + offset;
