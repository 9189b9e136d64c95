/** Sound and notifications of answers, and their switches. Fetched as soon as somebody may answer, or at the bell. */
import type { AlertsWords } from "../../words/en/alerts.ts";
import type { Desk } from "../desk.ts";
import { Popup } from "../menu/popup.ts";
import { Shelf } from "../panel/storage.ts";
import { Attention, type Heard } from "./attention.ts";
import { Looking } from "./looking.ts";
import { ask, canNotify, isAllowed, notify } from "./notices.ts";
import { Sound } from "./sound.ts";

/** Before the names of what is this browser's, whatever the plan and whoever is signed in. */
const OF_THE_BROWSER = "deskbell:";

export interface Env {
  desk: Desk;
  shelf: Shelf;
}

async function wordsFor(locale: string): Promise<AlertsWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/alerts.ts") : import("../../words/en/alerts.ts"));
  return module.words;
}

// deno-lint-ignore require-await -- parts are made in time
export async function open(env: Env): Promise<Part> {
  return new Part(env);
}

export class Part {
  readonly #desk: Desk;
  readonly #attention: Attention;
  readonly #looking: Looking;
  readonly #stop = new AbortController();
  #popup: Popup | null = null;

  constructor({ desk, shelf }: Env) {
    const { signal } = this.#stop;
    this.#desk = desk;
    const looking = this.#looking = new Looking(`${desk.prefix}looking`);
    const sound = new Sound(desk.root, signal);
    this.#attention = new Attention({
      shelf,
      settings: new Shelf(OF_THE_BROWSER),
      isLooking: () => this.#isLooking,
      isHidden: () => document.hidden,
      unless: looking.unless,
      ring: sound.ring,
      notify: (heard) => this.#notify(heard),
    });
    const look = () => (looking.isHere = !signal.aborted && this.#isLooking);
    document.addEventListener("visibilitychange", look, { signal });
    for (const event of ["open", "close"]) desk.on(event, look, signal);
    desk.on("message", (heard) => this.#attention.hear(heard as Heard), signal);
    look();
  }

  get #isLooking(): boolean {
    return this.#desk.isOpen && !document.hidden;
  }

  async #notify(heard: Heard): Promise<void> {
    const words = await wordsFor(this.#desk.locale);
    notify(this.#desk, heard.author?.name || words.answer, heard);
  }

  /** Offers the switches at this button. */
  async offer(button: HTMLElement): Promise<void> {
    const words = await wordsFor(this.#desk.locale);
    const attention = this.#attention;
    const popup = this.#popup ??= new Popup(this.#desk, this.#stop.signal);
    const switchSound = () => {
      attention.hasSound = !attention.hasSound;
      popup.look();
    };
    const choices = [{ text: words.sound, isOn: () => attention.hasSound, act: switchSound }];
    const isOn = () => attention.notifies && isAllowed();
    if (canNotify()) choices.push({ text: words.notify, isOn, act: () => this.#switchNotices(!isOn(), words) });
    if (button.isConnected) popup.toggle(button, words.title, choices);
  }

  async #switchNotices(isWished: boolean, words: AlertsWords): Promise<void> {
    const answer = isWished ? await ask() : "";
    this.#attention.notifies = answer === "granted";
    this.#popup?.look(answer === "denied" ? words.denied : "");
  }

  close(): void {
    this.#stop.abort();
    this.#looking.isHere = false;
    this.#popup?.close(false);
  }
}
