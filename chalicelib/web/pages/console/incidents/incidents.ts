/** All incidents, the newest first, and those of them that are open; read while somebody looks. */
import type { IncidentInList } from "../../desk/operations.ts";
import type { Desk } from "../desk.ts";
import { type Listed, Worklist } from "../worklist.ts";
import * as asking from "./asking.ts";
import { maySee } from "./late.tsx";

export type View = "open" | "all";
export const VIEWS: readonly View[] = ["open", "all"];

const PACE_MS = 20_000;

export class Incidents extends Worklist<IncidentInList, View, Record<never, never>> {
  constructor(private readonly desk: Desk) {
    super({ view: "open", filters: {}, always: "all", paceMs: PACE_MS });
  }

  get may(): boolean {
    return maySee(this.desk);
  }

  idOf({ incident_id: id }: IncidentInList): string {
    return id;
  }

  // Both are one list of the desk's, of which one shows a part.
  protected read({ cursor }: { cursor?: string }): Promise<Listed<IncidentInList>> {
    return asking.listIncidents(cursor);
  }

  protected belongs({ state }: IncidentInList, view: View): boolean {
    return view === "all" || state === "open";
  }
}

const known = new WeakMap<Desk, Incidents>();

/** This desk's. */
export function incidentsOf(desk: Desk): Incidents {
  const incidents = known.get(desk) ?? new Incidents(desk);
  known.set(desk, incidents);
  return incidents;
}
