/** Files and pictures. What there is to them is fetched with the first one that is sent, or shown. */
import type { FileView } from "../../desk/operations.ts";
import type { Env, Part } from "../files/files.ts";
import { openPart } from "./part.ts";

declare const BUILT: Record<string, string>;

export class Files {
  readonly #env: Env;
  #loading: Promise<Part | null> | null = null;
  #isGone = false;

  constructor(env: Env) {
    this.#env = env;
  }

  async add(tray: HTMLElement, files: File[]): Promise<void> {
    (await this.#load())?.add(tray, files);
  }

  /** Completes the element that has the file's name already. */
  async fill(root: HTMLElement, conversation: string | null, file: FileView): Promise<void> {
    (await this.#load())?.fill(root, conversation, file);
  }

  #load(): Promise<Part | null> {
    const open = (module: { open(env: Env): Promise<Part> }) => module.open(this.#env);
    this.#loading ??= openPart(BUILT["widget/files/files.ts"], () => this.#isGone, open);
    return this.#loading;
  }

  close(): void {
    this.#isGone = true;
    this.#loading?.then((part) => part?.close());
  }
}
