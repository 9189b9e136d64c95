/** What goes wrong at the moment, for everybody; read every half a minute while somebody looks at the page. */
import { signal } from "@preact/signals";
import { ask } from "../../desk/asking.ts";
import { listOpenIncidents, type OpenIncidentView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";

const PACE_MS = 30_000;

const open = signal<readonly OpenIncidentView[]>([]);

const poller = new Poller(async () => {
  if (!document.hidden) open.value = (await ask(listOpenIncidents, { query: {} })).items;
  return PACE_MS;
});

/** The newest first. */
export const openOnes = (): OpenIncidentView[] => [...open.value].reverse();

/** Reads it from now on; gives what ends that. */
export function follow(): () => void {
  poller.start();
  return () => poller.stop();
}

/** Looks anew, once something was begun or ended here. */
export const lookAnew = (): void => poller.wake();
