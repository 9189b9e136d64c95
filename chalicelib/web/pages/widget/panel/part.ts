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
