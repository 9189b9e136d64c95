/** Who may change the map. */
import { session } from "../../desk/session.ts";
import { reachesEverything } from "../sections.ts";

export const mayKeep = (): boolean => session.can("touchpoints.manage") && reachesEverything();
