/**
 * The administration's HTTP interface, one function for each thing that can be asked.
 * Every failure is thrown as a Refusal, which also says which fields are wrong and which permission is missing.
 */
import { Problem, allPages, base, insist, refusals } from '../../desk/api.js';
import { tab } from '../../desk/storage.js';

const PATIENCE_MS = 15_000;

class Refusal extends Problem {
  constructor(status, said, retryAfter) {
    const errors = said.errors ?? (said.field ? [{ field: said.field, message: said.detail ?? '', code: said.code }] : []);
    const weak = said.reason && errors.find(({ field }) => field === 'password');
    if (weak) weak.code = `password.${said.reason}`;
    super({ status, code: said.code ?? `http_${status}`, detail: said.detail, errors, retryAfter });
    this.permission = said.permission ?? null;
  }
}

async function ask(method, path, body, key) {
  const token = tab.read('session')?.token;
  const headers = { Authorization: `Bearer ${token}` };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  try {
    const answer = await fetch(base + path, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const content = await answer.text();
    if (answer.ok) return content ? JSON.parse(content) : null;
    throw refusalOf(answer, content);
  } catch (error) {
    if (!(error instanceof Refusal)) throw new Refusal(0, { code: 'no_answer', detail: String(error) });
    // A late refusal of an earlier session's token says nothing about the one in use now.
    if (token === tab.read('session')?.token) tellAll(error);
    throw error;
  }
}

/** What concerns the whole page, and not only what was asked for. */
function tellAll({ status, code }) {
  if (status === 401) refusals.dispatchEvent(new Event('session_ended'));
  if (code === 'password_change_required' || code === 'forbidden') refusals.dispatchEvent(new Event(code));
}

function refusalOf(answer, content) {
  let said = {};
  try {
    said = JSON.parse(content) ?? {};
  } catch {
    // A gateway between us and the desk may answer with a page of its own.
  }
  const retryAfter = Number.parseInt(answer.headers.get('Retry-After') ?? '', 10);
  return new Refusal(answer.status, said, Number.isFinite(retryAfter) ? retryAfter : null);
}

const read = (path) => insist(() => ask('GET', path));
const wholeOf = (path, asked = {}) => allPages((cursor) => paged(path, { ...asked, cursor }));
const listOf = async (path) => (await wholeOf(path)).items;
const change = (path, body) => insist(() => ask('PUT', path, body));

/** Asked again after a lost answer, it carries the same key, so that the desk does it once. */
const create = (path, body, key) => insist(() => ask('POST', path, body, key));

const one = (collection, id) => `v1/admin/${collection}/${encodeURIComponent(id)}`;

export const listColleagues = () => listOf('v1/desk/colleagues');
export const listColleaguesGroups = () => listOf('v1/desk/groups');

export const listAgents = () => listOf('v1/admin/agents');
export const createAgent = (body, key) => create('v1/admin/agents', body, key);
export const readAgent = (id) => read(one('agents', id));
export const unlockAgent = (id) => insist(() => ask('POST', `${one('agents', id)}/unlock`, {}));
export const updateAgent = (id, body) => change(one('agents', id), body);

export const listGroups = () => listOf('v1/admin/groups');
export const createGroup = (body, key) => create('v1/admin/groups', body, key);
export const updateGroup = (id, body) => change(one('groups', id), body);

export const listPermissions = () => listOf('v1/admin/permissions');
export const listRoles = () => listOf('v1/admin/roles');
export const createRole = (body, key) => create('v1/admin/roles', body, key);
export const updateRole = (id, body) => change(one('roles', id), body);

export const readDesk = () => read('v1/admin/desk');
export const updateDesk = (body) => change('v1/admin/desk', body);

export const readPlan = (id) => read(one('plans', id));
export const listPlans = () => listOf('v1/admin/plans');
export const listPlanNames = () => listOf('v1/desk/plans');
export const createPlan = (body, key) => create('v1/admin/plans', body, key);
export const updatePlan = (id, body) => change(one('plans', id), body);

export const readAudit = (month, cursor) => read(`v1/admin/audit?${new URLSearchParams(cursor ? { month, cursor } : { month })}`);
export const replay = (asked) => paged('v1/admin/replay', asked);
export const recount = (key) => create('v1/admin/recount', {}, key);

function paged(path, asked) {
  const given = new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString();
  return read(given ? `${path}?${given}` : path);
}

export const listNotices = (state, cursor) => paged('v1/admin/notices', { state, cursor });
export const readNotice = (id) => read(one('notices', id));
export const resendNotice = (id, key) => create(`${one('notices', id)}/resend`, {}, key);

export const listUndeliverable = (cursor) => paged('v1/admin/undeliverable-addresses', { cursor });
/** Letters go there again; an address that they go to already stays as it is. */
export const liftAddress = (address) => create('v1/admin/undeliverable-addresses/lift', { address });

export const listWork = (state, cursor) => paged('v1/admin/work', { state, cursor });
export const readWork = (id) => read(one('work', id));
/** A piece of work is redriven or dropped once, however often that is asked for: no key is needed. */
export const redriveWork = (id) => create(`${one('work', id)}/redrive`, {});
export const dropWork = (id) => create(`${one('work', id)}/drop`, {});

export const readNoticeSettings = () => read('v1/admin/notice-settings');
export const updateNoticeSettings = (body) => change('v1/admin/notice-settings', body);
export const readSmsAccount = () => read('v1/admin/sms/account');
export const topUpSms = (body) => create('v1/admin/sms/top-ups', body);
export const readSmsStatement = (cursor) => paged('v1/admin/sms/statement', { cursor });
export const previewSms = (text) => create('v1/admin/sms/preview', { text });

export const readFigures = ({ from, to, by }) => wholeOf('v1/admin/survey-figures', { from, to, by });

export const listCampaigns = () => listOf('v1/admin/campaigns');
export const readCampaign = (id) => read(one('campaigns', id));
export const createCampaign = (body, key) => create('v1/admin/campaigns', body, key);
export const updateCampaign = (id, body) => change(one('campaigns', id), body);
export const runCampaign = (id, key) => create(`${one('campaigns', id)}/run`, {}, key);

export const listFollowUpRules = () => listOf('v1/admin/follow-up-rules');
export const createFollowUpRule = (body, key) => create('v1/admin/follow-up-rules', body, key);
export const updateFollowUpRule = (id, body) => change(one('follow-up-rules', id), body);
