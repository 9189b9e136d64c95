/**
 * Files in the widget, fetched with the first one: the tray in which they wait and come along, and what an entry shows of
 * one. A picture before it is sent is drawn on a canvas, which no page's policy forbids; afterwards it is an image of the
 * place of files, and where a page forbids that, a link.
 */
import { Refusal, sizeOf, smallOf, upload, type Wish } from "../../desk/upload.ts";
import type { FileView, LinkView, TicketView } from "../../desk/operations.ts";
import type { FilesWords } from "../../words/en/files.ts";
import type { Desk } from "../desk.ts";
import { drawing, element } from "../panel/dom.ts";
import { type Answer, NoAnswer } from "../panel/transport.ts";
import type { Visitor } from "../panel/visitor.ts";
import { adopt } from "../sheets.ts";
import css from "./files.css" with { type: "text" };

const SHEET = "M6 3.5h7.5L18.5 8.5v12h-12.5ZM13 4.8v4.2h4.2ZM8.5 12.5h7v1.3h-7Zm0 3h7v1.3h-7Z";
const MARGIN_MS = 60_000;
const LINK_MS = 600_000;

export interface Env {
  desk: Desk;
  visitor: Pick<Visitor, "ask">;
  /** A file is there, and can be sent. */
  ready: (file: FileView) => void;
}

export interface Part {
  /** Brings these along, shown in the tray. */
  add(tray: HTMLElement, files: File[]): void;
  /** Shows a file of a conversation in this element. */
  fill(root: HTMLElement, conversation: string | null, file: FileView): void;
  close(): void;
}

async function wordsFor(locale: string): Promise<FilesWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/files.ts") : import("../../words/en/files.ts"));
  return module.words;
}

export async function open(env: Env): Promise<Part> {
  const words = await wordsFor(env.desk.locale);
  adopt(env.desk.root, css, env.desk.nonce);
  const shown = new Shown(env, words);
  const tray = new Tray(env, words);
  return {
    add: (root, files) => tray.add(root, files),
    fill: (root, conversation, file) => shown.fill(root, conversation, file),
    close: () => tray.close(),
  };
}

function accepted<Body>({ status, body }: Answer): Body {
  if (status < 300) return body;
  if (status === 429 && body.code === "limit_reached") throw new Refusal(body.code);
  if (status === 429 || status >= 500) throw new NoAnswer(`not now: ${status}`);
  throw new Refusal(body.reason || body.code || "", body.errors?.[0]?.message || body.detail || "");
}

/** Files on their way, one at a time, each with what can be done about it. */
class Tray {
  #turn: Promise<unknown> = Promise.resolve();
  readonly #stops = new Set<AbortController>();

  constructor(private readonly env: Env, private readonly words: FilesWords) {}

  add(root: HTMLElement, files: File[]): void {
    for (const file of files) this.#take(root, file);
  }

  #take(root: HTMLElement, file: File): void {
    const { words } = this;
    const stop = new AbortController();
    const note = element("span", { class: "state", role: "status" }, words.waits);
    const bar = element("progress", { max: 1, value: 0, "aria-label": file.name });
    const again = element("button", { type: "button", hidden: true, onclick: () => this.#start(chip) }, words.retry);
    const off = element("button", { type: "button", onclick: () => this.#drop(chip) }, words.cancel);
    const face = element("span", { class: "thumb" }, drawing(SHEET));
    const name = element("bdi", { class: "name", title: file.name }, file.name);
    const told = element("span", { class: "told" }, name, note, bar);
    const chip: Chip = {
      root: element("div", { class: "chip", role: "group", "aria-label": file.name }, face, told, again, off),
      file,
      stop,
      note,
      bar,
      again,
    };
    root.append(chip.root);
    this.#start(chip, face);
  }

  #start(chip: Chip, face?: HTMLElement): void {
    const { words } = this;
    chip.stop = new AbortController();
    this.#stops.add(chip.stop);
    chip.again.hidden = true;
    chip.bar.hidden = false;
    chip.root.classList.remove("wrong");
    chip.note.textContent = words.waits;
    this.#turn = this.#turn.then(() => this.#bring(chip, face)).catch(() => {});
  }

  async #bring(chip: Chip, face?: HTMLElement): Promise<void> {
    const { env, words } = this;
    if (chip.stop.signal.aborted) return;
    const small = await smallOf(chip.file);
    if (small && face) face.replaceChildren(small.canvas);
    try {
      const file = await upload(chip.file, small?.blob ?? null, this.#asks, {
        signal: chip.stop.signal,
        progress: (share) => {
          chip.bar.value = share;
          chip.note.textContent = share < 1 ? words.uploading(Math.floor(share * 100)) : words.checking;
        },
      });
      chip.root.remove();
      env.ready(file);
    } catch (trouble) {
      if (!chip.stop.signal.aborted) this.#failed(chip, trouble);
    } finally {
      this.#stops.delete(chip.stop);
    }
  }

