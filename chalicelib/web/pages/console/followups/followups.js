/** Follow-ups: customers to be called, when and by whom, and how many of them are due for this agent today. */
import * as api from '../../desk/api.ts';
import { now } from '../../desk/time.ts';
import { Worklist } from '../worklist.js';

export const KINDS = ['callback', 'pre_sale', 'after_sale', 'complaint', 'care'];
/** Those that people plan; a callback comes of a low score. */
export const PLANNED_KINDS = KINDS.slice(1);

const PACE_MS = 60_000;
const PLACE = 'followup/';
const NOT_OF_CALLBACKS = ['refused', 'wrong_contact'];
const OUTCOMES = ['reached', 'not_reached', 'solved', 'became_ticket', ...NOT_OF_CALLBACKS];

/** What a call may come to. */
export const outcomesOf = (kind) => (kind === 'callback' ? OUTCOMES.filter((one) => !NOT_OF_CALLBACKS.includes(one)) : OUTCOMES);

/** A follow-up's place in the address, and the follow-up of a place, or null. */
export const placeOf = (followUpId) => PLACE + followUpId;
export const followUpOf = (place) => (place?.startsWith(PLACE) ? place.slice(PLACE.length) : null);

export const isLate = (one) => one.state === 'open' && new Date(one.due_at) < now();

/** The calls made so far, and what the desk itself noted beside them: only a call has an outcome. */
export const callsIn = (one) => one.notes.filter(({ outcome }) => outcome);
export const remarksIn = (one) => one.notes.filter(({ outcome }) => !outcome);

export class FollowUps extends Worklist {
  #session;

  constructor(session) {
    super({ view: 'today', always: 'today', pace: PACE_MS });
    this.#session = session;
    this.filters = { state: 'open', kind: '' };
  }

  get may() {
    return this.#session.can('followups.work') || this.#session.can('callbacks.work');
  }

  /** Whose rights end at themselves have no others to look at. */
  get views() {
    return this.#session.agent.scope === 'own' ? ['today', 'overdue', 'mine'] : ['today', 'overdue', 'mine', 'all'];
  }

  /** How many this agent should do today, late ones among them. */
  get waiting() {
    const { loaded, next } = this.pageOf('today');
    return { known: loaded, count: this.itemsOf('today').length, more: Boolean(next) };
  }

  idOf(one) {
    return one.followup_id;
  }

  read({ view, filters: { state, kind }, cursor }) {
    return api.listFollowUps({ view, cursor, ...(isFiltered(view) && { state, kind }) });
  }

  belongs(one, view, { state, kind }) {
    const mine = one.owner.id === this.#session.agent?.agent_id;
    if (view === 'today') return one.state === 'open' && mine;
    if (view === 'overdue') return isLate(one);
    return one.state === state && (!kind || one.kind === kind) && (view === 'all' || mine);
  }
}

/** The long lists have filters, those of the day do not. */
export const isFiltered = (view) => view === 'mine' || view === 'all';
