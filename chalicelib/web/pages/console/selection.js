/** Which conversation is open. It stands in the address, so a reload and the phone's back button do what one expects. */

export class Selection extends EventTarget {
  #leaving = new AbortController();

  constructor() {
    super();
    this.id = fromAddress();
  }

  start() {
    window.addEventListener('hashchange', () => this.#become(fromAddress()), { signal: this.#leaving.signal });
  }

  stop() {
    this.#leaving.abort();
  }

  choose(id) {
    if (id === this.id) return;
    const address = id ? `#${encodeURIComponent(id)}` : window.location.pathname + window.location.search;
    // From one to the next is not a step to go back to; from the list into a conversation is.
    if (this.id) window.history.replaceState(null, '', address);
    else window.history.pushState(null, '', address);
    this.#become(id);
  }

  #become(id) {
    if (id === this.id) return;
    this.id = id;
    this.dispatchEvent(new Event('changed'));
  }
}

function fromAddress() {
  try {
    return decodeURIComponent(window.location.hash.slice(1)) || null;
  } catch {
    return null;
  }
}
