/** One's own phrases are fetched when they are opened first. */
import { fetched } from "../../desk/late.ts";
import type { Desk } from "../desk.ts";

export async function openOwnPhrases(desk: Desk): Promise<void> {
  const late = await fetched(() => import("./own.tsx"));
  late?.showOwnPhrases(desk);
}
