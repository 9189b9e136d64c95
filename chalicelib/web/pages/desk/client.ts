/**
 * The one way by which pages ask the desk. `request` gives whatever was clearly answered; `ask` what an operation of the
 * contract answers, and throws a Problem for what it refuses.
 */

/** An operation of the contract: what its path, its query and its body hold, and what it answers. */
export interface Operation<Path, Query, Body, Answer> {
  readonly method: string;
  /** Below the desk's address, with {names} of the path's parameters. */
  readonly path: string;
  /** For the checker alone: never set. */
  readonly types?: { path: Path; query: Query; body: Body; answer: Answer };
}

type Given<Name extends string, Value> = undefined extends Value ? { [name in Name]?: Value }
  : Record<never, never> extends Value ? { [name in Name]?: Value }
  : { [name in Name]: Value };

/** A query may hold nothing where a value is left out. */
type Loose<Query> = { [name in keyof Query]?: Query[name] | null };

/** With an Idempotency-Key, where asking twice must not do it twice. */
export type Asked<Path, Query, Body> =
  & Given<"path", Path>
  & { query?: Loose<Query>; key?: string | null; keepalive?: boolean }
  & Given<"body", Body>;

/** The same for whoever only carries it. */
export interface AnythingAsked {
  path?: object;
  query?: object;
  body?: unknown;
  key?: string | null;
  keepalive?: boolean;
}

export interface Sending {
  token?: string | null;
  /** An Idempotency-Key. */
  key?: string | null;
  body?: unknown;
  patienceMs?: number;
  /** It is to arrive though the page goes meanwhile. */
  keepalive?: boolean;
  /** Ends the request. */
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  ok: boolean;
  /** {} where an error came without JSON, null where there was nothing to say. */
  // deno-lint-ignore no-explicit-any
  body: any;
  /** Milliseconds; 0 where nothing was said. */
  retryAfterMs: number;
  /** The Date header. */
  date: string | null;
}

const PATIENCE_MS = 15_000;

/** Throws whatever is no answer of the desk: no network, too late, a page of some proxy. */
export async function request(method: string, url: string, sending: Sending = {}): Promise<Answer> {
  const { token, key, body, patienceMs = PATIENCE_MS, keepalive, signal } = sending;
  const stop = new AbortController();
  const end = () => stop.abort();
  const alarm = setTimeout(end, patienceMs);
  signal?.addEventListener("abort", end);
  try {
    const answer = await fetch(url, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...(key && { "Idempotency-Key": key }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      keepalive,
      signal: stop.signal,
    });
    return read(answer, await answer.text());
  } finally {
    clearTimeout(alarm);
    signal?.removeEventListener("abort", end);
  }
}

function read(answer: Response, text: string): Answer {
  const seconds = Number.parseInt(answer.headers.get("Retry-After") ?? "", 10);
  return {
    status: answer.status,
    ok: answer.ok,
    body: parsed(text, answer.ok),
    retryAfterMs: seconds > 0 ? seconds * 1000 : 0,
    date: answer.headers.get("Date"),
  };
}

function parsed(text: string, isOk: boolean): unknown {
  if (isOk && !text) return null;
  try {
    return JSON.parse(text) ?? {};
  } catch (trouble) {
    // A gateway between us and the desk may refuse with a page of its own; it never says yes for the desk.
    if (isOk) throw trouble;
    return {};
  }
}

/** Where an operation is asked, below the desk's address. */
export function addressOf(
  { path }: { readonly path: string },
  { path: names = {}, query = {} }: AnythingAsked,
): string {
  const known = new Map(Object.entries(names));
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(known.get(name))));
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return given.length
    ? `${filled}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
    : filled;
}

export interface FieldError {
  field: string;
  message: string;
  code?: string;
}

interface ProblemValues {
  status: number;
  code: string;
  detail?: string;
  errors?: FieldError[];
  retryAfter?: number | null;
  said?: Record<string, unknown>;
}

/** What went wrong with a request. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldError[];
  /** Seconds, or null. */
  readonly retryAfter: number | null;
  /** All that the desk said, also what is in the way of a conflict. */
  // deno-lint-ignore no-explicit-any
  readonly said: any;

  constructor({ status, code, detail = "", errors = [], retryAfter = null, said = {} }: ProblemValues) {
    super(detail || code);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.retryAfter = retryAfter;
    this.said = said;
  }

  /** No answer, or one that says nothing about the request itself: the outcome is unknown, ask again. */
  get transient(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429 || this.status === 408;
  }

  /** The permission that is missing. */
  get permission(): string | null {
    return this.said.permission ?? null;
  }
}

export const noAnswer = (trouble: unknown) => new Problem({ status: 0, code: "no_answer", detail: String(trouble) });

/** What a refusal says. One field that is in the way is wrong as much as one that cannot be read. */
export function problemOf({ status, body, retryAfterMs }: Answer): Problem {
  const said = body ?? {};
  const errors: FieldError[] = said.errors ??
    (said.field ? [{ field: said.field, message: said.detail ?? "", code: said.code }] : []);
  const weak = said.reason && errors.find(({ field }) => field === "password");
  if (weak) weak.code = `password.${said.reason}`;
  return new Problem({
    status,
    code: said.code ?? `http_${status}`,
    detail: said.detail ?? "",
    errors,
    retryAfter: retryAfterMs ? retryAfterMs / 1000 : null,
    said,
  });
}
