/** Going offline and signing out: at once when nobody is left behind, else after the question what becomes of them. */
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { tOf } from "../../desk/i18n.ts";
import type { ChoosePresence } from "../../desk/operations.ts";
import type { Desk } from "../desk.ts";
import { newClientId } from "../outbox.ts";
import type { Colleague } from "./colleagues.ts";
import type { Leaving, OpenOne } from "./going.tsx";
import { askWhither } from "./late.ts";
import type { Status } from "./presence.ts";

export type Wishes = Required<Pick<ChoosePresence, "conversations">>;

export class Departure {
  #asking = false;

  constructor(private readonly desk: Desk) {}

  /** The desk refused to let them go: `problem` lists whom they serve. */
  askBeforeOffline(problem: Problem): Promise<boolean> {
    return this.#ask("offline", problem);
  }

  async signOut(): Promise<void> {
    const { session } = this.desk;
    await this.desk.finish();
    const problem = await session.tryToSignOut();
    if (problem && await this.#ask("sign_out", problem)) await session.signOut();
  }

  /** A supervisor's hand on somebody's status; gives null, or the words that say why it could not be. */
  async set({ agent_id: id, name }: Colleague, status: Status): Promise<string | null> {
    const { colleagues } = this.desk;
    try {
      colleagues.learnStatus(id, (await api.insist(() => api.setPresenceOf(id, status))).status);
    } catch (trouble) {
      const { code, said } = trouble as Problem;
      if (code !== "conversations_open") return tOf("people.failed", code, { name, code });
      await this.#sendAway(id, name, said.conversations);
    }
    colleagues.wake();
    return null;
  }

  /** Somebody else goes offline, with what becomes of those whom they serve. */
  #sendAway(agentId: string, name: string, open: OpenOne[]): Promise<boolean> {
    const mayTransfer = this.desk.session.can("conversations.transfer");
    const act = async (wishes: Wishes) => {
      const key = newClientId();
      try {
        await api.insist(() => api.setPresenceOf(agentId, "offline", wishes, key));
        return null;
      } catch (problem) {
        return problem as Problem;
      }
    };
    return askWhither({ kind: "other", name, open, agentId, mayTransfer, act, colleagues: this.desk.colleagues });
  }

  async #ask(kind: Leaving["kind"], problem: Problem): Promise<boolean> {
    if (this.#asking) return false;
    this.#asking = true;
    const { session, colleagues, agentId } = this.desk;
    const mayTransfer = session.can("conversations.transfer") && session.can("people.see");
    try {
      return await askWhither({
        kind,
        open: problem.said.conversations,
        colleagues,
        agentId,
        mayTransfer,
        act: (wishes) => this.#go(wishes),
      });
    } finally {
      this.#asking = false;
    }
  }

  async #go(wishes: Wishes): Promise<Problem | null> {
    const { presence } = this.desk;
    const key = newClientId();
    // The desk gives nobody new to whoever goes; a beat that says so is no other hand.
    if (presence.chosen === "online") presence.learn("busy");
    try {
      presence.learn((await api.insist(() => api.setPresence("offline", wishes, key))).status);
    } catch (trouble) {
      const problem = trouble as Problem;
      if (problem.said.conversations) presence.learn(problem.said.presence);
      return problem;
    }
    return null;
  }
}
