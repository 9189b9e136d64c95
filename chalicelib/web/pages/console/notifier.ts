/** Getting the agent's attention: a short sound, a browser notification, a count in the title. */
import { signal } from "@preact/signals";
import { ring } from "../desk/chime.ts";
import { t } from "../desk/i18n.ts";
import { browser } from "../desk/storage.ts";

interface Announcement {
  title: string;
  body: string;
  conversationId: string;
  open: () => void;
}

/** `phone`: the browser leaves them to service workers. `unsupported`: as on plain http addresses. */
export type Permission = NotificationPermission | "phone" | "unsupported";

export class Notifier {
  readonly #muted = signal(browser.read("muted", false));
  readonly #permission = signal(permission());
  readonly #leaving = new AbortController();
  #audio: AudioContext | null = null;

  get muted(): boolean {
    return this.#muted.value;
  }

  get permission(): Permission {
    return this.#permission.value;
  }

  start(): void {
    // Browsers let a page make sound only after the person has touched it.
    const unlock = () => {
      this.#audio ??= globalThis.AudioContext ? new AudioContext() : null;
      if (this.#audio?.state === "suspended") this.#audio.resume();
    };
    const { signal } = this.#leaving;
    addEventListener("pointerdown", unlock, { signal });
    addEventListener("keydown", unlock, { signal });
  }

  stop(): void {
    this.#leaving.abort();
    this.#audio?.close();
    this.#audio = null;
  }

  mute(muted: boolean): void {
    this.#muted.value = muted;
    browser.write("muted", muted);
    if (!muted) this.ring();
  }

  ring(): void {
    const audio = this.#audio;
    if (this.#muted.peek() || audio?.state !== "running") return;
    ring(audio);
  }

  async askPermission(): Promise<void> {
    await Notification.requestPermission();
    this.#permission.value = permission();
  }

  /** One for each conversation: a newer one takes the older one's place. */
  announce({ title, body, conversationId, open }: Announcement): void {
    if (this.#permission.peek() !== "granted") return;
    try {
      const shown = new Notification(title, { body, tag: conversationId, lang: document.documentElement.lang });
      shown.addEventListener("click", () => {
        focus();
        shown.close();
        open();
      });
    } catch {
      this.#permission.value = "phone"; // the sound and the title remain
    }
  }

  showCount(count: number): void {
    document.title = count > 0 ? `(${count}) ${t("product")}` : `${t("product")} · ${t("console")}`;
  }
}

function permission(): Permission {
  if (!("Notification" in globalThis) || !isSecureContext) return "unsupported";
  // A page that asks there is allowed what it cannot do.
  return /android/i.test(navigator.userAgent) ? "phone" : Notification.permission;
}
