/** The keys that an agent has chosen instead of the usual ones, in this browser and in every tab of it. */
import { signal } from "@preact/signals";
import { browser, type Kept } from "../../desk/storage.ts";

/** By the usual keys; "" where none do it any more. */
type Chosen = Readonly<Record<string, string>>;

export class OwnKeys {
  readonly #key: string;
  readonly #chosen = signal<Chosen>({});

  constructor(agentId: string, private readonly kept: Kept = browser) {
    this.#key = `keys.${agentId}`;
    const read = () => this.#chosen.value = this.#read();
    read();
    kept.onChange(this.#key, read);
  }

  /** Which keys do what is usually done with these; "" when none do. */
  readonly of = (usual: string): string => this.#chosen.value[usual] ?? usual;

  get areUsual(): boolean {
    return !Object.keys(this.#chosen.value).length;
  }

  choose(usual: string, keys: string): void {
    // Read anew: another tab may have chosen since, for something else.
    const { [usual]: _, ...others } = this.#read();
    this.#put(keys === usual ? others : { ...others, [usual]: keys });
  }

  backAll(): void {
    this.#put({});
  }

  #read(): Chosen {
    return this.kept.read<Chosen>(this.#key, {});
  }

  #put(chosen: Chosen): void {
    this.#chosen.value = chosen;
    if (this.areUsual) this.kept.remove(this.#key);
    else this.kept.write(this.#key, chosen);
  }
}
