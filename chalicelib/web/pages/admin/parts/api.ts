/**
 * What can be asked of the administration, one function for each thing. Every failure is thrown as a Problem, which also
 * says which fields are wrong and which permission is missing. Without an answer each is asked again; what makes something
 * new carries the same key then, so that the desk does it once.
 */
import { ask, insist, list, whole } from "../../desk/asking.ts";
import type { Asked, Operation } from "../../desk/client.ts";
import * as operations from "../../desk/operations.ts";

type Id = string;
type Cursor = string | null;
type Key = string | undefined;

const TRIES = 3;

const surely = <Path, Query, Body, Answer>(
  operation: Operation<Path, Query, Body, Answer>,
  asked: Asked<Path, Query, Body>,
) => insist(() => ask(operation, asked), TRIES);

const all = <Query, Answer extends { items: unknown[]; next: string | null }>(
  operation: Operation<operations.Nothing, Query, undefined, Answer>,
) => list(operation, {} as Asked<operations.Nothing, Query, undefined>, TRIES);

export const listColleagues = () => all(operations.listColleagues);
export const listColleaguesGroups = () => all(operations.listColleaguesGroups);

const agent = (id: Id) => ({ path: { agent_id: id } });
export const listAgents = () => all(operations.listAgents);
export const readAgents = (cursor: Cursor) => surely(operations.listAgents, { query: { cursor } });
export const createAgent = (body: operations.CreateAgent, key: Key) => surely(operations.createAgent, { body, key });
export const readAgent = (id: Id) => surely(operations.readAgent, agent(id));
export const inviteAgent = (id: Id, body: operations.Invite, key: Key) =>
  surely(operations.inviteAgent, { ...agent(id), body, key });
export const removePicture = (id: Id) => surely(operations.removePicture, agent(id));
export const readReportSettings = () => surely(operations.readReportSettings, {});
export const changeReportSettings = (body: operations.ChangeReportSettings) =>
  surely(operations.changeReportSettings, { body });
export const listReportDefinitions = () => list(operations.listReportDefinitions, {});
export const readCosts = (month: string, plan: string) =>
  surely(operations.readCosts, { query: { month, plan_key: plan } });
export const readPlanCosts = (month: string, cursor: Cursor) =>
  surely(operations.listPlanCosts, { query: { month, cursor: cursor ?? "" } });
export const countCosts = () => surely(operations.countCosts, { body: {} });
export const switchCosts = (name: string, hand: operations.SwitchCosts["by_hand"]) =>
  surely(operations.switchCosts, { path: { switch: name }, body: { by_hand: hand } });
export const readCostSettings = () => surely(operations.readCostSettings, {});
export const changeCostSettings = (body: operations.ChangeCostSettings) =>
  surely(operations.changeCostSettings, { body });
export const readConversationCost = (id: Id) =>
  surely(operations.readConversationCost, { path: { conversation_id: id } });
export const listApiKeys = () => all(operations.listApiKeys);
const apiKey = (id: Id) => ({ path: { key_id: id } });
export const readApiKey = (id: Id) => surely(operations.readApiKey, apiKey(id));
export const makeApiKey = (body: operations.MakeApiKey, key: Key) => surely(operations.makeApiKey, { body, key });
export const changeApiKey = (id: Id, body: operations.ChangeApiKey) =>
  surely(operations.changeApiKey, { ...apiKey(id), body });
export const revokeApiKey = (id: Id) => surely(operations.revokeApiKey, apiKey(id));
export const rotateApiKey = (id: Id, body: operations.RotateApiKey, key: Key) =>
  surely(operations.rotateApiKey, { ...apiKey(id), body, key });
export const listWebhooks = () => all(operations.listWebhooks);
export const listWebhookEvents = () => all(operations.listWebhookEvents);
const webhook = (id: Id) => ({ path: { endpoint_id: id } });
export const readWebhook = (id: Id) => surely(operations.readWebhook, webhook(id));
export const createWebhook = (body: operations.NewWebhook, key: Key) => surely(operations.createWebhook, { body, key });
export const changeWebhook = (id: Id, body: operations.ChangeWebhook) =>
  surely(operations.changeWebhook, { ...webhook(id), body });
export const deleteWebhook = (id: Id) => surely(operations.deleteWebhook, webhook(id));
export const rotateWebhookSecret = (id: Id, body: operations.RotateSecret, key: Key) =>
  surely(operations.rotateWebhookSecret, { ...webhook(id), body, key });
