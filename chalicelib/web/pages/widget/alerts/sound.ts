/** The sound of an answer. Browsers allow none before somebody has touched the page, and nothing is tried before that. */
import { ring } from "../../desk/chime.ts";

export class Sound {
  #audio: AudioContext | null = null;

  /** `inside`: where what is done in the widget is heard. */
  constructor(inside: EventTarget, signal: AbortSignal) {
    const unlock = () => this.#unlock();
    for (const event of ["click", "keydown"]) inside.addEventListener(event, unlock, { signal, capture: true });
    for (const event of ["pointerdown", "keydown"]) addEventListener(event, unlock, { signal, capture: true });
    signal.addEventListener("abort", () => this.#audio?.close());
    if (navigator.userActivation) unlock();
  }

  #unlock(): void {
    if (!globalThis.AudioContext || navigator.userActivation?.hasBeenActive === false) return;
    this.#audio ??= new AudioContext();
    if (this.#audio.state === "suspended") this.#audio.resume().catch(() => {});
  }

  readonly ring = (): void => {
    if (this.#audio?.state === "running") ring(this.#audio);
  };
}
