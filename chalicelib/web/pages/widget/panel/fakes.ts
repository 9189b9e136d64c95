/** A desk and a browser's storage for tests: nothing of a page, no time. */
import type { Answer } from "./transport.ts";
import { NoAnswer } from "./transport.ts";

/** An answer of the desk; without a status nothing comes. */
export function answered(status: number, body: Record<string, unknown> = {}): Answer {
  return { status, ok: status < 300, body, retryAfterMs: 0, date: null };
}

/** Storage that tabs share. */
export class Drawer {
  readonly prefix = "test:";
  readonly isShared = false;
  readonly #kept = new Map<string, string>();

  // deno-lint-ignore no-explicit-any
  read(name: string): any {
    return JSON.parse(this.#kept.get(name) ?? "null");
  }

  write(name: string, value: unknown): void {
    this.#kept.set(name, JSON.stringify(value));
  }

  drop(name: string): void {
    this.#kept.delete(name);
  }

  names(beginning: string): string[] {
    return [...this.#kept.keys()].filter((name) => name.startsWith(beginning)).sort();
  }
}

type Asked = { method: string; path: string; token: string | null; body: unknown };

/** Answers by a rule, and remembers what was asked. Whatever the rule gives no answer for is lost on the way. */
export class Desk {
  readonly asked: Asked[] = [];

  constructor(private readonly rule: (asked: Asked) => Answer | null) {}

  ask(method: string, path: string, sent: { token?: string | null; body?: unknown } = {}): Promise<Answer> {
    const asked = { method, path, token: sent.token ?? null, body: sent.body };
    this.asked.push(asked);
    const answer = this.rule(asked);
    return answer ? Promise.resolve(answer) : Promise.reject(new NoAnswer("lost"));
  }

  /** What was asked, in short. */
  get told(): string[] {
    return this.asked.map(({ method, path, token }) => `${method} ${path} ${token}`);
  }
}

/** Whatever is to happen by itself has happened. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await null;
};

export function equal(found: unknown, wished: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wished)];
  if (one !== other) throw new Error(`${one} instead of ${other}`);
}
