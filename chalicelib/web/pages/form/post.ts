/**
 * Sends what was left: each letter is a record in storage with a client_id of its own until the desk has said that it is
 * stored, so that a lost answer, a reload or a second tab never makes two of one.
 */
import type { LeftView } from "../desk/operations.ts";
import type { Alone } from "../widget/panel/lock.ts";
import { backoffMs, Nap } from "../widget/panel/pace.ts";
import { newId, type Shelf } from "../widget/panel/storage.ts";
import { type Answer, NoAnswer, Refused } from "../widget/panel/transport.ts";
import { pageAddress, type Visitor } from "../widget/panel/visitor.ts";

const BEGINNING = "outgoing:";
const TURNS_AT_ONCE = 3;
/** Whoever is asked to wait longer than this gets the form back. */
const LONGEST_WAIT_MS = 60000;

export interface Letter {
  text: string;
  name: string;
  mobile?: string;
  email?: string;
  conversation_id?: string;
  consent?: number | null;
  declined?: number | null;
}

/** Nothing gets through, or the desk asks for so many seconds of patience. */
export type Trouble = { isLost: true } | { isLost?: false; seconds: number };

interface Parts {
  shelf: Shelf;
  visitor: Pick<Visitor, "ask">;
  alone: (name: string) => Alone;
  stored: (letter: Letter, answer: LeftView) => void;
  refused: (letter: Letter, answer: Answer) => void;
  changed: () => void;
}

export class Post {
  readonly #parts: Parts;
  readonly #alone: Alone;
  #nap = new Nap();
  #isRunning = false;
  #isClosed = false;
  #failures = 0;
  trouble: Trouble | null = null;

  /** `stored(letter, answer)` and `refused(letter, answer)` hear how each ended; `changed()` of everything between. */
  constructor(parts: Parts) {
    this.#parts = parts;
    this.#alone = parts.alone("letters");
    for (const event of ["online", "focus"]) addEventListener(event, this.wake);
    this.wake();
  }

  get isBusy(): boolean {
    return this.#parts.shelf.names(BEGINNING).length > 0;
  }

  send(fields: Letter): void {
    const letter = { ...fields, client_id: newId(), page: pageAddress() };
    this.#parts.shelf.write(BEGINNING + letter.client_id, letter);
    this.#parts.changed();
    this.wake();
  }

  readonly wake = async (): Promise<void> => {
    if (this.#isRunning) return this.#nap.wake();
    this.#isRunning = true;
    try {
      while (!this.#isClosed && this.isBusy) {
        const wait = await this.#alone(() => this.#sendNext());
        this.#parts.changed();
        if (wait && !this.#isClosed) await this.#nap.sleep(wait);
      }
    } finally {
      this.#isRunning = false;
    }
  };

  // Gives the milliseconds to wait before the next try.
  async #sendNext(): Promise<number> {
    const { shelf, visitor } = this.#parts;
    const [name] = shelf.names(BEGINNING);
    const letter = name && shelf.read(name);
    if (!letter || this.#isClosed) return 0;
    try {
      return this.#judge(name, letter, await visitor.ask("POST", "offline-messages", letter));
    } catch (trouble) {
      if (trouble instanceof Refused) return this.#judge(name, letter, trouble.answer);
      if (!(trouble instanceof NoAnswer)) throw trouble;
      return this.#later({ isLost: true });
    }
  }

  #judge(name: string, letter: Letter, answer: Answer): number {
    const { status, body, retryAfterMs } = answer;
    if (status < 300 && !body.message_id) return this.#later({ isLost: true });
    if (status === 429 && retryAfterMs <= LONGEST_WAIT_MS) {
      return this.#later({ seconds: Math.max(1, Math.ceil(retryAfterMs / 1000)) }, retryAfterMs);
    }
    if (status === 401 && this.#failures < TURNS_AT_ONCE) return this.#later({ isLost: true });
    this.#failures = 0;
    this.trouble = null;
    this.#parts.shelf.drop(name);
    if (status < 300) this.#parts.stored(letter, body);
    else this.#parts.refused(letter, answer);
    return 0;
  }

  #later(trouble: Trouble, atLeastMs = 0): number {
    this.#failures += 1;
    this.trouble = trouble;
    return Math.max(atLeastMs, backoffMs(this.#failures));
  }

  close(): void {
    this.#isClosed = true;
    for (const event of ["online", "focus"]) removeEventListener(event, this.wake);
    this.#nap.wake();
  }
}
