/** What an agent can ask of the desk, one function for each thing. Every failure is thrown as a Problem. */
import { ask, list } from "./asking.ts";
import * as operations from "./operations.ts";

export { base, insist, refusals, useToken } from "./asking.ts";
export { Problem } from "./client.ts";

type Id = string;

const conversation = (id: Id) => ({ path: { conversation_id: id } });
const message = (id: Id) => ({ path: { message_id: id } });
const followUp = (id: Id) => ({ path: { followup_id: id } });

export const signIn = (email: string, password: string) => ask(operations.signIn, { body: { email, password } });
export const readSession = () => ask(operations.readSession, {});
export const changePassword = (current: string, password: string) =>
  ask(operations.changePassword, { body: { current, new: password } });
export const readOwnAgreement = () => ask(operations.readOwnAgreement, {});
export const acceptAgreement = (body: operations.AcceptAgreement) => ask(operations.acceptAgreement, { body });
export const readSignature = () => ask(operations.readSignature, {});
export const changeSignature = (body: operations.ChangeSignature) => ask(operations.changeSignature, { body });
export const readOwnMobile = () => ask(operations.readOwnMobile, {});
export const changeOwnMobile = (body: operations.ChangeMobile) => ask(operations.changeOwnMobile, { body });
export const signOut = () => ask(operations.signOut, {});
export const signOutElsewhere = () => ask(operations.signOutElsewhere, {});
/** `more`: what becomes of the open conversations. */
export const setPresence = (
  status: operations.ChoosePresence["status"],
  more: Partial<operations.ChoosePresence> = {},
  key: string | null = null,
) => ask(operations.setPresence, { body: { ...more, status }, key });
export const beat = () => ask(operations.beat, { body: {} });
export const listColleagues = () => list(operations.listColleagues, {});
export const listPlans = () => list(operations.listPlanNames, {});
export const listGroups = () => list(operations.listColleaguesGroups, {});
export const setPresenceOf = (
  agentId: Id,
  status: operations.SetPresence["status"],
  more: Partial<operations.SetPresence> = {},
  key: string | null = null,
) => ask(operations.setPresenceOf, { path: { agent_id: agentId }, body: { ...more, status }, key });
export const readInbox = (cursor: string | null) => ask(operations.readInbox, { query: { cursor } });
export const countWaiting = () => ask(operations.countWaiting, {});
export const listConversations = (
  { view = "all", state, cursor }: {
    view?: "all" | "waiting";
    state?: operations.ConversationView["state"] | "";
    cursor?: string | null;
  },
) => ask(operations.listConversations, { query: { view, state, cursor } });
type Wanted = Of<typeof operations.search> & { q: string };
export const search = (query: Wanted) => ask(operations.search, { query });
/** All that is known by a number or an address. */
export const searchOverview = (q: string) => ask(operations.searchOverview, { query: { q } });
/** Says why; it is noted. */
export const showNumber = (body: operations.ShowNumber) => ask(operations.showNumber, { body });
export const protectWords = (body: operations.ProtectWords) => ask(operations.protectWords, { body });
export const readConversation = (id: Id) => ask(operations.readConversation, conversation(id));
/** Says with it that somebody types here, and how far they have read. */
export const readEntries = (id: Id, after: number, typing = false, read = 0) =>
  ask(operations.readTranscript, {
    ...conversation(id),
    query: { after, limit: 100, typing: typing || undefined, read: read || undefined },
  });
/** The last ones before this one; before nothing, the newest. */
export const readEntriesBefore = (id: Id, before: number | null) =>
  ask(operations.readTranscript, { ...conversation(id), query: { before: before ?? 0, limit: 100 } });
export const sendPicture = (body: operations.SendFile) => ask(operations.sendPicture, { body });
export const choosePicture = (fileId: Id) => ask(operations.choosePicture, { body: { file_id: fileId } });
export const removeOwnPicture = () => ask(operations.removeOwnPicture, {});
export const sendFile = (id: Id, body: operations.SendFile, key: string) =>
  ask(operations.sendFileToVisitor, { ...conversation(id), body, key });
export const fileArrived = (fileId: Id) =>
  ask(operations.agentsFileHasArrived, { path: { file_id: fileId }, body: {} });
export const readFile = (id: Id, fileId: Id) =>
  ask(operations.readFileOfConversation, { path: { conversation_id: id, file_id: fileId } });
export const removeFile = (id: Id, fileId: Id) =>
  ask(operations.removeFile, { path: { conversation_id: id, file_id: fileId } });
interface Beside {
  quote?: number;
  note?: boolean;
  mentions?: string[];
  heeded?: operations.Heeded;
  file?: operations.FileView;
}

/** A reply, or a note for colleagues only. */
export const reply = (
  id: Id,
  text: string,
  clientId: string,
  { quote, note, mentions = [], heeded, file }: Beside = {},
) =>
  note
    ? ask(operations.writeNote, { ...conversation(id), body: { text, client_id: clientId, mentions } })
    : ask(operations.reply, {
      ...conversation(id),
      body: {
        text,
        client_id: clientId,
        ...(file && { file_id: file.id }),
        ...(quote && { quote }),
        ...(heeded && { heeded }),
      },
    });
