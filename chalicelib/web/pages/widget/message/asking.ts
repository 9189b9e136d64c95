/** Asks for other words, or whether a message shall be withdrawn. It stands over the panel until that is settled. */
import type { MessageWords } from "../../words/en/message.ts";
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import { standingOf } from "../panel/draft.ts";
import type { Change, Refusal } from "./change.ts";

const USUAL_LIMIT = 4000;
const IN_COMPOSITION = 229;
const CAN_FOCUS = "button:not([disabled]), textarea";

export interface Parts {
  desk: Desk;
  words: MessageWords;
  change: Change;
  /** What it says, to be edited; null: it is to be withdrawn. */
  text: string | null;
  /** The other words, as far as they are there. */
  draft: string | null;
  /** As it is typed, so that another page goes on with it. */
  typed: (text: string) => void;
  /** Sends it as a message of its own. */
  write: (text: string) => void;
  /** Whether one can be sent now. */
  canWrite: () => boolean;
  closed: () => void;
}

export class Asking {
  readonly #parts: Parts;
  readonly #field: HTMLTextAreaElement | null;
  readonly #note = element("p", { role: "status" });
  readonly #sorry = element("p", { class: "sorry", role: "alert" });
  readonly #yes: HTMLButtonElement;
  readonly #no: HTMLButtonElement;
  readonly #root: HTMLElement;
  #isAsking = false;
  #isOver = false;
  readonly #online = () => this.#parts.change.wake();

  constructor(panel: HTMLElement, parts: Parts) {
    this.#parts = parts;
    const { words, draft } = parts;
    const isEdit = draft !== null;
    const title = isEdit ? words.editing : words.withdrawing;
    this.#field = isEdit ? this.#fieldOf(draft) : null;
    this.#yes = element(
      "button",
      { type: "button", class: isEdit ? "good" : "yes", onclick: () => this.#attempt() },
      isEdit ? words.save : words.withdraw,
    );
    this.#no = element(
      "button",
      { type: "button", onclick: () => this.close() },
      isEdit ? words.cancel : words.keep,
    );
    const question = element(
      "div",
      { class: "question", role: isEdit ? "dialog" : "alertdialog", "aria-modal": "true", "aria-label": title },
      element("strong", {}, title),
      this.#field ?? element("p", {}, words.aboutWithdrawing),
      this.#note,
      this.#sorry,
      element("div", { class: "answers" }, this.#yes, this.#no),
    );
    this.#root = element("div", { class: "cover", lang: words.locale }, question);
    this.#root.onkeydown = (event) => this.#keyed(event);
    panel.append(this.#root);
    addEventListener("online", this.#online);
    this.#look();
    this.focus();
  }

  #fieldOf(text: string): HTMLTextAreaElement {
    const field = element("textarea", { rows: "3", dir: "auto", "aria-label": this.#parts.words.editing });
    field.value = text;
    field.oninput = () => {
      this.#parts.typed(field.value);
      this.#look();
    };
    return field;
  }

  focus(): void {
    (this.#field ?? this.#no).focus({ preventScroll: true });
  }

  /** Whether the page still has it. */
  get isThere(): boolean {
    return this.#root.isConnected;
  }

  #look(): void {
    const { desk, words } = this.#parts;
    if (!this.#field) return void (this.#yes.disabled = this.#isAsking);
    const { left, isTooLong, canSend } = standingOf(this.#field.value, desk.config.limits?.text || USUAL_LIMIT);
    this.#field.readOnly = this.#isAsking;
    this.#yes.disabled = this.#isAsking || !canSend;
    if (!this.#isAsking) this.#note.textContent = isTooLong ? words.tooLong(-left) : "";
  }

  async #attempt(): Promise<void> {
    const { change, words } = this.#parts;
    const text = this.#field?.value.trim() ?? null;
    if (this.#yes.disabled) return;
    if (this.#isOver) return this.#writeAnew(text!);
    if (text !== null && text === this.#parts.text) return this.close();
    this.#isAsking = true;
    this.#look();
    this.#note.textContent = words.asking;
    this.#sorry.textContent = "";
    const refusal = await change.ask(text, (delay) => (this.#note.textContent = words[delay]));
    this.#isAsking = false;
    this.#note.textContent = "";
    if (!refusal) return this.close();
    this.#look();
    this.#refused(refusal);
  }

  #refused({ code, detail }: Refusal): void {
    const { words, canWrite } = this.#parts;
    const reason = words.reasons[code];
    this.#sorry.textContent = reason ?? words.failed(detail);
    if (!reason) return;
    // It stays as it is for good; what was typed may still be sent.
    this.#isOver = true;
    this.#no.textContent = words.close;
    this.#yes.textContent = words.sendAsNew;
    this.#yes.hidden = !(this.#field && canWrite());
    if (this.#yes.hidden) this.#no.focus({ preventScroll: true });
  }

  #writeAnew(text: string): void {
    this.close();
    this.#parts.write(text);
  }

  #keyed(event: KeyboardEvent): void {
    event.stopPropagation(); // the panel behind it goes on with nothing
    if (event.isComposing || event.keyCode === IN_COMPOSITION) return;
    const isInField = this.#field !== null && event.target === this.#field;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && isInField && !event.shiftKey) this.#attempt();
    else if (event.key !== "Tab" || !this.#isLeaving(event.shiftKey)) return;
    event.preventDefault();
  }

  // The tabulator goes round in it.
  #isLeaving(isBack: boolean): boolean {
    const ring = [...this.#root.querySelectorAll<HTMLElement>(CAN_FOCUS)].filter((each) => !each.hidden);
    const at = ring.indexOf(this.#parts.desk.root.activeElement as HTMLElement);
    const isLeaving = isBack ? at <= 0 : at === ring.length - 1;
    if (isLeaving) ring[isBack ? ring.length - 1 : 0].focus();
    return isLeaving;
  }

  close(): void {
    this.#parts.change.giveUp();
    removeEventListener("online", this.#online);
    this.#root.remove();
    this.#parts.closed();
  }
}
