/**
 * The desk's HTTP interface, one function for each thing an agent can do.
 * Every failure is thrown as a Problem; `transient` ones may be asked again with the same client_id.
 */
import { learnServerTime } from './time.js';
import { after, backoff } from './timer.js';

/** Where the API stands: the page may be served below a stage path, so only our own address tells. */
export const base = import.meta.url.replace(/assets\/[^/]*$/, '');

const PATIENCE_MS = 15_000;

export class Problem extends Error {
  /** `said` is all that the desk said, also what is in the way of a conflict. */
  constructor({ status, code, detail = '', errors = [], retryAfter = null, said = {} }) {
    super(detail || code);
    this.status = status;
    this.said = said;
    this.code = code;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  /** No answer, or one that says nothing about the request itself: the outcome is unknown, ask again. */
  get transient() {
    return this.status === 0 || this.status >= 500 || this.status === 429 || this.status === 408;
  }
}

/**
 * Tells `session_ended` when the desk no longer knows our token, `password_change_required` when it wants a new password
 * first, and `forbidden` when a permission is missing: it may have been taken away meanwhile.
 */
export const refusals = new EventTarget();

let token = null;

export function useToken(newToken) {
  token = newToken;
}

/** `key` is the request's own name, for what may be asked again. */
async function call(method, path, body, key) {
  const sentWith = token;
  const headers = {};
  if (sentWith) headers.Authorization = `Bearer ${sentWith}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  const askedAt = Date.now();
  const patience = new AbortController();
  const alarm = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(base + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal: patience.signal,
    });
    const content = await answer.text();
    learnServerTime(answer.headers.get('Date'), askedAt, Date.now());
    if (answer.ok) return content ? JSON.parse(content) : null;
    throw problemOf(answer, content);
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem({ status: 0, code: 'no_answer', detail: String(error) });
    // A late refusal of an earlier token says nothing about the one in use now.
    if (sentWith && sentWith === token) tellRefusal(problem);
    throw problem;
  } finally {
    clearTimeout(alarm);
  }
}

function tellRefusal({ status, code }) {
  if (status === 401) refusals.dispatchEvent(new Event('session_ended'));
  if (code === 'password_change_required' || code === 'forbidden') refusals.dispatchEvent(new Event(code));
}

function problemOf(answer, content) {
  let said = {};
  try {
    said = JSON.parse(content) ?? {};
  } catch {
    // A gateway between us and the desk may answer with a page of its own.
  }
  const retryAfter = Number.parseInt(answer.headers.get('Retry-After') ?? '', 10);
  return new Problem({
    status: answer.status,
    code: said.code ?? `http_${answer.status}`,
    detail: said.detail ?? '',
    errors: said.errors ?? [],
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : null,
    said,
  });
}

function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

/** Every page of a list as one; `read` asks for the page after a cursor (null: the first). */
export async function allPages(read) {
  const items = [];
  for (let cursor = null; ;) {
    const page = await read(cursor);
    items.push(...page.items);
    if (!page.next) return { ...page, items };
    cursor = page.next;
  }
}

const list = async (path) => (await allPages((cursor) => call('GET', `${path}${query({ cursor })}`))).items;

const conversation = (id) => `v1/desk/conversations/${encodeURIComponent(id)}`;
const message = (id) => `v1/desk/offline-messages/${encodeURIComponent(id)}`;
const followUp = (id) => `v1/desk/follow-ups/${encodeURIComponent(id)}`;

export const signIn = (email, password) => call('POST', 'v1/desk/session', { email, password });
export const readSession = () => call('GET', 'v1/desk/session');
export const changePassword = (current, password) => call('PUT', 'v1/desk/password', { current, new: password });
export const signOut = () => call('DELETE', 'v1/desk/session');
/** `more`: what becomes of the open conversations. */
export const setPresence = (status, more = {}, key = null) => call('PUT', 'v1/desk/presence', { status, ...more }, key);
export const beat = () => call('POST', 'v1/desk/heartbeat', {});
export const listColleagues = () => list('v1/desk/colleagues');
export const listGroups = () => list('v1/desk/groups');
export const setPresenceOf = (agentId, status, more = {}, key = null) =>
  call('PUT', `v1/desk/agents/${encodeURIComponent(agentId)}/presence`, { status, ...more }, key);
export const readInbox = (cursor) => call('GET', `v1/desk/inbox${query({ cursor })}`);
export const listConversations = ({ state, cursor }) =>
  call('GET', `v1/desk/conversations${query({ view: 'all', state, cursor })}`);
export const readConversation = (id) => call('GET', conversation(id));
export const readEntries = (id, after) => call('GET', `${conversation(id)}/entries${query({ after, limit: 100 })}`);
export const reply = (id, text, clientId) => call('POST', `${conversation(id)}/messages`, { text, client_id: clientId });
export const take = (id) => call('POST', `${conversation(id)}/take`);
export const close = (id, category) => call('POST', `${conversation(id)}/close`, category ? { category } : {});
export const transfer = (id, choice) => call('POST', `${conversation(id)}/transfer`, choice);
export const reassign = (id, choice) => call('POST', `${conversation(id)}/reassign`, choice);
export const invite = (id, choice) => call('POST', `${conversation(id)}/invite`, choice);
export const leave = (id) => call('POST', `${conversation(id)}/leave`);
export const hold = (id) => call('POST', `${conversation(id)}/hold`);
export const resume = (id) => call('POST', `${conversation(id)}/resume`);
export const listAssignments = (id) => list(`${conversation(id)}/assignment`);
export const readRating = (id) => call('GET', `${conversation(id)}/survey`);
export const updateVisitor = (id, changes) => call('PUT', `v1/desk/visitors/${encodeURIComponent(id)}`, changes);

export const listMessages = ({ view, state, cursor }) => call('GET', `v1/desk/offline-messages${query({ view, state, cursor })}`);
export const readMessage = (id) => call('GET', message(id));
export const readMessageRating = (id) => call('GET', `${message(id)}/survey`);
export const claimMessage = (id) => call('POST', `${message(id)}/claim`, {});
export const answerMessage = (id, answer) => call('POST', `${message(id)}/answer`, answer);
export const previewAnswer = (id, text) => call('POST', `${message(id)}/sms-preview`, { text });
export const closeMessage = (id) => call('POST', `${message(id)}/close`, {});
export const assignMessage = (id, agentId) => call('POST', `${message(id)}/assign`, { agent_id: agentId });

export const listFollowUps = ({ view, state, kind, cursor }) => call('GET', `v1/desk/follow-ups${query({ view, state, kind, cursor })}`);
export const readFollowUp = (id) => call('GET', followUp(id));
export const planFollowUp = (wanted) => call('POST', 'v1/desk/follow-ups', wanted);
export const recordCall = (id, made) => call('POST', `${followUp(id)}/calls`, made);
export const assignFollowUp = (id, agentId) => call('POST', `${followUp(id)}/assign`, { agent_id: agentId });

/** Asks again when there was no answer; for requests that do the same thing once or twice. */
export async function insist(ask, tries = 3) {
  for (let failures = 1; ; failures += 1) {
    try {
      return await ask();
    } catch (problem) {
      if (!problem.transient || failures >= tries) throw problem;
      await new Promise((resolve) => after(backoff(failures), resolve));
    }
  }
}
