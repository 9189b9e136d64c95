/**
 * Files on their way to the desk: a place is asked for, the browser puts them there by itself, the desk looks at them.
 * What breaks on the way is tried again in the same place; only then they can be named in a message.
 */
import type { FileView, FormView, TicketView } from "./operations.ts";

/** Sides of the small picture, in pixels, and how well it is kept. */
const PREVIEW_SIDE = 720;
const QUALITY = 0.8;
const LARGEST_PREVIEW = 240 * 1024;
/** Pictures below this are their own small picture. */
const SMALL_BYTES = 60 * 1024;
const TRIES = 4;
const PAUSES_MS = [1000, 3000, 8000];

/** What the page wants to send, as the desk is told. */
export interface Wish {
  name: string;
  size: number;
  type: string;
  preview?: number;
}

/** How the desk is asked; whatever it refuses is thrown as a Refusal, what does not get through as anything else. */
export interface Asks<Answer = FileView> {
  ticket(wish: Wish): Promise<TicketView>;
  arrived(fileId: string): Promise<Answer>;
}

/** The desk, or the place of files, does not take it. `reason`: a word of the desk's, or the problem's code. */
export class Refusal extends Error {
  constructor(readonly reason: string, readonly detail = "") {
    super(detail || reason);
  }
}

export interface Watching {
  /** From 0 to 1. */
  progress(share: number): void;
  signal: AbortSignal;
  pause?: (ms: number) => Promise<void>;
  post?: typeof post;
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Brings one file to the desk. Throws Refusal; an AbortError when it was called off; else it did not get through. */
export async function upload<Answer>(
  file: File,
  small: Blob | null,
  asks: Asks<Answer>,
  watching: Watching,
): Promise<Answer> {
  const { pause = sleep, signal } = watching;
  let ticket: TicketView | null = null;
  for (let failures = 0;;) {
    signal.throwIfAborted();
    try {
      ticket ??= await asks.ticket({ name: file.name || "file", size: file.size, type: file.type, ...weighed(small) });
      await carry(file, small, ticket, watching);
      return await asks.arrived(ticket.file_id);
    } catch (trouble) {
      if (signal.aborted || trouble instanceof Refusal || (failures += 1) >= TRIES) throw trouble;
      if (trouble instanceof Expired) ticket = null;
      await pause(PAUSES_MS[failures - 1]);
    }
  }
}

const weighed = (small: Blob | null) => (small ? { preview: small.size } : {});

async function carry(file: File, small: Blob | null, ticket: TicketView, watching: Watching): Promise<void> {
  const { progress, signal, post: send = post } = watching;
  if (small && ticket.preview) await send(ticket.preview, small, () => {}, signal);
  await send(ticket.form, file, progress, signal);
}

/** The form is not taken any more, or never was: another one may be. */
export class Expired extends Error {}

/** Puts a content where the form says. XMLHttpRequest, since only it tells how far it has come. */
export function post(
  form: FormView,
  content: Blob,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append("file", content);
  const request = new XMLHttpRequest();
  request.open("POST", form.url);
  request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
  const stop = () => request.abort();
  signal.addEventListener("abort", stop);
  return new Promise<void>((resolve, reject) => {
    request.onload = () => {
      const { status } = request;
      if (status < 300) resolve();
      else if (status >= 500) reject(new Error(`no answer: ${status}`));
      else reject(new Expired(`refused: ${status}`));
    };
    request.onerror = request.ontimeout = () => reject(new Error("no answer"));
    request.onabort = () => reject(new DOMException("called off", "AbortError"));
    request.send(body);
  }).finally(() => signal.removeEventListener("abort", stop));
}

export const isPicture = (file: { type: string }): boolean => /^image\/(png|jpeg|gif|webp)$/.test(file.type);

/** The same picture, small; null where there is none to be made of it. What a camera wrote into it does not go along. */
export async function smallOf(file: File): Promise<{ canvas: HTMLCanvasElement; blob: Blob | null } | null> {
  if (!isPicture(file)) return null;
  try {
    const picture = await createImageBitmap(file);
    const share = Math.min(1, PREVIEW_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * share));
    canvas.height = Math.max(1, Math.round(picture.height * share));
    const paper = canvas.getContext("2d")!;
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = file.size > SMALL_BYTES
      ? await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY))
      : null;
    return { canvas, blob: blob && blob.size <= LARGEST_PREVIEW ? blob : null };
  } catch {
    return null; // damaged, or too large for this browser: the desk will say
  }
}

/**
 * The middle of a picture, as a small square; null where it is none that this browser can show. What is clear stays so where
 * it is kept as image/png.
 */
export async function squareOf(
  file: File,
  side = 256,
  type: "image/jpeg" | "image/png" = "image/jpeg",
): Promise<File | null> {
  try {
    const picture = await createImageBitmap(file);
    const edge = Math.min(picture.width, picture.height);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side;
    const paper = canvas.getContext("2d")!;
    paper.fillStyle = type === "image/png" ? "#0000" : "#fff";
    paper.fillRect(0, 0, side, side);
    paper.drawImage(picture, (picture.width - edge) / 2, (picture.height - edge) / 2, edge, edge, 0, 0, side, side);
    picture.close();
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.85));
    return blob && new File([blob], `picture.${type.slice(6)}`, { type: blob.type });
  } catch {
    return null;
  }
}

/** 734 → "734 B", 120000 → "117 KB". */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1000 ? `${Math.round(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

/** The files of what was pasted or dropped. */
export const filesIn = (data: DataTransfer | null): File[] => [...(data?.files ?? [])];
