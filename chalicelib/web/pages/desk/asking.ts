/** Asking as whoever is signed in: their token, what concerns the whole page, and asking again. */
import {
  addressOf,
  type AnythingAsked,
  type Asked,
  noAnswer,
  type Operation,
  Problem,
  problemOf,
  request,
} from "./client.ts";
import { learnServerTime } from "./time.ts";
import { after, backoff } from "./timer.ts";

/** Where the API stands: the page may be served below a stage path, so only our own address tells. */
export const base = import.meta.url.replace(/assets\/[^/]*$/, "");

/**
 * Tells `session_ended` when the desk no longer knows our token, `password_change_required` when it wants a new password
 * first, `agreement_needed` when the agreement is to be accepted, and `forbidden` when a permission is missing: it may
 * have been taken away meanwhile.
 */
export const refusals = new EventTarget();

const OF_THE_PAGE = ["password_change_required", "agreement_needed", "forbidden"];

let token: string | null = null;

export function useToken(newToken: string | null): void {
  token = newToken;
}

/** What the desk answers. Every failure is thrown as a Problem; `transient` ones may be asked again with the same key. */
export async function ask<Path, Query, Body, Answer>(
  operation: Operation<Path, Query, Body, Answer>,
  asked: Asked<Path, Query, Body>,
): Promise<Answer> {
  const sentWith = token;
  const askedAt = Date.now();
  const { path, query, body, key, keepalive } = asked as AnythingAsked;
  try {
    const address = base + addressOf(operation, { path, query });
    const answer = await request(operation.method, address, { token, key, body, keepalive });
    learnServerTime(answer.date, askedAt, Date.now());
    if (!answer.ok) throw problemOf(answer);
    return answer.body;
  } catch (trouble) {
    const problem = trouble instanceof Problem ? trouble : noAnswer(trouble);
    // A late refusal of an earlier token says nothing about the one in use now.
    if (sentWith && sentWith === token) tellAll(problem);
    throw problem;
  }
}

/** What concerns the whole page, and not only what was asked for. */
function tellAll({ status, code }: Problem): void {
  if (status === 401) refusals.dispatchEvent(new Event("session_ended"));
  if (OF_THE_PAGE.includes(code)) refusals.dispatchEvent(new Event(code));
}

/** So long, or until the connection is back. */
const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    const end = () => {
      cancel();
      removeEventListener("online", end);
      resolve();
    };
    const cancel = after(ms, end);
    addEventListener("online", end);
  });

/** Asks again when there was no answer; for requests that do the same thing once or twice. */
export async function insist<Answer>(asking: () => Promise<Answer>, tries = 3): Promise<Answer> {
  for (let failures = 1;; failures += 1) {
    try {
      return await asking();
    } catch (problem) {
      if (!(problem as Problem).transient || failures >= tries) throw problem;
      await pause(backoff(failures));
    }
  }
}

interface Listed {
  items: unknown[];
  next: string | null;
}

/** Every page of a list as one, with what the last page says besides. Each page is asked for up to so many `tries`. */
export async function whole<Path, Query, Answer extends Listed>(
  operation: Operation<Path, Query, undefined, Answer>,
  asked: Asked<Path, Query, undefined>,
  tries = 1,
): Promise<Answer> {
  const items: unknown[] = [];
  for (let cursor: string | null = null;;) {
    const wanted = { ...asked, query: { ...asked.query, cursor } } as unknown as typeof asked;
    const page: Answer = await insist(() => ask(operation, wanted), tries);
    items.push(...page.items);
    if (!page.next) return { ...page, items };
    cursor = page.next;
  }
}

/** The items of all pages of a list. */
export async function list<Path, Query, Answer extends Listed>(
  operation: Operation<Path, Query, undefined, Answer>,
  asked: Asked<Path, Query, undefined>,
  tries = 1,
): Promise<Answer["items"]> {
  return (await whole(operation, asked, tries)).items;
}
