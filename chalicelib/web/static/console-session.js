/** Who is signed in, in this tab. Survives a reload; tells `ended` with the reason when it is over. */
import * as api from './console-api.js';
import { tab } from './console-storage.js';

class Session extends EventTarget {
  agent = null;

  constructor() {
    super();
    api.refusals.addEventListener('session_ended', () => this.#end('session_ended'));
    const kept = tab.read('session');
    if (kept?.token && kept?.agent?.agent_id) this.#begin(kept);
  }

  async signIn(email, password) {
    const { token, agent } = await api.signIn(email, password);
    tab.write('session', { token, agent });
    tab.write('last_email', agent.email ?? email);
    this.#begin({ token, agent });
  }

  /** Leaves at once on this side; a desk that does not answer frees the seat when the lease runs out. */
  async signOut() {
    const told = api.signOut().catch(() => null);
    this.#end('signed_out');
    await told;
  }

  /** The address that signed in last in this tab, so that coming back needs the password only. */
  get lastEmail() {
    return tab.read('last_email', '');
  }

  #begin({ token, agent }) {
    this.agent = agent;
    api.useToken(token);
  }

  #end(reason) {
    if (!this.agent) return;
    this.agent = null;
    api.useToken(null);
    tab.remove('session');
    this.dispatchEvent(new CustomEvent('ended', { detail: { reason } }));
  }
}

export const session = new Session();