/** Other words for a message of one's own, or (null) none. */
export const changeReply = (id: Id, seq: number, text: string | null, clientId: string) =>
  ask(operations.changeReply, { ...conversation(id), body: { seq, text, client_id: clientId } });
/** The same for a note of one's own. */
export const changeNote = (id: Id, seq: number, text: string | null, clientId: string) =>
  ask(operations.changeNote, { ...conversation(id), body: { seq, text, client_id: clientId } });
export const snooze = (id: Id, until: string | null) =>
  ask(operations.snooze, { ...conversation(id), body: { until } });
export const bringBack = (id: Id) => ask(operations.bringBack, conversation(id));
export const reopen = (id: Id) => ask(operations.reopenConversation, conversation(id));
export const blockVisitor = (id: Id, body: operations.BlockVisitor) =>
  ask(operations.blockVisitor, { path: { visitor_id: id }, body });
export const unblockVisitor = (id: Id) => ask(operations.unblockVisitor, { path: { visitor_id: id } });
export const take = (id: Id) => ask(operations.takeConversation, conversation(id));
/** `leaving`: the page may go before there is an answer. */
export const close = (id: Id, filing: operations.Close = {}, leaving = false) =>
  ask(operations.endConversation, { ...conversation(id), body: filing, keepalive: leaving });
export const refile = (id: Id, categoryId: Id) =>
  ask(operations.refileConversation, { ...conversation(id), body: { category_id: categoryId } });
export const editRecord = (id: Id, body: operations.RecordBody) =>
  ask(operations.editRecord, { ...conversation(id), body });
export const listCategories = () => list(operations.listCategories, {});
export const listUnsaid = () => list(operations.listUnsaid, {});
export const listPhrases = () => list(operations.listPhrases, {});
export const fillPhrase = (id: Id, body: operations.FillPhrase) =>
  ask(operations.fillPhrase, { ...conversation(id), body });
const phrase = (shelf: string, id: Id) => ({ path: { shelf, phrase_id: id } });
export const createPhrase = (shelf: string, body: operations.NewPhrase, key: string) =>
  ask(operations.createPhrase, { path: { shelf }, body, key });
export const updatePhrase = (shelf: string, id: Id, body: operations.ChangePhrase) =>
  ask(operations.updatePhrase, { ...phrase(shelf, id), body });
export const deletePhrase = (shelf: string, id: Id) => ask(operations.deletePhrase, phrase(shelf, id));
export const transfer = (id: Id, body: operations.Transfer) => ask(operations.transfer, { ...conversation(id), body });
export const reassign = (id: Id, body: operations.Reassign) => ask(operations.reassign, { ...conversation(id), body });
export const invite = (id: Id, body: operations.ConversationsInvite) =>
  ask(operations.invite, { ...conversation(id), body });
export const leave = (id: Id) => ask(operations.leave, conversation(id));
export const hold = (id: Id) => ask(operations.hold, conversation(id));
export const resume = (id: Id) => ask(operations.resume, conversation(id));
export const listAssignments = (id: Id) => list(operations.explainAssignment, conversation(id));
export const readRating = (id: Id) => ask(operations.readSurvey, conversation(id));
const ofConversation = (id: Id, cursor: string | undefined) => ({ ...conversation(id), query: { cursor } });
export const listEarlier = (id: Id, cursor?: string) =>
  ask(operations.listEarlierConversations, ofConversation(id, cursor));
export const listRatings = (id: Id, cursor?: string) => ask(operations.listCustomerRatings, ofConversation(id, cursor));
export const listVisits = (id: Id, cursor?: string) => ask(operations.listVisits, ofConversation(id, cursor));
export const listNotes = (id: Id, cursor?: string) => ask(operations.listNotes, ofConversation(id, cursor));
export const listMessagesLeft = (id: Id, cursor?: string) =>
  ask(operations.listCustomerMessages, ofConversation(id, cursor));
export const listFollowUpsFor = (id: Id, cursor?: string) =>
  ask(operations.listCustomerFollowUps, ofConversation(id, cursor));
export const listOrders = (id: Id, number: string) =>
  ask(operations.listOrders, { ...conversation(id), query: { order_number: number || null } });
export const readIdentityCheck = (id: Id, number: string) =>
  ask(operations.readIdentityCheck, { ...conversation(id), query: { order_number: number || null } });
export const checkIdentity = (id: Id, body: operations.CheckIdentity, key: string) =>
  ask(operations.checkIdentity, { ...conversation(id), body, key });
export const readConversationChannel = (id: Id) => ask(operations.readConversationChannel, conversation(id));
export const unfoldLetter = (id: Id, seq: number) =>
  ask(operations.unfoldLetter, { path: { conversation_id: id, seq: String(seq) } });
export const sendAgain = (id: Id, seq: number, by: "channel" | "email" = "channel") =>
  ask(operations.sendAgain, { ...conversation(id), body: { seq, by } });
