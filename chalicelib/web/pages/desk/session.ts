/** Who is signed in, in all tabs of this browser: whoever signs in or out in one does so in each. */
import { signal } from "@preact/signals";
import * as api from "./api.ts";
import type { Problem } from "./client.ts";
import type { AgentView } from "./operations.ts";
import { wakeAll } from "./poller.ts";
import { browser, tab } from "./storage.ts";
import { after } from "./timer.ts";
import { Refusal, squareOf, upload } from "./upload.ts";

/** Where people, groups and plans are managed. */
export const administration = `${api.base}admin`;

/** What there is to see without anything to manage. */
const SEEN_THERE = ["notices.see", "surveys.see", "audit.read"];

/** How long a desk that does not answer keeps somebody who wants to go. */
const PATIENCE_MS = 3000;

const KEPT = "session";

/** Why a session is over. */
export type Ending = "signed_out" | "session_ended";

interface Begun {
  token: string;
  agent: AgentView;
  /** The version of the agreement that is to be accepted. */
  agreement?: number | null;
}

class Session {
  readonly #agent = signal<AgentView | null>(null);
  readonly #ending = signal<Ending | null>(null);
  readonly #asked = signal(false);
  #token: string | null = null;

  constructor() {
    api.refusals.addEventListener("session_ended", () => this.#end("session_ended"));
    api.refusals.addEventListener("password_change_required", () => this.#learn({ must_change_password: true }));
    api.refusals.addEventListener("agreement_needed", () => this.#ask(true));
    api.refusals.addEventListener("forbidden", () => this.refresh());
    browser.onChange(KEPT, () => this.#follow());
    this.#follow();
    if (this.signedIn) this.refresh();
  }

  /** Whoever renders with one of these is rendered anew when it changes. */
  get signedIn(): boolean {
    return this.#agent.value !== null;
  }

  /** Why the session that was here is over; null while there is one, or was none. */
  get ending(): Ending | null {
    return this.#ending.value;
  }

  /** The agent who is signed in; nobody may ask while nobody is. */
  get agent(): AgentView {
    return this.#agent.value!;
  }

  can(permission: string): boolean {
    return this.agent.permissions.includes(permission);
  }

  get mayManage(): boolean {
    return this.agent.permissions.some((permission) =>
      permission.endsWith(".manage") || SEEN_THERE.includes(permission)
    );
  }

  /** Whether the agreement is to be accepted before anything of customers opens. */
  get asksForAgreement(): boolean {
    return this.#asked.value;
  }

  /** It was: whatever waited for that is asked for again. */
  accepted(): void {
    this.#ask(false);
    this.#goOn();
  }

  /** Whatever was refused for want of the agreement is asked for again. */
  #goOn(): void {
    wakeAll();
    api.refusals.dispatchEvent(new Event("agreement_accepted"));
  }

  /** Asks who we are now; what was known stays when there is no answer. */
  async refresh(): Promise<void> {
    const id = this.#agent.peek()?.agent_id;
    const answer = await api.readSession().catch(() => null);
    if (!answer || this.#agent.peek()?.agent_id !== id) return;
    this.#learn(answer.agent);
    this.#ask(answer.agreement !== null);
  }

  /** Ends this agent's sessions on other machines. */
  async signOutElsewhere(): Promise<void> {
    await api.signOutElsewhere();
  }

  async changePassword(current: string, password: string): Promise<void> {
    await api.changePassword(current, password);
    this.#learn({ must_change_password: false });
  }

  /** Be shown by this picture, cut to a small square. Throws Refusal, or what kept it from getting through. */
  async usePicture(file: File): Promise<void> {
    const square = await squareOf(file);
    if (!square) throw new Refusal("broken");
    const asks = { ticket: api.sendPicture, arrived: api.choosePicture };
    const { picture } = await upload(square, null, asks, { progress: () => {}, signal: new AbortController().signal });
    this.#learn({ picture });
  }

  async dropPicture(): Promise<void> {
    await api.removeOwnPicture();
    this.#learn({ picture: null });
  }

  async signIn(email: string, password: string): Promise<void> {
    const { token, agent, agreement } = await api.signIn(email, password);
    browser.write(KEPT, { token, agent, agreement });
    tab.write("last_email", agent.email ?? email);
    this.#begin({ token, agent, agreement });
  }

  /** Leaves at once on this side; a desk that does not answer frees the seat when the lease runs out. */
  async signOut(): Promise<void> {
    const told = api.signOut().catch(() => null);
    this.#end("signed_out");
    await told;
  }

  /** Leaves, unless the desk wants to know first what becomes of open conversations: the Problem that lists them, or null. */
  async tryToSignOut(): Promise<Problem | null> {
    const told = api.signOut().then(() => null, (problem: Problem) => problem);
    const late = new Promise<null>((resolve) => after(PATIENCE_MS, () => resolve(null)));
    const problem = await Promise.race([told, late]);
    if (problem?.code === "conversations_open") return problem;
    this.#end("signed_out");
    return null;
  }

  /** The address that signed in last in this tab, so that coming back needs the password only. */
  get lastEmail(): string {
    return tab.read("last_email", "");
  }

  /** What an agent's day changes (status, load) is told elsewhere; here only who they are and what they may do. */
  #learn(told: Partial<AgentView>): void {
    const known = this.#agent.peek();
    if (!known) return;
    const agent = { ...known, ...told };
    this.#agent.value = agent;
    browser.write(KEPT, { ...browser.read<Begun>(KEPT), agent });
  }

  /** What another tab did counts here too. */
  #follow(): void {
    const kept = browser.read<Begun>(KEPT) ?? tab.read<Begun>(KEPT);
    const known = this.#agent.peek();
    if (!kept?.token || !kept.agent?.permissions) {
      this.#end("signed_out");
    } else if (known && known.agent_id !== kept.agent.agent_id) {
      location.reload(); // nothing of the one who was here may be seen by the other
    } else {
      this.#begin(kept);
    }
  }

  #ask(asked: boolean): void {
    if (!this.#agent.peek() || this.#asked.peek() === asked) return;
    this.#asked.value = asked;
    browser.write(KEPT, { ...browser.read<Begun>(KEPT), agreement: asked ? 1 : null });
  }

  #begin({ token, agent, agreement = null }: Begun): void {
    this.#ending.value = null;
    const waited = this.#asked.peek();
    this.#asked.value = agreement !== null;
    this.#token = token;
    api.useToken(token);
    // Last: whoever follows this may ask at once.
    this.#agent.value = agent;
    if (waited && agreement === null) this.#goOn();
  }

  #end(reason: Ending): void {
    if (!this.#agent.peek()) return;
    const kept = browser.read<Begun>(KEPT);
    if (kept?.token === this.#token) browser.remove(KEPT); // another tab may have begun the next one
    this.#agent.value = null;
    this.#asked.value = false;
    this.#token = null;
    api.useToken(null);
    tab.remove(KEPT);
    this.#ending.value = reason;
  }
}

export type { Session };
export const session = new Session();
