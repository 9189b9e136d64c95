/** What is ticked of a list: one by one, or all from one to another; so many at most. */
import { signal } from "@preact/signals";

export class Ticks<Key> {
  readonly #keys;
  /** Where a reach begins: what was ticked, or taken back, last. */
  #from: Key | null = null;
  #turns = 0;

  constructor(readonly most: number, keys: Iterable<Key> = []) {
    this.#keys = signal<ReadonlySet<Key>>(new Set([...keys].slice(0, most)));
  }

  get keys(): Key[] {
    return [...this.#keys.value];
  }

  /** How often somebody ticked something, or took it back; what leaves the list by itself does not count. */
  get turns(): number {
    return this.#turns;
  }

  get count(): number {
    return this.#keys.value.size;
  }

  get isFull(): boolean {
    return this.count >= this.most;
  }

  has(key: Key): boolean {
    return this.#keys.value.has(key);
  }

  toggle(key: Key): void {
    this.#turns += 1;
    this.#from = key;
    this.#put([key], !this.has(key));
  }

  /** All from the one before to this one, in the order of the list, stand then as the one before does. */
  reach(key: Key, order: readonly Key[]): void {
    const [from, to] = [order.indexOf(this.#from ?? key), order.indexOf(key)];
    if (from < 0 || from === to) return this.toggle(key);
    const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
    const isOn = this.has(order[from]);
    this.#turns += 1;
    this.#from = key;
    this.#put(from < to ? between : between.reverse(), isOn);
  }

  /** These and no others. */
  set(keys: Iterable<Key>): void {
    this.#turns += 1;
    this.#from = null;
    this.#keys.value = new Set([...keys].slice(0, this.most));
  }

  /** What is not among these is ticked no longer. */
  keep(keys: readonly Key[]): void {
    const here = new Set(keys);
    const left = this.keys.filter((key) => here.has(key));
    if (left.length < this.count) this.#keys.value = new Set(left);
    if (this.#from !== null && !here.has(this.#from)) this.#from = null;
  }

  /** What is beyond the most is left out. */
  #put(keys: readonly Key[], isOn: boolean): void {
    const next = new Set(this.#keys.peek());
    for (const key of keys) {
      if (!isOn) next.delete(key);
      else if (next.size < this.most) next.add(key);
    }
    this.#keys.value = next;
  }
}