export const listTags = () => list(operations.listTags, {});
export const editNote = (id: Id, noteId: Id, body: operations.EditNote) =>
  ask(operations.editNote, { path: { conversation_id: id, note_id: noteId }, body });
export const listFormerNotes = (id: Id, noteId: Id, cursor?: string) =>
  ask(operations.listFormerNotes, { path: { conversation_id: id, note_id: noteId }, query: { cursor } });
export const addNote = (id: Id, body: operations.AddNote) => ask(operations.addNote, { ...conversation(id), body });
export const updateVisitor = (id: Id, body: operations.EditVisitor) =>
  ask(operations.editVisitor, { path: { visitor_id: id }, body });

export const listCustomFields = () => list(operations.listCustomerFields, {});
export const readCustomFields = (id: Id) => ask(operations.readCustomerFields, conversation(id));
export const fillIn = (id: Id, body: operations.FillIn) => ask(operations.fillInFields, { ...visitor(id), body });
const visitor = (id: Id) => ({ path: { visitor_id: id } });
export const previewMerge = (id: Id, otherId: Id) =>
  ask(operations.previewMerge, { path: { visitor_id: id, other_id: otherId } });
export const mergeVisitors = (id: Id, body: operations.MergeVisitors, key: string) =>
  ask(operations.mergeVisitors, { ...visitor(id), body, key });
export const listMerges = (id: Id) => ask(operations.listMerges, visitor(id));
export const undoMerge = (id: Id, mergeId: Id) =>
  ask(operations.undoMerge, { path: { visitor_id: id, merge_id: mergeId } });

type Of<Operation> = Operation extends { readonly types?: { query: infer Query } } ? Query : never;

export const listMessages = (query: Of<typeof operations.listOfflineMessages>) =>
  ask(operations.listOfflineMessages, { query });
export const readMessage = (id: Id) => ask(operations.readOfflineMessage, message(id));
export const readMessageRating = (id: Id) => ask(operations.readOfflineSurvey, message(id));
export const claimMessage = (id: Id) => ask(operations.claimOfflineMessage, { ...message(id), body: {} });
/** `leaving`: the page may go before there is an answer. */
export const answerMessage = (id: Id, body: operations.AnswerMessage, leaving = false) =>
  ask(operations.answerOfflineMessage, { ...message(id), body, keepalive: leaving });
export const previewAnswer = (id: Id, text: string) =>
  ask(operations.previewOfflineAnswer, { ...message(id), body: { text } });
export const closeMessage = (id: Id, leaving = false) =>
  ask(operations.closeOfflineMessage, { ...message(id), body: {}, keepalive: leaving });
export const assignMessage = (id: Id, agentId: Id) =>
  ask(operations.assignOfflineMessage, { ...message(id), body: { agent_id: agentId } });

export const listFollowUps = (query: Of<typeof operations.listFollowUps>) => ask(operations.listFollowUps, { query });
export const readFollowUp = (id: Id) => ask(operations.readFollowUp, followUp(id));
export const planFollowUp = (body: operations.PlanFollowUp) => ask(operations.planFollowUp, { body });
export const recordCall = (id: Id, body: operations.RecordCall) =>
  ask(operations.recordCall, { ...followUp(id), body });
export const assignFollowUp = (id: Id, agentId: Id) =>
  ask(operations.assignFollowUp, { ...followUp(id), body: { agent_id: agentId } });

export const listLivePlans = (cursor: string | null) => ask(operations.listLivePlans, { query: { cursor } });
export const listLiveVisitors = (plan: string, query: Of<typeof operations.listLiveVisitors>) =>
  ask(operations.listLiveVisitors, { path: { plan_key: plan }, query });
export const inviteVisitor = (id: Id, text: string, key: string) =>
  ask(operations.inviteVisitor, { path: { visitor_id: id }, body: { text }, key });
export const listWallGroups = (cursor: string | null) => ask(operations.listWallGroups, { query: { cursor } });
export const watchGroup = (id: Id) => ask(operations.watchGroup, { path: { group_id: id } });
export const watchPlan = (key: string) => ask(operations.watchPlan, { path: { plan_key: key } });
export const listEnded = (query: Of<typeof operations.listEndedConversations>) =>
  ask(operations.listEndedConversations, { query });

export const listUnfinished = () => ask(operations.listUnfinished, {});
export const noteUnfinished = (body: operations.NoteUnfinished) => ask(operations.noteUnfinished, { body });
export const listLeftOpen = (day: string, cursor: string | null) =>
  ask(operations.listLeftOpen, { query: { day, cursor: cursor ?? undefined } });

export const listReportDefinitions = () => list(operations.listReportDefinitions, {});
export const readReport = (query: Of<typeof operations.readReport>) => ask(operations.readReport, { query });
export const readReportCsv = (query: Of<typeof operations.readReportCsv>) => ask(operations.readReportCsv, { query });
export const listReportFacts = (query: Of<typeof operations.listReportFacts>) =>
  ask(operations.listReportFacts, { query });
/** Everybody, or every group, whose figures one sees. */
export const readDepartments = () => ask(operations.readDepartments, {});
export const listReportLines = (by: "agent" | "group" | "department") => list(operations.readReport, { query: { by } });
