/**
 * A request that is being written: what was typed and chosen, and the name of the request that sends it. It survives a
 * reload; the name stays as long as the same thing is sent, so that a request whose receipt was lost is not done twice.
 */
import { newClientId } from './outbox.js';
import { tab } from '../desk/storage.ts';

export class RequestDraft {
  #place;
  #kept;

  constructor(place) {
    this.#place = place;
    this.#kept = tab.read(place, {});
  }

  /** What was kept of it, or `otherwise`. */
  get(name, otherwise) {
    return this.#kept[name] ?? otherwise;
  }

  keep(changes) {
    this.#kept = { ...this.#kept, ...changes };
    tab.write(this.#place, this.#kept);
  }

  forget() {
    this.#kept = {};
    tab.remove(this.#place);
  }

  /** What is sent: `body` with its client_id. */
  request(body) {
    const asked = JSON.stringify(body);
    if (this.#kept.asked !== asked) this.keep({ asked, client_id: newClientId() });
    return { ...body, client_id: this.#kept.client_id };
  }
}
