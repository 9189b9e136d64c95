/** Two people's changes of the same thing, brought together. Values are what JSON can say. */

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const isFields = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * What becomes of `base` when one made `mine` of it and another `theirs`: what only one of both changed is changed; where
 * both changed the same thing, mine stands, and its path is told to `clash`.
 */
export function merged(base, mine, theirs, clash = () => {}, path = '') {
  if (same(mine, theirs) || same(mine, base)) return theirs;
  if (same(theirs, base)) return mine;
  if (!isFields(mine) || !isFields(theirs)) {
    clash(path);
    return mine;
  }
  const before = isFields(base) ? base : {};
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  const below = (name) => (path ? `${path}.${name}` : name);
  return Object.fromEntries(names.map((name) => [name, merged(before[name], mine[name], theirs[name], clash, below(name))]));
}

/** Of `values`, only those that differ from `before`. */
export const changesOf = (values, before) =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => !same(value, before[name])));