  #failed(chip: Chip, trouble: unknown): void {
    const { words } = this;
    const isRefused = trouble instanceof Refusal;
    const reason = isRefused ? words.reasons[trouble.reason] || trouble.detail || words.broken : words.broken;
    chip.note.textContent = words.notSent(reason);
    chip.bar.hidden = true;
    chip.again.hidden = isRefused;
    chip.root.classList.add("wrong");
  }

  #drop(chip: Chip): void {
    chip.stop.abort();
    chip.root.remove();
  }

  get #asks() {
    const { visitor } = this.env;
    return {
      ticket: async (wish: Wish) => accepted<TicketView>(await visitor.ask("POST", "files", wish)),
      arrived: async (id: string) => accepted<FileView>(await visitor.ask("POST", `files/${id}/arrived`, {})),
    };
  }

  close(): void {
    for (const stop of this.#stops) stop.abort();
  }
}

interface Chip {
  root: HTMLElement;
  file: File;
  stop: AbortController;
  note: HTMLElement;
  bar: HTMLProgressElement;
  again: HTMLButtonElement;
}

/** What an entry shows of its file. Links are asked for when they are needed, and kept while they are good. */
class Shown {
  readonly #links = new Map<string, { link: LinkView; until: number }>();

  constructor(private readonly env: Env, private readonly words: FilesWords) {}

  fill(root: HTMLElement, conversation: string | null, file: FileView): void {
    const { words } = this;
    const isThere = file.state === "ready" && conversation !== null;
    const size = element("span", { class: "size" }, sizeOf(file.size));
    if (!isThere) {
      const why = file.state === "ready" ? "" : words[file.state];
      const told = element("span", { class: "told" }, element("bdi", {}, file.name), why ? note(why) : size);
      return root.replaceChildren(element("span", { class: "file off" }, drawing(SHEET), told));
    }
    if (file.width && file.height && file.type.startsWith("image/")) return this.#picture(root, conversation, file);
    const name = element("bdi", {}, file.name);
    const onclick = () => this.#download(conversation, file, root);
    const told = element("span", { class: "told" }, name, size);
    const label = { "aria-label": `${words.download(file.name)} ${sizeOf(file.size)}` };
    root.replaceChildren(element("button", { class: "file", type: "button", ...label, onclick }, drawing(SHEET), told));
  }

  #picture(root: HTMLElement, conversation: string, file: FileView): void {
    const { words } = this;
    const image = element("img", {
      alt: file.name,
      width: file.width!,
      height: file.height!,
      referrerpolicy: "no-referrer",
      decoding: "async",
    });
    const onclick = () => this.#open(conversation, file, root);
    const label = { "aria-label": words.open(file.name), title: file.name };
    root.replaceChildren(element("button", { class: "picture", type: "button", ...label, onclick }, image));
    // Where the page forbids it, or it is there no more, its name stands in its place.
    image.onerror = () => image.replaceWith(element("span", { class: "file" }, drawing(SHEET), file.name));
    this.#link(conversation, file).then(
      (link) => (image.src = link.preview_url ?? link.url),
      () => image.onerror?.(new Event("error")),
    );
  }

  async #link(conversation: string, file: FileView): Promise<LinkView> {
    const kept = this.#links.get(file.id);
    if (kept && kept.until > Date.now()) return kept.link;
    const path = `conversations/${conversation}/files/${file.id}`;
    const link = accepted<LinkView>(await this.env.visitor.ask("GET", path));
    this.#links.set(file.id, { link, until: Date.now() + LINK_MS - MARGIN_MS });
    return link;
  }

  // A tab that is opened later than the click would be taken for one that nobody asked for.
  async #open(conversation: string, file: FileView, root: HTMLElement): Promise<void> {
    const tab = open_("about:blank");
    try {
      const { url } = await this.#link(conversation, file);
      if (tab) tab.location.replace(url);
      else follow(url, file.name);
    } catch (trouble) {
      tab?.close();
      this.#sayWhy(root, trouble);
    }
  }

  async #download(conversation: string, file: FileView, root: HTMLElement): Promise<void> {
    try {
      follow((await this.#link(conversation, file)).url, file.name);
    } catch (trouble) {
      this.#sayWhy(root, trouble);
    }
  }

  #sayWhy(root: HTMLElement, trouble: unknown): void {
    root.querySelector(".why")?.remove();
    root.append(note(trouble instanceof Refusal ? this.words.gone : this.words.busy));
  }
}

const note = (text: string) => element("span", { class: "why", role: "status" }, text);

function open_(address: string): Window | null {
  const tab = globalThis.open(address, "_blank");
  if (tab) tab.opener = null;
  return tab;
}

/** What is answered as a download leaves the page where it is. */
function follow(url: string, name: string): void {
  const link = element("a", { href: url, download: name, rel: "noopener noreferrer" });
  link.click();
}
