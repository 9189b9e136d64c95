/** Light or dark: as the system is, or as was chosen in this browser for every page of the desk. */
import { signal } from "@preact/signals";
import { browser } from "../desk/storage.ts";

export type Theme = "system" | "light" | "dark";
export const THEMES: readonly Theme[] = ["system", "light", "dark"];

class ThemeChoice {
  readonly #chosen = signal<Theme>("system");

  constructor() {
    const kept = browser.read<Theme>("theme", "system");
    this.#use(THEMES.includes(kept) ? kept : "system");
  }

  /** Whoever renders with it is rendered anew when another one is chosen. */
  get chosen(): Theme {
    return this.#chosen.value;
  }

  choose(theme: Theme): void {
    browser.write("theme", theme);
    this.#use(theme);
  }

  #use(theme: Theme): void {
    this.#chosen.value = theme;
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}

export const theme = new ThemeChoice();