export const testWebhook = (id: Id, key: Key) => surely(operations.testWebhook, { ...webhook(id), body: {}, key });
export const listWebhookDeliveries = (id: Id, day: string, cursor: Cursor) =>
  surely(operations.listWebhookDeliveries, { ...webhook(id), query: { day, cursor: cursor ?? "" } });
export const replayWebhookDeliveries = (id: Id, body: operations.ReplayDeliveries, key: Key) =>
  surely(operations.replayWebhookDeliveries, { ...webhook(id), body, key });
export const listRotas = () => all(operations.listRotas);
export const readRota = (id: Id) => surely(operations.readRota, { path: { rota_id: id } });
export const createRota = (body: operations.RotaForm, key: Key) => surely(operations.createRota, { body, key });
export const changeRota = (id: Id, body: operations.RotaForm) =>
  surely(operations.changeRota, { path: { rota_id: id }, body });
export const deleteRota = (id: Id) => surely(operations.deleteRota, { path: { rota_id: id } });
export const readCalls = (month: string, cursor: Cursor) =>
  surely(operations.listCalls, { query: { month, cursor: cursor ?? "" } });
export const readMobile = (id: Id) => surely(operations.readMobile, agent(id));
export const changeMobile = (id: Id, body: operations.ChangeMobile) =>
  surely(operations.changeMobile, { ...agent(id), body });
export const readScanner = () => surely(operations.readScanner, {});
export const changeScanner = (body: operations.ChangeScanner) => surely(operations.changeScanner, { body });
export const unlockAgent = (id: Id) => surely(operations.unlockAgent, { ...agent(id), body: {} });
export const updateAgent = (id: Id, body: operations.UpdateAgent) =>
  surely(operations.updateAgent, { ...agent(id), body });

export const listGroups = () => all(operations.listGroups);
export const readGroups = (cursor: Cursor) => surely(operations.listGroups, { query: { cursor } });
export const listArchivedGroups = () => list(operations.listGroups, { query: { archived: true } }, TRIES);
export const copyGroup = (id: Id, body: operations.CopyGroup, key: Key) =>
  surely(operations.copyGroup, { path: { group_id: id }, body, key });
export const createGroup = (body: operations.CreateGroup, key: Key) => surely(operations.createGroup, { body, key });
export const updateGroup = (id: Id, body: operations.UpdateGroup) =>
  surely(operations.updateGroup, { path: { group_id: id }, body });

export const listPermissions = () => all(operations.listPermissions);
export const listRoles = () => all(operations.listRoles);
export const createRole = (body: operations.CreateRole, key: Key) => surely(operations.createRole, { body, key });
export const updateRole = (id: Id, body: operations.UpdateRole) =>
  surely(operations.updateRole, { path: { role_id: id }, body });

export const readDepartments = () => surely(operations.readDepartments, {});
export const nameDepartments = (body: operations.NameDepartments) => surely(operations.nameDepartments, { body });
export const checkSetup = () => all(operations.checkSetup);
export const readDesk = () => surely(operations.readDesk, {});
export const updateDesk = (body: operations.UpdateDesk) => surely(operations.updateDesk, { body });

const plan = (id: Id) => ({ path: { plan_id: id } });
export const readPlan = (id: Id) => surely(operations.readPlan, plan(id));
export const readPlans = (cursor: Cursor) => surely(operations.listPlans, { query: { cursor } });
export const listArchivedPlans = () => list(operations.listPlans, { query: { archived: true } }, TRIES);
export const copyPlan = (id: Id, body: operations.CopyPlan, key: Key) =>
  surely(operations.copyPlan, { ...plan(id), body, key });
export const previewPlan = (id: Id, body: operations.UpdatePlan) =>
  surely(operations.previewPlan, { ...plan(id), body });
export const sendPlanPicture = (id: Id, body: operations.SendFile) =>
  surely(operations.sendPlanPicture, { ...plan(id), body, key: undefined });
const place = (id: Id, at: string) => ({ path: { plan_id: id, place: at } });
/** Twice is once. */
export const choosePlanPicture = (id: Id, at: string, fileId: Id) =>
  surely(operations.choosePlanPicture, { ...place(id, at), body: { file_id: fileId } });
