/** Imports: the list of them, and one from its file to what became of each row. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { download } from "../../desk/csv.ts";
import { t } from "../../desk/i18n.ts";
import type {
  ActOnImport,
  ChoicesView,
  ColumnView,
  ExchangeKindView,
  ImportView,
  SampleRow,
  ToldRow,
} from "../../desk/operations.ts";
import { after } from "../../desk/timer.ts";
import { post } from "../../desk/upload.ts";
import { say } from "../../kit/toasts.tsx";
import { ChoiceField, TickField } from "../parts/fields.ts";
import { newKey } from "../parts/once.ts";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";

export const EVERY_MS = 2000;
export const isGoing = (state: string): boolean => state === "checking" || state === "running";
export const isOver = (state: string): boolean => ["done", "stopped", "failed"].includes(state);

export interface Known {
  kinds: ExchangeKindView[];
  plans: Array<{ plan_key: string; name: string }>;
}

export const warn = (problem: unknown): void => {
  const { errors } = problem as Problem;
  const more = errors?.[0]?.message;
  say(more ? `${wordsOf(problem as Problem)} ${more}` : wordsOf(problem as Problem), { kind: "warning", stays: true });
};

/** What an import's file may be, and how long the desk is asked for it. */
export class Imports {
  readonly reading: Reading<Known & { pages: Pages<ImportView> }> = new Reading(async () => {
    const [first, kinds, plans] = await Promise.all([
      asking.listImports(null),
      asking.listKinds(),
      asking.listPlans(),
    ]);
    return { kinds, plans, pages: new Pages<ImportView>(first, asking.listImports) };
  });

  leave(): void {
    this.reading.data?.pages.leave();
  }
}

/** A file, chosen and sent. */
export class Sending {
  readonly kind;
  readonly plan;
  readonly #share = signal<number | null>(null);
  readonly #wrong = signal("");
  #file: File | null = null;

  constructor(readonly known: Known, private readonly done: (begun: ImportView) => void) {
    this.kind = new ChoiceField<string>({ value: known.kinds.length ? "customers" : "" });
    this.plan = new ChoiceField<string>({ value: known.plans[0]?.plan_key ?? "" });
  }

  get isPlanned(): boolean {
    return this.known.kinds.find(({ kind }) => kind === this.kind.raw)?.planned ?? false;
  }

  /** From 0 to 1, while it is sent. */
  get share(): number | null {
    return this.#share.value;
  }

  get wrong(): string {
    return this.#wrong.value;
  }

  choose(file: File | undefined): void {
    this.#file = file ?? null;
    this.#wrong.value = "";
  }

  /** A file to be filled in, with the columns of what is chosen. */
  readonly template = async (): Promise<void> => {
    try {
      const { name, text } = await asking.readTemplate(this.kind.raw);
      download(name, text);
    } catch (problem) {
      warn(problem);
    }
  };

  readonly send = async (): Promise<void> => {
    if (this.share !== null) return;
    const file = this.#file;
    if (!file) {
      this.#wrong.value = t("exchange.file.needed");
      return;
    }
    this.#share.value = 0;
    this.#wrong.value = "";
    try {
      const body = {
        kind: this.kind.raw as "customers",
        name: file.name.slice(-120) || "file",
        choices: this.#choices,
      };
      const begun = await asking.beginImport(body, newKey());
      await post(begun.upload, file, (share) => this.#share.value = share, new AbortController().signal);
      this.done(await asking.importArrived(begun.run_id));
    } catch (problem) {
      const { errors } = problem as Problem;
      this.#wrong.value = errors?.[0]?.message ?? (errors ? wordsOf(problem as Problem) : t("exchange.file.unsent"));
    } finally {
      this.#share.value = null;
    }
  };

  get #choices() {
    return { plan_key: this.isPlanned ? this.plan.raw : "" };
  }
}

/** What stays out of the import. */
export const LEFT_OUT = "";

/** One import: what its columns are, what is chosen, how far it is, and which rows are told of. */
export class OneImport {
  readonly reading: Reading<ImportView>;
  readonly #sample = signal<SampleRow[]>([]);
  readonly #told = signal<Pages<ToldRow> | null>(null);
  readonly #busy = signal(false);
  readonly #mapping = signal<Record<string, string>>({});
  readonly rule = new ChoiceField<"desk" | "file">({ value: "desk" });
  readonly invite = new TickField(false);
  readonly publish = new TickField(false);
  readonly deadlines = new TickField(false);
  #stop = () => {};
  #version = 0;

