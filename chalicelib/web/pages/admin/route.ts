/** Which section is open: the address says it. */
import { computed, effect, signal } from "@preact/signals";
import { session } from "../desk/session.ts";
import { GUIDE, maySee, type SectionEntry, SECTIONS } from "./sections.ts";
import { firstRun } from "./guide/first-run.ts";

class Route {
  readonly #hash = signal(window.location.hash.slice(1));
  #moved = false;

  readonly allowed = computed(() => session.signedIn ? SECTIONS.filter(maySee) : []);

  /** The section of the address, else the guide if it is wanted, else the first that the person may see. */
  readonly chosen = computed((): SectionEntry | null => {
    const [first = null] = this.allowed.value;
    const named = [...SECTIONS, GUIDE].find(({ id }) => id === this.#hash.value);
    if (!first || named) return first && named!;
    return firstRun.wanted ? GUIDE : first;
  });

  /** Nothing is named, and whether the guide is wanted is being asked. */
  readonly deciding = computed(() => !this.#hash.value && firstRun.deciding);

  constructor() {
    window.addEventListener("hashchange", () => {
      this.#moved = true;
      this.#hash.value = window.location.hash.slice(1);
    });
    // Whoever names a section knows where they want to be.
    effect(() => {
      if (!session.signedIn || this.#hash.value || session.asksForAgreement) return;
      if (!session.agent.must_change_password) firstRun.ask();
    });
  }

  go(id: string): void {
    window.location.hash = id;
  }

  /** The section before or behind, round about. */
  step(by: number): void {
    const ids = this.allowed.peek().map(({ id }) => id);
    if (!ids.length) return;
    const at = ids.indexOf(this.chosen.peek()?.id ?? "");
    this.go(ids[(at + by + ids.length) % ids.length]);
  }

  /** A section stands there: whoever went to it begins at its heading. */
  arrived(heading: HTMLElement): void {
    if (!this.#moved) return;
    this.#moved = false;
    heading.closest(".admin-main")?.scrollTo(0, 0);
    heading.focus();
  }

  /** Nobody is meant any more: another person may sign in. */
  forget(): void {
    window.history.replaceState(null, "", window.location.pathname);
    this.#hash.value = "";
    firstRun.forget();
  }
}

export const route = new Route();
