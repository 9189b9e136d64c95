/** Incidents: what is open, for everybody; their lists and pages for who may see them. All of it is fetched late. */
import { useEffect } from "preact/hooks";
import { Late } from "../../desk/late.ts";
import { after } from "../../desk/timer.ts";
import { type Desk, useDesk } from "../desk.ts";
import { Coming } from "../lists/coming.tsx";

const SOON_MS = 3000;
const pages = new Late(() => import("./pages.ts"));
const bar = new Late(() => import("./bar.tsx"));

const SEES = ["incidents.see", "incidents.lead"];

export const maySee = ({ session }: Desk): boolean => SEES.some((permission) => session.can(permission));

export function IncidentLists() {
  const late = pages.use();
  return late ? <late.IncidentLists /> : <Coming />;
}

export function IncidentPage(props: { id: string }) {
  const late = pages.use();
  return late ? <late.IncidentPage {...props} /> : <Coming />;
}

/** A line above everything while something goes wrong; it comes once the page has what it opens with. */
export function OpenIncidents() {
  const desk = useDesk();
  useEffect(() => after(SOON_MS, () => void bar.come()), []);
  const late = bar.there;
  return late && <late.OpenBar maySee={maySee(desk)} />;
}
