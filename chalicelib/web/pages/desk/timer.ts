/**
 * Timers that keep time in a background tab. Browsers slow a hidden page's own timers down to one a minute,
 * which would let an agent's presence lapse while they read another tab; a worker's timers are left alone.
 */

/** Names of built files by their sources, put in when the pages are built. */
declare const BUILT: Record<string, string>;

const waiting = new Map<number, { callback: () => void; due: number }>();
let nextId = 1;
/** Started with the first timer: a page that needs none fetches nothing for it. */
let worker: Worker | null | undefined;

function startWorker(): Worker | null {
  try {
    const started = new Worker(new URL(BUILT["desk/timer-worker.ts"], import.meta.url));
    started.addEventListener("message", ({ data }) => ring(data));
    started.addEventListener("error", doWithoutWorker);
    return started;
  } catch {
    return null;
  }
}

function doWithoutWorker(): void {
  worker = null;
  for (const [id, { due }] of waiting) setTimeout(ring, Math.max(0, due - Date.now()), id);
}

function ring(id: number): void {
  const timer = waiting.get(id);
  waiting.delete(id);
  timer?.callback();
}

/** Calls back once after `ms`; returns a function that cancels it. */
export function after(ms: number, callback: () => void): () => void {
  const id = nextId++;
  waiting.set(id, { callback, due: Date.now() + ms });
  if (worker === undefined) worker = startWorker();
  if (worker) worker.postMessage({ id, ms });
  else setTimeout(ring, ms, id);
  return () => {
    waiting.delete(id);
  };
}

/** How long to wait before the n-th repetition: 1 s, 2 s, 4 s … 30 s, spread so that desks do not knock in step. */
export function backoff(failures: number): number {
  const full = Math.min(30_000, 1000 * 2 ** Math.max(0, failures - 1));
  return full * (0.75 + Math.random() * 0.5);
}
