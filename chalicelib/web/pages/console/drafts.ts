/**
 * What is being written, by agent and by what it is for (a reply goes by its conversation), in every tab of this browser. It
 * is kept for a day; another agent at the same machine never sees it.
 */
import { browser, type Kept } from "../desk/storage.ts";

const DAY_MS = 24 * 3600 * 1000;

interface Draft {
  text: string;
  /** Whether it is for colleagues only: what was meant for them must not come back as a reply. */
  note?: true;
  /** Milliseconds. */
  at: number;
}

type Written = Record<string, Draft>;

export class Drafts {
  readonly #key: string;

  constructor(agentId: string, private readonly kept: Kept = browser, private readonly clock = () => Date.now()) {
    this.#key = `drafts.${agentId}`;
  }

  get(place: string): string {
    return this.#written()[place]?.text ?? "";
  }

  isNote(place: string): boolean {
    return this.#written()[place]?.note ?? false;
  }

  set(place: string, text: string, isNote = false): void {
    // Read anew each time: another tab may have written since, in another conversation.
    const { [place]: _, ...others } = this.#written();
    const draft: Draft = { text, at: this.clock(), ...isNote && { note: true } };
    const written = text ? { ...others, [place]: draft } : others;
    if (Object.keys(written).length) this.kept.write(this.#key, written);
    else this.kept.remove(this.#key);
  }

  #written(): Written {
    const kept = Object.entries(this.kept.read<Written>(this.#key, {}));
    return Object.fromEntries(kept.filter(([, { at }]) => this.clock() - at < DAY_MS));
  }
}
