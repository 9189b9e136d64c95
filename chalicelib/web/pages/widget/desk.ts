/** What the loader lends to the parts that it fetches. They may be of a newer release than it is. */
import type { LookBody, WidgetConfig } from "../desk/operations.ts";
import type { Settings } from "./look.ts";

export type { EntryView, WaitingView } from "../desk/operations.ts";
export type Config = WidgetConfig;
export type Look = LookBody;
export type View = "form" | null | undefined;
export type Listener = (detail?: unknown) => void;

/** How the page vouches for its user: a token that its server signed, or the user's id and the hash of it. */
export interface Identity {
  token?: string;
  id?: string;
  hash?: string;
}

/** Languages that the widget speaks. */
export type Code = "zh-CN" | "en";

export interface Desk {
  readonly base: string;
  readonly plan: string;
  /** Before every name in the page's storage. */
  readonly prefix: string;
  config: Config;
  locale: Code;
  unread: number;
  isOpen: boolean;
  /** Who the page says its user is. */
  who?: Identity;
  /** What is to be opened: the conversation, or the form that leaves a message. */
  view: View;
  /** It opens by itself, where it was open before: whoever types elsewhere goes on typing. */
  isQuiet?: boolean;
  /** What the page says of its visitor: that they may be seen. */
  consented?: boolean;
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly frame: HTMLElement;
  readonly button: HTMLButtonElement;
  badge?: HTMLElement;
  /** Drawings by their names: those that a part brings are added. */
  readonly icons: Record<string, string>;
  /** Of our tag, for what a policy lets pass by it alone. */
  readonly nonce?: string;
  asks(): string;
  emit(event: string, detail?: unknown): void;
  /** Until `signal` is aborted. */
  on(event: string, listener: Listener, signal?: AbortSignal): void;
  open(view?: View): void;
  close(): void;
  /** Begins anew, as for somebody who was never here. */
  reset(): void;
  showUnread(count: number): void;
  showOpen(isOpen: boolean): void;
  applyLook(): void;
}

/** What the page calls. */
export interface Deskbell {
  (...call: unknown[]): void;
  /** What answers; absent until then, and when it is destroyed. */
  desk?: { base: string; plan: string };
  /** Calls that were made before there was somebody to answer. */
  q?: unknown[][];
}

/** What the panel makes of itself. */
export interface Panel {
  open(): void;
  close(): void;
  setLocale(locale: string): void;
  destroy(): void;
}

declare global {
  interface Window {
    Deskbell?: Deskbell;
    deskbellSettings?: Settings;
  }
}
