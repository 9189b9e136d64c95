/**
 * A form that loses nothing: what is typed is kept (in this tab, passwords apart) until it is stored or given up, what
 * is wrong is said at the field, and pressing the button again after a lost answer asks for the same thing once.
 */
import { effect, signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { session } from "../../desk/session.ts";
import { tab } from "../../desk/storage.ts";
import { GroupField } from "./compound.ts";
import type { AnyField, ValuesOf } from "./fields.ts";
import { changesOf, merged, same } from "./merge.ts";
import { Keys } from "./once.ts";
import { type Places, wordsOf, wrongPlaces } from "./problem.ts";

export type Parts = Record<string, AnyField>;

interface FormOptions<Of extends Parts, Answer> {
  /** Tells its draft from others. */
  name: string;
  fields: Of;
  /** Asks the desk. `changes`: only what differs from how it was opened. */
  send: (values: ValuesOf<Of>, key: string, changes: Partial<ValuesOf<Of>>) => Promise<Answer>;
  /** Follows a success. */
  done: (answer: Answer) => void;
  /** If somebody else may have changed it meanwhile: reads the values as they now stand. */
  newest?: () => Promise<ValuesOf<Of>>;
}

export interface Note {
  kind: "info" | "warning" | "error";
  text: string;
  /** What was typed earlier is here again, and may be thrown away. */
  restored?: boolean;
}

interface Draft<Values> {
  base: Partial<Values>;
  mine: Values;
}

/** The values of fields that are not those of a form: what a record would read as. */
export const valuesOf = <Of extends Parts>(fields: Of): ValuesOf<Of> => new GroupField(fields).read();

export class Form<Of extends Parts, Answer = unknown> {
  readonly #root: GroupField<Of>;
  readonly #options: FormOptions<Of, Answer>;
  readonly #draft: string;
  readonly #keys: Keys;
  readonly #note = signal<Note | null>(null);
  readonly #busy = signal(false);
  #original: ValuesOf<Of>;

  constructor(options: FormOptions<Of, Answer>) {
    this.#options = options;
    this.#root = new GroupField(options.fields);
    this.#draft = `admin.draft.${session.agent.agent_id}.${options.name}`;
    const hasSecrets = Object.values(options.fields).some(({ secret }) => secret);
    this.#keys = new Keys(hasSecrets ? null : `${this.#draft}.key`);
    this.#original = this.#root.read();
    this.#restore();
  }

  get fields(): Of {
    return this.#options.fields;
  }

  get note(): Note | null {
    return this.#note.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** Something is typed that is not stored; passwords do not count. */
  get dirty(): boolean {
    return !same(this.#open(this.#root.read()), this.#open(this.#original));
  }

  focus(): void {
    this.#root.focus();
  }

  /** From now on every change is kept in this tab, until what is returned is called. */
  keep(): () => void {
    return effect(() => {
      const mine = this.#open(this.#root.read());
      if (this.dirty) tab.write(this.#draft, { base: this.#open(this.#original), mine });
      else tab.remove(this.#draft);
    });
  }

  readonly submit = async (): Promise<void> => {
    if (this.#busy.peek()) return;
    this.#note.value = null;
    const missing = this.#root.lacking;
    this.#showWrong(Object.fromEntries(missing.map((name) => [name, t("form.required")])));
    if (missing.length) return;
    this.#busy.value = true;
    try {
      const values = this.#root.read();
      const changes = changesOf(values, this.#original);
      const answer = await this.#options.send(values, this.#keys.keyOf(values), changes);
      this.#original = values;
      this.discardDraft();
      this.#keys.done();
      this.#options.done(answer);
    } catch (problem) {
      await this.#refused(problem as Problem);
    } finally {
      this.#busy.value = false;
    }
  };

  /** What is typed is given up. */
  readonly discardDraft = (): void => tab.remove(this.#draft);

  readonly startOver = (): void => {
    this.#root.write(this.#original);
    this.discardDraft();
    this.#note.value = null;
    this.#root.focus();
  };

  #open(values: ValuesOf<Of>): ValuesOf<Of> {
    const open = Object.entries(values).filter(([name]) => !this.fields[name].secret);
    return Object.fromEntries(open) as ValuesOf<Of>;
  }

  /** What was typed earlier comes back over what is stored now: a colleague's changes since then stay. */
  #restore(): void {
    const kept = tab.read<Draft<ValuesOf<Of>>>(this.#draft);
    if (!kept?.mine) return;
    this.#root.write(merged(kept.base, kept.mine, this.#open(this.#original)));
    this.#note.value = { kind: "info", text: t("form.restored"), restored: true };
  }

  async #refused(problem: Problem): Promise<void> {
    if (problem.code !== "changed_meanwhile" || !this.#options.newest) return this.#fail(problem);
    try {
      await this.#takeIn(this.#options.newest);
    } catch (trouble) {
      this.#fail(trouble as Problem);
    }
  }

  /** Shows words at fields, and takes earlier ones away; what is at no field. */
  #showWrong(places: Places): Array<[string, string]> {
    const elsewhere = this.#root.tellParts(places);
    if (Object.keys(places).length > elsewhere.length) this.#root.focus();
    return elsewhere;
  }

  #fail(problem: Problem): void {
    const places = wrongPlaces(problem);
    const elsewhere = this.#showWrong(places).map(([, words]) => words);
    const atFields = Object.keys(places).length > elsewhere.length;
    const text = [atFields ? t("form.see_fields") : wordsOf(problem), ...elsewhere].join(" ");
    this.#note.value = { kind: "error", text };
  }

  /** Somebody else was faster: theirs is taken in wherever nothing was typed here, and what both changed is named. */
  async #takeIn(newest: () => Promise<ValuesOf<Of>>): Promise<void> {
    const theirs = await newest();
    const clashes = new Set<string>();
    const mine = merged(this.#original, this.#root.read(), theirs, (place) => clashes.add(place.split(".")[0]));
    this.#original = { ...this.#original, ...theirs };
    this.#root.write(mine);
    const both = [...clashes].map((field) => tOf("field", field, { field })).join(t("comma"));
    const text = both ? `${t("form.merged")} ${t("form.merged.both", { fields: both })}` : t("form.merged");
    this.#note.value = { kind: "warning", text };
  }
}
