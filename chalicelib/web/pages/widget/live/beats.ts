/**
 * When the page says that somebody looks at it: at once, when another page stands there, and once a minute, never while
 * it is hidden. What the visitor is invited to comes with the answer.
 */
import type { BeatenView, OfferView } from "../../desk/operations.ts";

const PAGE_CHECK_MS = 2000;
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
  isHidden: () => boolean;
  /** Throws where no answer came. */
  ask: (page: Page & { shown?: string }) => Promise<Answered>;
  told: (offer: OfferView | null) => void;
  now: () => number;
  /** What the last tab said, and when. */
  last: () => { page: string; at: number } | null;
  keep: (said: { page: string; at: number }) => void;
}

export class Beats {
  readonly #parts: Parts;
  #dueAt = 0;
  #page = "";
  #isAsking = false;
  #isOver = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(): void {
    if (this.#timer !== undefined || this.#isOver) return;
    this.#timer = setInterval(this.look, PAGE_CHECK_MS);
    this.look();
  }

  /** It may be started again, unless the desk wants to see nobody. */
  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
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
    const elsewhere = last();
    const isSaid = !isOther && elsewhere?.page === page && now() - elsewhere.at < JUST_MS && elsewhere.at <= now();
    if (isSaid) this.#dueAt = elsewhere!.at + JUST_MS;
    else void this.#beat();
  };

  async #beat(shown?: string): Promise<void> {
    const { where, ask, told, now, keep } = this.#parts;
    const said = where();
    this.#isAsking = true;
    this.#page = said.page;
    // whatever comes of it, nothing is asked again for a minute
    this.#dueAt = now() + 60_000;
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
    }
  }

  #end(): void {
    this.#isOver = true;
    this.pause();
    this.#parts.told(null);
  }
}
