/** When what the plan asks before the first message is asked, and what goes with that message. */
import type { FieldError } from "../../desk/client.ts";
import type { FilledForm } from "../../desk/operations.ts";
import type { Desk } from "../desk.ts";
import type { Outbox, Unsent } from "../panel/outbox.ts";
import { kept, remember } from "../panel/session.ts";
import { AGREED } from "../../form/consent.ts";
import type { Shelf } from "../panel/storage.ts";
import type { Talk } from "../panel/talk.ts";
import { openSheet, type Sheet } from "./sheet.ts";

/** Why a message waits until the form before it is filled in. */
const ASKED = "form";

export interface Env {
  desk: Desk;
  shelf: Pick<Shelf, "read" | "write">;
  talk: Pick<Talk, "id" | "isLive">;
  outbox: Pick<Outbox, "items" | "refuse" | "tryAgain">;
  /** The plan is to be asked anew. */
  read: () => void;
  /** Something else stands in place of the conversation, or the conversation does again. */
  moved: () => void;
}

export async function open(env: Env): Promise<Part> {
  const part = new Part(env);
  part.sheet = await openSheet({
    desk: env.desk,
    isKnown: () => part.isKnown,
    hasAgreed: () => part.hasAgreed,
    done: (filled) => part.done(filled),
  });
  return part;
}

export class Part {
  readonly #env: Env;
  readonly #mark: string;
  #filled: FilledForm | null;
  /** The desk took no message without it. */
  #isDemanded = false;
  declare sheet: Sheet;

  constructor(env: Env) {
    this.#env = env;
    this.#mark = `${env.desk.prefix}filled`;
    this.#filled = JSON.parse(kept(this.#mark) || "null");
  }

  get #asked() {
    return this.#env.desk.config.prechat;
  }

  /** What goes with a first message. */
  get filled(): FilledForm | undefined {
    return (this.#asked && this.#filled) || undefined;
  }

  /** Whether this visitor has answered all but what their next conversation is about. */
  get isKnown(): boolean {
    return this.#env.shelf.read("prechat") === this.#asked?.consent_version;
  }

  /** Whether they have said whether they agree to the text of today, here or where a message is left. */
  get hasAgreed(): boolean {
    return this.isKnown || this.#env.shelf.read(AGREED) === this.#asked?.consent_version;
  }

  get isDue(): boolean {
    const { talk } = this.#env;
    if (!this.#asked || talk.isLive || this.#filled) return false;
    // What has just ended is not covered: who goes on writing there is asked when the desk wants it.
    const isDue = this.#isDemanded || (talk.id === null && (!this.isKnown || this.#asked.choices.length > 0));
    if (isDue) this.sheet.look();
    return isDue;
  }

  /** It was filled in: what waited for it goes out. */
  done(filled: FilledForm): void {
    const { outbox, moved } = this.#env;
    this.#keep(filled);
    for (const item of outbox.items) if (item.refused?.code === ASKED) outbox.tryAgain(item.client_id);
    moved();
  }

  /** The desk did not take this message; where it wants more, or something else, that is asked anew. */
  refused(item: Unsent, status: number, errors: FieldError[] = []): void {
    if (!errors.some(({ field }) => field.startsWith("form."))) return;
    const { shelf, outbox, read, moved } = this.#env;
    outbox.refuse(item, { status, code: ASKED, detail: "" });
    for (const name of ["prechat", AGREED]) shelf.write(name, null);
    this.#keep(null);
    this.#isDemanded = true;
    this.sheet.look();
    this.sheet.refuse(errors);
    read();
    moved();
  }

  /** A conversation has begun. */
  settle(): void {
    if (!this.filled) return;
    for (const name of ["prechat", AGREED]) this.#env.shelf.write(name, this.#asked?.consent_version);
    this.#keep(null);
  }

  #keep(filled: FilledForm | null): void {
    this.#filled = filled;
    this.#isDemanded = false;
    remember(this.#mark, filled ? JSON.stringify(filled) : "");
  }
}
