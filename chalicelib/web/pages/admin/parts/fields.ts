/**
 * The fields forms are made of: what is typed, read as a value, and what is wrong with it. A field knows nothing of its
 * name or its words; whoever shows it does.
 */
import { type Signal, signal } from "@preact/signals";
import type { Places } from "./problem.ts";

export interface FieldOptions<Value> {
  value?: Value;
  /** It must be filled in. */
  required?: boolean;
  /** It is kept out of drafts. */
  secret?: boolean;
}

export abstract class Field<Value> {
  /** What takes the focus, while it is on the page. */
  element: HTMLElement | null = null;
  readonly required: boolean;
  readonly secret: boolean;
  readonly #wrong = signal("");

  constructor({ required = false, secret = false }: Omit<FieldOptions<Value>, "value"> = {}) {
    this.required = required;
    this.secret = secret;
  }

  abstract read(): Value;
  /** What was kept or read; nothing where a record of an earlier version has none. */
  abstract write(value: Value | null | undefined): void;

  /** What is wrong with it as a whole. */
  get wrong(): string {
    return this.#wrong.value;
  }

  protected set wrong(words: string) {
    this.#wrong.value = words;
  }

  /** Hears what is wrong at it and below it, by path ('weekly.mon', '0.mobile'; '' is itself), and forgets what was. */
  tell(places: Places): void {
    this.wrong = Object.values(places)[0] ?? "";
  }

  missing(): boolean {
    return this.required && isBlank(this.read());
  }

  focus(): void {
    this.element?.focus();
  }
}

const isBlank = (value: unknown): boolean =>
  value === null || Number.isNaN(value) || [value].flat().join("").trim() === "";

/** A field that holds what people type or choose as it is. */
abstract class Held<Raw, Value> extends Field<Value> {
  readonly #raw: Signal<Raw>;

  constructor(raw: Raw, options: FieldOptions<Value>) {
    super(options);
    this.#raw = signal(raw);
  }

  get raw(): Raw {
    return this.#raw.value;
  }

  set raw(raw: Raw) {
    this.#raw.value = raw;
  }
}

export class TextField extends Held<string, string> {
  constructor(options: FieldOptions<string | null | undefined> = {}) {
    super(options.value ?? "", options as FieldOptions<string>);
  }

  read(): string {
    return this.raw.trim();
  }

  write(text: string | null | undefined): void {
    this.raw = text ?? "";
  }
}

/** Every sign of it counts, also spaces at its ends. */
export class PasswordField extends TextField {
  constructor({ required }: { required: boolean }) {
    super({ required, secret: true });
  }

  override read(): string {
    return this.raw;
  }
}

/** Nothing in place of an empty text. */
export class OptionalTextField extends Held<string, string | null> {
  constructor(options: FieldOptions<string | null> = {}) {
    super(options.value ?? "", options);
  }

  read(): string | null {
    return this.raw.trim() || null;
  }

  write(text: string | null | undefined): void {
    this.raw = text ?? "";
  }
}

/** An empty one is NaN, which goes to the desk as null. */
export class NumberField extends Held<string, number> {
  constructor(options: FieldOptions<number | null | undefined> = {}) {
    super(`${options.value ?? ""}`, options as FieldOptions<number>);
  }

  read(): number {
    return this.raw === "" ? NaN : Number(this.raw);
  }

  write(number: number | null | undefined): void {
    this.raw = Number.isNaN(number) ? "" : `${number ?? ""}`;
  }
}

export class OptionalNumberField extends Held<string, number | null> {
  constructor(options: FieldOptions<number | null> = {}) {
    super(`${options.value ?? ""}`, options);
  }

  read(): number | null {
    return this.raw === "" ? null : Number(this.raw);
  }

  write(number: number | null | undefined): void {
    this.raw = `${number ?? ""}`;
  }
}

/** One of few. */
export class ChoiceField<Value extends string | number | null> extends Held<Value, Value> {
  constructor({ value, ...options }: FieldOptions<Value> & { value: Value }) {
    super(value, options);
  }

  read(): Value {
    return this.raw;
  }

  write(value: Value | null | undefined): void {
    if (value !== undefined) this.raw = value as Value;
  }
}

export class TickField extends Held<boolean, boolean> {
  constructor(value: boolean | undefined = false) {
    super(value, {});
  }

  read(): boolean {
    return this.raw;
  }

  write(ticked: boolean | null | undefined): void {
    this.raw = Boolean(ticked);
  }
}

/** Any of several, in the order of what there is to choose from. */
export class TicksField extends Held<ReadonlySet<string>, string[]> {
  readonly #choices: Signal<readonly string[]>;

  constructor({ value = [], choices, ...options }: FieldOptions<string[]> & { choices: readonly string[] }) {
    super(new Set(value), options);
    this.#choices = signal(withOthers(choices, value));
  }

  /** What can be ticked: the choices, and whatever is or was ticked and is none of them. */
  get choices(): readonly string[] {
    return this.#choices.value;
  }

  read(): string[] {
    return this.choices.filter((choice) => this.raw.has(choice));
  }

  /** What a colleague ticked meanwhile may be nothing that was there to choose from when this was opened. */
  write(values: string[] | null | undefined): void {
    this.#choices.value = withOthers(this.choices, values ?? []);
    this.raw = new Set(values ?? []);
  }

  tick(choice: string, ticked: boolean): void {
    const chosen = new Set(this.raw);
    if (ticked) chosen.add(choice);
    else chosen.delete(choice);
    this.raw = chosen;
  }
}

const withOthers = (choices: readonly string[], values: readonly string[]): readonly string[] => [
  ...choices,
  ...values.filter((each) => !choices.includes(each)),
];

/** Several texts, one a line. */
export class LinesField extends Held<string, string[]> {
  constructor(options: FieldOptions<string[]> = {}) {
    super((options.value ?? []).join("\n"), options);
  }

  read(): string[] {
    return this.raw.split("\n").map((line) => line.trim()).filter(Boolean);
  }

  write(lines: string[] | null | undefined): void {
    this.raw = (lines ?? []).join("\n");
  }
}

/** What belongs to a thing and is not for people to change. */
export class Constant<Value> extends Field<Value> {
  constructor(private readonly value: Value) {
    super();
  }

  read(): Value {
    return this.value;
  }

  write(): void {}
}

// deno-lint-ignore no-explicit-any -- of any value; which one, the form's type says
export type AnyField = Field<any>;
export type ValueOf<Of> = Of extends { read(): infer Value } ? Value : never;
export type ValuesOf<Parts> = { [name in keyof Parts]: ValueOf<Parts[name]> };
