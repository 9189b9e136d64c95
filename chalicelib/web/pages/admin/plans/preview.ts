/** A plan's widget as it would be with what is typed now: the desk says how, and nothing is stored. */
import { effect, signal } from "@preact/signals";
import type { UpdatePlan, WidgetConfig } from "../../desk/operations.ts";
import { type Shown, type View } from "../../preview/shown.ts";
import * as api from "../parts/api.ts";

const PAUSE_MS = 400;

export const WIDTHS = ["desktop", "phone"] as const;
export type Width = (typeof WIDTHS)[number];
export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export class Preview {
  readonly isOpen = signal(false);
  readonly view = signal<View>("window");
  readonly theme = signal<Theme>("light");
  readonly width = signal<Width>("desktop");
  readonly locale = signal("");
  readonly #config = signal<WidgetConfig | null>(null);
  readonly #failed = signal(false);
  #turn = 0;

  /** `typed()` is read again whenever something that it read has changed. */
  constructor(private readonly planKey: string, private readonly typed: () => UpdatePlan) {}

  get languages(): readonly string[] {
    return this.#config.value?.languages ?? [];
  }

  /** What is typed cannot be shown: it shows what could be last. */
  get failed(): boolean {
    return this.#failed.value;
  }

  /** The plan asks nothing before the first message, so that there is nothing to see of that. */
  get asksNothing(): boolean {
    return this.view.value === "prechat" && this.#config.value !== null && !this.#config.value.prechat;
  }

  get shown(): Shown | null {
    const config = this.#config.value;
    if (!config) return null;
    const spoken = config.languages.includes(this.locale.value) ? this.locale.value : config.languages[0];
    return { config, view: this.view.value, locale: spoken, theme: this.theme.value };
  }

  /** Keeps up with what is typed while it is open, until what is returned is called. */
  follow(): () => void {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const end = effect(() => {
      clearTimeout(waiting);
      if (!this.isOpen.value) return;
      const body = this.typed();
      waiting = setTimeout(() => void this.#ask(body), this.#config.peek() ? PAUSE_MS : 0);
    });
    return () => {
      clearTimeout(waiting);
      this.#turn += 1;
      end();
    };
  }

  async #ask(body: UpdatePlan): Promise<void> {
    const turn = ++this.#turn;
    try {
      const config = await api.previewPlan(this.planKey, body);
      if (turn !== this.#turn) return;
      this.#config.value = config;
      this.#failed.value = false;
    } catch {
      if (turn === this.#turn) this.#failed.value = true;
    }
  }
}
