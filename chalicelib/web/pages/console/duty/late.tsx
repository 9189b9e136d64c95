/** The duty log: its lists and pages, fetched late. */
import { Late } from "../../desk/late.ts";
import type { Desk } from "../desk.ts";
import { Coming } from "../lists/coming.tsx";
import type { Looked } from "./place.ts";

const pages = new Late(() => import("./pages.ts"));

const WORKS = ["duty.work", "duty.lead"];

export const mayDuty = ({ session }: Pick<Desk, "session">): boolean =>
  WORKS.some((permission) => session.can(permission));

export function DutyLists() {
  const late = pages.use();
  return late ? <late.DutyLists /> : <Coming />;
}

export function DutyPage(props: Looked) {
  const late = pages.use();
  return late ? <late.DutyPage {...props} /> : <Coming />;
}
