/** What models of the pages ask of a browser, for tests without one; to be imported before them. */
import type { Kept } from "./storage.ts";

const page = {
  documentElement: { lang: "", dataset: {} },
  hidden: false,
  hasFocus: () => true,
  addEventListener: () => {},
  title: "",
};
const stands = { window: globalThis, document: page, location: { hash: "", pathname: "/console", search: "" } };
for (const [name, value] of Object.entries(stands)) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** A storage in memory. */
export function memory(values: Record<string, unknown> = {}): Kept {
  const kept = new Map(Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]));
  return {
    read<Value>(key: string, otherwise: Value | null = null): Value {
      const text = kept.get(key);
      return text === undefined ? otherwise as Value : JSON.parse(text);
    },
    write: (key, value) => void kept.set(key, JSON.stringify(value)),
    remove: (key) => void kept.delete(key),
    onChange: () => {},
  };
}

/** Throws unless both are written alike. */
export function equal(was: unknown, wanted: unknown): void {
  const [one, other] = [was, wanted].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${one}, not ${other}`);
}

/** Lets everything go on that was promised so far. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
