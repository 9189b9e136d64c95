/** Two people's changes of the same thing, brought together. Values are what JSON can say. */

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * What becomes of `base` when one made `mine` of it and another `theirs`: what only one of both changed is changed; where
 * both changed the same thing, mine stands, and its path is told to `clash`.
 */
export function merged<Value>(
  base: Partial<Value>,
  mine: Value,
  theirs: Value,
  clash: (path: string) => void = () => {},
): Value {
  return joined(base, mine, theirs, clash, "") as Value;
}

function joined(base: unknown, mine: unknown, theirs: unknown, clash: (path: string) => void, path: string): unknown {
  if (same(mine, theirs) || same(mine, base)) return theirs;
  if (same(theirs, base)) return mine;
  if (!isFields(mine) || !isFields(theirs)) {
    clash(path);
    return mine;
  }
  const before = isFields(base) ? base : {};
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  const below = (name: string) => path ? `${path}.${name}` : name;
  const each = (name: string) => [name, joined(before[name], mine[name], theirs[name], clash, below(name))];
  return Object.fromEntries(names.map(each));
}

/** Of `values`, only those that differ from `before`. */
export const changesOf = <Values extends object>(values: Values, before: Values): Partial<Values> =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !same(value, (before as Fields)[name])),
  ) as Partial<Values>;
