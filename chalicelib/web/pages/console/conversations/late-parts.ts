/** The parts of the card that are not in the page from its beginning. */
import { signal } from "@preact/signals";
import { fetched } from "../../desk/late.ts";

type Late = typeof import("./card-late.ts");

const parts = signal<Late | null>(null);
let asked: Promise<void> | null = null;

/** Null until they are there. */
export const lateParts = (): Late | null => parts.value;

/** Fetches them, once; and again when that failed. */
export function fetchLateParts(): Promise<void> {
  asked ??= fetched(() => import("./card-late.ts")).then(async (late) => {
    if (late && await late.isSpoken()) parts.value = late;
    else asked = null;
  });
  return asked;
}
