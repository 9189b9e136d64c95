/** Phrases for the company and for groups: kept here, exported, imported from a file, and given those that are shipped. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { ChangePhrase, GroupView, ImportedView, NewPhrase, PhraseView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { ChoiceField, TextField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { reachesEverything } from "../sections.ts";
import { csvOf, download } from "../../desk/csv.ts";

export const COMPANY = "company";
export const LANGUAGES = ["zh-CN", "en"] as const;
export const OCCASIONS = ["opening", "holiday", "apology", "waiting", "closing", "other"] as const;
const COLUMNS = ["title", "text", "shortcut", "language", "occasion"] as const;

export interface Shelf {
  id: string;
  name: string;
}

/** The company's with a role that reaches everything, and the groups that one leads or reaches. */
function shelvesAmong(groups: GroupView[]): Shelf[] {
  const all = reachesEverything();
  const mine = groups.filter(({ leader_id: leader }) => all || leader === session.agent.agent_id);
  return [
    ...(all ? [{ id: COMPANY, name: t("phrases.company") }] : []),
    ...mine.map(({ group_id: id, name }) => ({ id, name })),
  ];
}

async function knownGroups(): Promise<GroupView[]> {
  if (session.can("groups.manage")) return await api.listGroups();
  return session.can("people.see") ? await api.listColleaguesGroups() : [];
}

export class PhraseKeeping {
  readonly #shelf = signal("");
  readonly #busy = signal(false);
  readonly reading = new Reading(async () => {
    const shelves = shelvesAmong(await knownGroups());
    if (!shelves.some(({ id }) => id === this.#shelf.peek())) this.#shelf.value = shelves[0]?.id ?? "";
    const phrases = this.shelf ? await api.listShelf(this.shelf) : [];
    return { shelves, phrases };
  });

  get shelf(): string {
    return this.#shelf.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  choose(shelf: string): void {
    this.#shelf.value = shelf;
    this.reading.reload();
  }

  stored(phrase: PhraseView | null): void {
    if (!phrase) return;
    say(t("stored", { name: phrase.title }));
    this.reading.reload();
  }

  async remove(phrase: PhraseView): Promise<void> {
    await this.#attempt(() => api.deletePhrase(phrase.shelf, phrase.phrase_id));
  }

  async addShipped(): Promise<void> {
    const added = await this.#attempt(api.addShippedPhrases);
    if (added) say(t("phrases.shipped.said", { count: added.written }));
  }

  /** Saves what is shown: the same file can be imported. */
  readonly exportAll = (): void => {
    const phrases = this.reading.data?.phrases ?? [];
    download("phrases.csv", csvOf([COLUMNS, ...phrases.map((phrase) => COLUMNS.map((name) => phrase[name]))]));
  };

  async #attempt<Answer>(act: () => Promise<Answer>): Promise<Answer | null> {
    this.#busy.value = true;
    try {
      return await act();
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
      return null;
    } finally {
      this.#busy.value = false;
      this.reading.reload();
    }
  }
}

/** A file that is to be imported: first it is said what would become of each line. */
export class Import {
  readonly #text = signal("");
  readonly #said = signal<ImportedView | null>(null);
  readonly #wrong = signal("");
  readonly #busy = signal(false);

  constructor(readonly shelf: string, private readonly done: (written: number) => void) {}

  get said(): ImportedView | null {
    return this.#said.value;
  }

  get wrong(): string {
    return this.#wrong.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  async look(file: Blob): Promise<void> {
    this.#text.value = await file.text();
    this.#said.value = await this.#ask(true);
  }

  readonly finish = async (): Promise<void> => {
    const said = await this.#ask(false);
    if (said) this.done(said.written);
  };

  async #ask(dryRun: boolean): Promise<ImportedView | null> {
    [this.#busy.value, this.#wrong.value] = [true, ""];
    try {
      return await api.importPhrases(this.shelf, { csv: this.#text.peek(), dry_run: dryRun });
    } catch (problem) {
      this.#wrong.value = (problem as Problem).errors[0]?.message ?? wordsOf(problem as Problem);
      return null;
    } finally {
      this.#busy.value = false;
    }
  }
}

type Told = Pick<PhraseView, typeof COLUMNS[number]>;

const fieldsOf = (phrase: Told) => ({
  title: new TextField({ value: phrase.title, required: true }),
  shortcut: new TextField({ value: phrase.shortcut }),
  language: new ChoiceField<string>({ value: phrase.language }),
  occasion: new ChoiceField<string>({ value: phrase.occasion }),
  text: new TextField({ value: phrase.text, required: true }),
});

export type PhraseFields = ReturnType<typeof fieldsOf>;

const BLANK: Told = { title: "", text: "", shortcut: "", language: "zh-CN", occasion: "other" };

export function ofPhrase(phrase: PhraseView | null, shelf: string, done: (answer: PhraseView) => void) {
  let version = phrase?.version;
  return new Form<PhraseFields, PhraseView>({
    name: `phrase.${shelf}.${phrase?.phrase_id ?? "new"}`,
    fields: fieldsOf(phrase ?? BLANK),
    send: (values, key, changes) =>
      phrase
        ? api.updatePhrase(shelf, phrase.phrase_id, { ...changes as ChangePhrase, version })
        : api.createPhrase(shelf, values as NewPhrase, key),
    newest: phrase
      ? async () => {
        const listed = await api.listShelf(shelf);
        const now = listed.find(({ phrase_id: id }) => id === phrase.phrase_id) ?? phrase;
        version = now.version;
        return valuesOf(fieldsOf(now));
      }
      : undefined,
    done,
  });
}