export const removePlanPicture = (id: Id, at: string) => surely(operations.removePlanPicture, place(id, at));
export const listConsents = (id: Id, cursor: Cursor) =>
  surely(operations.listConsents, { ...plan(id), query: { cursor } });
export const listIdentityKeys = (id: Id) => surely(operations.listIdentityKeys, { ...plan(id), query: {} });
export const addIdentityKey = (id: Id, body: operations.AddIdentityKey, key: Key) =>
  surely(operations.addIdentityKey, { ...plan(id), body, key });
export const listShopKeys = (id: Id) => surely(operations.listShopKeys, { ...plan(id), query: {} });
export const addShopKey = (id: Id, key: Key) => surely(operations.addShopKey, { ...plan(id), body: {}, key });
export const retireShopKey = (id: Id, keyId: Id) =>
  surely(operations.retireShopKey, { path: { plan_id: id, key_id: keyId }, body: {} });
export const retireIdentityKey = (id: Id, keyId: Id) =>
  surely(operations.retireIdentityKey, { path: { plan_id: id, key_id: keyId }, body: {} });
export const listPlans = () => all(operations.listPlans);
export const listPlanNames = () => all(operations.listPlanNames);
export const createPlan = (body: operations.CreatePlan, key: Key) => surely(operations.createPlan, { body, key });
export const readInvitations = (id: Id) => surely(operations.readInvitations, { path: { plan_id: id } });
export const updatePlan = (id: Id, body: operations.UpdatePlan) => surely(operations.updatePlan, { ...plan(id), body });

export const readAudit = (month: string, cursor: Cursor) => surely(operations.readAudit, { query: { month, cursor } });
export const listSealed = (cursor: Cursor) => surely(operations.listSealed, { query: { cursor } });
export const verifyDay = (day: string, chain: string) =>
  surely(operations.verifyDay, { path: { day }, query: { chain } });
type Replayed = NonNullable<typeof operations.replay.types>["query"];
export const replay = (query: Replayed) => surely(operations.replay, { query });
export const recount = (key: Key) => surely(operations.recount, { body: {}, key });

const notice = (id: Id) => ({ path: { notice_id: id } });
export const listNotices = (state: string, cursor: Cursor) =>
  surely(operations.listNotices, { query: { state, cursor } });
export const readNotice = (id: Id) => surely(operations.readNotice, notice(id));
export const resendNotice = (id: Id, key: Key) => surely(operations.resendNotice, { ...notice(id), body: {}, key });

export const listUndeliverable = (cursor: Cursor) =>
  surely(operations.listUndeliverableAddresses, { query: { cursor } });
/** Letters go there again; an address that they go to already stays as it is. */
export const liftAddress = (address: string) => surely(operations.liftAddress, { body: { address } });

export const listUnsaid = () => all(operations.listUnsaid);
export const readUnsaid = (cursor: Cursor) => surely(operations.listUnsaid, { query: { cursor } });
export const createUnsaid = (body: operations.NewUnsaid, key: Key) => surely(operations.createUnsaid, { body, key });
const unsaid = (id: Id) => ({ path: { word_id: id } });
export const updateUnsaid = (id: Id, body: operations.ChangeUnsaid) =>
  surely(operations.updateUnsaid, { ...unsaid(id), body });
export const deleteUnsaid = (id: Id) => surely(operations.deleteUnsaid, unsaid(id));
/** Twice is once. */
export const addShippedUnsaid = () => surely(operations.addShippedUnsaid, { body: {} });
export const readSaidWords = (days: { from?: string; to?: string }, cursor: Cursor) =>
  surely(operations.listSaid, { query: { ...days, cursor: cursor ?? undefined } });
export const readSaidByWord = (agentId: Id, days: { from?: string; to?: string }) =>
  list(operations.listSaidByWord, { ...agent(agentId), query: days }, TRIES);

export const listBlocked = (cursor: Cursor) => surely(operations.listBlocked, { query: { cursor } });
/** Twice is once. */
export const unblockVisitor = (id: Id) => surely(operations.unblockVisitor, { path: { visitor_id: id }, body: {} });

const privacy = (id: Id) => ({ path: { request_id: id } });
export const listPrivacyRequests = (cursor: Cursor) => surely(operations.listPrivacyRequests, { query: { cursor } });
export const makePrivacyRequest = (body: operations.NewRequest, key: Key) =>
  surely(operations.makePrivacyRequest, { body, key });
