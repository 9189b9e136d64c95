/**
 * Who is signed in, in this tab. Survives a reload; tells `changed` when the desk says something new about the agent, and
 * `ended` with the reason when it is over.
 */
import * as api from './api.ts';
import { tab } from './storage.js';
import { after } from './timer.js';

/** Where people, groups and plans are managed. */
export const administration = `${api.base}admin`;

/** What there is to see without anything to manage. */
const SEEN_THERE = ['notices.see', 'surveys.see', 'audit.read'];

/** How long a desk that does not answer keeps somebody who wants to go. */
const PATIENCE_MS = 3000;

class Session extends EventTarget {
  agent = null;

  constructor() {
    super();
    api.refusals.addEventListener('session_ended', () => this.#end('session_ended'));
    api.refusals.addEventListener('password_change_required', () => this.#learn({ must_change_password: true }));
    api.refusals.addEventListener('forbidden', () => this.refresh());
    const kept = tab.read('session');
    if (kept?.token && kept?.agent?.permissions) this.#begin(kept);
    if (this.agent) this.refresh();
  }

  can(permission) {
    return this.agent.permissions.includes(permission);
  }

  get mayManage() {
    return this.agent.permissions.some((permission) => permission.endsWith('.manage') || SEEN_THERE.includes(permission));
  }

  /** Asks who we are now; what was known stays when there is no answer. */
  async refresh() {
    const { agent_id: id } = this.agent;
    const answer = await api.readSession().catch(() => null);
    if (answer && this.agent?.agent_id === id) this.#learn(answer.agent);
  }

  passwordChanged() {
    this.#learn({ must_change_password: false });
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

  /** Leaves, unless the desk wants to know first what becomes of open conversations: the Problem that lists them, or null. */
  async tryToSignOut() {
    const told = api.signOut().then(() => null, (problem) => problem);
    const problem = await Promise.race([told, new Promise((resolve) => after(PATIENCE_MS, resolve))]);
    if (problem?.code === 'conversations_open') return problem;
    this.#end('signed_out');
    return null;
  }

  /** The address that signed in last in this tab, so that coming back needs the password only. */
  get lastEmail() {
    return tab.read('last_email', '');
  }

  /** What an agent's day changes (status, load) is told elsewhere; here only who they are and what they may do. */
  #learn(said) {
    if (!this.agent) return;
    const before = looksOf(this.agent);
    this.agent = { ...this.agent, ...said };
    tab.write('session', { ...tab.read('session'), agent: this.agent });
    if (looksOf(this.agent) !== before) this.dispatchEvent(new Event('changed'));
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

const looksOf = ({ name, number, role, capacity, scope, permissions, must_change_password: must }) =>
  JSON.stringify([name, number, role, capacity, scope, permissions, must]);

export const session = new Session();
