/**
 * When the page says that somebody looks at it: at once, when another page stands there, and once a minute, never while
 * it is hidden. What the visitor is invited to comes with the answer.
 */
import type { BeatenView, OfferView } from "../../desk/operations.ts";

/** Where nobody tells of another page it is looked for so often; a page that changes all the time is told of as often. */
const PAGE_CHECK_MS = 2000;
/** Where somebody does, only the minute that is over is looked for. */
const DUE_CHECK_MS = 5000;
/** A page first changes its address, then its title, and may lead on at once. */
const SETTLES_MS = 200;
/** Another tab has just said it, of the same page. */
const JUST_MS = 50_000;

export interface Page {
  page: string;
  title: string;
  language: string;
  referrer: string;
}

export interface Answered {
  status: number;
  retryAfterMs: number;
  body: BeatenView | null;
}

interface Parts {
  where: () => Page;
  /** Tells when another page may stand there. Gives whether it tells always. */
  hear: (moved: () => void) => boolean;
  /** Another page stands there. */
  moved: () => void;
  isHidden: () => boolean;
  /** Throws where no answer came. */
  ask: (page: Page & { shown?: string }) => Promise<Answered>;
  told: (offer: OfferView | null) => void;
  now: () => number;
  /** What the last tab said, and when. */
  last: () => { page: string; at: number } | null;
  keep: (said: { page: string; at: number }) => void;
  /** For tests: does it once so many milliseconds are over. */
  later?: (act: () => void, ms: number) => number;
}

export class Beats {
  readonly #parts: Parts;
  #dueAt = 0;
  #page = "";
  #isAsking = false;
  #isOver = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  #soon: number | undefined;
  #beatenAt = 0;
  readonly #isTold: boolean;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#isTold = parts.hear(this.#heard);
  }

  start(): void {
    if (this.#timer !== undefined || this.#isOver) return;
    this.#timer = setInterval(this.look, this.#isTold ? DUE_CHECK_MS : PAGE_CHECK_MS);
    this.look();
  }

  /** It may be started again, unless the desk wants to see nobody. */
  pause(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
    this.#timer = this.#soon = undefined;
  }

  /** The invitation of this id stands on the page now. */
  shown(id: string): Promise<void> {
    return this.#beat(id);
  }

  readonly look = (): void => {
    const { isHidden, now, where, last } = this.#parts;
    if (isHidden() || this.#isAsking || this.#isOver || this.#timer === undefined) return;
    const { page } = where();
    const isOther = page !== this.#page;
    if (!isOther && now() < this.#dueAt) return;
    if (isOther) this.#parts.moved();
    const elsewhere = last();
    const isSaid = !isOther && elsewhere?.page === page && now() - elsewhere.at < JUST_MS && elsewhere.at <= now();
    if (isSaid) this.#dueAt = elsewhere!.at + JUST_MS;
    else void this.#beat();
  };

  readonly #heard = (): void => {
    const { where, now, moved, later = setTimeout } = this.#parts;
    if (this.#timer === undefined || where().page === this.#page) return;
    moved();
    const wait = this.#beatenAt + PAGE_CHECK_MS - now();
    // a clock that was set back makes nobody wait for longer
    this.#soon ??= later(() => {
      this.#soon = undefined;
      this.look();
    }, Math.min(PAGE_CHECK_MS, Math.max(SETTLES_MS, wait)));
  };

  async #beat(shown?: string): Promise<void> {
    const { where, ask, told, now, keep } = this.#parts;
    const said = where();
    this.#isAsking = true;
    this.#page = said.page;
    // whatever comes of it, nothing is asked again for a minute
    this.#beatenAt = now();
    this.#dueAt = this.#beatenAt + 60_000;
    try {
      const { status, body, retryAfterMs } = await ask(shown ? { ...said, shown } : said);
      if (status === 429) this.#dueAt = now() + Math.max(retryAfterMs, 10_000);
      else if (status >= 300 || !body?.beat_after_ms) this.#end();
      else {
        this.#dueAt = now() + body.beat_after_ms;
        keep({ page: said.page, at: now() });
        told(body.invitation);
      }
    } catch {
      // No connection: the next beat says it.
    } finally {
      this.#isAsking = false;
      this.#heard(); // who went on meanwhile is told of as well
    }
  }

  #end(): void {
    this.#isOver = true;
    this.pause();
    this.#parts.told(null);
  }
}
