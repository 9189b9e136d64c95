/** Exports: what is asked for, how far they are, and their files. */
import { signal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import { language } from "../../desk/i18n.ts";
import type { ActOnExport, BeginExport, ExportView } from "../../desk/operations.ts";
import { after } from "../../desk/timer.ts";
import { say } from "../../kit/toasts.tsx";
import { ChoiceField, TextField } from "../parts/fields.ts";
import { newKey } from "../parts/once.ts";
import { Pages } from "../parts/pages.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";
import { EVERY_MS, type Known, warn } from "./imports.ts";

interface Read extends Known {
  groups: Array<{ group_id: string; name: string }>;
  pages: Pages<ExportView>;
}

export class Exports {
  readonly kind = new ChoiceField<string>({ value: "customers" });
  readonly plan = new ChoiceField<string>({ value: "" });
  readonly group = new ChoiceField<string>({ value: "" });
  readonly format = new ChoiceField<"csv" | "jsonl">({ value: "csv" });
  readonly tag = new TextField();
  readonly since = new TextField();
  readonly until = new TextField();
  readonly #busy = signal(false);
  #stop = () => {};
  #key = newKey();

  readonly reading: Reading<Read> = new Reading(async () => {
    const [first, kinds, plans, groups] = await Promise.all([
      asking.listExports(null),
      asking.listKinds(),
      asking.listPlans(),
      asking.listGroups(),
    ]);
    this.#stop();
    if (first.items.some(({ state }) => state === "running")) {
      this.#stop = after(EVERY_MS, () => void this.reading.reload());
    }
    return { kinds, plans, groups, pages: new Pages<ExportView>(first, asking.listExports) };
  });

  get busy(): boolean {
    return this.#busy.value;
  }

  leave(): void {
    this.#stop();
    this.reading.data?.pages.leave();
  }

  readonly begin = (): Promise<void> =>
    this.#doing(async () => {
      const body: BeginExport = {
        kind: this.kind.raw as BeginExport["kind"],
        plan_key: this.plan.raw,
        group_id: this.group.raw,
        tag: this.kind.raw === "customers" ? this.tag.read() : "",
        since: this.since.read() || null,
        until: this.until.read() || null,
        format: this.format.raw,
        language: language.code,
      };
      await asking.beginExport(body, this.#key);
      this.#key = newKey();
      say(t("exchange.export.begun"));
    });

  readonly act = (of: ExportView, act: ActOnExport["act"]): Promise<void> =>
    this.#doing(async () => {
      await asking.actOnExport(of.run_id, act);
    });

  /** The browser fetches the file from where files are kept. */
  readonly save = (of: ExportView, number: number): Promise<void> =>
    this.#doing(async () => {
      const { url } = await asking.linkToExport(of.run_id, number);
      const link = document.createElement("a");
      link.href = url;
      link.download = of.name;
      link.click();
    });

  async #doing(act: () => Promise<void>): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      await act();
    } catch (problem) {
      warn(problem);
    } finally {
      this.#busy.value = false;
      void this.reading.reload();
    }
  }
}
