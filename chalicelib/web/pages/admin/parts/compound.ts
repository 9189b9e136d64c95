/** Fields made of fields: by name, and as many of one kind as are wanted. */
import { signal } from "@preact/signals";
import { type AnyField, Field, type ValuesOf } from "./fields.ts";
import type { Places } from "./problem.ts";

/** Those of `places` at or below `name`, with their paths from there. */
export function below(places: Places, name: string): Places {
  return Object.fromEntries(
    Object.entries(places)
      .filter(([place]) => place === name || place.startsWith(`${name}.`))
      .map(([place, words]) => [place.slice(name.length + 1), words]),
  );
}

/** Fields by name, as one field whose value is an object. */
export class GroupField<Parts extends Record<string, AnyField>> extends Field<ValuesOf<Parts>> {
  #first: AnyField | null = null;

  constructor(readonly parts: Parts) {
    super();
  }

  get #all(): Array<[string, AnyField]> {
    return Object.entries(this.parts);
  }

  read(): ValuesOf<Parts> {
    return Object.fromEntries(this.#all.map(([name, part]) => [name, part.read()])) as ValuesOf<Parts>;
  }

  /** What `values` does not name stays. */
  write(values: Partial<ValuesOf<Parts>> | null | undefined): void {
    for (const [name, part] of this.#all) if (name in (values ?? {})) part.write(values![name]);
  }

  /** What concerns none of the parts is wrong with the whole. */
  override tell(places: Places): void {
    this.wrong = this.tellParts(places).map(([, words]) => words).join(" ");
  }

  /** The same, for whoever says the rest: what concerns none of the parts, as [path, words]. */
  tellParts(places: Places): Array<[string, string]> {
    this.#first = null;
    for (const [name, part] of this.#all) {
      const its = below(places, name);
      part.tell(its);
      if (Object.keys(its).length) this.#first ??= part;
    }
    return Object.entries(places).filter(([place]) => !(place.split(".")[0] in this.parts));
  }

  /** Those that must be filled in and are not. */
  get lacking(): string[] {
    return this.#all.filter(([, part]) => part.missing()).map(([name]) => name);
  }

  override missing(): boolean {
    return this.lacking.length > 0;
  }

  /** The first part with which something is wrong, else the first. */
  override focus(): void {
    (this.#first ?? this.#all[0][1]).focus();
  }
}

export interface ListRow<Of> {
  key: number;
  field: Of;
}

interface ListOptions<Value, Of> {
  value?: readonly Value[];
  make: (value: Value) => Of;
  /** What a new one begins with, knowing the others. */
  blank: (others: Value[]) => Value;
  /** Such a one is left out. */
  isBlank?: (field: Of) => boolean;
}

/** As many fields of one kind as are wanted, as one field whose value is a list. */
export class ListField<Value, Of extends Field<Value>> extends Field<Value[]> {
  readonly #rows = signal<Array<ListRow<Of>>>([]);
  #made = 0;
  #first: Of | null = null;

  constructor(private readonly options: ListOptions<Value, Of>) {
    super();
    this.write(options.value as Value[] | undefined);
  }

  get rows(): Array<ListRow<Of>> {
    return this.#rows.value;
  }

  read(): Value[] {
    return this.#filled().map(({ field }) => field.read());
  }

  write(values: Value[] | null | undefined): void {
    this.#rows.value = (values ?? []).map((value) => this.#row(value));
  }

  /** Adds a new one; its key. */
  add(): ListRow<Of> {
    const row = this.#row(this.options.blank(this.rows.map(({ field }) => field.read())));
    this.#rows.value = [...this.rows, row];
    return row;
  }

  remove(row: ListRow<Of>): void {
    this.#rows.value = this.rows.filter((each) => each !== row);
  }

  move(row: ListRow<Of>, step: number): void {
    const from = this.rows.indexOf(row);
    const to = from + step;
    if (to < 0 || to >= this.rows.length) return;
    const rows = this.rows.filter((each) => each !== row);
    rows.splice(to, 0, row);
    this.#rows.value = rows;
  }

  /** The desk counts only the rows it was sent. */
  override tell(places: Places): void {
    const sent = this.#filled();
    this.#first = null;
    for (const { field } of this.rows) field.tell({});
    for (const [index, { field }] of sent.entries()) {
      const its = below(places, `${index}`);
      field.tell(its);
      if (Object.keys(its).length) this.#first ??= field;
    }
    const rest = Object.entries(places).filter(([place]) => !sent[Number.parseInt(place, 10)]);
    this.wrong = rest.map(([, words]) => words).join(" ");
  }

  override focus(): void {
    if (this.#first) this.#first.focus();
    else super.focus();
  }

  #row(value: Value): ListRow<Of> {
    return { key: ++this.#made, field: this.options.make(value) };
  }

  #filled(): Array<ListRow<Of>> {
    return this.rows.filter(({ field }) => !this.options.isBlank?.(field));
  }
}
