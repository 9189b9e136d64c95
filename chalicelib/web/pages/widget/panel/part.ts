/** Fetches what not every visitor needs, as often as it takes. */
import { backoffMs } from "./pace.ts";

/** What `open(module)` makes of the built file of this name, or null as soon as `isGone()`. */
export async function openPart<Module, Part>(
  name: string,
  isGone: () => boolean,
  open: (module: Module) => Promise<Part>,
): Promise<Part | null> {
  for (let failures = 0; !isGone();) {
    try {
      // Some browsers remember a module that failed: a retry has another address.
      return await open(await import(`./${name}${failures ? `?${failures}` : ""}`));
    } catch {
      failures += 1;
      await new Promise((resolve) => setTimeout(resolve, backoffMs(failures)));
    }
  }
  return null;
}

/** A part that is fetched once, at the first need of it. */
export class Late<Env, Part extends { close(): void }> {
  #loading: Promise<Part | null> | null = null;
  #isGone = false;

  constructor(private readonly name: string, private readonly env: Env) {}

  /** Null: it is not needed any more. */
  async load(): Promise<Part | null> {
    const open = (module: { open(env: Env): Promise<Part> }) => module.open(this.env);
    const part = await (this.#loading ??= openPart(this.name, () => this.#isGone, open));
    return this.#isGone ? null : part;
  }

  close(): void {
    this.#isGone = true;
    this.#loading?.then((part) => part?.close());
  }
}
