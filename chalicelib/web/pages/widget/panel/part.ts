/** Fetches what not every visitor needs, as often as it takes. */
import { backoffMs } from "./pace.ts";

/** The built file of this name; the browser fetches it once. */
// deno-lint-ignore no-explicit-any
export const fetched = (name: string): Promise<any> => import(`./${name}`);

/** What `open(module)` makes of the built file of this name, or null as soon as `isGone()`. */
export async function openPart<Module, Part>(
  name: string,
  isGone: () => boolean,
  open: (module: Module) => Promise<Part>,
): Promise<Part | null> {
  for (let failures = 0; !isGone();) {
    try {
      // Some browsers remember a module that failed: a retry has another address.
      return await open(await fetched(name + (failures ? `?${failures}` : "")));
    } catch {
      failures += 1;
      await new Promise((resolve) => setTimeout(resolve, backoffMs(failures)));
    }
  }
  return null;
}

/** A part that is fetched once, at the first need of it. */
export class Late<Env, Part extends object> {
  #loading: Promise<Part | null> | null = null;
  #isGone = false;
  /** Null: it is not there yet. */
  part: Part | null = null;

  /** `verb` names what its module makes it with. */
  constructor(private readonly name: string, protected readonly env: Env, private readonly verb = "open") {}

  /** Null: it is not needed any more. */
  async load(): Promise<Part | null> {
    const open = (module: Record<string, (env: Env) => Promise<Part>>) => module[this.verb](this.env);
    const part = await (this.#loading ??= openPart(this.name, () => this.#isGone, open));
    return this.#isGone ? null : this.part = part;
  }

  close(): void {
    this.#isGone = true;
    this.#loading?.then((part: { close?(): void } | null) => part?.close?.());
  }
}
