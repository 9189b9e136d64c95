/** The search is fetched when it is opened first. */
import { fetched } from "../../desk/late.ts";
import type { Desk } from "../desk.ts";

export async function openSearch(desk: Desk): Promise<void> {
  const late = await fetched(() => import("./search.tsx"));
  await late?.showSearch(desk);
}
