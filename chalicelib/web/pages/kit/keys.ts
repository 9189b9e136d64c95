/**
 * The keyboard: one list of what keys do on this page. Whoever can do something registers it while it can be done; the
 * help sheet (`?`) shows what is registered.
 */
import { computed, signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";

/** Which keys do here what is usually done with these; "" when none do. */
export type Own = (usual: string) => string;

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
 * How a pressed key is called here. Commands of a Mac count as Ctrl; a sign that needs Shift is that sign, and a letter is
 * the same with Caps Lock. With Alt a Mac writes other signs (†), so there the key's place says which letter it is.
 */
export function named({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const placed = altKey && (key === "Dead" || !/^[\x20-\x7e]/.test(key))
    ? /^Key([A-Z])$/.exec(code)?.[1].toLowerCase()
    : undefined;
  const name = placed ?? (/^[A-Z]$/.test(key) ? key.toLowerCase() : key);
  const saysShift = [...name].length > 1 || /^[a-z ]$/.test(name); // the others are signs of their own with it
  const modifiers = [(ctrlKey || metaKey) && "Ctrl", altKey && "Alt", shiftKey && saysShift && "Shift"];
  return [...modifiers.filter(Boolean), name].join("+");
}

/**
 * Enter sends wherever something is written, and Shift + Enter makes a new line. While an input method composes, Enter
 * picks a word; some browsers tell so only by the key code 229.
 */
export const isSend = ({ key, shiftKey, altKey, isComposing, keyCode }: KeyboardEvent): boolean =>
  key === "Enter" && !shiftKey && !altKey && !isComposing && keyCode !== 229;

const TYPED = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";

const isTyping = (target: EventTarget | null): boolean => target instanceof Element && Boolean(target.closest(TYPED));

/** Whether the keys put a sign where something is written. */
const writes = (keys: string): boolean => [...keys.replace(/^Shift\+(?=.)/, "")].length === 1;

/** What the keys mean now; while something is typed, only what is for then, and never a sign. */
export const meantBy = (keys: string, typing: boolean, own: Own): Shortcut | undefined =>
  registered.peek().findLast((each) => own(each.keys) === keys && (!typing || (each.whileTyping && !writes(keys))));

/** Does what is registered for the key, unless a dialog stands before the page or the key writes a sign. */
export function press(event: KeyboardEvent, own: Own = (usual) => usual): void {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const meant = meantBy(named(event), isTyping(event.target), own);
  if (!meant) return;
  event.preventDefault();
  meant.run(event);
}

/** While the component is there: what `make` gives, made anew when one of `inputs` changes. */
export function useShortcuts(make: () => Shortcut[], inputs: readonly unknown[]): void {
  useLayoutEffect(() => register(...make()), inputs); // with what it is about, not a moment later
}

/** Listens until `leaving`; `own` says which keys somebody has chosen. */
export function listen(leaving: AbortSignal, own?: Own): void {
  document.addEventListener("keydown", (event) => press(event, own), { signal: leaving });
}
