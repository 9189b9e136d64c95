/** The search is fetched when it is opened first. */
import { fetched } from "../../desk/late.ts";
import type { Desk } from "../desk.ts";
import type { Kind } from "./search.ts";

/** `words`: they are looked for at once, among what is of this kind. */
export async function openSearch(desk: Desk, words = "", kind: Kind = ""): Promise<void> {
  const late = await fetched(() => import("./search.tsx"));
  await late?.showSearch(desk, words, kind);
}
