/** Going offline and signing out: at once when nobody is left behind, else after the question what becomes of them. */
import * as api from '../../desk/api.ts';
import { askWhither } from './going.js';

/** `presence` learns what the desk then holds; the same name is kept for every try of the same words. */
export function createDeparture({ session, presence, colleagues }, leaving) {
  const mayTransfer = session.can('conversations.transfer') && session.can('people.see');
  let asking = false;

  async function ask(kind, problem) {
    if (asking) return false;
    asking = true;
    try {
      const went = await askWhither({
        kind, open: problem.said.conversations, colleagues, agentId: session.agent.agent_id, mayTransfer, act: go,
      }, leaving);
      return went;
    } finally {
      asking = false;
    }
  }

  async function go(wishes) {
    const key = crypto.randomUUID();
    // The desk gives nobody new to whoever goes; a beat that says so is no other hand.
    if (presence.chosen === 'online') presence.learn('busy');
    try {
      presence.learn((await api.insist(() => api.setPresence('offline', wishes, key))).status);
    } catch (problem) {
      if (problem.said.conversations) presence.learn(problem.said.presence);
      return problem;
    }
    return null;
  }

  /** The desk refused to let them go: `problem` lists whom they serve. */
  const offline = (problem) => ask('offline', problem);

  async function signOut() {
    const problem = await session.tryToSignOut();
    if (problem && await ask('sign_out', problem)) await session.signOut();
  }

  return { offline, signOut };
}
