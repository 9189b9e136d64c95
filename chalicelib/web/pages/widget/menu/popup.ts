/**
 * A small menu at a button of the panel, for mouse, finger and keys. It stands in the panel, above all that is in it, and
 * the focus is back on the button when it goes.
 */
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import { adopt } from "../sheets.ts";
import css from "./popup.css" with { type: "text" };

const MARGIN_PX = 8;
/** Two presses at once, or while it was fetched, are one. */
const ONE_PRESS_MS = 400;

export interface Choice {
  text: string;
  act: () => void;
  /** Whether it is on, of a switch; a switch stays to be looked at. */
  isOn?: () => boolean;
}

export class Popup {
  readonly #root = element("div", { class: "popup" });
  readonly #note = element("p", { role: "status" });
  #button: HTMLElement | null = null;
  #listening = new AbortController();
  #paint = () => {};
  #openedAt = 0;

  /** `gone`: the part that offers it is needed no more. */
  constructor(private readonly desk: Desk, gone: AbortSignal) {
    adopt(desk.root, css, desk.nonce);
    this.#root.onkeydown = (event) => this.#keyed(event);
    desk.on("close", () => this.close(false), gone);
  }

  /** Where it stands at this button already, it goes. */
  toggle(button: HTMLElement, label: string, choices: Choice[]): void {
    const isSecond = performance.now() - this.#openedAt < ONE_PRESS_MS;
    if (this.#button === button) return isSecond ? undefined : this.close();
    this.close();
    const panel = button.closest<HTMLElement>(".panel");
    if (!panel) return;
    this.#button = button;
    this.#openedAt = performance.now();
    button.setAttribute("aria-expanded", "true");
    const items = choices.map((choice) => this.#item(choice));
    this.#paint = () =>
      choices.forEach(({ isOn }, at) => isOn && items[at].setAttribute("aria-checked", String(isOn())));
    this.#note.textContent = "";
    this.#root.replaceChildren(element("div", { role: "menu", "aria-label": label }, ...items), this.#note);
    panel.append(this.#root);
    this.#paint();
    this.#place(panel);
    this.#listen(panel);
    items[0].focus({ preventScroll: true });
  }

  #item({ text, act, isOn }: Choice): HTMLButtonElement {
    const onclick = () => {
      if (isOn) return act();
      this.close();
      act();
    };
    return element(
      "button",
      { type: "button", role: isOn ? "menuitemcheckbox" : "menuitem", tabindex: "-1", onclick },
      text,
    );
  }

  /** A switch may stand otherwise now; `note` says what there is to say. */
  look(note = ""): void {
    this.#note.textContent = note;
    this.#paint();
    const panel = this.#root.parentElement;
    if (panel) this.#place(panel);
  }

  #place(panel: HTMLElement): void {
    const [room, at, own] = [panel, this.#button!, this.#root].map((each) => each.getBoundingClientRect());
    const below = at.bottom - room.top;
    const top = below + own.height + MARGIN_PX > room.height ? at.top - room.top - own.height : below;
    const left = Math.min(at.left - room.left, room.width - own.width - MARGIN_PX);
    this.#root.style.top = `${Math.max(MARGIN_PX, top)}px`;
    this.#root.style.left = `${Math.max(MARGIN_PX, left)}px`;
  }

  #listen(panel: HTMLElement): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const heard = (event: Event) => {
      const path = event.composedPath();
      if (!path.includes(this.#root) && !path.includes(this.#button!)) this.close(false);
    };
    this.desk.root.addEventListener("click", heard, { capture: true, signal });
    addEventListener("pointerdown", heard, { signal }); // what is pressed in the widget itself is not heard of here
    panel.addEventListener("scroll", () => this.#place(panel), { capture: true, signal });
  }

  #keyed(event: KeyboardEvent): void {
    const items = [...this.#root.querySelectorAll<HTMLElement>("button")];
    const at = items.indexOf(this.desk.root.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[to % items.length].focus({ preventScroll: true });
    else if (event.key === "Escape" || event.key === "Tab") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation(); // Escape would close the panel
  }

  close(takesFocus = true): void {
    const button = this.#button;
    if (!button) return;
    this.#button = null;
    this.#listening.abort();
    this.#root.remove();
    button.setAttribute("aria-expanded", "false");
    if (takesFocus) button.focus({ preventScroll: true });
  }
}
