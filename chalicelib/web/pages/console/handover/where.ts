/** Where in the console something that is open is finished. */
import type { UnfinishedThing } from "../../desk/operations.ts";
import { placeOf as placeOfFollowUp } from "../followups/followups.ts";
import { placeOf as placeOfMessage } from "../offline/messages.ts";
import { placeOf as placeOfTicket } from "../tickets/place.ts";

/** Where in the console it is finished. */
export function placeOf({ kind, thing_id: id }: Pick<UnfinishedThing, "kind" | "thing_id">): string {
  if (kind === "conversation") return id;
  if (kind === "message") return placeOfMessage(id);
  return kind === "ticket" ? placeOfTicket(id) : placeOfFollowUp(id);
}