  constructor(private readonly id: string, readonly kind: ExchangeKindView | undefined, readonly known: Known) {
    this.reading = new Reading(async () => {
      const run = await asking.readImport(id);
      this.#came(run);
      return run;
    });
  }

  get sample(): SampleRow[] {
    return this.#sample.value;
  }

  get told(): Pages<ToldRow> | null {
    return this.#told.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  get columns(): ColumnView[] {
    return this.kind?.columns ?? [];
  }

  meant(column: string): string {
    return this.#mapping.value[column] ?? LEFT_OUT;
  }

  /** This column is that from now on; another that was is left out. */
  mean(column: string, name: string): void {
    const others = Object.entries(this.#mapping.peek()).filter(([each, meant]) => each !== column && meant !== name);
    this.#mapping.value = Object.fromEntries(name ? [...others, [column, name]] : others);
  }

  leave(): void {
    this.#stop();
    this.told?.leave();
  }

  /** Says what was chosen, and has it checked. */
  readonly check = (): Promise<void> =>
    this.#doing(async () => {
      const changed = await asking.changeImport(this.id, {
        mapping: this.#mapping.peek(),
        choices: this.#choices,
        version: this.#version,
      });
      this.#came(changed);
      return await asking.actOnImport(this.id, "check");
    });

  readonly act = (act: ActOnImport["act"]): Promise<void> => this.#doing(() => asking.actOnImport(this.id, act));

  /** Back to the columns: what was checked is checked anew. */
  readonly remap = (): Promise<void> => this.#doing(() => asking.changeImport(this.id, { choices: this.#choices }));

  /** All rows that are told of, as a file. */
  readonly save = (): Promise<void> =>
    this.#doing(async () => {
      const pieces: string[] = [];
      for (let cursor: string | null = null;;) {
        const { text, next } = await asking.readToldCsv(this.id, cursor);
        pieces.push(text);
        if (!next) break;
        cursor = next;
      }
      download(`${this.reading.data?.name ?? "import"}-rows.csv`, ...pieces);
      return null;
    });

  get #choices() {
    const { plan_key } = this.reading.data?.choices ?? { plan_key: "" };
    const [invite, publish, deadlines] = [this.invite.raw, this.publish.raw, this.deadlines.raw];
    return { rule: this.rule.raw, plan_key, invite, publish, deadlines };
  }

  async #doing(act: () => Promise<ImportView | null>): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      const run = await act();
      if (run) this.#came(run);
    } catch (problem) {
      warn(problem);
      void this.reading.reload();
    } finally {
      this.#busy.value = false;
    }
  }

  #came(run: ImportView): void {
    const before = this.reading.data;
    this.reading.learn(run);
    this.#version = run.version;
    if (!before || (run.state === "mapped" && before.state !== "mapped")) this.#take(run.mapping, run.choices);
    if (run.state === "mapped" && !this.#sample.peek().length) void this.#look();
    if (!isGoing(run.state) && (!before || before.state !== run.state || isGoing(before.state))) void this.#hear(run);
    this.#stop();
    if (isGoing(run.state)) this.#stop = after(EVERY_MS, () => void this.reading.reload());
  }

  #take(mapping: Record<string, string>, choices: ChoicesView): void {
    this.#mapping.value = { ...mapping };
    this.rule.raw = choices.rule;
    this.invite.raw = choices.invite;
    this.publish.raw = choices.publish;
    this.deadlines.raw = choices.deadlines;
  }

  async #look(): Promise<void> {
    try {
      this.#sample.value = (await asking.sampleImport(this.id)).items;
    } catch {
      // the columns are shown without what stands in them
    }
  }

  async #hear({ checked, counts }: ImportView): Promise<void> {
    if (!checked.refused && !checked.conflict && !counts.refused && !counts.conflict) {
      this.#told.value = null;
      return;
    }
    try {
      const read = (cursor: string | null) => asking.listTold(this.id, cursor);
      this.#told.value = new Pages<ToldRow>(await read(null), read);
    } catch (problem) {
      warn(problem);
    }
  }
}
