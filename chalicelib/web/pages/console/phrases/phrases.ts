/** What one may say with few keys: the company's phrases, one's groups', one's own; read once, and again now and then. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { language } from "../../desk/i18n.ts";
import type { NewPhrase, PhraseView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { browser } from "../../desk/storage.ts";
import { MOST_SHOWN, ranked } from "./ranking.ts";

export const OWN = "own";
const PACE_MS = 5 * 60_000;
const REMEMBERED = 20;

export class Phrases {
  readonly #all = signal<readonly PhraseView[]>([]);
  readonly #recent = signal<readonly string[]>([]);
  readonly #poller = new Poller(() => this.#read());
  readonly #place: string;

  constructor(agentId: string) {
    this.#place = `phrases.${agentId}`;
    this.#recent.value = browser.read<string[]>(this.#place, []);
  }

  start(): void {
    this.#poller.start();
  }

  stop(): void {
    this.#poller.stop();
  }

  get all(): readonly PhraseView[] {
    return this.#all.value;
  }

  get own(): readonly PhraseView[] {
    return this.all.filter(({ reach }) => reach === OWN);
  }

  /** The nearest to what was typed. */
  find(query: string): PhraseView[] {
    return ranked(this.all, query, this.#recent.value, language.code).slice(0, MOST_SHOWN);
  }

  /** As it is said in this conversation; as it stands where the desk cannot be asked. */
  async said(conversationId: string, phrase: PhraseView): Promise<string> {
    this.#use(phrase.phrase_id);
    if (!phrase.text.includes("{")) return phrase.text;
    const { text, language } = phrase;
    return await api.fillPhrase(conversationId, { text, language }).then((filled) => filled.text, () => text);
  }

  /** Keeps one of one's own: a new one, or `phrase` with other words. Throws what the desk says against it. */
  async keep(fields: NewPhrase, phrase: PhraseView | null, key: string): Promise<void> {
    const { phrase_id: id, version } = phrase ?? {};
    if (id) await api.insist(() => api.updatePhrase(OWN, id, { ...fields, version }));
    else await api.insist(() => api.createPhrase(OWN, fields, key));
    await this.#read();
  }

  async forget(phrase: PhraseView): Promise<void> {
    await api.insist(() => api.deletePhrase(OWN, phrase.phrase_id));
    this.#all.value = this.all.filter((each) => each !== phrase);
  }

  #use(id: string): void {
    this.#recent.value = [id, ...this.#recent.peek().filter((each) => each !== id)].slice(0, REMEMBERED);
    browser.write(this.#place, this.#recent.peek());
  }

  async #read(): Promise<number | null> {
    try {
      this.#all.value = await api.listPhrases();
    } catch (problem) {
      // Who writes by hand meanwhile need not hear of it; others ask often enough.
      if ((problem as Problem).status === 403) return null;
    }
    return PACE_MS;
  }
}