/** These are done once, however often they are asked. */
export const acceptPrivacyRequest = (id: Id) => surely(operations.acceptPrivacyRequest, { ...privacy(id), body: {} });
export const confirmErasing = (id: Id, body: operations.ConfirmErasing) =>
  surely(operations.confirmErasing, { ...privacy(id), body });
export const cancelPrivacyRequest = (id: Id, reason: string) =>
  surely(operations.cancelPrivacyRequest, { ...privacy(id), body: { reason } });
export const openArchive = (id: Id) => surely(operations.openArchive, { ...privacy(id), body: {} });

const leaving = (id: Id) => ({ path: { leaving_id: id } });
export const listErasedAgents = (cursor: Cursor) => surely(operations.listErasedAgents, { query: { cursor } });
export const eraseAgent = (body: operations.EraseAgent, key: Key) => surely(operations.eraseAgent, { body, key });
export const confirmErasingAgent = (id: Id, body: operations.ConfirmErasingAgent) =>
  surely(operations.confirmErasingAgent, { ...leaving(id), body });
export const cancelErasingAgent = (id: Id, reason: string) =>
  surely(operations.cancelErasingAgent, { ...leaving(id), body: { reason } });

const work = (id: Id) => ({ path: { work_id: id } });
export const listWork = (state: string, cursor: Cursor) => surely(operations.listWork, { query: { state, cursor } });
export const readWork = (id: Id) => surely(operations.readWork, work(id));
/** A piece of work is redriven or dropped once, however often that is asked for: no key is needed. */
export const redriveWork = (id: Id) => surely(operations.redriveWork, { ...work(id), body: {} });
export const dropWork = (id: Id) => surely(operations.dropWork, { ...work(id), body: {} });

export const readNoticeSettings = () => surely(operations.readNoticeSettings, {});
export const updateNoticeSettings = (body: operations.UpdateNoticeSettings) =>
  surely(operations.updateNoticeSettings, { body });
export const readSmsAccount = () => surely(operations.readSmsAccount, {});
export const topUpSms = (body: operations.TopUp) => surely(operations.topUpSms, { body });
export const readSmsStatement = (cursor: Cursor) => surely(operations.readSmsStatement, { query: { cursor } });
export const previewSms = (text: string) => surely(operations.previewSms, { body: { text } });

type Figures = NonNullable<typeof operations.readSurveyFigures.types>["query"];
export const readFigures = ({ from, to, by }: Figures) =>
  whole(operations.readSurveyFigures, { query: { from, to, by } }, TRIES);

const campaign = (id: Id) => ({ path: { campaign_id: id } });
export const listBulletinSubscriptions = () => all(operations.listBulletinSubscriptions);
const bulletins = (id: Id) => ({ path: { subscription_id: id } });
export const readBulletins = (id: Id) => surely(operations.readBulletinSubscription, bulletins(id));
export const createBulletins = (body: operations.NewSubscription, key: Key) =>
  surely(operations.createBulletinSubscription, { body, key });
export const updateBulletins = (id: Id, body: operations.ChangeSubscription) =>
  surely(operations.updateBulletinSubscription, { ...bulletins(id), body });
export const deleteBulletins = (id: Id) => surely(operations.deleteBulletinSubscription, bulletins(id));
type Spoken = "en" | "zh-CN";
export const listKeptBulletins = (language: Spoken, cursor: Cursor) =>
  surely(operations.listBulletins, { query: { language, cursor: cursor ?? "" } });
export const readBulletin = (id: Id, language: Spoken) =>
  surely(operations.readBulletin, { path: { bulletin_id: id }, query: { language } });
export const previewBulletin = (every: "daily" | "weekly" | "monthly", language: Spoken) =>
  surely(operations.previewBulletin, { query: { every, language } });
export const sendTestBulletin = (body: operations.SendTest, key: Key) =>
  surely(operations.sendTestBulletin, { body, key });

export const readCampaigns = (cursor: Cursor) => surely(operations.listCampaigns, { query: { cursor } });
export const readCampaign = (id: Id) => surely(operations.readCampaign, campaign(id));
export const createCampaign = (body: operations.NewCampaign, key: Key) =>
  surely(operations.createCampaign, { body, key });
export const updateCampaign = (id: Id, body: operations.ChangeCampaign) =>
  surely(operations.updateCampaign, { ...campaign(id), body });
