/** Who else is there: their status and load, read while something on the page shows them. */
import * as api from '../../desk/api.ts';
import { Poller } from '../../desk/poller.ts';

const PACE_MS = 5000;
const READINESS = ['online', 'busy', 'break', 'offline'];

export class Colleagues extends EventTarget {
  #poller = new Poller(() => this.#read());
  #shown = 0;

  agents = [];
  groups = [];
  loaded = false;
  failed = false;

  /** Reads on until `leaving` ends. */
  follow(leaving) {
    if (leaving.aborted) return;
    this.#shown += 1;
    this.#poller.start();
    leaving.addEventListener('abort', () => {
      this.#shown -= 1;
      if (!this.#shown) this.#poller.stop();
    }, { once: true });
  }

  wake() {
    this.#poller.wake();
  }

  get(id) {
    return this.agents.find((one) => one.agent_id === id) ?? null;
  }

  async #read() {
    try {
      const [agents, groups] = await Promise.all([api.listColleagues(), api.listGroups()]);
      this.agents = agents.sort((a, b) => readiness(a) - readiness(b) || a.number.localeCompare(b.number, undefined, { numeric: true }));
      this.groups = groups;
      this.loaded = true;
      this.failed = false;
    } catch (problem) {
      this.failed = !this.loaded;
      if (problem.status === 403) return null;
      throw problem;
    } finally {
      this.dispatchEvent(new Event('changed'));
    }
    return PACE_MS;
  }
}

/** Those who can take one more come first, then the full ones, then those who are not online. */
const readiness = (one) => READINESS.indexOf(one.status) * 2 + (isFull(one) ? 1 : 0);

export const isFull = (one) => one.serving >= one.capacity;

/** How many of a group are online with a free place. */
export function freeIn(group, agents, exceptId) {
  const members = agents.filter((one) => one.agent_id !== exceptId && [group.leader_id, ...group.member_ids].includes(one.agent_id));
  return members.filter((one) => one.status === 'online' && !isFull(one)).length;
}
