/** Files on their way into conversations: they come along while the agent looks at another one, and are told of by state. */
import { signal } from "@preact/signals";
import * as api from "../desk/api.ts";
import type { Problem } from "../desk/client.ts";
import { tOf } from "../desk/i18n.ts";
import type { FileView, LinkView } from "../desk/operations.ts";
import { Refusal, smallOf, upload } from "../desk/upload.ts";
import { say } from "../kit/toasts.tsx";
import { newClientId } from "./outbox.ts";

const LINK_MS = 540_000;

/** One file that is not there yet. */
export interface Uploading {
  id: string;
  conversationId: string;
  file: File;
  /** Drawn small, where it is a picture. */
  canvas: HTMLCanvasElement | null;
  /** How much of it is there, from 0 to 1; null: it waits. */
  share: number | null;
  /** In words: why it did not get through. */
  failure: string | null;
  /** Trying again may help. */
  mayRetry: boolean;
}

/** Whatever the desk refuses is a Refusal; what does not get through stays what it is. */
async function accepted<Answer>(asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking;
  } catch (trouble) {
    const { transient, code, said, message } = trouble as Problem;
    if (transient && code !== "limit_reached") throw trouble;
    throw new Refusal(said?.reason ?? code, message);
  }
}

/** What is answered as a download leaves the page where it is. */
function follow(url: string, name: string): void {
  const link = Object.assign(document.createElement("a"), { href: url, download: name, rel: "noopener noreferrer" });
  link.click();
}

function sayGone(trouble: unknown): void {
  const { code, message } = trouble as Problem;
  say(tOf("files.refused", code, { detail: message }), { kind: "warning" });
}

export class Uploads {
  readonly #items = signal<readonly Uploading[]>([]);
  readonly #stops = new Map<string, AbortController>();
  readonly #links = new Map<string, { link: Promise<LinkView>; until: number }>();
  #turn: Promise<unknown> = Promise.resolve();

  /** `ready(conversationId, file)`: it is there, and can be sent. */
  constructor(private readonly ready: (conversationId: string, file: FileView) => void) {}

  of(conversationId: string): readonly Uploading[] {
    return this.#items.value.filter((item) => item.conversationId === conversationId);
  }

  add(conversationId: string, files: Iterable<File>): void {
    for (const file of files) {
      const item = {
        id: newClientId(),
        conversationId,
        file,
        canvas: null,
        share: null,
        failure: null,
        mayRetry: false,
      };
      this.#items.value = [...this.#items.peek(), item];
      this.#begin(item.id);
    }
  }

  retry(id: string): void {
    this.#change(id, { failure: null, share: null });
    this.#begin(id);
  }

  /** Calls it off, also when it has failed. */
  drop(id: string): void {
    this.#stops.get(id)?.abort();
    this.#items.value = this.#items.peek().filter((item) => item.id !== id);
  }

  stop(): void {
    for (const stop of this.#stops.values()) stop.abort();
  }

  /** Where a file of a conversation is; the same answer for some minutes. */
  link(conversationId: string, fileId: string): Promise<LinkView> {
    const kept = this.#links.get(fileId);
    if (kept && kept.until > Date.now()) return kept.link;
    const link = api.readFile(conversationId, fileId);
    this.#links.set(fileId, { link, until: Date.now() + LINK_MS });
    link.catch(() => this.#links.delete(fileId));
    return link;
  }

  /** A tab that is opened later than the click would be taken for one that nobody asked for. */
  async open(conversationId: string, file: FileView): Promise<void> {
    const tab = globalThis.open("about:blank", "_blank");
    if (tab) tab.opener = null;
    try {
      const { url } = await this.link(conversationId, file.id);
      if (tab) tab.location.replace(url);
      else follow(url, file.name);
    } catch (trouble) {
      tab?.close();
      sayGone(trouble);
    }
  }

  async download(conversationId: string, file: FileView): Promise<void> {
    try {
      follow((await this.link(conversationId, file.id)).url, file.name);
    } catch (trouble) {
      sayGone(trouble);
    }
  }

  /** Takes it out of the conversation, for good. */
  async remove(conversationId: string, fileId: string): Promise<void> {
    try {
      await api.removeFile(conversationId, fileId);
      this.#links.delete(fileId);
    } catch (trouble) {
      sayGone(trouble);
    }
  }

  #begin(id: string): void {
    const stop = new AbortController();
    this.#stops.set(id, stop);
    this.#turn = this.#turn.then(() => this.#bring(id, stop.signal)).catch(() => {});
  }

  async #bring(id: string, signal: AbortSignal): Promise<void> {
    const item = this.#items.peek().find((each) => each.id === id);
    if (!item || signal.aborted) return;
    const { conversationId, file } = item;
    const small = await smallOf(file);
    this.#change(id, { canvas: small?.canvas ?? null, share: 0 });
    const key = newClientId();
    try {
      const sent = await upload(file, small?.blob ?? null, {
        ticket: (wish) => accepted(api.sendFile(conversationId, wish, key)),
        arrived: (fileId) => accepted(api.fileArrived(fileId)),
      }, { signal, progress: (share) => this.#change(id, { share }) });
      this.drop(id);
      this.ready(conversationId, sent);
    } catch (trouble) {
      if (!signal.aborted) this.#failed(id, trouble);
    } finally {
      this.#stops.delete(id);
    }
  }

  #failed(id: string, trouble: unknown): void {
    const isRefused = trouble instanceof Refusal;
    const reason = isRefused ? trouble.reason : "no_answer";
    const failure = tOf("files.refused", reason, { detail: (trouble as Error).message });
    this.#change(id, { failure, mayRetry: !isRefused });
  }

  #change(id: string, changes: Partial<Uploading>): void {
    this.#items.value = this.#items.peek().map((item) => (item.id === id ? { ...item, ...changes } : item));
  }
}
