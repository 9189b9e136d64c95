/** What is one's own to choose: fetched when it is opened first. */
import { Late } from "../../desk/late.ts";
import type { Desk } from "../desk.ts";

export const own = new Late(() => import("./own.ts"));

export const showProfile = async (desk: Desk): Promise<void> => (await own.come())?.showProfile(desk);
