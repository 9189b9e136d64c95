/**
 * The keyboard: one list of what keys do on this page. Whoever can do something registers it while it can be done; the
 * help sheet (`?`) shows what is registered.
 */
import { computed, signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";

export interface Shortcut {
  /** As KeyboardEvent.key says it; `Alt+ArrowDown`, `Ctrl+Enter` with modifiers, in that order: Ctrl, Alt, Shift. */
  keys: string;
  /** What it does, for the help sheet; asked anew in another language. */
  label: () => string;
  run: (event: KeyboardEvent) => void;
  /** Also while something is typed; others wait until nothing is. */
  whileTyping?: boolean;
}

const registered = signal<Shortcut[]>([]);

/** What keys do at this moment. */
export const shortcuts = computed(() => registered.value);

/** Registers what can be done now; returns what takes it back. What came last wins. */
export function register(...added: Shortcut[]): () => void {
  registered.value = [...registered.peek(), ...added];
  return () => {
    registered.value = registered.peek().filter((each) => !added.includes(each));
  };
}

/**
 * How a pressed key is called here. Commands of a Mac count as Ctrl; a sign that needs Shift is that sign. With Alt a Mac
 * writes other signs (†), so there the key's place says which letter it is.
 */
export function named({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const isSign = [...key].length === 1 && key !== " ";
  const placed = altKey && (key === "Dead" || !/^[\x20-\x7e]/.test(key))
    ? /^Key([A-Z])$/.exec(code)?.[1].toLowerCase()
    : undefined;
  const modifiers = [(ctrlKey || metaKey) && "Ctrl", altKey && "Alt", shiftKey && !isSign && "Shift"];
  return [...modifiers.filter(Boolean), placed ?? key].join("+");
}

/**
 * Enter sends wherever something is written, and Shift + Enter makes a new line. While an input method composes, Enter
 * picks a word; some browsers tell so only by the key code 229.
 */
export const isSend = ({ key, shiftKey, altKey, isComposing, keyCode }: KeyboardEvent): boolean =>
  key === "Enter" && !shiftKey && !altKey && !isComposing && keyCode !== 229;

const TYPED = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";

const isTyping = (target: EventTarget | null): boolean => target instanceof Element && Boolean(target.closest(TYPED));

/** Does what is registered for the key, unless a dialog stands before the page or the key writes a sign. */
export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const keys = named(event);
  const typing = isTyping(event.target);
  const meant = registered.peek().findLast((each) => each.keys === keys && (each.whileTyping || !typing));
  if (!meant) return;
  event.preventDefault();
  meant.run(event);
}

/** While the component is there: what `make` gives, made anew when one of `inputs` changes. */
export function useShortcuts(make: () => Shortcut[], inputs: readonly unknown[]): void {
  useLayoutEffect(() => register(...make()), inputs); // with what it is about, not a moment later
}

/** Listens until `leaving`. */
export function listen(leaving: AbortSignal): void {
  document.addEventListener("keydown", press, { signal: leaving });
}
