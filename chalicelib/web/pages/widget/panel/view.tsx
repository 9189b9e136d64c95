/** The panel's place on the page: a dialog beside the icon, a sheet over the whole screen on a phone. */
import { createRef, render } from "preact";
import type { WidgetWords } from "../../words/en/widget.ts";
import { dressOn } from "../colours.ts";
import type { Desk } from "../desk.ts";
import { element } from "./dom.ts";
import { Draft } from "./draft.ts";
import type { Model } from "./model.ts";
import { type Actions, Panel } from "./panel.tsx";

const PHONE = "(max-width: 480px), (max-height: 420px)";
const TOUCH = "(pointer: coarse)";
const CAN_FOCUS = "button:not([disabled]), input, textarea, a[href], [tabindex='0']";

interface Parts {
  desk: Desk;
  limit: number;
  actions: Actions;
  /** What stands in place of the conversation. */
  stage: () => { focus(): void } | null;
}

export class View {
  readonly #parts: Parts;
  readonly #mount = element("div");
  readonly #panel = createRef<Panel>();
  readonly #phone = matchMedia(PHONE);
  readonly draft: Draft;
  #hostOverflow: string | null = null;
  #isOpen = false;
  #model: Model | null = null;
  #words: WidgetWords;

  constructor(parts: Parts, words: WidgetWords) {
    this.#parts = parts;
    this.#words = words;
    this.draft = new Draft(`${parts.desk.prefix}draft`);
    const { frame } = parts.desk;
    frame.prepend(this.#mount);
    frame.onkeydown = (event) => this.#keyed(event);
    visualViewport?.addEventListener("resize", this.#fit);
    visualViewport?.addEventListener("scroll", this.#fit);
    this.#phone.addEventListener("change", this.#fit);
  }

  show(model: Model, words: WidgetWords): void {
    this.#model = model;
    this.#words = words;
    dressOn(this.#parts.desk.frame, this.#mount);
    this.#paint();
  }

  // In another language it begins anew, so that whoever reads by ear hears nothing twice.
  #paint(): void {
    const { limit, actions } = this.#parts;
    if (!this.#model) return;
    render(
      <Panel
        key={this.#words.locale}
        ref={this.#panel}
        model={this.#model}
        words={this.#words}
        limit={limit}
        draft={this.draft}
        actions={actions}
        isOpen={this.#isOpen}
        isModal={this.#isOpen && this.#phone.matches}
      />,
      this.#mount,
    );
  }

  open(takesFocus = true): void {
    this.#isOpen = true;
    this.#paint();
    this.#fit();
    this.#panel.current?.composer?.fit();
    this.#panel.current?.log?.place.toEnd();
    if (takesFocus) this.focus();
  }

  focus(): void {
    const stage = this.#parts.stage();
    if (stage) return stage.focus();
    const field = this.#panel.current?.composer?.field;
    // On a touch screen the field would bring up the keyboard before the visitor has read anything.
    const isCalm = matchMedia(TOUCH).matches || !field?.getClientRects().length;
    (isCalm ? this.#panel.current?.root : field)?.focus({ preventScroll: true });
  }

  focusField(): void {
    this.#panel.current?.composer?.field?.focus();
  }

  close(): void {
    this.#panel.current?.ask(false);
    this.#panel.current?.composer?.closeEmoji();
    this.#isOpen = false;
    this.#paint();
    this.#fit();
  }

  // On a phone the sheet follows the part of the screen that the keyboard leaves free, and the page behind it stands still.
  readonly #fit = () => {
    const isSheet = this.#phone.matches && this.#isOpen;
    if (!isSheet && this.#hostOverflow === null) return;
    const page = document.documentElement.style;
    if (isSheet && this.#hostOverflow === null) {
      this.#hostOverflow = page.overflow;
      page.overflow = "hidden";
    } else if (!isSheet) {
      page.overflow = this.#hostOverflow!;
      this.#hostOverflow = null;
    }
    this.#paint();
    const root = this.#panel.current?.root;
    if (!root) return;
    const screen = visualViewport;
    const hasKeyboard = isSheet && screen && screen.height < innerHeight - 1;
    root.style.height = hasKeyboard ? `${screen.height}px` : "";
    root.style.top = hasKeyboard ? `${screen.offsetTop}px` : "";
    if (hasKeyboard) this.#panel.current?.log?.place.toEnd();
  };

  #keyed(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Tab") return this.#keepFocus(event);
    if (event.key !== "Escape" || !this.#isOpen) return;
    // A modal dialog of the page, in which we may stand, would close as well.
    event.preventDefault();
    const panel = this.#panel.current;
    if (panel?.state.isAsking) panel.ask(false);
    else if (!panel?.composer?.closeEmoji()) this.#parts.actions.leaveStage();
  }

  // The tabulator stays inside while nothing else is usable: in the sheet, and in the question.
  #keepFocus(event: KeyboardEvent): void {
    const panel = this.#panel.current;
    const within = panel?.question ?? (this.#phone.matches ? panel?.root : null);
    if (!this.#isOpen || !within) return;
    const ring = [...within.querySelectorAll<HTMLElement>(CAN_FOCUS)].filter((each) => each.getClientRects().length);
    const at = ring.indexOf(this.#parts.desk.root.activeElement as HTMLElement);
    const isLeaving = event.shiftKey ? at <= 0 : at === ring.length - 1;
    if (!isLeaving) return;
    event.preventDefault();
    ring[event.shiftKey ? ring.length - 1 : 0]?.focus();
  }

  destroy(): void {
    this.close();
    render(null, this.#mount);
    this.#mount.remove();
    this.#parts.desk.frame.onkeydown = null;
    visualViewport?.removeEventListener("resize", this.#fit);
    visualViewport?.removeEventListener("scroll", this.#fit);
    this.#phone.removeEventListener("change", this.#fit);
  }
}
