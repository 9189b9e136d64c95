/** Messages left while nobody was there, and how many nobody has taken yet. */
import * as api from "../../desk/api.ts";
import type { MessageView } from "../../desk/operations.ts";
import type { Session } from "../../desk/session.ts";
import { Worklist } from "../worklist.ts";

export type View = "mine" | "new" | "all";
export const VIEWS: readonly View[] = ["mine", "new", "all"];

export interface Filters {
  state: MessageView["state"] | "";
}

interface Asked {
  view: View;
  filters: Filters;
  cursor?: string;
}

const PACE_MS = 30_000;
const PLACE = "message/";

/** A message's place in the address, beside those of conversations; and the message of a place, or null. */
export const placeOf = (messageId: string): string => PLACE + messageId;
export const messageOf = (place: string | null): string | null =>
  place?.startsWith(PLACE) ? place.slice(PLACE.length) : null;

export class Messages extends Worklist<MessageView, View, Filters> {
  constructor(private readonly session: Session, private readonly agentId: string) {
    super({ view: "mine", filters: { state: "" }, always: "new", paceMs: PACE_MS });
  }

  override get may(): boolean {
    return this.session.can("offline.answer");
  }

  /** How many wait for this agent: given to them, or to nobody. `more`: there are further pages. */
  get waiting() {
    const { loaded, next } = this.pageOf("new");
    const ours = this.itemsOf("new").filter(({ agent }) => !agent || agent.id === this.agentId);
    return { known: loaded, count: ours.length, more: Boolean(next) };
  }

  override idOf({ message_id: id }: MessageView): string {
    return id;
  }

  protected override read({ view, filters, cursor }: Asked) {
    return api.listMessages({ view, state: view === "all" ? filters.state : "", cursor });
  }

  protected override belongs(message: MessageView, view: View, { state }: Filters): boolean {
    if (view === "new") return message.state === "new";
    if (view === "mine") return message.agent?.id === this.agentId;
    return !state || message.state === state;
  }

  /** The list tells less of the answers than the message itself: what is known of their delivery stays. */
  protected override merged(known: MessageView | undefined, message: MessageView): MessageView {
    const toldMore = message.answers?.some(({ notices }) => notices);
    const isSame = known?.answers.length === message.answers?.length;
    const answers = !toldMore && known && isSame ? known.answers : message.answers;
    return { ...known, ...message, answers: answers ?? [] };
  }
}
