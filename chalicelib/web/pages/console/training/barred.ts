/** Whether one is kept from conversations; looked at once after signing in, and by whoever opens training. */
import { signal } from "@preact/signals";
import { after } from "../../desk/timer.ts";
import * as asking from "./asking.ts";

const SOON_MS = 9000;

export const barred = signal(false);

async function look(): Promise<void> {
  try {
    barred.value = (await asking.mineOnce()).barred;
  } catch {
    // Whoever takes a conversation is told.
  }
}

/** Looks soon, unless what it returns is called before. */
export const lookSoon = (): () => void => after(SOON_MS, () => void look());
