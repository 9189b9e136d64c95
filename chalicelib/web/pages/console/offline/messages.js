/** Messages left while nobody was there, and how many nobody has taken yet. */
import * as api from '../../desk/api.ts';
import { Worklist } from '../worklist.js';

export const VIEWS = ['mine', 'new', 'all'];

const PACE_MS = 30_000;
const PLACE = 'message/';

/** A message's place in the address, beside those of conversations; and the message of a place, or null. */
export const placeOf = (messageId) => PLACE + messageId;
export const messageOf = (place) => (place?.startsWith(PLACE) ? place.slice(PLACE.length) : null);

export class Messages extends Worklist {
  #session;

  constructor(session) {
    super({ view: 'mine', always: 'new', pace: PACE_MS });
    this.#session = session;
    this.filters = { state: '' };
  }

  get may() {
    return this.#session.can('offline.answer');
  }

  /** How many wait for this agent: given to them, or to nobody. `more`: there are further pages. */
  get waiting() {
    const { loaded, next } = this.pageOf('new');
    const ours = this.itemsOf('new').filter(({ agent }) => !agent || agent.id === this.#session.agent?.agent_id);
    return { known: loaded, count: ours.length, more: Boolean(next) };
  }

  idOf(message) {
    return message.message_id;
  }

  read({ view, filters, cursor }) {
    return api.listMessages({ view, state: view === 'all' ? filters.state : '', cursor });
  }

  belongs(message, view, { state }) {
    if (view === 'new') return message.state === 'new';
    if (view === 'mine') return message.agent?.id === this.#session.agent?.agent_id;
    return !state || message.state === state;
  }

  /** The list tells less of the answers than the message itself: what is known of their delivery stays. */
  merged(known, message) {
    const toldMore = message.answers?.some(({ notices }) => notices);
    const answers = !toldMore && known?.answers?.length === message.answers?.length ? known?.answers : message.answers;
    return { ...known, ...message, answers: answers ?? [] };
  }
}
