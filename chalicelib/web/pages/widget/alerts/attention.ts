/**
 * What is made of an answer that the visitor does not see: a sound, and a notification if they wished for one and the tab
 * is hidden. Nobody hears of an answer twice, and nobody who looks at it in another tab.
 */

export interface Heard {
  text: string;
  author: { name?: string | null } | null;
  /** When it was said, as the desk tells it. */
  at: string;
}

/** Runs it unless another tab is at it, or the visitor looks at the conversation there. */
export type Unless = (work: () => void) => Promise<void>;

interface Shelf {
  read(name: string): unknown;
  write(name: string, value: unknown): void;
}

interface Parts {
  /** Of the conversation. */
  shelf: Shelf;
  /** Of the browser, whoever uses it. */
  settings: Shelf;
  /** Whether the visitor sees what comes. */
  isLooking: () => boolean;
  isHidden: () => boolean;
  unless: Unless;
  ring: () => void;
  notify: (heard: Heard) => void;
  /** For tests: when what comes with this answer has come. */
  turn?: () => Promise<unknown>;
}

const nextTurn = () => new Promise((resolve) => setTimeout(resolve));

export class Attention {
  readonly #parts: Parts;
  #last: Heard | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get hasSound(): boolean {
    return !this.#parts.settings.read("muted");
  }

  set hasSound(hasSound: boolean) {
    this.#parts.settings.write("muted", !hasSound);
    if (hasSound) this.#parts.ring();
  }

  get notifies(): boolean {
    return Boolean(this.#parts.settings.read("notified"));
  }

  set notifies(notifies: boolean) {
    this.#parts.settings.write("notified", notifies);
  }

  /** Several answers that come at once are one, the last. */
  async hear(heard: Heard): Promise<void> {
    const { turn = nextTurn, isLooking, unless } = this.#parts;
    const isFirst = this.#last === null;
    this.#last = heard;
    if (!isFirst) return;
    await turn();
    const last = this.#last;
    this.#last = null;
    if (last && !isLooking()) await unless(() => this.#tell(last));
  }

  #tell(heard: Heard): void {
    const { shelf, isHidden, ring, notify } = this.#parts;
    const time = Date.parse(heard.at);
    // Other tabs, and the page before this one, may have told of it.
    if (!(time > Number(shelf.read("told") ?? 0))) return;
    shelf.write("told", time);
    if (this.hasSound) ring();
    if (isHidden() && this.notifies) notify(heard);
  }
}
