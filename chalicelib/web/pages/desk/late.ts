/** What a page fetches late: a language, a section. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

const PAUSE_MS = 1000;

/**
 * The module that `fetch` imports; null when it cannot be had, and then the person is asked to load the page anew: a new
 * release has no files of the one before, and some browsers never ask again for a module that failed.
 */
export async function fetched<Module>(fetch: () => Promise<Module>): Promise<Module | null> {
  try {
    return await fetch();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  try {
    return await fetch();
  } catch {
    askToReload();
    return null;
  }
}

// In both languages: one of them may be what is missing. Without the kit: that may be what is missing, too.
function askToReload(): void {
  if (document.querySelector(".reload")) return;
  const box = document.createElement("div");
  box.className = "reload";
  box.role = "alert";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button primary";
  button.append(said("span", "zh-CN", "重新加载"), " · ", said("span", "en", "Reload"));
  button.addEventListener("click", () => location.reload());
  box.append(
    said("p", "zh-CN", "页面的一部分没有加载成功，可能已有新版本。请重新加载。"),
    said("p", "en", "A part of this page could not be loaded; there may be a new version. Please reload."),
    button,
  );
  document.body.append(box);
}

function said(tag: string, lang: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.lang = lang;
  element.textContent = text;
  return element;
}

/** What may come late: without its words it is not there, if it has any of its own. */
interface Part {
  isSpoken?: () => Promise<boolean>;
}

/** A part of the page that is fetched when it is wanted first. Once it was it is there at once, as long as the page lives. */
export class Late<Module extends object> {
  readonly #module = signal<Module | null>(null);

  constructor(private readonly load: () => Promise<Module>) {}

  /** Null until it was fetched. */
  get there(): Module | null {
    return this.#module.value;
  }

  /** Fetches it, once; null when it cannot be had. */
  async come(): Promise<Module | null> {
    if (this.#module.peek()) return this.#module.peek();
    const module = await fetched(this.load);
    const isSpoken = module && await ((module as Part).isSpoken?.() ?? true);
    if (isSpoken) this.#module.value = module;
    return this.#module.peek();
  }

  /** For a component: fetches it, and renders anew when it is there. */
  use(): Module | null {
    useEffect(() => void this.come(), []);
    return this.there;
  }
}