export const previewCampaign = (body: operations.PreviewCampaign) => surely(operations.previewCampaign, { body });
export const readCampaignRuns = (id: Id, cursor: Cursor) =>
  surely(operations.listCampaignRuns, { ...campaign(id), query: { cursor } });
export const listQuestionnaires = () => all(operations.listQuestionnaires);
export const runCampaign = (id: Id, key: Key) => surely(operations.runCampaign, { ...campaign(id), body: {}, key });

export const listFollowUpRules = () => all(operations.listFollowUpRules);
export const readFollowUpRules = (cursor: Cursor) => surely(operations.listFollowUpRules, { query: { cursor } });
export const createFollowUpRule = (body: operations.NewRule, key: Key) =>
  surely(operations.createFollowUpRule, { body, key });
export const updateFollowUpRule = (id: Id, body: operations.ChangeRule) =>
  surely(operations.updateFollowUpRule, { path: { rule_id: id }, body });

type Shelf = string;
export const listShelf = (shelf: Shelf) => list(operations.listShelf, { path: { shelf } }, TRIES);
export const createPhrase = (shelf: Shelf, body: operations.NewPhrase, key: Key) =>
  surely(operations.createPhrase, { path: { shelf }, body, key });
export const updatePhrase = (shelf: Shelf, id: Id, body: operations.ChangePhrase) =>
  surely(operations.updatePhrase, { path: { shelf, phrase_id: id }, body });
export const deletePhrase = (shelf: Shelf, id: Id) =>
  surely(operations.deletePhrase, { path: { shelf, phrase_id: id } });
export const importPhrases = (shelf: Shelf, body: operations.ImportPhrases) =>
  surely(operations.importPhrases, { path: { shelf }, body });
export const addShippedPhrases = () => surely(operations.addShippedPhrases, { body: {} });

export const listCategories = () => all(operations.listCategories);
export const addCategory = (body: operations.NewCategory, key: Key) => surely(operations.addCategory, { body, key });
export const updateCategory = (id: Id, body: operations.ChangeCategory) =>
  surely(operations.updateCategory, { path: { category_id: id }, body });

export const listCustomFields = () => all(operations.listCustomerFields);
export const addCustomField = (body: operations.NewField, key: Key) =>
  surely(operations.addCustomerField, { body, key });
export const updateCustomField = (id: Id, body: operations.ChangeField) =>
  surely(operations.updateCustomerField, { path: { field_id: id }, body });

export const listRecords = (days: { from?: string; to?: string }, cursor: Cursor) =>
  surely(operations.listRecords, { query: { ...days, cursor } });

export const readIncidentSettings = () => surely(operations.readIncidentSettings, {});
export const changeIncidentSettings = (body: operations.ChangeSettings) =>
  surely(operations.changeIncidentSettings, { body });
export const readTicketPolicies = () => surely(operations.readTicketPolicies, {});
export const changeTicketPolicies = (body: operations.ChangePolicies) =>
  surely(operations.changeTicketPolicies, { body });
type Sample = NonNullable<typeof operations.readPolicyExample.types>["query"];
export const readPolicyExample = (query: Sample) => surely(operations.readPolicyExample, { query });
export const readTicketSettings = () => surely(operations.readTicketSettings, {});
export const changeTicketSettings = (body: operations.ChangeTicketSettings) =>
  surely(operations.changeTicketSettings, { body });

const flow = (type: string) => ({ path: { flow_type: type } });
export const listFlows = () => all(operations.listFlows);
export const readFlow = (type: string) => surely(operations.readFlow, flow(type));
export const readFlowVersion = (type: string, version: number) =>
  surely(operations.readFlowVersion, { ...flow(type), query: { version } });
export const saveFlowDraft = (type: string, body: operations.SaveDraft) =>
  surely(operations.saveFlowDraft, { ...flow(type), body });
/** Twice is once. */
export const discardFlowDraft = (type: string) => surely(operations.discardFlowDraft, flow(type));
export const publishFlow = (type: string, version: number, key: Key) =>
  surely(operations.publishFlow, { ...flow(type), body: { version }, key });

type Complaining = NonNullable<typeof operations.listComplaints.types>["query"];
export const listComplaints = (asked: Complaining, cursor: Cursor) =>
  surely(operations.listComplaints, { query: { ...asked, cursor: cursor ?? undefined } });
