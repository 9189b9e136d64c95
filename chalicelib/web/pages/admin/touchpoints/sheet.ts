/** The map as a file, written part by part; and one that comes back, looked at before it is taken. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { download } from "../../desk/csv.ts";
import type { ImportedMapView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { wordsOf } from "../parts/problem.ts";
import * as asking from "./asking.ts";

export class Export {
  readonly #busy = signal(false);

  get busy(): boolean {
    return this.#busy.value;
  }

  readonly write = async (): Promise<void> => {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    const pieces: string[] = [];
    try {
      for (let cursor: string | null = null;;) {
        const { text, next } = await asking.readCsv(cursor);
        pieces.push(text);
        if (!next) break;
        cursor = next;
      }
      download("touchpoints.csv", ...pieces);
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    } finally {
      this.#busy.value = false;
    }
  };
}

export class Import {
  readonly #text = signal("");
  readonly #told = signal<ImportedMapView | null>(null);
  readonly #wrong = signal("");
  readonly #busy = signal(false);

  constructor(private readonly done: (written: number) => void) {}

  get told(): ImportedMapView | null {
    return this.#told.value;
  }

  get wrong(): string {
    return this.#wrong.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** Something of it would change the map: cells, or its sides. */
  get changes(): boolean {
    return this.told?.lines.some(({ outcome }) => outcome === "added" || outcome === "changed") ?? false;
  }

  async look(file: Blob): Promise<void> {
    this.#text.value = await file.text();
    this.#told.value = await this.#ask(true);
  }

  readonly finish = async (): Promise<void> => {
    const told = await this.#ask(false);
    if (told) this.done(told.written);
  };

  async #ask(dryRun: boolean): Promise<ImportedMapView | null> {
    [this.#busy.value, this.#wrong.value] = [true, ""];
    try {
      return await asking.importCsv(this.#text.peek(), dryRun);
    } catch (problem) {
      this.#wrong.value = (problem as Problem).errors[0]?.message ?? wordsOf(problem as Problem);
      return null;
    } finally {
      this.#busy.value = false;
    }
  }
}
