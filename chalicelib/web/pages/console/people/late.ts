/** What is asked now and then about people: fetched when it is asked first. */
import { Late } from "../../desk/late.ts";
import type { Choosing } from "./choose.tsx";
import type { Leaving } from "./going.tsx";
import type { Presence } from "./presence.ts";

export const people = new Late(() => import("./parts.ts"));

export const choose = async (choosing: Choosing): Promise<void> => (await people.come())?.choose(choosing);

/** Resolves to whether they went. */
export const askWhither = async (leaving: Leaving): Promise<boolean> =>
  await (await people.come())?.askWhither(leaving) ?? false;

export const askReply = async (presence: Presence): Promise<void> => (await people.come())?.askReply(presence);
