/** What a visitor is invited to on this page: shown once it is time, until they answer or the desk takes it back. */
import type { OfferView } from "../../desk/operations.ts";

export type Shown = Pick<OfferView, "invitation_id" | "text" | "agent">;

interface Parts {
  show: (offer: Shown) => void;
  hide: () => void;
  /** Whether the visitor talks already. */
  isBusy: () => boolean;
  /** It stands there now. */
  noted: (id: string) => void;
}

export class Invitation {
  readonly #parts: Parts;
  #offer: OfferView | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #answered = new Set<string>();
  #isShown = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get id(): string | null {
    return this.#isShown ? this.#offer!.invitation_id : null;
  }

  /** What the desk says now; null: nothing. */
  told(offer: OfferView | null): void {
    if (offer && this.#answered.has(offer.invitation_id)) return this.#drop();
    if (offer?.invitation_id === this.#offer?.invitation_id) return;
    this.#drop();
    if (!offer) return;
    this.#offer = offer;
    // on a page that is read again the visitor has seen it already
    this.#timer = setTimeout(() => this.#show(), offer.state === "shown" ? 0 : offer.after_ms);
  }

  /** Another page stands here: what was meant for the last one, and not seen there, waits for the desk's word. */
  moved(): void {
    if (!this.#isShown) this.#drop();
  }

  /** The visitor has said yes or no, here or in another tab. */
  answered(id: string): void {
    this.#answered.add(id);
    if (this.#offer?.invitation_id === id) this.#drop();
  }

  #show(): void {
    const offer = this.#offer!;
    if (this.#parts.isBusy()) return;
    this.#isShown = true;
    this.#parts.show(offer);
    if (offer.state === "offered") this.#parts.noted(offer.invitation_id);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    if (this.#isShown) this.#parts.hide();
    this.#isShown = false;
    this.#offer = null;
  }
}
