/** The sheet of the keys: fetched when it is opened first. */
import { Late } from "../../desk/late.ts";
import type { Desk } from "../desk.ts";

const sheet = new Late(() => import("./sheet.tsx"));

export const showKeys = async (desk: Desk): Promise<void> => (await sheet.come())?.showKeys(desk);
