/** Made of the contract by `make client`; nothing is written here by hand. */
import type { Operation } from "./client.ts";

export type Nothing = Record<never, never>;

export type AbsenceForm = { agent_id: string; reason: string };
export type AbsenceView = { who: AgentRef; reason: string };
export type AcceptAgreement = { version: number; digest: string; language?: string };
export type AcceptAll = { agent_id?: string | null };
export type AcceptThing = { kind: "callback" | "conversation" | "follow_up" | "message" | "note" | "promise" | "ticket"; thing_id: string; agent_id?: string | null };
export type AcceptanceView = { agreement: number; agent_id: string; name: string; number: string; at: string; digest: string; language: string };
export type AcceptanceViewPage = { items: Array<AcceptanceView>; next: string | null };
export type AcceptedView = { conversation_id: string };
export type AccountLineView = { label: string; value: string };
export type AccountView = { balance_fen: number; currency: string; signature: string; price_fen: number; low_balance_fen: number; low: boolean };
export type ActOnExport = { act: "pause" | "resume" | "stop" };
export type ActOnImport = { act: "check" | "pause" | "resume" | "start" | "stop" };
export type AddArticlePicture = { file_id: string };
export type AddIdentityKey = { way: string; public_key?: string | null };
export type AddNote = { text: string; client_id: string };
export type AddedUnsaid = { added: number };
export type AddressView = { address: string; undeliverable: "bounces" | "complains" | null; since: string | null; detail: string };
export type AddressViewPage = { items: Array<AddressView>; next: string | null };
export type AgainstView = { rule: "rest" | "week_hours" | "cover" | "skill" | "break_crowd" | "overlap"; forbids: boolean; day: string; agent_id: string | null; at: string | null; until: string | null; have: number; want: number; skill_id: string | null };
export type AgedThingView = { id: string; at: string };
export type AgentRef = { id: string | null; name: string | null; number: string | null; picture: string | null };
export type AgentRefPage = { items: Array<AgentRef>; next: string | null };
export type AgentView = { agent_id: string; email: string; name: string; number: string; role: string; capacity: number; active: boolean; created_at: string; assigned_total: number; hidden: boolean; must_change_password: boolean; picture: string | null; erased_at: string | null; status: "online" | "busy" | "break" | "offline"; serving: number; permissions: Array<string>; scope: "own" | "group" | "all"; locked_until: string | null };
export type AgentViewPage = { items: Array<AgentView>; next: string | null };
export type AgreedAnswerForm = { texts: Record<string, string>; article_id?: string | null; phrase_ids?: Array<string>; shelf?: string; shortcut?: string };
export type AgreedAnswerView = { article_id: string | null; phrase_ids: Array<string>; shelf: string; shortcut: string; texts: Record<string, string> };
export type AgreementDraft = { titles?: Record<string, string>; texts?: Record<string, string> };
export type AgreementDraftShown = { titles: Record<string, string>; texts: Record<string, string> };
export type AgreementRecordView = { published: AgreementView | null; draft: AgreementDraftShown | null; version: number };
export type AgreementView = { version: number; digest: string; effective_at: string; published_at: string | null; published_by: string | null; is_asked: boolean; titles: Record<string, string>; texts: Record<string, string> };
export type AgreementViewPage = { items: Array<AgreementView>; next: string | null };
export type AlarmView = { summary: string; reason: string; by: AgentRef; at: string };
export type Allowance = { seconds: number; time?: "calendar" | "working" };
export type AllowanceShown = { seconds: number; time: "calendar" | "working" };
export type AnnounceMinutes = { language?: "en" | "zh-CN" };
export type AnnouncementAudience = { everybody?: boolean; group_ids?: Array<string>; role_ids?: Array<string> };
export type AnnouncementConfirmed = { announcement_id: string; edition: number; confirmed_at: string };
export type AnnouncementEditionView = { number: number; at: string; changes: string; read_again: boolean; title: string; body: string; answer: AgreedAnswerView | null; by: AgentRef };
export type AnnouncementEditionViewPage = { items: Array<AnnouncementEditionView>; next: string | null };
export type AnnouncementInList = { announcement_id: string; title: string; excerpt: string; priority: string; state: string; audience: AudienceView; since: string | null; expires_at: string | null; edition: number; asked: number; has_answer: boolean; by: AgentRef; unread: boolean; confirmed_at: string | null };
export type AnnouncementInListPage = { items: Array<AnnouncementInList>; next: string | null };
export type AnnouncementPreview = { html: string };
export type AnnouncementView = { announcement_id: string; title: string; excerpt: string; priority: string; state: string; audience: AudienceView; since: string | null; expires_at: string | null; edition: number; asked: number; has_answer: boolean; by: AgentRef; unread: boolean; confirmed_at: string | null; html: string; answer: AgreedAnswerView | null; article: LinkedArticle | null; reason: string; confirmed_edition: number | null };
export type AnswerInstruction = { text: string };
export type AnswerMessage = { text: string; by: Array<"email" | "sms" | "widget">; client_id: string };
export type AnswerPreview = { encoding: string; length: number; segments: number; cost_fen: number; signed: boolean; limit: number };
export type AnswerQuestion = { chosen?: Array<string>; text?: string };
export type AnswerSurvey = { score: number; client_id: string; reasons?: Array<string>; comment?: string; answers?: Record<string, unknown>; resolved?: boolean | null };
export type AnswerSwap = { accepts: boolean; text?: string };
export type AnswerView = { text: string; at: string; agent: AgentRef; by: Array<string>; notices?: Array<NoticeRef> | null; undelivered?: boolean };
export type Answerer = { name: string | null; number: string | null };
export type AnsweringView = { questionnaire_id: string; number: number; definition: QuestionnaireDefinitionShown; state: "asked" | "begun" | "answered" | "expired"; answers: Record<string, unknown>; version: number; sent_at: string | null };
export type AnswersView = { unanswered: number; since: string | null; late: number; more: boolean };
export type ApiKeyAndSecret = { key_id: string; name: string; maker_id: string; maker_name: string; created_at: string; expires_at: string | null; ended_at: string | null; why_ended: "by_hand" | "maker_left" | null; version: number; permissions: Array<string>; used_at: string | null; both_until: string | null; is_valid: boolean; key: string | null };
export type ApiKeyView = { key_id: string; name: string; maker_id: string; maker_name: string; created_at: string; expires_at: string | null; ended_at: string | null; why_ended: "by_hand" | "maker_left" | null; version: number; permissions: Array<string>; used_at: string | null; both_until: string | null; is_valid: boolean };
export type ApiKeyViewPage = { items: Array<ApiKeyView>; next: string | null };
export type AppealInspection = { text: string };
export type AppealView = { text: string; at: string };
export type ArchiveAddress = { url: string };
export type ArchiveCourse = { archived: boolean };
export type ArchiveView = { url: string; link: string; until: string | null };
export type ArticleFacts = { article_id: string; edition: number | null };
export type ArticlePreviewView = { html: string };
export type ArticleSettingsView = { second_person: boolean; review_days: number; version: number };
export type ArticleSummaryView = { article_id: string; state: "draft" | "in_review" | "published" | "archived"; titles: Record<string, string>; changed_at: string; version: number; category_id: string | null; plan_keys: Array<string>; review_on: string | null; number: number | null; published_at: string | null; author: AgentRef; reviewer: AgentRef | null };
export type ArticleSummaryViewPage = { items: Array<ArticleSummaryView>; next: string | null };
export type ArticleTextView = { article_id: string; number: number; language: "zh-CN" | "en"; title: string; text: string; plan_keys: Array<string> };
export type ArticleView = { article_id: string; created_at: string; changed_at: string; version: number; category_id: string | null; plan_keys: Array<string>; review_on: string | null; last_number: number; note: string; number: number | null; state: "draft" | "in_review" | "published" | "archived"; wordings: Record<string, WordingView>; author: AgentRef; reviewer: AgentRef | null; changed_by: AgentRef | null; written_by: Array<string>; pictures: Array<string>; sources: Array<string>; published_at: string | null };
export type AskForData = { kind: "erase" | "export"; client_id: string; code?: string | null };
export type AskForExportLink = { number?: number };
export type AskForLeave = { client_id: string; kind_id: string; first: string; last: string; part?: "days" | "first_half" | "hours" | "second_half"; start_minute?: number | null; end_minute?: number | null; reason?: string };
export type AskForRecording = { name: string; size: number; type?: string };
export type AskForSwap = { client_id: string; colleague_id: string; gives: ShiftRef; takes?: ShiftRef | null; reason?: string };
export type AskInstruction = { subject: string; text: string; proposal?: string; urgent?: boolean; level?: "administrator" | "leader" | "supervisor" | null; reason?: string; group_id?: string | null; links?: Array<Linked> };
export type AskedChoice = { key: string; texts: Record<string, string> };
export type AskedChoiceShown = { key: string; texts: Record<string, string> };
export type AskedChoiceView = { choice_id: string; texts: Record<string, string> };
export type AskedIf = { key: string; any_of?: Array<string>; at_least?: number | null; at_most?: number | null };
export type AskedIfShown = { key: string; any_of: Array<string>; at_least: number | null; at_most: number | null };
export type AskedInVain = { q: string; lang?: "en" | "zh-CN" };
export type AskedQuestion = { key: string; kind: "one" | "many" | "scale" | "nps" | "number" | "date" | "text"; texts: Record<string, string>; choices?: Array<AskedChoice>; required?: boolean; lowest?: number | null; highest?: number | null; page?: number; shown_if?: AskedIf | null; low?: LowAnswer | null };
export type AskedQuestionShown = { key: string; kind: "one" | "many" | "scale" | "nps" | "number" | "date" | "text"; texts: Record<string, string>; choices: Array<AskedChoiceShown>; required: boolean; lowest: number | null; highest: number | null; page: number; shown_if: AskedIfShown | null; low: LowAnswerShown | null };
export type AskedView = { request: OwnPrivacyRequest | null; sent_to: string | null };
export type Assign = { agent_id: string };
export type AssignInspection = { agent_id: string };
export type AssignMessage = { agent_id: string };
export type AssignTicket = { version: number; agent_id?: string | null; group_id?: string | null; note?: string; anyway?: boolean };
export type AttemptLineView = { attempt_id: string; course_id: string; title: string; version: number; started_at: string; deadline: string; ended_at: string | null; late: boolean; certificate_id: string | null; agent: AgentRef; state: "running" | "judging" | "passed" | "failed"; score: number | null };
export type AttemptLineViewPage = { items: Array<AttemptLineView>; next: string | null };
export type AttemptView = { number: number; at: string; outcome: "sent" | "transient" | "permanent" | "unknown"; provider_id: string | null; error: string | null };
export type AttendanceCorrectionView = { came_at: string | null; went_at: string | null; excused: boolean; reason: string; by: AgentRef; at: string };
export type AttendanceCsvPart = { text: string; next: string | null; done: number };
export type AttendanceFiguresView = { first_at: string | null; last_at: string | null; planned: number; leave: number; online: number; busy: number; paused: number; gone: number; allowed: number; over: number; late: number; early: number; absent: boolean; missed: number; overtime: number };
export type AttendanceMonthView = { month: string; records: Array<AttendanceView> };
export type AttendanceSumsView = { shifts: number; planned: number; leave: number; online: number; busy: number; paused: number; gone: number; over: number; over_times: number; late: number; late_times: number; early: number; early_times: number; absent: number; missed: number; overtime: number; corrected: number; agent: AgentRef; month: string };
export type AttendanceSumsViewPage = { items: Array<AttendanceSumsView>; next: string | null };
export type AttendanceView = { group_id: string; day: string; number: number; since: string; until: string; name: string; color: string; agent_id: string; agent: AgentRef | null; state: string; found: AttendanceFiguresView | null; figures: AttendanceFiguresView | null; corrections: Array<AttendanceCorrectionView>; may_correct: boolean; version: number };
export type AttendanceViewPage = { items: Array<AttendanceView>; next: string | null };
export type AttributeAsked = { name: string; operator: "contains" | "equals" | "one_of"; values: Array<string> };
export type AttributeAskedBody = { name: string; operator: "contains" | "equals" | "one_of"; values: Array<string> };
export type AudienceView = { everybody: boolean; group_ids: Array<string>; role_ids: Array<string> };
export type Audited = { audit_id: string; at: string; by: string; by_name: string; request_id: string; act: string; about: string; before: unknown; after: unknown };
export type AuditedPage = { items: Array<Audited>; next: string | null };
export type AuthorView = { kind: "visitor" | "agent" | "system"; id: string | null; name: string | null; number: string | null; picture: string | null };
export type AutoReplyBody = { reply_id: string; match: string; words: Array<string>; texts: Record<string, string>; active?: boolean };
export type AutoReplyBodyShown = { reply_id: string; match: string; words: Array<string>; texts: Record<string, string>; active: boolean };
export type AutomaticView = { at: string; subject: string; text: string };
export type Awaited = { what: string; until: string | null };
export type Backup = { phone?: string; address?: string };
export type BackupShown = { phone: string; address: string };
export type Beat = { page: string; title?: string; language?: string; referrer?: string | null; shown?: string | null };
export type BeatenView = { beat_after_ms: number | null; invitation: OfferView | null };
export type BeginExport = { kind: "agents" | "articles" | "conversations" | "customers" | "phrases" | "tickets"; since?: string | null; until?: string | null; plan_key?: string; group_id?: string; tag?: string; format?: "csv" | "jsonl"; language?: "en" | "zh-CN" };
export type BeginImport = { kind: "agents" | "articles" | "conversations" | "customers" | "phrases" | "tickets"; name: string; choices?: ImportChoices };
export type BegunView = { entries: Array<EntryView>; last_seq: number; more: boolean; state: "waiting" | "open" | "closed"; poll_after_ms: number; agent_away: boolean; typing: boolean; read: number; conversation_id: string };
export type Block = { at: string; by_id: string; by: string; reason: string; until: string | null };
export type BlockVisitor = { reason: string; until?: string | null };
export type BoardView = { group_id: string; group_name: string; time_zone: string; people: Array<PersonView>; rules: RulesView; weeks: Array<WeekView> };
export type Break = { start_minute: number; end_minute: number; minutes: number; paid?: boolean; at_once?: number };
export type BreakShown = { start_minute: number; end_minute: number; minutes: number; paid: boolean; at_once: number };
export type BriefView = { agent_id: string; name: string; scheme_id: string; score: number | null; grade: string | null; place: number | null; of: number | null; bonus: number | null; currency: string; failure: FailureView | null };
export type BulletinView = { bulletin_id: string; every: "daily" | "monthly" | "weekly"; first: string; last: string; compiled_at: string; title: string; scope: string; headline: Array<FigureView>; panels: Array<PanelView> };
export type BurstRule = { name: string; kind: "category" | "keyword" | "score"; rule_id?: string; active?: boolean; severity?: "critical" | "major" | "minor"; more_than?: number; minutes?: number; times?: number; calm_minutes?: number; cool_down_minutes?: number; category_ids?: Array<string>; words?: Array<string>; at_most?: number; plan_keys?: Array<string>; event_id?: string | null; since?: string | null };
export type BurstRuleShown = { name: string; kind: "category" | "keyword" | "score"; rule_id: string; active: boolean; severity: "critical" | "major" | "minor"; more_than: number; minutes: number; times: number; calm_minutes: number; cool_down_minutes: number; category_ids: Array<string>; words: Array<string>; at_most: number; plan_keys: Array<string>; event_id: string | null; since: string | null };
export type BurstView = { topic: string; rule_name: string; count: number; minutes: number; usual: number | null };
export type ByPaid = { api: number; functions: number; database: number; letters: number; sms: number };
export type CalendarAddress = { url: string | null };
export type CalibrationView = { calibration_id: string; conversation_id: string; plan_key: string; agent_id: string; sheet_id: string; sheet_version: number; created_at: string; created_by: AgentRef; complete: boolean; sheets: Array<GivenSheetView> };
export type CalibrationViewPage = { items: Array<CalibrationView>; next: string | null };
export type CallOff = { reason: string };
export type CallRecord = { problem?: string; steps?: string; result?: string; next?: string };
export type CallView = { call_id: string; rota_id: string; rota_name: string; since: string; next_at: string | null; accepted_at: string | null; ended_at: string | null; kind: "visitor" | "message" | "ticket"; thing_id: string; plan_key: string | null; state: "calling" | "accepted" | "over"; told: Array<ToldInCall>; accepted: OncallAcceptedView | null; why: "nobody_came" | "not_needed" | null };
export type CallViewPage = { items: Array<CallView>; next: string | null };
export type CampaignPreview = { count: number; passed: number; more: boolean; first: Array<DueCustomer> };
export type CampaignProgress = { campaign_id: string; name: string; plan_key: string; created_at: string; kind: "pre_sale" | "after_sale" | "complaint" | "care" | "renewal"; days_without_contact: number; quota_per_agent: number; every: "day" | "week"; weekday: number; at: string; agent_ids: Array<string>; group_id: string | null; not_again_days: number; levels: Array<string>; reachable_only: boolean; script: Record<string, string>; active: boolean; next_run_at: string | null; last_run_on: string | null; version: number; by: "contact" | "date" | "level"; date_field: string | null; days_after: number; yearly: boolean; intervals: Record<string, number>; questionnaire_id: string | null; way: "call" | "letter"; progress: ProgressView; last_run: RunView | null };
export type CampaignView = { campaign_id: string; name: string; plan_key: string; created_at: string; kind: "pre_sale" | "after_sale" | "complaint" | "care" | "renewal"; days_without_contact: number; quota_per_agent: number; every: "day" | "week"; weekday: number; at: string; agent_ids: Array<string>; group_id: string | null; not_again_days: number; levels: Array<string>; reachable_only: boolean; script: Record<string, string>; active: boolean; next_run_at: string | null; last_run_on: string | null; version: number; by: "contact" | "date" | "level"; date_field: string | null; days_after: number; yearly: boolean; intervals: Record<string, number>; questionnaire_id: string | null; way: "call" | "letter" };
export type CampaignViewPage = { items: Array<CampaignView>; next: string | null };
export type CancelTraining = { reason: string };
export type CandidateView = { agent_id: string; name: string; number: string; serving: number; capacity: number; turn: number; chosen: boolean; words: Record<string, string> };
export type CarryOut = { text?: string };
export type CaseForm = { title: string; analysis?: string; answer?: string; links?: Array<Linked> };
export type CaseView = { title: string; analysis: string; answer: string; links: Array<LinkedView> };
export type CategoryView = { category_id: string; zh: string; en: string; parent_id: string | null; order: number; archived: boolean; version: number; open: boolean };
export type CategoryViewPage = { items: Array<CategoryView>; next: string | null };
export type CellView = { text: string; share: number | null; small: string; tone: string };
export type CertificateView = { certificate_id: string; course_id: string; version: number; title: string; issued_at: string; expires_at: string | null; attempt_id: string | null; agent: AgentRef; counts: boolean; score: number | null; revoked: RevokedView | null };
export type CertificateViewPage = { items: Array<CertificateView>; next: string | null };
export type ChangeAnnouncement = { title?: string; body?: string; audience?: AnnouncementAudience; priority?: "normal" | "pinned" | "urgent"; effective_at?: string | null; expires_at?: string | null; remind_hours?: number; remind_by_email?: boolean; answer?: AgreedAnswerForm | null; version?: number | null };
export type ChangeApiKey = { name?: string | null; permissions?: Array<string> | null; expires_at?: string | null; version?: number | null };
export type ChangeArticle = { wordings?: Record<string, WordingForm>; category_id?: string | null; plan_keys?: Array<string>; review_on?: string | null; version?: number | null };
export type ChangeArticleSettings = { second_person?: boolean | null; review_days?: number | null; version?: number | null };
export type ChangeCampaign = { version?: number | null; name?: string | null; plan_key?: string | null; kind?: "after_sale" | "care" | "complaint" | "pre_sale" | "renewal" | null; days_without_contact?: number | null; quota_per_agent?: number | null; every?: "day" | "week" | null; weekday?: number | null; at?: string | null; agent_ids?: Array<string> | null; group_id?: string | null; not_again_days?: number | null; levels?: Array<string> | null; reachable_only?: boolean | null; script?: Record<string, string> | null; active?: boolean | null; by?: "contact" | "date" | "level" | null; date_field?: string | null; days_after?: number | null; yearly?: boolean | null; intervals?: Record<string, number> | null; questionnaire_id?: string | null; way?: "call" | "letter" | null };
export type ChangeCategory = { zh?: string; en?: string; parent_id?: string | null; order?: number; archived?: boolean; version?: number | null };
export type ChangeChannel = { version?: number | null; name?: string | null; address?: string | null; host?: string | null; source?: string | null; locale?: "en" | "zh-CN" | null; active?: boolean | null; trusts?: boolean | null; own_words?: boolean | null; limits?: ChannelLimits | null; app_id?: string | null; app_secret?: string | null; inboxes?: Array<string> | null; sealed?: boolean | null };
export type ChangeCheckList = { name?: string | null; points?: Array<PointForm> | null; times?: Array<string> | null; weekdays?: Array<number> | null; minutes?: number | null; archived?: boolean | null; version?: number | null };
export type ChangeCostSettings = { prices?: Prices | null; currency?: "CNY" | "EUR" | "GBP" | "HKD" | "JPY" | "SGD" | "USD" | null; budget?: number | null; language?: "en" | "zh-CN" | null; saves?: Array<"console_polls" | "reports" | "widget_polls"> | null; version?: number | null };
export type ChangeDutySettings = { answer_minutes?: number | null; urgent_minutes?: number | null; accept_minutes?: number | null; shift_groups?: Array<string> | null; version?: number | null };
export type ChangeField = { zh?: string; en?: string; order?: number; required?: boolean; archived?: boolean; choices?: Array<FieldChoiceBody>; version?: number | null };
export type ChangeHours = { weekly?: Record<string, Array<Array<string>>>; breaks?: Array<Array<string>>; country?: string | null; exceptions?: Array<OwnDayBody> };
export type ChangeImport = { mapping?: Record<string, string> | null; choices?: ImportChoices | null; version?: number | null };
export type ChangeIncident = { titles?: Record<string, string> | null; severity?: "critical" | "major" | "minor" | null; holding?: Record<string, string> | null; backup?: Backup | null; cause?: string | null; measures?: string | null; version?: number | null };
export type ChangeKind = { archived?: boolean | null; version?: number | null; name?: string | null; color?: string | null; start_minute?: number | null; end_minute?: number | null; breaks?: Array<Break> | null; skill_ids?: Array<string> | null };
export type ChangeLeaveSettings = { kinds?: Array<LeaveKind> | null; leader_minutes?: number | null; back_days?: number | null; tolerance_minutes?: number | null; break_tolerance_minutes?: number | null; overtime_from?: number | null; version?: number | null };
export type ChangeLimits = { visits_by_address?: number; visits_by_plan?: number; starts_by_visitor?: number; starts_by_address?: number; starts_by_plan?: number; waiting_by_address?: number; messages_by_visitor?: number; left_by_visitor?: number; left_by_address?: number; left_by_plan?: number; idle_minutes?: number; marks?: boolean; notices_by_recipient?: number; sms_by_day?: number; sms_countries?: Array<string>; keep_parameters?: Array<string>; file_kinds?: Array<string>; file_megabytes?: number; files_by_sender?: number; files_by_address?: number; reopen_days?: number; reopen_by_visitor?: boolean; mask_abuse?: boolean; replaces?: Array<string>; stops?: Array<string>; help?: boolean };
export type ChangeLook = { position?: string; color?: string; offset_x?: number; offset_y?: number; text_color?: string; icon?: string; offline_icon?: string; show?: string; picture?: string; theme?: string; shape?: string; window?: string; corners?: string };
export type ChangeMailing = { version?: number | null; name?: string | null; topic_id?: string | null; texts?: Record<string, NoticeTextForm> | null; about?: string | null; starts_at?: string | null; within?: NoticeHours | null; a_day?: number | null; a_minute?: number | null };
export type ChangeMessage = { seq: number; text: string | null; client_id: string };
export type ChangeMinutes = { title?: string | null; held_at?: string | null; chair_id?: string | null; present?: Array<string> | null; absences?: Array<AbsenceForm> | null; topics?: Record<string, string> | null; cases?: Array<CaseForm> | null; decisions?: Array<DecisionForm> | null; version?: number | null };
export type ChangeMobile = { mobile: string; version?: number | null };
export type ChangeMonitoring = { active?: boolean; consent?: boolean; quiet_days?: number; rules?: Array<InvitationRuleBody> };
export type ChangeOffline = { recipients?: Array<RecipientBody>; remind_after_minutes?: number };
export type ChangePassword = { current: string; new: string };
export type ChangePattern = { archived?: boolean | null; version?: number | null; name?: string | null; days?: Array<string | null> | null; step?: number | null };
export type ChangePhrase = { version?: number | null; title?: string | null; text?: string | null; shortcut?: string | null; language?: "en" | "zh-CN" | null; occasion?: "apology" | "closing" | "holiday" | "opening" | "other" | "waiting" | null };
export type ChangePolicies = { policies?: Array<Policy> | null; escalate_minutes?: number | null; reason_minutes?: number | null; proposes_delay?: boolean | null; tells_of_conversations?: boolean | null; version?: number | null };
export type ChangePrechat = { active?: boolean; name?: string; email?: string; mobile?: string; choices?: Array<FirstChoiceBody>; consent?: Record<string, string>; consent_optional?: boolean; refusal?: Record<string, string> };
export type ChangePrivacy = { wait_days?: number | null; second_person?: boolean | null };
export type ChangeQualitySettings = { seed?: string | null; appeal_days?: number | null; rules?: Array<Rule> | null; version?: number | null };
export type ChangeReportSettings = { targets?: Record<string, number> | null; contact_days?: number | null; kept_days?: number | null; version?: number | null };
export type ChangeRetention = { days: Record<string, number | null>; version: number; seen?: Record<string, number> | null };
export type ChangeRule = { version?: number | null; name?: string | null; kind?: "after_sale" | "care" | "complaint" | "pre_sale" | "renewal" | null; plan_keys?: Array<string> | null; categories?: Array<string> | null; levels?: Array<string> | null; after_days?: number | null; at?: string | null; owner?: string | null; script?: Record<string, string> | null; active?: boolean | null; questionnaire_id?: string | null };
export type ChangeScanner = { scanner_url: string };
export type ChangeSettings = { rules?: Array<BurstRule> | null; events?: Array<DefinedEvent> | null; told?: Array<Told> | null; version?: number | null };
export type ChangeSeveral = { act: "assign" | "close" | "priority"; ticket_ids: Array<string>; agent_id?: string | null; group_id?: string | null; priority?: "critical" | "normal" | "urgent" | null; summary?: string; reason?: string; text?: string };
export type ChangeShiftNote = { sections: Record<string, string>; version?: number | null };
export type ChangeShop = { url?: string; seconds?: number; kept_seconds?: number; facts?: Array<FactBody>; needed?: number; check_first?: boolean };
export type ChangeSignature = { text: string; version?: number | null };
export type ChangeStaffSettings = { kinds?: Array<Kind> | null; currency?: string | null; second_person?: boolean | null; second_person_from?: number | null; version?: number | null };
export type ChangeSubscription = { version?: number | null; name?: string | null; every?: "daily" | "monthly" | "weekly" | null; at?: string | null; weekday?: number | null; day?: number | null; recipients?: Array<RecipientForm> | null; group_ids?: Array<string> | null; department_ids?: Array<string> | null; active?: boolean | null };
export type ChangeSuggests = { while_waiting?: boolean; while_away?: boolean };
export type ChangeSurvey = { ask?: string; share?: number; again_after_days?: number; link_after_minutes?: number; remind_after_hours?: number; expire_after_days?: number; reasons?: Array<ChoiceBody> | null; questions?: Array<QuestionBody>; low_score?: number; callback_minutes?: number; callback_time?: string };
export type ChangeTicket = { version: number; type?: "aftersale" | "booking" | "change_of_details" | "complaint" | "correction" | "fault" | "green_channel" | "presale" | "repair" | "suggestion" | null; subject?: string | null; category?: string | null; priority?: "critical" | "normal" | "urgent" | null; summary?: string; reason?: string; level?: "gold" | "normal" | "silver" | "vip" | null; visitor_name?: string | null; email?: string | null; mobile?: string | null; tell_by?: "" | "email" | "none" | "sms" | null; participants?: Array<string> | null; fields?: Record<string, string | number | boolean | null> | null };
export type ChangeTicketSettings = { reopen_days?: number | null; close_days?: number | null; repeat_days?: number | null; repeat_causes?: number | null; fields?: Record<string, Array<FieldBody>> | null; version?: number | null };
export type ChangeTopic = { kind?: "news" | "order" | "other" | "price" | "restock"; zh?: string; en?: string; open?: boolean; group_id?: string | null; archived?: boolean; version?: number };
export type ChangeTouchpoint = { group_id?: string | null; offered?: boolean | null; draft?: ServiceFlow | null; version?: number | null };
export type ChangeTouchpointMap = { businesses?: Array<MapPart> | null; channels?: Array<MapPart> | null; brands?: Array<MapPart> | null; rules?: Array<PlacingRule> | null; version?: number | null };
export type ChangeUnsaid = { version?: number | null; words?: Array<string> | null; kind?: "abusive" | "negative" | "promising" | null; effect?: "stop" | "warn" | null; advice_zh?: string | null; advice_en?: string | null; replaces?: boolean | null; exceptions?: Array<string> | null; plans?: Array<string> | null; active?: boolean | null };
export type ChangeWatch = { warn_seconds?: number | null; move_seconds?: number | null; absent_seconds?: number | null; left_seconds?: number | null };
export type ChangeWebhook = { version?: number | null; url?: string | null; description?: string | null; events?: Array<string> | null; plan_keys?: Array<string> | null; personal?: boolean | null; numbers?: boolean | null; ordered?: boolean | null; enabled?: boolean | null };
export type Changed = { field: string; before: string | null; after: string | null };
export type ChannelFailureView = { at: string; conversation_id: string; seq: number; why: string; detail: string; sender: string; text: string };
export type ChannelFailureViewPage = { items: Array<ChannelFailureView>; next: string | null };
export type ChannelKeyView = { key_id: string; added_at: string; retired_at: string | null };
export type ChannelLimits = { characters?: number; files?: number; megabytes?: number; window_hours?: number; messages?: number };
export type ChannelLimitsShown = { characters: number; files: number; megabytes: number; window_hours: number; messages: number };
export type ChannelView = { channel_id: string; kind: "app" | "mini_program" | "email" | "sms" | "phone" | "social"; name: string; plan_key: string; created_at: string; provider: string; address: string; host: string; source: string; locale: string; active: boolean; trusts: boolean; own_words: boolean; limits: ChannelLimitsShown; inboxes: Array<string>; version: number; sealed: boolean; keys: Array<ChannelKeyView>; app_id: string; path: string; last_in_at: string | null; last_out_at: string | null; secret: string | null; aes_key: string | null; waiting: number; waiting_until: string | null };
export type ChannelViewPage = { items: Array<ChannelView>; next: string | null };
export type CheckFactView = { fact_id: string; texts: Record<string, string>; way: "whole" | "last_four" };
export type CheckIdentity = { answers: Record<string, string>; order_number?: string };
export type CheckListView = { list_id: string; group_id: string; name: string; times: Array<string>; weekdays: Array<number>; minutes: number; created_at: string; archived: boolean; version: number; points: Array<PointView>; next_at: string | null };
export type CheckListViewPage = { items: Array<CheckListView>; next: string | null };
export type CheckOutcomeView = { passed: boolean; tries_left: number };
export type CheckView = { wanted: boolean; verified: CheckedView | null; facts: Array<CheckFactView>; needed: number; tries_left: number };
export type CheckedView = { at: string; by: AgentRef; how: string };
export type ChoiceBody = { choice_id: string; texts: Record<string, string> };
export type ChoiceBodyShown = { choice_id: string; texts: Record<string, string> };
export type ChoiceView = { choice_id: string; texts: Record<string, string> };
export type ChoicesView = { rule: "desk" | "file"; plan_key: string; invite: boolean; publish: boolean; deadlines: boolean };
export type ChoosePicture = { file_id: string };
export type ChoosePlanPicture = { file_id: string };
export type ChoosePresence = { status: "break" | "busy" | "offline" | "online"; conversations?: Array<HandoverOf>; others?: Handover | null; reply?: string | null };
export type ChooseTopic = { topic_id: string; about?: string; active?: boolean };
export type ChooseWishes = { preferred?: "email" | "sms" | "social" | "web" | null; refused?: Array<"email" | "sms" | "social" | "web">; refused_kinds?: Array<"campaign" | "notice" | "survey">; hours?: OwnHours | null; read?: Array<string> };
export type Close = { category?: string | null; category_id?: string | null; record?: NewRecord | null };
export type ClosedView = { conversation_id: string; state: "waiting" | "open" | "closed"; last_seq: number };
export type Colleague = { agent_id: string; name: string; number: string; status: "online" | "busy" | "break" | "offline"; serving: number; capacity: number; away_since: string | null; away_too_long: boolean; picture: string | null };
export type ColleaguePage = { items: Array<Colleague>; next: string | null };
export type ColleagueView = { agent_id: string; name: string; number: string; span: SpanView };
export type ColumnView = { name: string; zh: string; en: string; shape: "text" | "list" | "time" | "day" | "number" | "yes_no" | "lines"; needed: boolean; also: Array<string> };
export type Comment = { seq: number; text: string };
export type ComparedView = { calibration_id: string; conversation_id: string; plan_key: string; agent_id: string; sheet_id: string; sheet_version: number; created_at: string; created_by: AgentRef; complete: boolean; sheets: Array<GivenSheetView>; sheet: SheetVersionView; differences: Array<DifferenceView> };
export type ComparedWordingsView = { language: "zh-CN" | "en"; title_before: string; title_after: string; lines: Array<DifferenceLineView> };
export type ComparisonView = { languages: Array<ComparedWordingsView> };
export type ComplaintView = { ticket: TicketInList; stage: Record<string, string>; about: string; order: string; escalation_reason: string; apology: string; solution: string; decision: string; verdict: Record<string, string>; feedback: string; compensation: Record<string, string>; amount: number | null; cause: string; lesson: string; corrective_action: string; corrective_owner: string; corrective_due: string };
export type ComplaintViewPage = { items: Array<ComplaintView>; next: string | null };
export type ConfirmAnnouncement = { edition: number };
export type ConfirmErasing = { typed: string };
export type ConfirmErasingAgent = { typed: string };
export type ConfirmMinutes = { version: number };
export type ConfirmMonth = { run_id: string; reason?: string };
export type ConsentEditionView = { number: number; at: string | null; kept: boolean; texts: Record<string, string>; by: string | null; agreed: number; refused: number };
export type ConsentEditionViewPage = { items: Array<ConsentEditionView>; next: string | null };
export type Contacts = { email: string | null; mobile: string | null };
export type ContactsView = { at: string; contacts: number };
export type ConversationCard = { conversation_id: string; plan_key: string; visitor_id: string; state: "waiting" | "open" | "closed"; started_at: string; locale: string; page: string | null; visitor_name: string | null; last_seq: number; last_text: string; last_author: "visitor" | "agent" | "system"; last_at: string | null; waiting_since: string | null; first_reply_at: string | null; closed_at: string | null; closed_by: "visitor" | "agent" | "system" | null; level: "vip" | "gold" | "silver" | "normal"; held_at: string | null; category: string | null; needs_category: boolean; agent: AgentRef | null; place: number | null; owner: AgentRef | null; guests: Array<AgentRef>; expected: ExpectedView | null; asked_at: string | null; warn_at: string | null; late_at: string | null; left_at: string | null; takes_slot: boolean; agent_away: boolean; category_id: string | null; snoozed: boolean; snoozed_until: string | null; back_at: string | null; verified: VerifiedView | null; via: ViaView | null; visitor: VisitorView; record: RecordView };
export type ConversationChannelView = { channel_id: string; kind: string; name: string; active: boolean; open: boolean; until: string | null; limits: ChannelLimitsShown; deliveries: Array<DeliveryView>; letters: Array<LetterView>; automatic: AutomaticView | null; email: string | null; left: number | null; poll_after_ms: number };
export type ConversationCostView = { conversation_id: string; plan_key: string; currency: string; used: UsedView; paid_for: ByPaid; counted_until: string | null };
export type ConversationFacts = { conversation_id: string; plan_key: string; visitor_id: string; source: string; level: string; state: string; entry: number; by: string; by_id: string | null; agent_id: string | null; former_agent_id: string | null };
export type ConversationView = { conversation_id: string; plan_key: string; visitor_id: string; state: "waiting" | "open" | "closed"; started_at: string; locale: string; page: string | null; visitor_name: string | null; last_seq: number; last_text: string; last_author: "visitor" | "agent" | "system"; last_at: string | null; waiting_since: string | null; first_reply_at: string | null; closed_at: string | null; closed_by: "visitor" | "agent" | "system" | null; level: "vip" | "gold" | "silver" | "normal"; held_at: string | null; category: string | null; needs_category: boolean; agent: AgentRef | null; place: number | null; owner: AgentRef | null; guests: Array<AgentRef>; expected: ExpectedView | null; asked_at: string | null; warn_at: string | null; late_at: string | null; left_at: string | null; takes_slot: boolean; agent_away: boolean; category_id: string | null; snoozed: boolean; snoozed_until: string | null; back_at: string | null; verified: VerifiedView | null; via: ViaView | null };
export type ConversationViewPage = { items: Array<ConversationView>; next: string | null };
export type ConversationWords = { visitor_name: string | null };
export type ConversationsInvite = { agent_id: string; note?: string | null };
export type CopyGroup = { name: string };
export type CopyPlan = { key: string; name: string };
export type CopyWeek = { to: string; agent_ids: Array<string>; seen?: Array<SeenLine> };
export type CorrectAttendance = { group_id: string; day: string; number: number; reason: string; came_at?: string | null; went_at?: string | null; excused?: boolean; version?: number | null };
export type CorrectCall = { version?: number | null; direction?: "in" | "missed" | "out" | null; number?: string | null; at?: string | null; seconds?: number | null; notes?: string | null; recording_url?: string | null; recording_file_id?: string | null };
export type CorrectMinutes = { text: string };
export type CorrectStaffEntry = { client_id: string; kind_id: string; reason: string; points?: number; money?: number; day?: string | null; conversation_id?: string | null; ticket_id?: string | null };
export type CorrectTouchpoint = { code: string | null; version?: number | null };
export type CorrectionView = { at: string; by: AgentRef; text: string };
export type CostSettingsView = { prices: PricesShown; currency: "CNY" | "EUR" | "GBP" | "HKD" | "JPY" | "SGD" | "USD"; budget: number | null; saves: Array<"console_polls" | "reports" | "widget_polls">; language: "en" | "zh-CN"; version: number; currencies: Array<string>; regions: Record<string, PricesShown>; warned_at: Array<number>; steps_at: Array<number> };
export type CostsView = { month: string; currency: string; days: Array<DayCostView>; kinds: Array<KindCostView>; total: UsedView; paid_for: ByPaid; forecast: number | null; budget: number | null; spent_percent: number | null; warned: Array<number>; switches: Array<SwitchView>; counted_until: string | null };
export type CountView = { count: number; more: boolean };
export type CourseDefinition = { title?: string; summary?: string; language?: "zh-CN" | "en"; lessons?: Array<Lesson>; quiz?: Quiz | null; valid_months?: number; warn_days?: number };
export type CourseDefinitionShown = { title: string; summary: string; language: "zh-CN" | "en"; lessons: Array<LessonShown>; quiz: QuizShown | null; valid_months: number; warn_days: number };
export type CourseLineView = { course_id: string; title: string; summary: string; archived: boolean; lessons: number; questions: number; minutes: number; valid_months: number; published: number; has_draft: boolean };
export type CourseLineViewPage = { items: Array<CourseLineView>; next: string | null };
export type CoursePreviewView = { lessons: Array<LessonView> };
export type CourseRecordView = { course_id: string; title: string; published: CourseDefinitionShown | null; number: number; published_at: string | null; published_by: string | null; draft: CourseDefinitionShown | null; archived: boolean; version: number };
export type CourseView = { course_id: string; title: string; summary: string; version: number; archived: boolean; valid_months: number; lessons: Array<LessonLineView>; quiz: QuizView | null; tried: number; next_try: string | null; running_id: string | null; certificate: CertificateView | null };
export type Cover = { weekdays: Array<number>; start_minute: number; end_minute: number; least: number; skill_id?: string | null };
export type CoverShown = { weekdays: Array<number>; start_minute: number; end_minute: number; least: number; skill_id: string | null };
export type CreateAgent = { email: string; name: string; number: string; password?: string | null; role?: string; capacity?: number; hidden?: boolean; temporary?: boolean; language?: "en" | "zh-CN" };
export type CreateCourse = { draft: CourseDefinition };
export type CreateGroup = { name: string; leader_id: string; member_ids?: Array<string>; levels?: Array<string>; channels?: Array<string>; attributes?: Array<AttributeAskedBody>; department_id?: string };
export type CreatePlan = { name?: string | null; group_ids?: Array<string> | null; agent_ids?: Array<string> | null; allocation?: "balanced" | "rotation" | null; prefer_last_agent?: boolean | null; wait_for_last_agent_seconds?: number | null; accept_seconds?: number | null; time_zone?: string | null; allowed_origins?: Array<string> | null; languages?: Array<string> | null; look?: ChangeLook | null; texts?: Record<string, Record<string, string>> | null; open?: boolean | null; hours?: ChangeHours | null; offline?: ChangeOffline | null; auto_replies?: Array<AutoReplyBody> | null; survey?: ChangeSurvey | null; limits?: ChangeLimits | null; watch?: ChangeWatch | null; reaches_nobody?: boolean | null; needs_category?: boolean | null; monitoring?: ChangeMonitoring | null; prechat?: ChangePrechat | null; archived?: boolean | null; shop?: ChangeShop | null; suggests?: ChangeSuggests | null; key: string };
export type CreateRole = { name: string; permissions: Array<string>; scope?: string };
export type CreateTicket = { client_id: string; type: "aftersale" | "booking" | "change_of_details" | "complaint" | "correction" | "fault" | "green_channel" | "presale" | "repair" | "suggestion"; subject: string; text?: string; category?: string | null; priority?: "critical" | "normal" | "urgent"; summary?: string; reason?: string; level?: "gold" | "normal" | "silver" | "vip" | null; plan_key?: string | null; visitor_id?: string | null; visitor_name?: string | null; email?: string | null; mobile?: string | null; locale?: "en" | "zh-CN" | null; tell_by?: "email" | "none" | "sms" | null; group_id?: string | null; handler_id?: string | null; participants?: Array<string> | null; fields?: Record<string, string | number | boolean | null> | null; origin?: OriginForm | null };
export type Criterion = { key: string; names: Record<string, string>; points?: number; weight?: number; hints?: Record<string, string> };
export type CriterionNameView = { key: string; names: Record<string, string>; points: number | null; is_fatal: boolean };
export type CriterionShown = { key: string; names: Record<string, string>; points: number; weight: number; hints: Record<string, string> };
export type CriterionSumView = { key: string; number: number; points: number; possible: number };
export type CustomFieldView = { field_id: string; zh: string; en: string; kind: "text" | "number" | "date" | "choice" | "yes_no"; order: number; required: boolean; archived: boolean; choices: Array<FieldChoice>; version: number };
export type CustomFieldViewPage = { items: Array<CustomFieldView>; next: string | null };
export type CustomerConsentView = { plan_key: string; edition: number; at: string; where: "chat" | "form" | "api"; refused: boolean; texts: Record<string, string>; kept: boolean };
export type CustomerConsentViewPage = { items: Array<CustomerConsentView>; next: string | null };
export type CustomerFacts = { visitor_id: string; visitor_ids: Array<string>; level: string; is_blocked: boolean };
export type CustomerNeedView = { need_id: string; text: string; at: string; topic_id: string | null; group_id: string | null; ticket_id: string | null; number: string | null; proof: ProofView };
export type CustomerNoteView = { note_id: string; at: string; by: AgentRef; text: string; edited_at: string | null; version: number };
export type CustomerNoteViewPage = { items: Array<CustomerNoteView>; next: string | null };
export type CustomerSubscriptionView = { plan_key: string; topic_id: string; about: string; at: string; state: "active" | "ended"; ended_at: string | null; proof: ProofView; ended: ProofView | null };
export type CustomerView = { visitor_id: string | null; name: string | null; email: string | null; mobile: string | null; locale: string };
export type CustomerWords = { name: string | null; email: string | null; mobile: string | null; tags: Array<string> };
export type DataCountView = { name: string; names: Record<string, string>; number: number };
export type DataPersonView = { visitor_id: string; plan_key: string; first_seen_at: string; last_seen_at: string; name: string | null; email: string | null; mobile: string | null; ids: Array<string>; hold: HoldView | null };
export type DataPersonViewPage = { items: Array<DataPersonView>; next: string | null };
export type DayChange = { day: string; before: Array<Shift>; after: Array<Shift> };
export type DayCostView = { day: string; used: UsedView; kinds: Array<KindCostView> };
export type DayReportOfAgent = { agent_id: string; name: string; served: number; worked: boolean; state: "draft" | "late" | "missing" | "sent"; sent_at: string | null };
export type DayReportView = { agent_id: string; day: string; state: "draft" | "sent"; remarks: string; plan: string; version: number; saved_at: string | null; sent_at: string | null; late: boolean; figures: Record<string, number | null>; open_work: OpenWorkView; formers: Array<FormerView>; may_change: boolean; panels: Array<PanelView> };
export type DayReportsPage = { items: Array<DayReportOfAgent>; next: string | null; day: string };
export type DayView = { day: string; holiday: Record<string, string> | null; made_up: boolean };
export type DeadlineLineView = { name: "first_answer" | "next_update" | "solution" | "stage" | "awaited" | "reason"; state: "running" | "warned" | "breached" | null; due_at: string | null; warned_at: string | null; breached_at: string | null };
export type DeadlineView = { kind: "conversation" | "offline_message" | "ticket"; id: string; name: "first_answer" | "next_update" | "solution" | "stage" | "awaited" | "reason"; state: "running" | "warned" | "breached"; due_at: string | null; warned_at: string | null; breached_at: string | null; handler: AgentRef | null; customer: string | null; level: string; plan_key: string | null; group_id: string | null; ticket: TicketInList | null };
export type DeadlineViewPage = { items: Array<DeadlineView>; next: string | null };
export type DecideOnInspection = { outcome: "changed" | "upheld"; text: string; marks?: Record<string, number | null> | null; fatal?: Array<string> | null };
export type DecideOnLeave = { outcome: "approved" | "refused"; text?: string };
export type DecideOnProposal = { outcome: "declined" | "drafted" | "joined"; article_id?: string | null; reason?: string };
export type DecideOnStaffEntry = { outcome: "approved" | "refused"; text?: string };
export type DecidedView = { decision_id: string; text: string; ticket: boolean; ticket_id: string | null; number: string; who: AgentRef | null; until: string | null };
export type DecisionForm = { text: string; agent_id?: string | null; until?: string | null; ticket?: boolean; decision_id?: string | null };
export type DecisionView = { seq: number; at: string; how: "rotation" | "balanced" | "last_agent" | "invited" | "taken" | "transferred" | "reassigned" | "reopened" | "not_accepted" | "not_answered"; agent: AgentRef; words: Record<string, string>; candidates: Array<CandidateView> };
export type DecisionViewPage = { items: Array<DecisionView>; next: string | null };
export type Declare = { event_id?: string | null; titles?: Record<string, string> | null; severity?: "critical" | "major" | "minor" | null; note?: string; plan_keys?: Array<string> };
export type DefinedEvent = { event_id: string; names: Record<string, string>; severity?: "critical" | "major" | "minor"; tasks?: Array<Task>; holding?: Record<string, string>; backup?: Backup };
export type DefinedEventShown = { event_id: string; names: Record<string, string>; severity: "critical" | "major" | "minor"; tasks: Array<TaskShown>; holding: Record<string, string>; backup: BackupShown };
export type DefinedEventView = { event_id: string; names: Record<string, string>; severity: "critical" | "major" | "minor"; tasks: Array<TaskShown>; holding: Record<string, string>; backup: BackupShown };
export type DefinedEventViewPage = { items: Array<DefinedEventView>; next: string | null };
export type Definition = { names: Record<string, string>; stages: Array<Stage>; fields?: Array<FlowField>; begun_by?: Who; reopens_at?: string | null };
export type DefinitionShown = { names: Record<string, string>; stages: Array<StageShown>; fields: Array<FlowFieldShown>; begun_by: WhoShown; reopens_at: string | null };
export type DefinitionView = { name: string; unit: "count" | "share" | "seconds" | "average" | "hours" | "rate"; section: "conversations" | "service" | "satisfaction" | "messages" | "tickets" | "afterwards" | "staff" | "notices"; zh: string; en: string; zh_meaning: string; en_meaning: string; lists: boolean };
export type DefinitionViewPage = { items: Array<DefinitionView>; next: string | null };
export type DeliveryView = { seq: number; at: string; tries: number; why: string | null; next_at: string | null; by_mail: boolean; state: "sending" | "retrying" | "sent" | "failed" | "ledger" | "bounced" };
export type DepartmentView = { department_id: string; name: string };
export type DepartmentsView = { departments: Array<DepartmentView> };
export type DeskView = { name: string; seats: number; seats_taken: number; time_zone: string; away_minutes: number; unfinished_minutes: number; seal_to: Array<string> };
export type DifferenceLineView = { kind: "same" | "added" | "removed"; text: string };
export type DifferenceView = { key: string; points: number; marks: Array<number | null>; apart: number | null };
export type DismissedView = { invitation_id: string };
export type DrawnView = { kind: "share" | "random" | "low_score" | "long_wait" | "slow_answer" | "keywords" | "by_hand"; rule_id: string | null; name: string; detail: string };
export type Drift = { agent_id: string; name: string; missing: Array<string>; extra: Array<string>; total_was: number | null; total_is: number | null; parked_missing: Array<string>; parked_extra: Array<string> };
export type DueCustomer = { visitor_id: string; name: string | null; level: string; touched_at: string | null; day: string | null; on: string | null };
export type DutyCheckView = { check_id: string; list_id: string; group_id: string; name: string; due_at: string; until: string; state: "due" | "missed" | "done"; passed_over: number; note: string; done_at: string | null; missed_at: string | null; version: number; late: boolean; points: Array<PointView>; findings: Record<string, FoundAtPoint>; by: AgentRef | null };
export type DutyCheckViewPage = { items: Array<DutyCheckView>; next: string | null };
export type DutySettingsView = { answer_minutes: number; urgent_minutes: number; accept_minutes: number; shift_groups: Array<string>; version: number };
export type EarlierView = { conversation_id: string; state: "waiting" | "open" | "closed"; started_at: string; closed_at: string | null; agent: AgentRef | null; category: string | null; in_reach: boolean; last_text: string | null };
export type EarlierViewPage = { items: Array<EarlierView>; next: string | null };
export type EditNote = { text: string; version?: number | null };
export type EditVisitor = { name?: string | null; level?: string | null; email?: string | null; mobile?: string | null; tags?: Array<string> | null; preferred_channel?: "" | "email" | "sms" | "social" | "web" | null; refused_channels?: Array<"email" | "sms"> | null };
export type EditionSummaryView = { number: number; published_at: string; category_id: string | null; plan_keys: Array<string>; changes: string; publisher: AgentRef; titles: Record<string, string> };
export type EditionSummaryViewPage = { items: Array<EditionSummaryView>; next: string | null };
export type EditionView = { article_id: string; number: number; published_at: string; category_id: string | null; plan_keys: Array<string>; changes: string; publisher: AgentRef; wordings: Record<string, WordingView> };
export type Empty = Nothing;
export type EndAgreement = { version: number };
export type EndAnnouncement = { reason?: string };
export type EndIncident = { cause?: string | null; measures?: string | null };
export type EndTyping = { text: string; seconds: number };
export type EnterInStaffFile = { client_id: string; kind_id: string; reason: string; points?: number; money?: number; day?: string | null; conversation_id?: string | null; ticket_id?: string | null; agent_id: string };
export type EnterValue = { key: string; value: number | null; reason: string; version?: number | null };
export type EnteredView = { value: number; reason: string; by_name: string; at: string };
export type EntriesPage = { entries: Array<EntryView>; last_seq: number; more: boolean; state: "waiting" | "open" | "closed"; poll_after_ms: number; agent_away: boolean; typing: boolean; read: number };
export type EntryView = { seq: number; kind: "message" | "waiting" | "assigned" | "closed" | "transferred" | "reassigned" | "held" | "resumed" | "invited" | "left" | "reminder" | "auto_reply" | "survey" | "agent_away" | "off_hours" | "holiday" | "filed" | "invitation" | "file_cleared" | "file_removed" | "note" | "edited" | "withdrawn" | "snoozed" | "back" | "reopened" | "form" | "note_edited" | "note_withdrawn" | "verified" | "ticket" | "ticket_noted" | "call"; author: AuthorView; text: string; at: string; client_id?: string | null; agent?: AgentRef | null; place?: number | null; note?: string | null; offer?: string | null; ref?: string | null; place_more?: boolean; group?: string | null; file?: FileView | null; quote?: number | null; about?: number | null; revised?: number | null; withdrawn?: boolean; former?: string | null; mentions?: Array<string>; until?: string | null; form?: FilledView | null; masked?: boolean; as_written?: string | null; via?: string | null };
export type EraseAgent = { agent_id: string; reason: string };
export type EscalateTicket = { client_id: string; reason: string; to?: "leader" | "supervisor" };
export type EventAgentStatusChangedV1 = { id: string; type: "agent.status_changed"; version: 1; timestamp: string; subject: string; number: number; data: PresenceFacts };
export type EventArticleArchivedV1 = { id: string; type: "article.archived"; version: 1; timestamp: string; subject: string; number: number; data: ArticleFacts };
export type EventArticlePublishedV1 = { id: string; type: "article.published"; version: 1; timestamp: string; subject: string; number: number; data: ArticleFacts };
export type EventComplaintAnsweredV1 = { id: string; type: "complaint.answered"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventComplaintClosedV1 = { id: string; type: "complaint.closed"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventComplaintCreatedV1 = { id: string; type: "complaint.created"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventComplaintEscalatedV1 = { id: string; type: "complaint.escalated"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventComplaintHandedV1 = { id: string; type: "complaint.handed"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventComplaintLateV1 = { id: string; type: "complaint.late"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventComplaintMergedV1 = { id: string; type: "complaint.merged"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventComplaintReopenedV1 = { id: string; type: "complaint.reopened"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventComplaintSolvedV1 = { id: string; type: "complaint.solved"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventComplaintUpdatedV1 = { id: string; type: "complaint.updated"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventConversationAssignedV1 = { id: string; type: "conversation.assigned"; version: 1; timestamp: string; subject: string; number: number; data: ConversationFacts; personal?: ConversationWords };
export type EventConversationCreatedV1 = { id: string; type: "conversation.created"; version: 1; timestamp: string; subject: string; number: number; data: ConversationFacts; personal?: ConversationWords };
export type EventConversationEndedV1 = { id: string; type: "conversation.ended"; version: 1; timestamp: string; subject: string; number: number; data: ConversationFacts; personal?: ConversationWords };
export type EventConversationFiledV1 = { id: string; type: "conversation.filed"; version: 1; timestamp: string; subject: string; number: number; data: ConversationFacts; personal?: ConversationWords };
export type EventConversationHeldV1 = { id: string; type: "conversation.held"; version: 1; timestamp: string; subject: string; number: number; data: ConversationFacts; personal?: ConversationWords };
export type EventConversationReopenedV1 = { id: string; type: "conversation.reopened"; version: 1; timestamp: string; subject: string; number: number; data: ConversationFacts; personal?: ConversationWords };
export type EventConversationResumedV1 = { id: string; type: "conversation.resumed"; version: 1; timestamp: string; subject: string; number: number; data: ConversationFacts; personal?: ConversationWords };
export type EventConversationReturnedV1 = { id: string; type: "conversation.returned"; version: 1; timestamp: string; subject: string; number: number; data: ConversationFacts; personal?: ConversationWords };
export type EventConversationSnoozedV1 = { id: string; type: "conversation.snoozed"; version: 1; timestamp: string; subject: string; number: number; data: ConversationFacts; personal?: ConversationWords };
export type EventConversationTransferredV1 = { id: string; type: "conversation.transferred"; version: 1; timestamp: string; subject: string; number: number; data: ConversationFacts; personal?: ConversationWords };
export type EventConversationWaitingV1 = { id: string; type: "conversation.waiting"; version: 1; timestamp: string; subject: string; number: number; data: ConversationFacts; personal?: ConversationWords };
export type EventCustomerChangedV1 = { id: string; type: "customer.changed"; version: 1; timestamp: string; subject: string; number: number; data: CustomerFacts; personal?: CustomerWords };
export type EventFollowUpCreatedV1 = { id: string; type: "follow_up.created"; version: 1; timestamp: string; subject: string; number: number; data: FollowUpFacts; personal?: FollowUpWords };
export type EventFollowUpDoneV1 = { id: string; type: "follow_up.done"; version: 1; timestamp: string; subject: string; number: number; data: FollowUpFacts; personal?: FollowUpWords };
export type EventFollowUpDueV1 = { id: string; type: "follow_up.due"; version: 1; timestamp: string; subject: string; number: number; data: FollowUpFacts; personal?: FollowUpWords };
export type EventFollowUpUpdatedV1 = { id: string; type: "follow_up.updated"; version: 1; timestamp: string; subject: string; number: number; data: FollowUpFacts; personal?: FollowUpWords };
export type EventIncidentBegunV1 = { id: string; type: "incident.begun"; version: 1; timestamp: string; subject: string; number: number; data: IncidentFacts; personal?: IncidentWords };
export type EventIncidentEndedV1 = { id: string; type: "incident.ended"; version: 1; timestamp: string; subject: string; number: number; data: IncidentFacts; personal?: IncidentWords };
export type EventIncidentUpdatedV1 = { id: string; type: "incident.updated"; version: 1; timestamp: string; subject: string; number: number; data: IncidentFacts; personal?: IncidentWords };
export type EventInspectionScoredV1 = { id: string; type: "inspection.scored"; version: 1; timestamp: string; subject: string; number: number; data: InspectionFacts };
export type EventKindView = { name: string; about: string; version: number; has_personal: boolean };
export type EventKindViewPage = { items: Array<EventKindView>; next: string | null };
export type EventMessageCreatedV1 = { id: string; type: "message.created"; version: 1; timestamp: string; subject: string; number: number; data: MessageFacts; personal?: MessageWords };
export type EventMessageEditedV1 = { id: string; type: "message.edited"; version: 1; timestamp: string; subject: string; number: number; data: MessageFacts; personal?: MessageWords };
export type EventMessageWithdrawnV1 = { id: string; type: "message.withdrawn"; version: 1; timestamp: string; subject: string; number: number; data: MessageFacts; personal?: MessageWords };
export type EventNoticeSettledV1 = { id: string; type: "notice.settled"; version: 1; timestamp: string; subject: string; number: number; data: NoticeFacts };
export type EventOfflineMessageAnsweredV1 = { id: string; type: "offline_message.answered"; version: 1; timestamp: string; subject: string; number: number; data: OfflineMessageFacts; personal?: OfflineMessageWords };
export type EventOfflineMessageClosedV1 = { id: string; type: "offline_message.closed"; version: 1; timestamp: string; subject: string; number: number; data: OfflineMessageFacts; personal?: OfflineMessageWords };
export type EventOfflineMessageLeftV1 = { id: string; type: "offline_message.left"; version: 1; timestamp: string; subject: string; number: number; data: OfflineMessageFacts; personal?: OfflineMessageWords };
export type EventSurveyAnsweredV1 = { id: string; type: "survey.answered"; version: 1; timestamp: string; subject: string; number: number; data: SurveyFacts; personal?: SurveyWords };
export type EventSurveyLowScoreV1 = { id: string; type: "survey.low_score"; version: 1; timestamp: string; subject: string; number: number; data: SurveyFacts; personal?: SurveyWords };
export type EventTicketAnsweredV1 = { id: string; type: "ticket.answered"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventTicketClosedV1 = { id: string; type: "ticket.closed"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventTicketCreatedV1 = { id: string; type: "ticket.created"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventTicketEscalatedV1 = { id: string; type: "ticket.escalated"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventTicketHandedV1 = { id: string; type: "ticket.handed"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventTicketLateV1 = { id: string; type: "ticket.late"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventTicketMergedV1 = { id: string; type: "ticket.merged"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventTicketReopenedV1 = { id: string; type: "ticket.reopened"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventTicketSolvedV1 = { id: string; type: "ticket.solved"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventTicketUpdatedV1 = { id: string; type: "ticket.updated"; version: 1; timestamp: string; subject: string; number: number; data: TicketFacts; personal?: TicketWords };
export type EventWebhookTestV1 = { id: string; type: "webhook.test"; version: 1; timestamp: string; subject: string; number: number; data: TriedFacts };
export type ExchangeKindView = { kind: string; planned: boolean; columns: Array<ColumnView> };
export type ExchangeKindViewPage = { items: Array<ExchangeKindView>; next: string | null };
export type ExchangedView = { group_id: string; group_name: string; day: string; start_minute: number; end_minute: number; name: string; color: string; since: string; until: string };
export type ExpectedView = { least_minutes: number; most_minutes: number | null; words: string };
export type ExportLink = { url: string };
export type ExportView = { run_id: string; kind: string; name: string; created_at: string; state: "asked" | "mapped" | "checking" | "checked" | "running" | "paused" | "done" | "stopped" | "failed"; version: number; rows: number | null; why: string; changed_at: string | null; finished_at: string | null; by: string; since: string | null; until: string | null; plan_key: string; group_id: string; tag: string; format: string; written: number; files: number; kept: boolean };
export type ExportViewPage = { items: Array<ExportView>; next: string | null };
export type Fact = { fact_id: string; texts: Record<string, string>; source: "shop" | "mobile" | "email"; way: "whole" | "last_four" };
export type FactBody = { fact_id: string; texts: Record<string, string>; source?: string; way?: string };
export type FactView = { kind: string; about: string; at: string; counts: boolean; conversation_id: string | null; visitor_id: string | null; visitor_name: string | null; state: string | null; agent_id: string | null; agent_name: string | null; plan_key: string | null; source: string | null; level: string | null; seconds: number | null; score: number | null };
export type FactViewPage = { items: Array<FactView>; next: string | null };
export type FailedStepView = { check: string; zh: string; en: string; failed: number };
export type FailureView = { code: "division_by_zero" | "missing" | "too_large"; position: number; about: string };
export type Fatal = { key: string; names: Record<string, string>; effect?: "zero" | "fail" };
export type FatalShown = { key: string; names: Record<string, string>; effect: "zero" | "fail" };
export type Fault = { kind: "added" | "altered" | "chain" | "gap" | "missing" | "unlike_letter"; day: string; number: number; at: string; audit_id: string };
export type FaultView = { fault_id: string; group_id: string; department_id: string; department: string; title: string; text: string; reported_at: string; urgent: boolean; check_id: string | null; point_id: string | null; number: string; ticket_id: string | null; by: AgentRef };
export type FaultViewPage = { items: Array<FaultView>; next: string | null };
export type Field = { key: string; names: Record<string, string>; kind: "text" | "number" | "choice" | "yes_no" | "day" | "moment" | "signature"; choices: Array<string>; required: boolean };
export type FieldBody = { key: string; names: Record<string, string>; kind?: "text" | "number" | "choice" | "yes_no" | "day" | "moment" | "signature"; choices?: Array<string>; required?: boolean };
export type FieldChoice = { choice_id: string; zh: string; en: string; archived: boolean };
export type FieldChoiceBody = { choice_id: string; zh: string; en: string; archived?: boolean };
export type FieldError = { field: string; message: string };
export type FigureView = { name: string; value: number | null; before: number | null; week: number | null; target: number | null };
export type FiguresLineView = { key: string; name: string | null; figures: SumsView };
export type FiguresPage = { items: Array<FiguresView>; next: string | null; total: FiguresView; from: string; to: string };
export type FiguresView = { key: string; name: string; asked: number; answered: number; answer_rate: number | null; average: number | null; distribution: Array<number>; low: number; low_share: number | null; resolved_share: number | null; callbacks: number; callbacks_in_time: number; callbacks_reached: number };
export type FileFormView = { format: "csv" | "jsonl"; encoding: "utf-8" | "utf-8-sig" | "utf-16" | "gb18030"; separator: string; columns: Array<string> };
export type FileUnder = { category_id: string };
export type FileView = { id: string; name: string; size: number; type: string; width: number | null; height: number | null; preview: boolean; state: "ready" | "quarantined" | "infected" | "removed" };
export type FilesView = { kinds: Array<string>; megabytes: number };
export type FillCheck = { findings: Record<string, FindingForm>; note?: string };
export type FillIn = { values: Record<string, string | number | boolean | null>; version?: number | null };
export type FillPhrase = { text: string; language?: "en" | "zh-CN" };
export type FillSheet = { version: number; marks?: Record<string, number | null>; fatal?: Array<string>; comments?: Array<Comment>; text?: string };
export type FilledFieldsView = { values: Record<string, string | number | boolean>; version: number };
export type FilledForm = { name?: string | null; email?: string | null; mobile?: string | null; choice?: string | null; consent?: number | null; declined?: number | null };
export type FilledPhrase = { text: string };
export type FilledSheetView = { marks: Record<string, number | null>; fatal: Array<string>; comments: Array<MessageCommentView>; text: string };
export type FilledView = { name: string | null; email: string | null; mobile: string | null; choice_id: string | null; choice: string | null; consent_version: number | null; consent: string | null; question: string | null; articles: Array<string>; declined_version: number | null };
export type FindingForm = { ok: boolean; text?: string };
export type FirstChoice = { choice_id: string; texts: Record<string, string>; group_id: string | null };
export type FirstChoiceBody = { choice_id: string; texts: Record<string, string>; group_id?: string | null };
export type FixedPeriodView = { name: string; days: number };
export type FlawView = { code: string; position: number; about: string };
export type Flow = { type: "presale" | "aftersale" | "complaint" | "suggestion" | "change_of_details" | "repair" | "green_channel" | "booking" | "correction" | "fault"; version: number; definition: DefinitionShown; published_at: string | null; published_by: string | null };
export type FlowCheckView = { name: string; zh: string; en: string; unit: "" | "seconds" | "hours"; usual: number; late: boolean };
export type FlowField = { key: string; names: Record<string, string>; kind?: "text" | "number" | "choice" | "yes_no" | "day" | "moment" | "signature"; choices?: Array<string>; required?: boolean; choice_names?: Record<string, Record<string, string>>; public?: boolean; set_by?: Who; limits?: Record<string, number | null>; approves?: string | null };
export type FlowFieldShown = { key: string; names: Record<string, string>; kind: "text" | "number" | "choice" | "yes_no" | "day" | "moment" | "signature"; choices: Array<string>; required: boolean; choice_names: Record<string, Record<string, string>>; public: boolean; set_by: WhoShown; limits: Record<string, number | null>; approves: string | null };
export type FlowLineView = { type: string; names: Record<string, string>; published: number | null; published_at: string | null; published_by: string | null; has_draft: boolean; version: number };
export type FlowLineViewPage = { items: Array<FlowLineView>; next: string | null };
export type FlowRecordView = { type: "presale" | "aftersale" | "complaint" | "suggestion" | "change_of_details" | "repair" | "green_channel" | "booking" | "correction" | "fault"; published: Flow | null; draft: DefinitionShown | null; version: number };
export type FlowStep = { zh?: string; en?: string; check?: string; limit?: number | null };
export type FlowStepShown = { zh: string; en: string; check: string; limit: number | null };
export type FlowVersionView = { code: string; version: number; flow: ServiceFlowShown; valid_from: string; published_at: string | null; published_by: string | null };
export type FlowVersionViewPage = { items: Array<FlowVersionView>; next: string | null };
export type FlowView = { type: "presale" | "aftersale" | "complaint" | "suggestion" | "change_of_details" | "repair" | "green_channel" | "booking" | "correction" | "fault"; version: number; definition: DefinitionShown; published_at: string | null; published_by: string | null };
export type FoldedView = { rest: string; signature: string; quoted: string };
export type FollowUpFacts = { followup_id: string; kind: string; plan_key: string; state: string; owner_id: string; due_at: string; calls: number; visitor_id: string | null; about: string | null; outcome: string | null };
export type FollowUpView = { visitor_id: string; visitor_name: string | null; followup_id: string; kind: "callback" | "pre_sale" | "after_sale" | "complaint" | "care" | "renewal" | "promise"; plan_key: string; due_at: string; created_at: string; state: "open" | "done"; about: string | null; score: number | null; comment: string; reasons: Array<Record<string, string>>; resolved: boolean | null; script: string; warned: boolean; following_id: string | null; outcome: "reached" | "not_reached" | "refused" | "wrong_contact" | "solved" | "became_ticket" | "kept" | "broken" | "cancelled" | null; next_at: string | null; campaign_id: string | null; rule_id: string | null; done_at: string | null; version: number; channel: "phone" | "sms" | "email" | "chat" | null; broken_at: string | null; questionnaire_id: string | null; number: string; contacts: Contacts; owner: AgentRef; overdue: boolean; escalated: boolean; notes: Array<NoteView>; in_time: boolean; kept: boolean | null };
export type FollowUpViewPage = { items: Array<FollowUpView>; next: string | null };
export type FollowUpWords = { script: string };
export type FormView = { url: string; fields: Record<string, string> };
export type FormerNoteView = { version: number; at: string; text: string };
export type FormerNoteViewPage = { items: Array<FormerNoteView>; next: string | null };
export type FormerView = { remarks: string; plan: string; until: string };
export type FoundAtPoint = { ok: boolean; text: string };
export type FoundInLog = { check: DutyCheckView | null; fault: FaultView | null; instruction: InstructionInList | null; minutes: MinutesInList | null; shift: ShiftInList | null };
export type FoundInLogPage = { items: Array<FoundInLog>; next: string | null };
export type FoundLine = { text: string; side: string; at: string; seq: number; name: string | null };
export type FoundView = { kind: "conversation" | "customer" | "message" | "follow_up" | "ticket"; about: string; plan_key: string; visitor_id: string; visitor_name: string | null; agent: AgentRef | null; state: string | null; at: string; lines: Array<FoundLine> };
export type FoundViewPage = { items: Array<FoundView>; next: string | null };
export type GiveReason = { client_id: string; reason: string; plan: string };
export type GiveVerdict = { client_id: string; solved: boolean; text?: string };
export type GivenCall = { call_id: string; direction: "in" | "missed" | "out"; at: string; number?: string; seconds?: number; agent?: string; name?: string; notes?: string; recording_url?: string; told_at?: string | null };
export type GivenSheetView = { inspection_id: string; inspector: AgentRef | null; submitted: boolean; filled: FilledSheetView | null; score: ScoreView | null };
export type GivenView = { survey_id: string; state: "asked" | "answered" | "expired"; score: number | null; changeable_until: string | null };
export type Grade = { name: string; least: number; base?: number };
export type GradeShown = { name: string; least: number; base: number };
export type Grant = { until: string | null; reason?: string };
export type GrantLeave = { client_id: string; kind_id: string; year: number; minutes: number; reason: string };
export type GrantTraining = { until: string | null; reason?: string };
export type GrantView = { agent_id: string; granted_until: string | null };
export type GroupView = { group_id: string; name: string; leader_id: string; member_ids: Array<string>; created_at: string; levels: Array<string>; channels: Array<string>; attributes: Array<AttributeAsked>; archived: boolean; department_id: string };
export type GroupViewPage = { items: Array<GroupView>; next: string | null };
export type HandOverShift = { group_id?: string | null; sections?: Record<string, string> };
export type HandView = { kind: string; name: string | null };
export type HandedView = { state: "offered" | "taking" | "accepted" | "gone"; since: string | null; why: string; kind: "conversation" | "message" | "ticket" | "follow_up" | "callback" | "promise"; thing_id: string; customer: string; number: string; about: string; due_at: string | null; plan_key: string | null; by: AgentRef | null };
export type Handover = { to: "agent" | "close" | "group" | "queue"; agent_id?: string | null; group_id?: string | null; note?: string | null };
export type HandoverOf = { to: "agent" | "close" | "group" | "queue"; agent_id?: string | null; group_id?: string | null; note?: string | null; conversation_id: string };
export type Heeded = { replaced?: Array<string>; stopped?: Array<string> };
export type HeldThingView = { thing_id: string; kind: string; at: string; reason: string; by: HandView };
export type HeldThingViewPage = { items: Array<HeldThingView>; next: string | null };
export type HeldView = { month: string; first: string; last: string; revision: number | null; revisions: Array<RevisionView>; result: ResultView | null };
export type HelpArticle = { article_id: string; number: number; language: string; title: string; html: string; address: string; published_at: string };
export type HelpBefore = { question?: string; article_ids?: Array<string> };
export type HelpNoted = { helped: boolean | null };
export type HelpSaidView = { number: number; helped: boolean; words: string; at: string; language: string };
export type HelpSaidViewPage = { items: Array<HelpSaidView>; next: string | null };
export type HitView = { article_id: string; number: number; language: string; title: string; excerpt: string };
export type HitViewPage = { items: Array<HitView>; next: string | null };
export type HoldPerson = { reason: string };
export type HoldThing = { reason: string };
export type HoldView = { visitor_id: string; at: string; reason: string; by: HandView };
export type HoldViewPage = { items: Array<HoldView>; next: string | null };
export type HoldingView = { phone: string; address: string };
export type HookDeliveryView = { event_id: string; name: string; subject: string; happened_at: string; body: string; began_at: string; state: "pending" | "delivered" | "given_up" | "dropped"; replays: number; settled_at: string | null; delivery: string; tries: Array<TryView>; next_at: string | null };
export type HookDeliveryViewPage = { items: Array<HookDeliveryView>; next: string | null };
export type HourView = { day: string; hour: number; since: string; until: string; least: number; minutes: number; want: number };
export type HoursView = { weekly: Record<string, Array<Array<string>>>; breaks: Array<Array<string>>; country: string | null; exceptions: Array<OwnDayView> };
export type Identity = { token?: string | null; id?: string | null; hash?: string | null };
export type IdentityKeyView = { key_id: string; way: "HS256" | "RS256" | "HMAC"; added_at: string; retired_at?: string | null; secret?: string | null };
export type IdentityKeyViewPage = { items: Array<IdentityKeyView>; next: string | null };
export type ImportBegun = { run_id: string; kind: string; name: string; created_at: string; state: "asked" | "mapped" | "checking" | "checked" | "running" | "paused" | "done" | "stopped" | "failed"; version: number; rows: number | null; why: string; changed_at: string | null; finished_at: string | null; by: string; progress: number; pace: number | null; ends_at: string | null; form: FileFormView | null; mapping: Record<string, string>; choices: ChoicesView; checked: RowCounts; counts: RowCounts; kept: boolean; upload: UploadForm };
export type ImportChoices = { rule?: "desk" | "file"; plan_key?: string; invite?: boolean; publish?: boolean; deadlines?: boolean };
export type ImportPhrases = { csv: string; dry_run?: boolean };
export type ImportTouchpoints = { csv: string; dry_run?: boolean };
export type ImportView = { run_id: string; kind: string; name: string; created_at: string; state: "asked" | "mapped" | "checking" | "checked" | "running" | "paused" | "done" | "stopped" | "failed"; version: number; rows: number | null; why: string; changed_at: string | null; finished_at: string | null; by: string; progress: number; pace: number | null; ends_at: string | null; form: FileFormView | null; mapping: Record<string, string>; choices: ChoicesView; checked: RowCounts; counts: RowCounts; kept: boolean };
export type ImportViewPage = { items: Array<ImportView>; next: string | null };
export type ImportedCellView = { line: number; code: string; outcome: "added" | "changed" | "unchanged" | "refused"; field: string | null; message: string | null };
export type ImportedLineView = { line: number; title: string; outcome: "added" | "changed" | "unchanged" | "refused"; field: string | null; message: string | null };
export type ImportedMapView = { lines: Array<ImportedCellView>; written: number };
export type ImportedView = { lines: Array<ImportedLineView>; written: number };
export type InboxView = { items: Array<ConversationView>; gone: Array<string>; cursor: string; poll_after_ms: number; more_waiting: boolean; mentions: Array<Mention>; announcements: UnreadAnnouncements };
export type IncidentEntryView = { seq: number; kind: "raised" | "declared" | "told" | "again" | "ended" | "done" | "undone" | "note" | "changed" | "linked" | "shown" | "hidden"; author: AgentRef | null; at: string; text: string; ref: string | null; names: Array<string> };
export type IncidentEntryViewPage = { items: Array<IncidentEntryView>; next: string | null };
export type IncidentFacts = { incident_id: string; severity: string; state: string; entry: number; kind: string; plan_keys: Array<string>; by: string; by_id: string | null; topic: string | null };
export type IncidentInList = { incident_id: string; titles: Record<string, string>; severity: "minor" | "major" | "critical"; raised_at: string; since: string; state: "open" | "over"; event_id: string | null; plan_keys: Array<string>; shown_on: Array<string>; ended_at: string | null; version: number; raised_by: AgentRef | null; found: BurstView | null; steps_done: number; steps_all: number };
export type IncidentInListPage = { items: Array<IncidentInList>; next: string | null };
export type IncidentLinkView = { about: string; kind: "conversation" | "ticket" | "survey" | "message" | null; at: string; way: "rule" | "reply" | "hand"; hidden: boolean; conversation_id: string | null; plan_key: string | null; state: string | null; visitor_name: string | null; agent_name: string | null; text: string | null; number: string | null; category: string | null };
export type IncidentLinkViewPage = { items: Array<IncidentLinkView>; next: string | null };
export type IncidentSettingsView = { rules: Array<BurstRuleShown>; events: Array<DefinedEventShown>; told: Array<ToldShown>; version: number; shipped: Array<DefinedEventShown> };
export type IncidentWords = { titles: Record<string, string>; text: string };
export type Incoming = { message_id: string; sender: Sender; text?: string; files?: Array<SentFile>; thread?: string | null; at?: string | null };
export type Indicator = { key: string; names: Record<string, string>; source: string; weight?: number; direction?: "higher" | "lower"; floor?: number; target?: number; best?: number | null; most?: number; least_sample?: number };
export type IndicatorLineView = { indicator: IndicatorShown; state: "counted" | "shown" | "nothing" | "too_few"; value: number | null; sample: number | null; points: number | null; reason: string | null; unit: string; figure: string | null };
export type IndicatorShown = { key: string; names: Record<string, string>; source: string; weight: number; direction: "higher" | "lower"; floor: number; target: number; best: number | null; most: number; least_sample: number };
export type InspectConversation = { conversation_id: string; sheet_id?: string };
export type InspectionFacts = { inspection_id: string; plan_key: string; agent_id: string; conversation_id: string; score: number; is_fatal: boolean };
export type InspectionLineView = { inspection_id: string; conversation_id: string; plan_key: string; ended_at: string; created_at: string; sheet_id: string; sheet_version: number; visitor_name: string | null; saved_at: string | null; scored_at: string | null; appeal_until: string | null; calibration_id: string | null; version: number; state: "waiting" | "open" | "scored" | "appealed" | "decided" | "dropped"; agent: AgentRef; inspector: AgentRef | null; reasons: Array<DrawnView>; total: number | null; passed: boolean | null };
export type InspectionLineViewPage = { items: Array<InspectionLineView>; next: string | null };
export type InspectionView = { inspection_id: string; conversation_id: string; plan_key: string; ended_at: string; created_at: string; sheet_id: string; sheet_version: number; visitor_name: string | null; saved_at: string | null; scored_at: string | null; appeal_until: string | null; calibration_id: string | null; version: number; state: "waiting" | "open" | "scored" | "appealed" | "decided" | "dropped"; agent: AgentRef; inspector: AgentRef | null; reasons: Array<DrawnView>; total: number | null; passed: boolean | null; role: "inspector" | "inspected" | "overseer"; may: Array<"score" | "appeal" | "decide">; sheet: SheetVersionView; filled: FilledSheetView | null; score: ScoreView | null; appeal: AppealView | null; decision: RulingView | null };
export type InstructionInList = { instruction_id: string; group_id: string; group: string; subject: string; level: string; asked_at: string; due_at: string; urgent: boolean; late: boolean; state: "waiting" | "answered" | "done" | "withdrawn"; version: number; asker: AgentRef };
export type InstructionInListPage = { items: Array<InstructionInList>; next: string | null };
export type InstructionStepView = { at: string; text: string; reason: string; what: "asked" | "passed" | "skipped" | "nobody" | "late" | "answered" | "carried_out" | "withdrawn"; by: AgentRef; level: "leader" | "supervisor" | "administrator" | null };
export type InstructionView = { instruction_id: string; group_id: string; group: string; subject: string; level: string; asked_at: string; due_at: string; urgent: boolean; late: boolean; state: "waiting" | "answered" | "done" | "withdrawn"; version: number; asker: AgentRef; text: string; proposal: string; steps: Array<InstructionStepView>; links: Array<LinkedView>; may_answer: boolean };
export type InvitationFigures = { months: Array<MonthOfInvitations> };
export type InvitationRule = { rule_id: string; texts: Record<string, string>; seconds: number; pages: Array<string>; visits: number; levels: Array<string>; begins: string | null; ends: string | null; when_free: boolean; active: boolean; attributes: Array<AttributeAsked> };
export type InvitationRuleBody = { rule_id: string; texts?: Record<string, string>; seconds?: number; pages?: Array<string>; visits?: number; levels?: Array<string>; begins?: string | null; ends?: string | null; when_free?: boolean; active?: boolean; attributes?: Array<AttributeAskedBody> };
export type InvitationState = { state: "offered" | "shown" | "accepted" | "dismissed"; at: string; agent: AgentRef | null; rule_id: string | null };
export type Invite = { language?: "en" | "zh-CN" };
export type InviteVisitor = { text: string };
export type ItemView = { name: string; quantity: number };
export type JudgeAttempt = { judgements: Record<string, PointsView> };
export type KeptAnnouncementInList = { announcement_id: string; title: string; excerpt: string; priority: string; state: string; audience: AudienceView; since: string | null; expires_at: string | null; edition: number; asked: number; has_answer: boolean; by: AgentRef; created_at: string; may_change: boolean };
export type KeptAnnouncementView = { announcement_id: string; title: string; excerpt: string; priority: string; state: string; audience: AudienceView; since: string | null; expires_at: string | null; edition: number; asked: number; has_answer: boolean; by: AgentRef; created_at: string; may_change: boolean; body: string; html: string; answer: AgreedAnswerView | null; effective_at: string | null; remind_hours: number; remind_by_email: boolean; published_at: string | null; published_by: AgentRef | null; ended_at: string | null; ended_by: AgentRef | null; reason: string; source: string | null; version: number };
export type KeptAnnouncementsPage = { items: Array<KeptAnnouncementInList>; next: string | null; time_zone: string };
export type KeptPeriodView = { kind: string; days: number | null; former: number | null; since: string | null };
export type KeptView = { bulletin_id: string; every: "daily" | "monthly" | "weekly"; first: string; last: string; compiled_at: string; title: string; scope: string };
export type KeptViewPage = { items: Array<KeptView>; next: string | null };
export type Kind = { kind_id: string; names: Record<string, string>; effect: "reward" | "penalty"; points?: "may" | "must" | "no"; money?: "may" | "must" | "no"; active?: boolean };
export type KindCostView = { kind: string; used: UsedView };
export type KindShown = { kind_id: string; names: Record<string, string>; effect: "reward" | "penalty"; points: "may" | "must" | "no"; money: "may" | "must" | "no"; active: boolean };
export type KindView = { kind_id: string; name: string; color: string; start_minute: number; end_minute: number; breaks: Array<BreakShown>; skill_ids: Array<string>; archived: boolean; version: number; created_at: string | null };
export type LackView = { code: "nobody_else" | "nothing_embedded" | "no_agents" | "one_administrator" | "agent_receives_nothing" | "group_empty" | "leader_away" | "plan_unserved" | "plan_partly_unserved" | "plan_not_seen" | "nobody_told" | "no_sender" | "sender_unconfirmed" | "no_signature"; about: string; name: string; words: Record<string, string> };
export type LackViewPage = { items: Array<LackView>; next: string | null };
export type LayOut = { pattern_id: string; agent_ids: Array<string>; first: string; last: string; offset?: number; on_holidays?: "as_ever" | "free"; seen?: Array<SeenLine> };
export type LeaveAskedView = { kind_id: string; first: string; last: string; part: "days" | "first_half" | "hours" | "second_half"; counted: boolean; paid: boolean; color: string; names: Record<string, string>; minutes: Record<string, number>; length: number };
export type LeaveBalanceView = { kind: LeaveKindView; year: number; extra: number; reserved: number; taken: number; left: number | null };
export type LeaveBalancesView = { year: number; balances: Array<LeaveBalanceView> };
export type LeaveKind = { kind_id: string; names: Record<string, string>; paid?: boolean; minutes_a_year?: number | null; unit?: "days" | "hours"; every_day?: boolean; color?: string; active?: boolean };
export type LeaveKindView = { kind_id: string; names: Record<string, string>; paid: boolean; minutes_a_year: number | null; unit: "days" | "hours"; every_day: boolean; color: string; active: boolean };
export type LeaveKindsView = { kinds: Array<LeaveKindView>; leader_minutes: number; back_days: number };
export type LeaveMessage = { name: string; text: string; email?: string | null; mobile?: string | null; category?: string | null; page?: string | null; conversation_id?: string | null; client_id?: string | null; consent?: number | null; declined?: number | null };
export type LeavePreviewView = { since: string; until: string; minutes: Record<string, number>; left: Record<string, number | null>; senior: boolean; shifts: Array<PlannedView>; findings: Array<OfGroupView> };
export type LeaveRequestView = { request_id: string; what: "leave" | "swap"; created_at: string; since: string; until: string; reason: string; state: "asked" | "waiting" | "approved" | "refused" | "declined" | "withdrawn" | "cancelled" | "void" | "expired"; senior: boolean; version: number; agent: AgentRef; leave: LeaveAskedView | null; swap: SwapAskedView | null; words: Array<LeaveWordView>; may: Array<"decide" | "withdraw" | "cancel" | "answer"> };
export type LeaveRequestViewPage = { items: Array<LeaveRequestView>; next: string | null };
export type LeaveSettingsView = { leader_minutes: number; back_days: number; tolerance_minutes: number; break_tolerance_minutes: number; overtime_from: number; version: number; kinds: Array<LeaveKindView> };
export type LeaveView = { leave_id: string; agent_id: string; since: string; until: string; kind: string };
export type LeaveWordView = { outcome: "accepted" | "asked" | "waiting" | "approved" | "refused" | "declined" | "withdrawn" | "cancelled" | "void" | "expired"; text: string; by: AgentRef | null; at: string };
export type LeavingView = { leaving_id: string; agent_id: string; reason: string; asked_at: string; state: "walking" | "shown" | "erasing" | "done" | "cancelled"; erased_at: string | null; ended_at: string | null; why: string; by: HandView; confirmed_by: HandView | null; counts: Array<DataCountView>; instead: string };
export type LeavingViewPage = { items: Array<LeavingView>; next: string | null };
export type LeftOpen = { conversation_id: string; visitor_id: string; visitor_name: string | null; since: string; unanswered: boolean };
export type LeftView = { message_id: string; created_at: string; state: "new" | "claimed" | "answered" | "closed"; number: string };
export type Lesson = { lesson_id: string; kind: "article" | "phrases" | "conversation" | "text"; title?: string; about?: string; text?: string; first?: number; last?: number };
export type LessonLineView = { lesson_id: string; kind: "article" | "phrases" | "conversation" | "text"; title: string; seen: boolean };
export type LessonShown = { lesson_id: string; kind: "article" | "phrases" | "conversation" | "text"; title: string; about: string; text: string; first: number; last: number };
export type LessonView = { lesson_id: string; kind: "article" | "phrases" | "conversation" | "text"; title: string; html: string; phrases: Array<SayingView>; spoken: Array<SpokenView> };
export type LetterView = { seq: number; at: string; sender: string; sender_name: string; subject: string; proved: boolean; foreign: boolean; earlier: string | null; left_out: Array<string>; folds: boolean; reply_to: string; obeyed: boolean; kind: "person" | "automatic" };
export type LiftAddress = { address: string };
export type Limits = { visits_by_address: number; visits_by_plan: number; starts_by_visitor: number; starts_by_address: number; starts_by_plan: number; waiting_by_address: number; messages_by_visitor: number; left_by_visitor: number; left_by_address: number; left_by_plan: number; idle_minutes: number; marks: boolean; notices_by_recipient: number; sms_by_day: number; sms_countries: Array<string>; keep_parameters: Array<string>; file_kinds: Array<string>; file_megabytes: number; files_by_sender: number; files_by_address: number; reopen_days: number; reopen_by_visitor: boolean; mask_abuse: boolean; replaces: Array<string>; stops: Array<string>; help: boolean };
export type LinePlanned = { line: RosterLine; findings: Array<RosterFinding> };
export type LineView = { at: string; kind: "opening" | "debit" | "refund" | "top_up"; amount_fen: number; balance_fen: number; notice_id: string | null; by: string; note: string };
export type LineViewPage = { items: Array<LineView>; next: string | null };
export type LinkByHand = { about: string };
export type LinkMinutes = { address: string };
export type LinkView = { file: FileView; url: string; preview_url: string | null };
export type Linked = { kind: "conversation" | "ticket"; id: string };
export type LinkedArticle = { article_id: string; titles: Record<string, string>; plan_keys: Array<string> };
export type LinkedView = { kind: string; id: string };
export type LivePlanView = { plan_key: string; name: string; count: number; more: boolean; seen_at: string | null };
export type LivePlanViewPage = { items: Array<LivePlanView>; next: string | null };
export type LiveVisitorView = { visitor_id: string; plan_key: string; since: string; seen_at: string; page_since: string; page: string; title: string; visits: number; name: string | null; language: string; device: "desktop" | "phone" | "tablet"; referrer: string | null; country: string | null; invitation: InvitationState | null; declined_until: string | null };
export type LiveVisitorViewPage = { items: Array<LiveVisitorView>; next: string | null };
export type LogisticsView = { state: string; carrier: string | null; number: string | null; at: string | null };
export type Longest = { text: number; offline_text: number; name: number };
export type LookBody = { position: string; color: string; offset_x: number; offset_y: number; text_color: string; icon: string; offline_icon: string; show: string; picture: string; theme: string; shape: string; window: string; corners: string };
export type LookUp = { number: string; contact: string };
export type LookedUp = { ticket: OwnTicketView; path: string };
export type LowAnswer = { any_of?: Array<string>; at_most?: number | null };
export type LowAnswerShown = { any_of: Array<string>; at_most: number | null };
export type MailView = { mail_id: string; at: string; recipients: Array<string>; channel_id: string; detail: string; sender: string; sender_name: string; subject: string; size: number; conversation_id: string | null; by_hand: boolean; state: "arrived" | "taken" | "parked" | "noted" | "dropped"; why: "unknown_address" | "off" | "automatic" | "bounce" | "spam" | "virus" | "own" | "too_many" | "unreadable" | "gone" | "empty" | "refused" | "gave_up" | null; takeable: boolean };
export type MailViewPage = { items: Array<MailView>; next: string | null };
export type MailingAudience = { count: number; more: boolean };
export type MailingCounts = { sent: number; failed: number; bounced: number; complained: number; withheld: number; unsubscribed: number };
export type MailingCsvPart = { text: string; next: string | null };
export type MailingCustomer = { customer_id: string; at: string; state: string; why: string | null; notice_id: string | null; unsubscribed_at: string | null };
export type MailingCustomerPage = { items: Array<MailingCustomer>; next: string | null };
export type MailingView = { mailing_id: string; plan_key: string; topic_id: string; name: string; texts: Record<string, NoticeText>; made_at: string; by_name: string; about: string; starts_at: string | null; within: WishedHours | null; a_day: number; a_minute: number; state: "draft" | "running" | "stopped" | "finished"; started_at: string | null; ended_at: string | null; looked_at: number; written: number; withheld: Record<string, number>; version: number };
export type MailingViewPage = { items: Array<MailingView>; next: string | null };
export type MakeApiKey = { name: string; permissions: Array<string>; expires_at?: string | null };
export type MakeCheckList = { group_id: string; name: string; points: Array<PointForm>; times?: Array<string>; every_minutes?: number | null; first?: string | null; last?: string | null; weekdays?: Array<number>; minutes?: number };
export type MapCellView = { code: string; business: string; channel: string; offered: boolean; group_id: string | null; group: string | null; kind: "acceptance" | "enquiry" | "check" | "advice" | "complaint" | null; steps: number; flow_version: number | null; newest_version: number | null; valid_from: string | null; has_draft: boolean; gaps: Array<"empty" | "no_flow" | "no_group">; numbers: MapNumbersView | null };
export type MapNumbersView = { conversations: number; tickets: number; judged: number; kept: number; pending: number; rate: number | null };
export type MapPart = { code: string; zh: string; en: string };
export type MapPartShown = { code: string; zh: string; en: string };
export type MarkView = { percent: number; by: AgentRef | null; comment: string };
export type MemberView = { agent: AgentRef; barred: boolean; lacks_from: string | null; granted_until: string | null; needs: Array<NeedView>; ordered: Array<NamedCourse> };
export type MemberViewPage = { items: Array<MemberView>; next: string | null };
export type Mention = { conversation_id: string; seq: number; by: string; at: string; visitor?: string | null };
export type MergePreview = { kept: VisitorView; other: VisitorView; becomes: VisitorView; conversations: number; more: boolean; visits: number; notes: number };
export type MergeTicket = { version: number; other_id: string };
export type MergeView = { merge_id: string; at: string; by: AgentRef; other_id: string; other_name: string | null; undo_until: string; undone_at: string | null; undone_by: AgentRef | null };
export type MergeViewPage = { items: Array<MergeView>; next: string | null };
export type MergeVisitors = { other_id: string; version?: number | null; other_version?: number | null };
export type MergedView = { merge_id: string; at: string; by: AgentRef; other_id: string; other_name: string | null; undo_until: string; undone_at: string | null; undone_by: AgentRef | null; visitor: VisitorView };
export type MessageCommentView = { seq: number; text: string };
export type MessageFacts = { conversation_id: string; plan_key: string; visitor_id: string; entry: number; author: string; author_id: string | null; changes: number | null; has_file: boolean };
export type MessageView = { name: string; text: string; email: string | null; mobile: string | null; category: string | null; page: string | null; message_id: string; plan_key: string; visitor_id: string; created_at: string; locale: string; state: "new" | "claimed" | "answered" | "closed"; claimed_at: string | null; answered_at: string | null; closed_at: string | null; number: string; agent: AgentRef | null; remind_at: string | null; undelivered: boolean; answers: Array<AnswerView>; masked: boolean; as_written: string | null };
export type MessageViewPage = { items: Array<MessageView>; next: string | null };
export type MessageWords = { text: string; author_name: string | null; file_name: string | null };
export type MinutesInList = { minutes_id: string; group_id: string | null; group: string; title: string; held_at: string; created_at: string; state: "draft" | "confirmed"; confirmed_at: string | null; published: string; version: number; written_by: AgentRef };
export type MinutesInListPage = { items: Array<MinutesInList>; next: string | null };
export type MinutesText = { markdown: string };
export type MinutesView = { minutes_id: string; group_id: string | null; group: string; title: string; held_at: string; created_at: string; state: "draft" | "confirmed"; confirmed_at: string | null; published: string; version: number; written_by: AgentRef; topics: Record<string, string>; chair: AgentRef | null; present: Array<AgentRef>; absences: Array<AbsenceView>; cases: Array<CaseView>; decisions: Array<DecidedView>; corrections: Array<CorrectionView>; confirmed_by: AgentRef | null };
export type MobileView = { mobile: string | null; version: number };
export type Monitoring = { active: boolean; consent: boolean; quiet_days: number; rules: Array<InvitationRule> };
export type MonthOfInvitations = { month: string; rules: Array<RuleFigures> };
export type MoveTicket = { version: number; to?: "closed" | "in_progress" | "reopened" | "solved" | "waiting_for_customer" | null; text?: string; awaited?: string; until?: string | null; stage?: string | null; fields?: Record<string, string | number | boolean | null> | null; group_id?: string | null };
export type MyTrainingView = { barred: boolean; lacks_from: string | null; granted_until: string | null; granted_by: string | null; needs: Array<NeedView>; orders: Array<TrainingOrderView>; certificates: Array<CertificateView>; running: Array<AttemptLineView> };
export type NameDepartments = { departments: Array<NamedDepartment> };
export type NamedCourse = { course_id: string; title: string };
export type NamedDepartment = { name: string; department_id?: string | null };
export type NamedGroup = { group_id: string; name: string };
export type NeedView = { group_id: string; course: NamedCourse; lacks_from: string | null; lacks: boolean; until: string | null };
export type NeedingPlan = { plan_key: string; name: string };
export type NewAddress = { language?: "en" | "zh-CN" };
export type NewAnnouncementEdition = { title?: string; body?: string; audience?: AnnouncementAudience; priority?: "normal" | "pinned" | "urgent"; effective_at?: string | null; expires_at?: string | null; remind_hours?: number; remind_by_email?: boolean; answer?: AgreedAnswerForm | null; version?: number | null; changes?: string; read_again?: boolean };
export type NewCall = { plan_key: string; direction: "in" | "missed" | "out"; number?: string; at?: string | null; seconds?: number; notes?: string; name?: string; visitor_id?: string | null; conversation_id?: string | null; category_id?: string | null; record?: CallRecord | null; recording_url?: string; recording_file_id?: string | null };
export type NewCampaign = { name: string; plan_key: string; kind?: "after_sale" | "care" | "complaint" | "pre_sale" | "renewal"; days_without_contact?: number; quota_per_agent?: number; every?: "day" | "week"; weekday?: number; at?: string; agent_ids?: Array<string> | null; group_id?: string | null; not_again_days?: number; levels?: Array<string> | null; reachable_only?: boolean; script?: Record<string, string> | null; active?: boolean; by?: "contact" | "date" | "level"; date_field?: string | null; days_after?: number; yearly?: boolean; intervals?: Record<string, number> | null; questionnaire_id?: string | null; way?: "call" | "letter" };
export type NewCategory = { zh: string; en: string; parent_id?: string | null; order?: number | null };
export type NewChannel = { kind: "app" | "email" | "mini_program" | "phone" | "sms" | "social"; name: string; plan_key: string; provider?: string; address?: string; host?: string; source?: string; locale?: "en" | "zh-CN"; trusts?: boolean; own_words?: boolean | null; limits?: ChannelLimits | null; app_id?: string | null; app_secret?: string; inboxes?: Array<string>; secret?: string; sealed?: boolean | null; aes_key?: string };
export type NewChannelKey = { secret?: string; aes_key?: string };
export type NewField = { zh: string; en: string; kind?: "choice" | "date" | "number" | "text" | "yes_no"; order?: number | null; required?: boolean; choices?: Array<FieldChoiceBody> };
export type NewKind = { name: string; color: string; start_minute: number; end_minute: number; breaks?: Array<Break>; skill_ids?: Array<string> };
export type NewMailing = { name: string; topic_id: string; texts: Record<string, NoticeTextForm>; about?: string; starts_at?: string | null; within?: NoticeHours | null; a_day?: number; a_minute?: number };
export type NewPattern = { name: string; days: Array<string | null>; step?: number };
export type NewPhrase = { title: string; text: string; shortcut?: string; language?: "en" | "zh-CN"; occasion?: "apology" | "closing" | "holiday" | "opening" | "other" | "waiting" };
export type NewRecord = { problem?: string; steps?: string; result?: string; next?: string };
export type NewRequest = { kind: "erase" | "export"; visitor_id: string; reason: string };
export type NewRule = { name: string; kind?: "after_sale" | "care" | "complaint" | "pre_sale" | "renewal"; plan_keys?: Array<string> | null; categories?: Array<string> | null; levels?: Array<string> | null; after_days?: number; at?: string; owner?: string; script?: Record<string, string> | null; active?: boolean; questionnaire_id?: string | null };
export type NewSubscription = { name: string; every?: "daily" | "monthly" | "weekly"; at?: string; weekday?: number; day?: number; recipients?: Array<RecipientForm>; group_ids?: Array<string>; department_ids?: Array<string>; active?: boolean };
export type NewTopic = { kind: "news" | "order" | "other" | "price" | "restock"; zh: string; en: string; open?: boolean; group_id?: string | null };
export type NewUnsaid = { words: Array<string>; kind: "abusive" | "negative" | "promising"; effect?: "stop" | "warn"; advice_zh?: string; advice_en?: string; replaces?: boolean; exceptions?: Array<string>; plans?: Array<string>; active?: boolean };
export type NewWebhook = { url: string; description: string; events: Array<string>; plan_keys?: Array<string>; personal?: boolean; numbers?: boolean; ordered?: boolean; enabled?: boolean };
export type NotAcceptedView = { agent_id: string; email: string; name: string; number: string; agreed: number };
export type NotAcceptedViewPage = { items: Array<NotAcceptedView>; next: string | null };
export type NoteHelp = { helped?: boolean | null; words?: string; lang?: "en" | "zh-CN" };
export type NoteOnIncident = { text: string };
export type NoteUnfinished = { client_id: string; kind: "callback" | "conversation" | "follow_up" | "message" | "promise" | "ticket"; thing_id: string; what: "hand_over" | "knows" | "tell"; version?: number; agent_id?: string | null; group_id?: string | null; anyway?: boolean; note?: string; until?: string | null; message?: string };
export type NoteUse = { kind: "helped" | "inserted" | "opened" | "shown"; article_ids: Array<string> };
export type NoteView = { at: string; by: AgentRef; text: string; outcome: "reached" | "not_reached" | "refused" | "wrong_contact" | "solved" | "became_ticket" | "kept" | "broken" | "cancelled" | null };
export type NoteVisitorUse = { kind: "helped" | "opened" | "shown"; article_ids: Array<string>; conversation_id?: string | null };
export type NoticeFacts = { notice_id: string; state: string; asked_at: string; plan_key: string | null };
export type NoticeHours = { begins: string; ends: string; days?: Array<number>; zone?: string | null };
export type NoticeRef = { notice_id: string; channel: string; state: string; last_error: string | null };
export type NoticeRules = { within?: NoticeHours | null; a_day?: number; version?: number };
export type NoticeRulesView = { within: WishedHours | null; a_day: number; version: number };
export type NoticeText = { subject: string; text: string };
export type NoticeTextForm = { subject: string; text: string };
export type NoticeView = { what: string; about: string; plan_key: string | null; notice_id: string; at: string; channel: "email" | "sms" | "social" | "web"; to: string; name: string; locale: string; subject: string; next_try_at: string | null; state: "pending" | "sending" | "sent" | "failed" | "bounced" | "complained" | "gathered" | "withheld"; tries: number; provider_id: string | null; last_error: string | null; cost_fen: number; segments: number; instead_of: string | null; moved_from: string | null };
export type NoticeViewPage = { items: Array<NoticeView>; next: string | null };
export type OfGroupView = { group_id: string | null; finding: AgainstView };
export type OfferView = { invitation_id: string; text: string; agent: AgentRef | null; after_ms: number; until: string; state: "offered" | "shown" | "accepted" | "dismissed" };
export type OfferedTopic = { topic_id: string; kind: string; zh: string; en: string; subscribed: boolean; abouts: Array<string> };
export type OfferedView = { agent: AgentRef; start_minute: number; shift: PlannedView };
export type OffersView = { shifts: Array<OfferedView>; colleagues: Array<AgentRef> };
export type OfflineBody = { recipients: Array<RecipientBodyShown>; remind_after_minutes: number };
export type OfflineMessageFacts = { message_id: string; plan_key: string; visitor_id: string; state: string; answers: number; agent_id: string | null };
export type OfflineMessageWords = { text: string; answer: string | null; name: string | null; email: string | null; mobile: string | null };
export type OncallAcceptedView = { agent_id: string; name: string };
export type OpenArchive = { volume?: number };
export type OpenCalibration = { conversation_id: string; inspector_ids: Array<string>; sheet_id?: string };
export type OpenConversation = { conversation_id: string; state: "waiting" | "open" | "closed"; started_at: string; last_text: string; agent: AgentRef | null };
export type OpenIncidentView = { incident_id: string; titles: Record<string, string>; severity: "minor" | "major" | "critical"; raised_at: string; shown_on: Array<string> };
export type OpenIncidentViewPage = { items: Array<OpenIncidentView>; next: string | null };
export type OpenOwnData = { request_id: string; code?: string | null };
export type OpenWorkView = { conversations: number; tickets: number; tickets_more: boolean; late: number; late_more: boolean };
export type Option = { option_id: string; text?: string };
export type OptionShown = { option_id: string; text: string };
export type OptionView = { option_id: string; text: string };
export type OrderTraining = { client_id: string; agent_id: string; course_id: string; reason: string; due_on: string; cause?: "inspection" | "ticket" | null; about?: string | null };
export type OrderView = { number: string; state: string; placed_at: string | null; total: string | null; goods: Array<ItemView>; logistics: LogisticsView | null; refund: RefundView | null };
export type OrdersView = { at: string; orders: Array<OrderView>; account: Array<AccountLineView> };
export type Origin = { kind: "hand" | "api" | "call" | "conversation" | "offline_message" | "follow_up" | "ticket" | "duty" | "need" | "import"; id: string | null; seqs: Array<number> };
export type OriginForm = { kind?: "api" | "call" | "conversation" | "follow_up" | "hand" | "offline_message"; id?: string | null; seqs?: Array<number> | null };
export type OutView = { agent: AgentRef; course_ids: Array<string> };
export type Outcome = { conversation_id: string; what: string; agent: AgentRef | null; code: string | null; detail: string | null };
export type OutcomeView = { conversation_id: string; what: "transferred" | "requeued" | "closed" | "gone" | "refused"; agent: AgentRef | null; code: string | null; detail: string | null };
export type Override = { since: string; until: string; agent_ids: Array<string> };
export type OverrideShown = { since: string; until: string; agent_ids: Array<string> };
export type OverviewView = { customers: Array<FoundView>; conversations: Array<FoundView>; messages: Array<FoundView>; callbacks: Array<FoundView>; follow_ups: Array<FoundView>; tickets: Array<FoundView>; more: boolean };
export type OwnAgreementView = { asked: AgreementView | null; needed: boolean; accepted: AcceptanceView | null };
export type OwnAnswer = { text: string; at: string; agent: Answerer };
export type OwnArchiveView = { urls: Array<string>; sent_to: string | null };
export type OwnCallsView = { calls: Array<CallView>; poll_after_ms: number };
export type OwnConversationView = { conversation_id: string; state: "waiting" | "open" | "closed"; started_at: string; closed_at: string | null; last_text: string; agent_name: string | null };
export type OwnConversationViewPage = { items: Array<OwnConversationView>; next: string | null };
export type OwnDayBody = { date: string; spans?: Array<Array<string>>; name?: string };
export type OwnDayView = { date: string; spans: Array<Array<string>>; name: string };
export type OwnEntry = { seq: number; by: "customer" | "desk"; name: string | null; text: string; at: string; state: string };
export type OwnHours = { begins: string; ends: string; days?: Array<number>; zone?: string | null };
export type OwnMessage = { message_id: string; created_at: string; state: "new" | "claimed" | "answered" | "closed"; number: string; text: string; answers: Array<OwnAnswer> };
export type OwnMessagePage = { items: Array<OwnMessage>; next: string | null };
export type OwnNotice = { notice_id: string; at: string; what: string; subject: string; text: string };
export type OwnPrivacyRequest = { request_id: string; kind: "export" | "erase"; asked_at: string; state: "asked" | "walking" | "shown" | "waiting" | "erasing" | "packing" | "ready" | "done" | "cancelled" | "refused" | "over"; due_at: string | null; until: string | null };
export type OwnPrivacyRequestPage = { items: Array<OwnPrivacyRequest>; next: string | null };
export type OwnShifts = { time_zone: string; weeks: Array<ToldView>; days: Array<DayView>; spans: Array<SpanView>; leaves: Array<LeaveView> };
export type OwnSubscriptions = { topics: Array<OfferedTopic>; wishes: OwnWishes; reached_by: Array<string>; notices: Array<OwnNotice> };
export type OwnTicket = { ticket_id: string; number: string; type: "presale" | "aftersale" | "complaint" | "suggestion" | "change_of_details" | "repair" | "green_channel" | "booking" | "correction" | "fault"; subject: string; created_at: string; state: "new" | "assigned" | "in_progress" | "waiting_for_customer" | "solved" | "closed" | "reopened"; awaited: Awaited | null; solved_at: string | null; closed_at: string | null; changed_at: string | null; owner: AgentRef; may_write: boolean; may_confirm: boolean; may_reopen: boolean };
export type OwnTicketPage = { items: Array<OwnTicket>; next: string | null };
export type OwnTicketView = { ticket_id: string; number: string; type: "presale" | "aftersale" | "complaint" | "suggestion" | "change_of_details" | "repair" | "green_channel" | "booking" | "correction" | "fault"; subject: string; created_at: string; state: "new" | "assigned" | "in_progress" | "waiting_for_customer" | "solved" | "closed" | "reopened"; awaited: Awaited | null; solved_at: string | null; closed_at: string | null; changed_at: string | null; owner: AgentRef; may_write: boolean; may_confirm: boolean; may_reopen: boolean; entries: Array<OwnEntry>; last_seq: number; more: boolean };
export type OwnView = { survey_id: string; state: "asked" | "answered" | "expired"; score: number | null; changeable_until: string | null; text: string; questions: Array<QuestionView>; reasons: Array<ChoiceView>; low_score: number; expires_at: string; answer: SaidView | null };
export type OwnWishes = { preferred: "email" | "sms" | "social" | "web" | null; refused: Array<string>; refused_kinds: Array<string>; hours: WishedHours | null };
export type PanelView = { title: string; columns: Array<string>; note: string; rows: Array<Array<CellView>> };
export type PassUp = { text: string; level?: "administrator" | "leader" | "supervisor" | null; reason?: string };
export type PatternView = { pattern_id: string; name: string; days: Array<string | null>; step: number; archived: boolean; version: number; created_at: string | null };
export type Pause = { start_minute: number; end_minute: number; paid?: boolean };
export type PauseShown = { start_minute: number; end_minute: number; paid: boolean };
export type PerformanceCsvPart = { text: string; next: string | null; done: number; of: number };
export type PerformanceMonthLine = { month: string; revision: number | null; confirmed_at: string | null; confirmed_by_name: string | null; has_draft: boolean; is_running: boolean };
export type PerformanceMonthLinePage = { items: Array<PerformanceMonthLine>; next: string | null };
export type PerformanceMonthView = { month: string; may_confirm_at: string; draft: PerformanceRunView | null; running: PerformanceRunView | null; is_current: boolean; revisions: Array<RevisionView> };
export type PerformanceRunView = { run_id: string; month: string; started_at: string; started_by: string; number: number; state: "measuring" | "placing" | "done" | "void"; measured: number; placed: number; finished_at: string | null; schemes: Record<string, number> };
export type PermissionView = { permission: string; "zh-CN": string; en: string };
export type PermissionViewPage = { items: Array<PermissionView>; next: string | null };
export type PersonView = { agent_id: string; name: string; number: string; active: boolean; group_ids: Array<string>; member: boolean };
export type PhoneCallView = { call_id: string; plan_key: string; conversation_id: string; visitor_id: string; direction: "in" | "out" | "missed"; number: string; at: string; seconds: number; registered_at: string; notes: string; version: number; callback_id: string | null; agent: AgentRef | null; by_system: boolean; has_recording: boolean };
export type PhoneCallViewPage = { items: Array<PhoneCallView>; next: string | null };
export type PhraseView = { phrase_id: string; title: string; text: string; shortcut: string; language: "zh-CN" | "en"; occasion: "opening" | "holiday" | "apology" | "waiting" | "closing" | "other"; initials: string; version: number; shelf: string; reach: "own" | "group" | "company" };
export type PhraseViewPage = { items: Array<PhraseView>; next: string | null };
export type Pictures = { icon: string | null; card: string | null };
export type PlacingRule = { plan_key?: string; source?: string; category_id?: string; channel?: string; brand?: string; business?: string };
export type PlacingRuleShown = { plan_key: string; source: string; category_id: string; channel: string; brand: string; business: string };
export type PlanCostView = { plan_key: string; used: UsedView; kinds: Array<KindCostView> };
export type PlanCostViewPage = { items: Array<PlanCostView>; next: string | null };
export type PlanFollowUp = { kind: "after_sale" | "care" | "complaint" | "pre_sale" | "promise" | "renewal"; due_at: string; client_id: string; visitor_id?: string | null; script?: string; owner_id?: string | null; about?: string | null; channel?: "chat" | "email" | "phone" | "sms" | null };
export type PlanLine = { shifts: Array<ShiftForm>; version: number };
export type PlanName = { plan_key: string; name: string; color: string; archived: boolean; orders: boolean };
export type PlanNamePage = { items: Array<PlanName>; next: string | null };
export type PlanView = { plan_id: string; key: string; name: string; created_at: string; group_ids: Array<string>; agent_ids: Array<string>; allocation: "rotation" | "balanced"; prefer_last_agent: boolean; accept_seconds: number; time_zone: string; allowed_origins: Array<string>; languages: Array<string>; open: boolean; version: number; wait_for_last_agent_seconds: number; look: LookBody; texts: Record<string, Record<string, string>>; offline: OfflineBody; auto_replies: Array<AutoReplyBodyShown>; survey: SurveyBody; limits: Limits; watch: Watch; hours: HoursView | null; reaches_nobody: boolean; needs_category: boolean; seen_at: string | null; seen_origin: string | null; monitoring: Monitoring; prechat: Prechat; archived: boolean; shop: Shop; pictures: Pictures; suggests: Suggests };
export type PlanViewPage = { items: Array<PlanView>; next: string | null };
export type PlannedView = { group_id: string; day: string; since: string; until: string; name: string; color: string };
export type PlayRecording = { inspection_id?: string | null };
export type PlayView = { url: string; until: string };
export type PointForm = { text: string; how?: string; point_id?: string | null };
export type PointView = { point_id: string; text: string; how: string };
export type PointsView = { points: number; comment?: string };
export type PoliciesView = { policies: Array<PolicyShown>; escalate_minutes: number; reason_minutes: number; proposes_delay: boolean; tells_of_conversations: boolean; version: number; shipped: Array<PolicyShown> };
export type Policy = { names: Record<string, string>; types?: Array<"presale" | "aftersale" | "complaint" | "suggestion" | "change_of_details" | "repair" | "green_channel" | "booking" | "correction" | "fault" | "conversation" | "offline_message">; priorities?: Array<"normal" | "urgent" | "critical">; levels?: Array<"vip" | "gold" | "silver" | "normal">; first_answer?: Allowance | null; next_update?: Allowance | null; solution?: Allowance | null };
export type PolicyShown = { names: Record<string, string>; types: Array<"presale" | "aftersale" | "complaint" | "suggestion" | "change_of_details" | "repair" | "green_channel" | "booking" | "correction" | "fault" | "conversation" | "offline_message">; priorities: Array<"normal" | "urgent" | "critical">; levels: Array<"vip" | "gold" | "silver" | "normal">; first_answer: AllowanceShown | null; next_update: AllowanceShown | null; solution: AllowanceShown | null };
export type Prechat = { active: boolean; name: string; email: string; mobile: string; choices: Array<FirstChoice>; consent: Record<string, string>; consent_version: number; consent_optional: boolean; refusal: Record<string, string>; kept_since: number };
export type PrechatView = { name: "off" | "optional" | "required"; email: "off" | "optional" | "required"; mobile: "off" | "optional" | "required"; choices: Array<AskedChoiceView>; consent: Record<string, string>; consent_version: number; consent_optional: boolean; refusal: Record<string, string> };
export type PresenceChosen = { status: "online" | "busy" | "break" | "offline"; lease_until: string | null; beat_after_ms: number; reply: string | null; outcomes: Array<OutcomeView> };
export type PresenceFacts = { agent_id: string; status: string; former: string };
export type PresenceOf = { agent_id: string; status: "online" | "busy" | "break" | "offline"; outcomes: Array<OutcomeView> };
export type PresenceView = { status: "online" | "busy" | "break" | "offline"; lease_until: string | null; beat_after_ms: number; reply: string | null };
export type PreviewAnnouncement = { body: string };
export type PreviewAnswer = { text: string };
export type PreviewCampaign = { name?: string | null; plan_key?: string | null; kind?: "after_sale" | "care" | "complaint" | "pre_sale" | "renewal" | null; days_without_contact?: number | null; quota_per_agent?: number | null; every?: "day" | "week" | null; weekday?: number | null; at?: string | null; agent_ids?: Array<string> | null; group_id?: string | null; not_again_days?: number | null; levels?: Array<string> | null; reachable_only?: boolean | null; script?: Record<string, string> | null; active?: boolean | null; by?: "contact" | "date" | "level" | null; date_field?: string | null; days_after?: number | null; yearly?: boolean | null; intervals?: Record<string, number> | null; questionnaire_id?: string | null; way?: "call" | "letter" | null };
export type PreviewCourse = { draft: CourseDefinition };
export type PreviewMarkdown = { body: string };
export type PreviewScheme = { version: number; month?: string | null };
export type PreviewSms = { text: string };
export type PreviewView = { items: Array<PreviewedView>; next: string | null; run: PerformanceRunView };
export type PreviewedView = { drafted: ResultView; present: BriefView | null };
export type Prices = { requests?: number; invocations?: number; gigabyte_seconds?: number; megabytes?: number; read_units?: number; write_units?: number; letters?: number; segment?: number };
export type PricesShown = { requests: number; invocations: number; gigabyte_seconds: number; megabytes: number; read_units: number; write_units: number; letters: number; segment: number };
export type PrivacyRequestView = { request_id: string; kind: "export" | "erase"; visitor_id: string; plan_key: string; asked_at: string; state: "asked" | "walking" | "shown" | "waiting" | "erasing" | "packing" | "ready" | "done" | "cancelled" | "refused" | "over"; reason: string; due_at: string | null; why: string; runs_at: string | null; ended_at: string | null; until: string | null; volumes: number; by: HandView; confirmed_by: HandView | null; counts: Array<DataCountView>; late: boolean };
export type PrivacyRequestViewPage = { items: Array<PrivacyRequestView>; next: string | null };
export type PrivacyView = { wait_days: number; second_person: boolean };
export type ProblemView = { field: string; why: string; detail?: string };
export type ProgressView = { planned: number; done: number; reached: number; overdue: number };
export type PromiseView = { due_at: string; channel: string };
export type PromisedView = { policy: number; allowed: AllowanceShown; warn_at: string | null; due_at: string | null; name: "first_answer" | "next_update" | "solution" };
export type ProofView = { source: "link" | "words" | "stop" | "api" | "hand" | "merge"; conversation_id: string | null; seq: number | null; quote: string; by: AgentRef };
export type ProposalDecisionView = { outcome: "drafted" | "joined" | "declined"; reason: string; article_id: string | null; by: AgentRef; at: string };
export type ProposalLineView = { seq: number; side: "visitor" | "agent" | "system"; name: string | null; text: string; at: string };
export type ProposalOfView = { proposal: ProposalView | null };
export type ProposalView = { proposal_id: string; plan_key: string; locale: string; title: string; answer: string; created_at: string; state: "open" | "drafted" | "joined" | "declined"; category_id: string | null; seen_at: string | null; conversation_id: string; first: number; last: number; author: AgentRef; decision: ProposalDecisionView | null };
export type ProposalViewPage = { items: Array<ProposalView>; next: string | null };
export type ProposeArticle = { conversation_id: string; title: string; answer: string; first?: number | null; last?: number | null };
export type ProtectWords = { conversation_id: string; text: string; client_id: string; way?: "code" | "once"; hours?: number };
export type ProtectedView = { link_id: string; seq: number; expires_at: string };
export type PublicationView = { publication_id: string; at: string; by_name: string; reason: string; state: "running" | "done"; told: number; left: number };
export type PublishAgreement = { version: number; effective_at?: string | null };
export type PublishAnnouncement = { version: number };
export type PublishArticle = { version: number; changes?: string };
export type PublishCourse = { version: number };
export type PublishFlow = { version: number };
export type PublishQuestionnaire = { version: number };
export type PublishScheme = { version: number; first_month: string };
export type PublishServiceFlow = { version: number; valid_from?: string | null };
export type PublishSheet = { version: number };
export type PublishWeek = { versions: Record<string, number>; reason?: string };
export type PublishedView = { version: number; first_month: string; published_at: string; published_by: string };
export type QualityDefinition = { names: Record<string, string>; sections?: Array<Section>; fatal?: Array<Fatal>; pass_mark?: number };
export type QualityDefinitionShown = { names: Record<string, string>; sections: Array<SectionShown>; fatal: Array<FatalShown>; pass_mark: number };
export type QualitySettingsView = { seed: string; appeal_days: number; rules: Array<RuleShown>; version: number };
export type QualitySumsView = { inspected: number; average: number | null; passed: number; fatal: number; appealed: number; changed: number; criteria: Array<CriterionSumView>; errors: Record<string, number> };
export type Question = { question_id: string; kind: "single" | "multiple" | "ordering" | "text" | "typing"; text?: string; options?: Array<Option>; right?: Array<string>; weight?: number; note?: string; passage?: string; goal?: number; least_accuracy?: number };
export type QuestionBody = { question_id: string; kind: string; texts: Record<string, string>; choices?: Array<ChoiceBody> };
export type QuestionBodyShown = { question_id: string; kind: string; texts: Record<string, string>; choices: Array<ChoiceBodyShown> };
export type QuestionFiguresShown = { key: string; answered: number; mean: number | null; nps: number | null; spread: Record<string, number> };
export type QuestionShown = { question_id: string; kind: "single" | "multiple" | "ordering" | "text" | "typing"; text: string; options: Array<OptionShown>; right: Array<string>; weight: number; note: string; passage: string; goal: number; least_accuracy: number };
export type QuestionView = { question_id: string; kind: "score" | "text" | "choice"; texts: Record<string, string>; choices: Array<ChoiceView> };
export type QuestionnaireDefinition = { names: Record<string, string>; intro?: Record<string, string>; thanks?: Record<string, string>; questions?: Array<AskedQuestion> };
export type QuestionnaireDefinitionShown = { names: Record<string, string>; intro: Record<string, string>; thanks: Record<string, string>; questions: Array<AskedQuestionShown> };
export type QuestionnaireFigures = { key: string; name: string; figures: ResponseFigures; questions: Array<QuestionFiguresShown> };
export type QuestionnaireLine = { questionnaire_id: string; names: Record<string, string>; published: number | null; published_at: string | null; published_by: string | null; has_draft: boolean; version: number };
export type QuestionnaireLinePage = { items: Array<QuestionnaireLine>; next: string | null };
export type QuestionnaireReport = { questions: Array<AskedQuestionShown>; total: QuestionnaireFigures; lines: Array<QuestionnaireFigures>; from: string; to: string };
export type QuestionnaireResponse = { response_id: string; number: number; plan_key: string; visitor_id: string; visitor_name: string | null; way: "call" | "link"; state: "asked" | "begun" | "answered" | "expired"; agent: AgentRef | null; campaign_id: string | null; about: string | null; asked_at: string; answered_at: string | null; page: number; answers: Record<string, unknown>; masked: boolean; raised_id: string | null };
export type QuestionnaireResponsePage = { items: Array<QuestionnaireResponse>; next: string | null };
export type QuestionnaireVersionView = { questionnaire_id: string; version: number; definition: QuestionnaireDefinitionShown; published_at: string | null; published_by: string | null };
export type QuestionnaireView = { questionnaire_id: string; published: QuestionnaireVersionView | null; draft: QuestionnaireDefinitionShown | null; version: number };
export type Quiz = { questions?: Array<Question>; pass_mark?: number; minutes?: number; tries?: number; wait_hours?: number; shuffled?: boolean; lessons_first?: boolean; shows_right?: boolean };
export type QuizAttemptView = { attempt_id: string; course_id: string; title: string; version: number; started_at: string; deadline: string; ended_at: string | null; late: boolean; certificate_id: string | null; agent: AgentRef; state: "running" | "judging" | "passed" | "failed"; score: number | null; now: string; pass_mark: number; questions: Array<QuizQuestionView>; to_judge: Array<string>; may_judge: boolean };
export type QuizQuestionView = { text: string; weight: number; goal: number; least_accuracy: number; question_id: string; kind: "single" | "multiple" | "ordering" | "text" | "typing"; options: Array<OptionView>; unit: "characters" | "words" | null; begun_at: string | null; passage: string; chosen: Array<string>; answer: string; typed: TypedView | null; right: Array<string> | null; note: string; mark: MarkView | null };
export type QuizShown = { questions: Array<QuestionShown>; pass_mark: number; minutes: number; tries: number; wait_hours: number; shuffled: boolean; lessons_first: boolean; shows_right: boolean };
export type QuizView = { pass_mark: number; minutes: number; wait_hours: number; lessons_first: boolean; questions: number; tries: number; judged: boolean };
export type RankedView = { place: number | null; result: BriefView };
export type RankingView = { items: Array<RankedView>; next: string | null; month: string; revision: number | null; of: number };
export type RatingView = { survey_id: string; about: string; state: "asked" | "answered" | "expired"; score: number | null; resolved: boolean | null; comment: string; asked_at: string };
export type RatingViewPage = { items: Array<RatingView>; next: string | null };
export type ReadCountsView = { reached: number; read: number; missing: number };
export type ReaderView = { agent: AgentRef; edition: number | null; at: string | null; done: boolean; reached: boolean };
export type ReadersPage = { items: Array<ReaderView>; next: string | null; counts: ReadCountsView };
export type ReadersSheet = { text: string };
export type RealPause = { since: string; until: string; paid: boolean };
export type Reassign = { agent_id: string; over_capacity?: boolean; note?: string | null };
export type ReceivedCall = { call_id: string; conversation_id: string };
export type ReceivedView = { conversation_id: string; seq: number };
export type RecipientBody = { name: string; email?: string | null; mobile?: string | null; locale?: string };
export type RecipientBodyShown = { name: string; email: string | null; mobile: string | null; locale: string };
export type RecipientForm = { agent_id: string; language?: "en" | "zh-CN"; mobile?: string | null };
export type RecipientView = { agent_id: string; language: "zh-CN" | "en"; mobile: string | null };
export type RecordBody = { version?: number | null; problem?: string | null; steps?: string | null; result?: string | null; next?: string | null };
export type RecordCall = { outcome: "became_ticket" | "broken" | "kept" | "not_reached" | "reached" | "refused" | "solved" | "wrong_contact"; client_id: string; text?: string; next_at?: string | null };
export type RecordView = { problem: string; steps: string; result: string; next: string; version: number };
export type RecountAttendance = { month?: string; cursor?: string };
export type RecountMonth = { month?: string };
export type RecountStaff = { month?: string };
export type RecountUses = { article_id: string; month: string };
export type RecountView = { agents: number; drift: Array<Drift> };
export type RecountedAttendanceView = { agents: number; wrong: number; next: string | null };
export type RecountedStaffView = { agents: number; wrong: number };
export type RecountedUsesView = { wrong: boolean };
export type RecountedView = { state: "never" | "running" | "finished"; done: number; sums: number; loads: number; started_at: string | null; finished_at: string | null; months: Array<string> };
export type RefundView = { state: string; amount: string | null; at: string | null };
export type RegisterVisitor = { page?: string | null; referrer?: string | null; locale?: string | null; identity?: Identity | null };
export type Registered = { visitor_id: string; token: string; returning: boolean; visits: number; open_conversation_id?: string | null; proven?: boolean };
export type RemovalView = { kind: string; days: number; day: string | null; number: number; more: boolean; oldest: string | null; held: number; plan: string; examples: Array<AgedThingView> };
export type RemovedView = { day: string; kind: string; plan_key: string; removed: number; held: number };
export type RemovedViewPage = { items: Array<RemovedView>; next: string | null };
export type Repeats = { of_customer: number; of_cause: number; numbers: Array<string> };
export type ReplayDeliveries = { delivery?: string | null; since?: string | null; arrived_too?: boolean };
export type ReplayView = { was: RoutingOutcomeView; would_be: RoutingOutcomeView; agents: Array<ReplayedAgentView>; conversations: number; decisions: number };
export type Replayed = { delivery: HookDeliveryView | null };
export type ReplayedAgentView = { agent_id: string; name: string; number: string; was: number; would_be: number };
export type Reply = { text: string; client_id: string; file_id?: string | null; quote?: number | null; heeded?: Heeded };
export type ReplyView = { seq: number; kind: "message" | "waiting" | "assigned" | "closed" | "transferred" | "reassigned" | "held" | "resumed" | "invited" | "left" | "reminder" | "auto_reply" | "survey" | "agent_away" | "off_hours" | "holiday" | "filed" | "invitation" | "file_cleared" | "file_removed" | "note" | "edited" | "withdrawn" | "snoozed" | "back" | "reopened" | "form" | "note_edited" | "note_withdrawn" | "verified" | "ticket" | "ticket_noted" | "call"; author: AuthorView; text: string; at: string; client_id?: string | null; agent?: AgentRef | null; place?: number | null; note?: string | null; offer?: string | null; ref?: string | null; place_more?: boolean; group?: string | null; file?: FileView | null; quote?: number | null; about?: number | null; revised?: number | null; withdrawn?: boolean; former?: string | null; mentions?: Array<string>; until?: string | null; form?: FilledView | null; masked?: boolean; as_written?: string | null; via?: string | null; promise?: PromiseView | null };
export type ReportCsvPart = { text: string; next: string | null; done: number; of: number | null };
export type ReportFault = { title: string; department_id: string; text?: string; urgent?: boolean; group_id?: string | null; check_id?: string | null; point_id?: string | null };
export type ReportPage = { items: Array<FiguresLineView>; next: string | null; total: SumsView | null; from: string; to: string };
export type ReportSettingsView = { targets: Record<string, number>; contact_days: number; kept_days: number; version: number };
export type RequireCourses = { course_ids: Array<string>; begins_at?: string | null; grace_days?: number; version?: number | null; anyway?: boolean };
export type RequiredView = { requirement: RequirementView; trial: TrialView };
export type RequirementView = { group_id: string; courses: Array<NamedCourse>; begins_at: string | null; grace_days: number; binds_from: string | null; version: number };
export type RequirementViewPage = { items: Array<RequirementView>; next: string | null };
export type ResponseFigures = { asked: number; begun: number; answered: number; abandoned: number; rate: number | null };
export type ResultLineView = { key: string; name: string | null; sums: QualitySumsView };
export type ResultView = { agent_id: string; name: string; scheme_id: string; score: number | null; grade: string | null; place: number | null; of: number | null; bonus: number | null; currency: string; failure: FailureView | null; version: number; scheme_names: Record<string, string>; lines: Array<IndicatorLineView>; base: number; formula: string; computed_at: string; shows_place: boolean };
export type ResultsPage = { items: Array<ResultLineView>; next: string | null; total: QualitySumsView | null; called: Array<CriterionNameView>; from: string; to: string };
export type ResultsPartView = { text: string; next: string | null };
export type RetentionRulesView = { plan: string; version: number; periods: Array<KeptPeriodView>; changed_at: string | null; changed_by: HandView | null };
export type RetentionRulesViewPage = { items: Array<RetentionRulesView>; next: string | null };
export type RetentionView = { desk: RetentionRulesView; fixed: Array<FixedPeriodView>; next_run: string; grace_days: number };
export type RevisionView = { revision: number; run_id: string; confirmed_at: string; confirmed_by: string; confirmed_by_name: string; computed_at: string; reason: string };
export type RevocationView = { visitor_id: string; at: string; visitors: number; by: string | null };
export type RevocationViewPage = { items: Array<RevocationView>; next: string | null };
export type RevokeCertificate = { reason: string };
export type RevokedTokensView = { visitors: number };
export type RevokedView = { by: AgentRef; at: string; reason: string };
export type RoleView = { role_id: string; name: string; scope: "own" | "group" | "all"; built_in: boolean; permissions: Array<string> };
export type RoleViewPage = { items: Array<RoleView>; next: string | null };
export type RosterFinding = { rule: "rest" | "week_hours" | "cover" | "skill" | "break_crowd" | "overlap"; forbids: boolean; day: string; agent_id: string | null; at: string | null; until: string | null; have: number; want: number; skill_id: string | null };
export type RosterLine = { agent_id: string; draft: Array<Shift>; published: Array<Shift> | null; version: number; changed: boolean };
export type RotaForm = { name?: string | null; group_ids?: Array<string> | null; turns?: Array<Turn> | null; overrides?: Array<Override> | null; country?: string | null; step_minutes?: number | null; gather_minutes?: number | null; visitors?: boolean | null; messages?: boolean | null; tickets?: boolean | null; active?: boolean | null; language?: "en" | "zh-CN" | null; version?: number | null };
export type RotaView = { rota_id: string; name: string; group_ids: Array<string>; country: string; step_minutes: number; gather_minutes: number; visitors: boolean; messages: boolean; tickets: boolean; active: boolean; version: number; language: "en" | "zh-CN"; turns: Array<TurnShown>; overrides: Array<OverrideShown>; now: Array<string> };
export type RotaViewPage = { items: Array<RotaView>; next: string | null };
export type RotateApiKey = { hours?: number };
export type RotateSecret = { hours?: number };
export type RoutingOutcomeView = { served: number; waited: number; given_up: number; median_seconds: number | null; ninety_percent_seconds: number | null; longest_seconds: number | null };
export type RowCounts = { created: number; changed: number; unchanged: number; refused: number; conflict: number };
export type Rule = { rule_id: string; name: string; kind: "share" | "random" | "low_score" | "long_wait" | "slow_answer" | "keywords"; active?: boolean; per_mille?: number; at_least?: number; score?: number; seconds?: number; words?: Array<string>; by?: "anybody" | "agent" | "visitor"; plan_keys?: Array<string>; group_ids?: Array<string>; inspector_group_ids?: Array<string>; sheet_id?: string };
export type RuleFigures = { rule_id: string; shown: number; accepted: number; dismissed: number };
export type RuleShown = { rule_id: string; name: string; kind: "share" | "random" | "low_score" | "long_wait" | "slow_answer" | "keywords"; active: boolean; per_mille: number; at_least: number; score: number; seconds: number; words: Array<string>; by: "anybody" | "agent" | "visitor"; plan_keys: Array<string>; group_ids: Array<string>; inspector_group_ids: Array<string>; sheet_id: string };
export type RuleView = { rule_id: string; name: string; created_at: string; kind: "pre_sale" | "after_sale" | "complaint" | "care" | "renewal"; plan_keys: Array<string>; categories: Array<string>; levels: Array<string>; after_days: number; at: string; owner: string; script: Record<string, string>; active: boolean; version: number; questionnaire_id: string | null };
export type RuleViewPage = { items: Array<RuleView>; next: string | null };
export type RulesForm = { binding?: boolean | null; last_minutes?: number | null; rest_minutes?: number | null; rest_forbids?: boolean | null; week_minutes?: number | null; week_forbids?: boolean | null; cover?: Array<Cover> | null; cover_forbids?: boolean | null; skill_forbids?: boolean | null; per_hour?: number | null; country?: string | null; version?: number | null };
export type RulesView = { group_id: string; binding: boolean; last_minutes: number; rest_minutes: number; rest_forbids: boolean; week_minutes: number; week_forbids: boolean; cover: Array<CoverShown>; cover_forbids: boolean; skill_forbids: boolean; per_hour: number; country: string | null; version: number };
export type RulingView = { outcome: "upheld" | "changed"; text: string; by: AgentRef; at: string; marks: Record<string, number | null>; fatal: Array<string>; score: ScoreView };
export type RunOfBulletins = { first: string; last: string; started_at: string; state: "running" | "finished"; done: number; sent: number; left_out: number; missed_first: string | null; missed_last: string | null; of: number };
export type RunView = { day: string; started_at: string; due_at: string; state: "running" | "finished"; passed: number; is_full: boolean; run_id: string; planned: number };
export type RunViewPage = { items: Array<RunView>; next: string | null };
export type SaidNeed = { need_id: string };
export type SaidOn = { day: string; abusive: number; negative: number; promising: number; replaced: number; stopped: number };
export type SaidView = { score: number; reasons: Array<string>; comment: string; answers: Record<string, unknown>; resolved: boolean | null };
export type SaidWhere = { conversation_id?: string | null; seq?: number; quote?: string };
export type SaidWordsView = { agent_id: string; agent_name: string; abusive: number; negative: number; promising: number; replaced: number; stopped: number; days: Array<SaidOn> };
export type SaidWordsViewPage = { items: Array<SaidWordsView>; next: string | null };
export type SampleRow = { row: number; cells: Record<string, string>; wrong: string | null };
export type SampleRowPage = { items: Array<SampleRow>; next: string | null };
export type SampleView = { at: string; deadlines: Array<PromisedView> };
export type SaveAgreementDraft = { draft: AgreementDraft; version?: number | null };
export type SaveAnswers = { answers: Record<string, unknown>; done?: boolean; version?: number | null };
export type SaveCourseDraft = { draft: CourseDefinition; version?: number | null };
export type SaveDraft = { draft: Definition; version?: number | null };
export type SaveQuestionnaireDraft = { draft: QuestionnaireDefinition; version?: number | null };
export type SaveSchemeDraft = { draft: SchemeDefinition; version?: number | null };
export type SaveSheetDraft = { draft: QualityDefinition; version?: number | null };
export type SayNeed = { client_id: string; text: string; topic_id?: string | null };
export type SayingView = { title: string; text: string };
export type ScannerView = { scanner_url: string; secret: string };
export type SchemeDefinition = { names: Record<string, string>; indicators?: Array<Indicator>; grades?: Array<Grade>; formula?: string; currency?: string; shows_place?: boolean };
export type SchemeDefinitionShown = { names: Record<string, string>; indicators: Array<IndicatorShown>; grades: Array<GradeShown>; formula: string; currency: string; shows_place: boolean };
export type SchemeLineView = { scheme_id: string; names: Record<string, string>; has_draft: boolean; published: Array<PublishedView>; version: number };
export type SchemeLineViewPage = { items: Array<SchemeLineView>; next: string | null };
export type SchemeVersionView = { scheme_id: string; version: number; first_month: string; published_at: string; published_by: string; definition: SchemeDefinitionShown };
export type SchemeView = { scheme_id: string; draft: SchemeDefinitionShown | null; flaw: FlawView | null; published: Array<PublishedView>; last: SchemeVersionView | null; version: number };
export type ScoreView = { total: number; sections: Record<string, number | null>; fatal: Array<string>; passed: boolean };
export type SealedDay = { day: string; acts: number; chain: string; ended: boolean; fault: Fault | null };
export type SealedDayPage = { items: Array<SealedDay>; next: string | null };
export type SecretOfWebhook = { secret_id: string; created_at: string; ends_at: string | null; secret: string | null };
export type Section = { key: string; names: Record<string, string>; criteria?: Array<Criterion> };
export type SectionShown = { key: string; names: Record<string, string>; criteria: Array<CriterionShown> };
export type SeeShifts = { group_id: string; week: string; version: number };
export type SeenLessonsView = { lesson_ids: Array<string> };
export type SeenLine = { week: string; agent_id: string; version: number };
export type SeenView = { week: string; agent_id: string; version: number };
export type SendAgain = { seq: number; by?: "channel" | "email" };
export type SendBack = { note: string };
export type SendFile = { name: string; size: number; type?: string; preview?: number | null };
export type SendTest = { every?: "daily" | "monthly" | "weekly"; language?: "en" | "zh-CN"; group_id?: string | null; mobile?: string | null };
export type SendTestEvent = Nothing;
export type SendToReview = { reviewer_id?: string | null };
export type Sender = { id: string; name?: string; email?: string | null; mobile?: string | null; token?: string | null };
export type SentFile = { name: string; url?: string | null; content?: string | null };
export type ServiceFlow = { kind?: "acceptance" | "enquiry" | "check" | "advice" | "complaint"; steps?: Array<FlowStep> };
export type ServiceFlowShown = { kind: "acceptance" | "enquiry" | "check" | "advice" | "complaint"; steps: Array<FlowStepShown> };
export type SessionView = { agent: AgentView; agreement: number | null };
export type SetPresence = { status: "break" | "busy" | "offline" | "online"; conversations?: Array<HandoverOf>; others?: Handover | null };
export type SettingsView = { sender_email: string; sender_name: string; reply_to: string; sms_signature: string; price_fen: number; low_balance_fen: number; letters_a_day: number; sms_by_day: number; most_cents: number; version: number };
export type SheetLineView = { sheet_id: string; names: Record<string, string>; published: number | null; published_at: string | null; published_by: string | null; has_draft: boolean; version: number };
export type SheetLineViewPage = { items: Array<SheetLineView>; next: string | null };
export type SheetRecordView = { sheet_id: string; published: SheetVersionView | null; draft: QualityDefinitionShown | null; version: number };
export type SheetVersionView = { sheet_id: string; version: number; definition: QualityDefinitionShown; published_at: string | null; published_by: string | null };
export type SheetView = { conversation_id: string; plan_key: string; visitor_id: string; started_at: string; visitor_name: string | null; first_reply_at: string | null; closed_at: string | null; closed_by: "visitor" | "agent" | "system" | null; level: "vip" | "gold" | "silver" | "normal"; category: string | null; source: string; agent: AgentRef | null; category_id: string | null; zh: Array<string>; en: Array<string>; score: number | null; problem: string; steps: string; result: string; next: string };
export type SheetViewPage = { items: Array<SheetView>; next: string | null };
export type Shift = { day: string; start_minute: number; end_minute: number; kind_id: string; name: string; color: string; pauses: Array<PauseShown> };
export type ShiftForm = { day: string; kind_id: string; start_minute?: number | null; end_minute?: number | null; pauses?: Array<Pause> | null };
export type ShiftInList = { handover_id: string; group_id: string; group: string; begun_at: string; until: string; shift: string; shift_until: string | null; state: "open" | "settled" | "taken_back"; late: boolean; noted_at: string | null; version: number; leaver: AgentRef; has_note: boolean; noted_by: AgentRef | null };
export type ShiftInListPage = { items: Array<ShiftInList>; next: string | null };
export type ShiftRef = { group_id: string; day: string; start_minute: number };
export type ShiftSettings = { kinds: Array<KindView>; patterns: Array<PatternView> };
export type ShiftView = { handover_id: string; group_id: string; group: string; begun_at: string; until: string; shift: string; shift_until: string | null; state: "open" | "settled" | "taken_back"; late: boolean; noted_at: string | null; version: number; leaver: AgentRef; has_note: boolean; noted_by: AgentRef | null; listed: boolean; more: boolean; sections: Record<string, string>; things: Array<HandedView>; may_accept: boolean; mine: boolean };
export type Shop = { url: string; seconds: number; kept_seconds: number; facts: Array<Fact>; needed: number; check_first: boolean };
export type ShopKeyView = { key_id: string; added_at: string; retired_at?: string | null; secret?: string | null };
export type ShopKeyViewPage = { items: Array<ShopKeyView>; next: string | null };
export type ShowHolding = { plan_key: string; on: boolean };
export type ShowNumber = { operation: string; shown: string; reason: string; number?: number; names?: Record<string, string>; query?: Record<string, string> };
export type ShownNumber = { value: string; kind: "id_card" | "bank_card" | "phone" | "email" };
export type SignIn = { email: string; password: string };
export type SignOut = { everywhere?: boolean };
export type SignatureView = { text: string; version: number };
export type SignedIn = { agent: AgentView; agreement: number | null; token: string };
export type SmsPreview = { encoding: string; length: number; segments: number; cost_fen: number; with_signature: string };
export type SnoozeFor = { until: string | null };
export type SourceView = { name: string; kind: string; unit: string; zh: string; en: string; has_sample: boolean; figure: string | null };
export type SourceViewPage = { items: Array<SourceView>; next: string | null };
export type SpanView = { agent_id: string; group_id: string; day: string; since: string; until: string; kind_id: string; name: string; color: string; pauses: Array<RealPause> };
export type SpokenView = { side: "visitor" | "agent" | "system"; text: string; seconds: number };
export type StaffApprovalView = { outcome: "approved" | "refused"; text: string; by: AgentRef; at: string };
export type StaffEntryView = { entry_id: string; kind_id: string; effect: "reward" | "penalty"; day: string; created_at: string; reason: string; points: number; money: number; currency: string; conversation_id: string | null; ticket_id: string | null; act: "entered" | "correction" | "withdrawal"; about_id: string | null; followed_by: string | null; state: "pending" | "standing" | "refused" | "corrected" | "withdrawn"; seen_at: string | null; version: number; agent: AgentRef; author: AgentRef; names: Record<string, string>; statement: StaffStatementView | null; approval: StaffApprovalView | null; may: Array<"seen" | "state" | "follow" | "approve" | "take_back"> };
export type StaffEntryViewPage = { items: Array<StaffEntryView>; next: string | null };
export type StaffKindsView = { kinds: Array<KindShown>; currency: string; second_person: boolean; second_person_from: number };
export type StaffMonthView = { agent: AgentRef; month: string; kinds: Record<string, StaffSumView>; points: number };
export type StaffMonthViewPage = { items: Array<StaffMonthView>; next: string | null };
export type StaffSettingsView = { kinds: Array<KindShown>; currency: string; second_person: boolean; second_person_from: number; version: number };
export type StaffStatementView = { text: string; at: string };
export type StaffSumView = { effect: "reward" | "penalty"; count: number; points: number; money: Record<string, number> };
export type StaffView = { free: number; full: number; busy: number; away: number; serving: number; capacity: number; more: boolean };
export type Stage = { key: string; names: Record<string, string>; state?: "new" | "assigned" | "in_progress" | "waiting_for_customer" | "solved" | "closed"; ways?: Array<Way>; requires?: Array<Array<string>>; needs_group?: boolean; allowed?: Allowance | null; counts_from?: string | null; plans?: "pre_sale" | "after_sale" | "complaint" | "care" | null; asks_survey?: boolean; escalates?: boolean };
export type StageShown = { key: string; names: Record<string, string>; state: "new" | "assigned" | "in_progress" | "waiting_for_customer" | "solved" | "closed"; ways: Array<WayShown>; requires: Array<Array<string>>; needs_group: boolean; allowed: AllowanceShown | null; counts_from: string | null; plans: "pre_sale" | "after_sale" | "complaint" | "care" | null; asks_survey: boolean; escalates: boolean };
export type StandingView = { visitor_id: string; wishes: WishesNow; past: Array<WishedView>; topics: Array<TopicName>; subscriptions: Array<CustomerSubscriptionView>; needs: Array<CustomerNeedView>; stopped: Array<string> };
export type StartConversation = { text: string; client_id: string; page?: string | null; source?: string; file_id?: string | null; form?: FilledForm | null; help?: HelpBefore | null };
export type StateToStaffEntry = { text: string };
export type StepBesideView = { zh: string; en: string; check: string; limit: number | null; state: "kept" | "not_kept" | "not_applicable" | "pending" | null };
export type StepView = { step_id: string; text: Record<string, string>; who: Record<string, string>; done_at: string | null; done_by: AgentRef | null };
export type SubscriptionAndRun = { subscription_id: string; name: string; created_at: string; every: "daily" | "weekly" | "monthly"; at: string; weekday: number; day: number; active: boolean; next_at: string | null; version: number; zone: string; department_ids: Array<string>; recipients: Array<RecipientView>; group_ids: Array<string>; last_run: RunOfBulletins | null };
export type SubscriptionView = { subscription_id: string; name: string; created_at: string; every: "daily" | "weekly" | "monthly"; at: string; weekday: number; day: number; active: boolean; next_at: string | null; version: number; zone: string; department_ids: Array<string>; recipients: Array<RecipientView>; group_ids: Array<string> };
export type SubscriptionViewPage = { items: Array<SubscriptionView>; next: string | null };
export type SuggestedView = { number: string; visitor_id: string | null; name: string | null; open: Array<OpenConversation>; calls: Array<PhoneCallView> };
export type SuggestionView = { article_id: string; number: number; language: string; title: string; excerpt: string; draft: string };
export type SuggestionsView = { seq: number; articles: Array<SuggestionView> };
export type Suggests = { while_waiting: boolean; while_away: boolean };
export type Sums = { shown: number; opened: number; inserted: number; helped: number };
export type SumsView = { counts: Record<string, number>; shares: Record<string, number | null>; times: Record<string, TimesView>; score: number | null; hours: Record<string, number>; rates: Record<string, number | null>; quality: number | null };
export type SurveyBody = { ask: string; share: number; again_after_days: number; link_after_minutes: number; remind_after_hours: number; expire_after_days: number; reasons: Array<ChoiceBodyShown> | null; questions: Array<QuestionBodyShown>; low_score: number; callback_minutes: number; callback_time: string };
export type SurveyFacts = { survey_id: string; about: string; plan_key: string; visitor_id: string | null; agent_id: string | null; score: number; is_low: boolean; resolved: boolean | null; reasons: Array<string> };
export type SurveyView = { survey_id: string; state: "asked" | "answered" | "expired"; score: number | null; changeable_until: string | null; text: string; questions: Array<QuestionView>; reasons: Array<ChoiceView>; low_score: number; expires_at: string; answer: SaidView | null; visitor_id: string; visitor_name: string | null; about: string; plan_key: string; asked_at: string; linked_at: string | null; reminded_at: string | null; answered_at: string | null; changed_at: string | null; callback_id: string | null; callback_done_at: string | null; callback_in_time: boolean | null; callback_reached: boolean | null; agent: AgentRef | null; masked: boolean; as_written: SaidView | null };
export type SurveyWords = { comment: string };
export type SwapAskedView = { colleague: AgentRef; gives: ExchangedView; takes: ExchangedView | null; accepted_at: string | null };
export type SwitchCosts = { by_hand: "off" | "on" | null };
export type SwitchView = { name: "console_polls" | "reports" | "widget_polls"; on: boolean; by_hand: "off" | "on" | null; allowed: boolean; slower: number };
export type SwitchesView = { switches: Array<SwitchView> };
export type TagView = { tag: string };
export type TagViewPage = { items: Array<TagView>; next: string | null };
export type TakeBackLeave = { text?: string };
export type TakeMailIn = { channel_id?: string | null };
export type Task = { text: Record<string, string>; who?: Record<string, string> };
export type TaskShown = { text: Record<string, string>; who: Record<string, string> };
export type TellDelay = { client_id: string; until: string; text?: string };
export type TellOne = { client_id: string; plan_key: string; about: string; texts: Record<string, NoticeTextForm>; topic_id?: string | null; visitor_id?: string | null; user?: string };
export type TellOrder = { client_id: string; plan_key: string; number: string; user?: string; state?: string; parcel?: string; carrier?: string; parcel_number?: string; refund?: string; at?: string | null };
export type TellingOutcome = { outcome: "told" | "not_subscribed" | "no_such_customer" | "no_address" | "too_many_today"; notice_id: string | null };
export type TemplateView = { name: string; text: string };
export type TickStep = { done: boolean };
export type TicketEntryView = { seq: number; kind: "created" | "quoted" | "step" | "note" | "change" | "move" | "handed" | "escalated" | "merged" | "words" | "verdict" | "late" | "reason" | "delayed"; author_kind: string; author: AgentRef; text: string; at: string; state: string; stage: string | null; public: boolean; changes: Array<Changed>; agent: AgentRef | null; ref: string | null };
export type TicketFacts = { ticket_id: string; number: string; type: string; priority: string; state: string; entry: number; kind: string; by: string; owner_id: string; handler_id: string; plan_key: string | null; visitor_id: string | null; group_id: string | null; by_id: string | null; stage: string | null; due_at: string | null };
export type TicketHistory = { entries: Array<TicketEntryView>; more: boolean };
export type TicketInList = { ticket_id: string; number: string; type: "presale" | "aftersale" | "complaint" | "suggestion" | "change_of_details" | "repair" | "green_channel" | "booking" | "correction" | "fault"; subject: string; created_at: string; state: "new" | "assigned" | "in_progress" | "waiting_for_customer" | "solved" | "closed" | "reopened"; category: string | null; priority: "normal" | "urgent" | "critical"; level: "vip" | "gold" | "silver" | "normal"; plan_key: string | null; group_id: string | null; origin: Origin; version: number; state_at: string | null; awaited: Awaited | null; due_at: string | null; flow_id: string | null; flow_version: number | null; stage: string | null; escalated_at: string | null; solved_at: string | null; closed_at: string | null; reopened: number; tell_by: "email" | "sms" | "none" | null; merged_into: string | null; merged: Array<string>; changed_at: string | null; repeats: Repeats | null; owner: AgentRef; handler: AgentRef; customer: CustomerView; late: boolean };
export type TicketInListPage = { items: Array<TicketInList>; next: string | null };
export type TicketOutcome = { ticket_id: string; ticket: TicketInList | null; code: string | null; detail: string | null };
export type TicketOutcomes = { results: Array<TicketOutcome> };
export type TicketSettingsView = { reopen_days: number; close_days: number; fields: Record<string, Array<Field>>; version: number; repeat_days: number; repeat_causes: number };
export type TicketView = { file_id: string; name: string; form: FormView; preview: FormView | null };
export type TicketWords = { subject: string; text: string; visitor_name: string | null };
export type TimesView = { number: number; average: number | null; p50: number | null; p90: number | null; p95: number | null; longest: number | null; target: number | null; within: number | null };
export type TodayView = { time_zone: string; at: string; reason: "off_duty" | "on_leave" | "shift_break" | "shift_ending" | null; begins_at: string | null; granted_until: string | null; spans: Array<SpanView>; colleagues: Array<ColleagueView>; groups: Array<NamedGroup>; unseen: Array<ToldView> };
export type Told = { agent_id: string; mobile?: string | null; language?: "en" | "zh-CN" };
export type ToldInCall = { agent_id: string; name: string; at: string; leads: boolean };
export type ToldOrder = { news: Array<"state" | "parcel" | "refund"> };
export type ToldPart = { text: string; done: number; next: string | null };
export type ToldRow = { row: number; outcome: string; name: string; problems: Array<ProblemView> };
export type ToldRowPage = { items: Array<ToldRow>; next: string | null };
export type ToldShown = { agent_id: string; mobile: string | null; language: "en" | "zh-CN" };
export type ToldView = { group_id: string; group_name: string; week: string; agent_id: string; shifts: Array<Shift>; changes: Array<DayChange>; reason: string; published_at: string | null; by_name: string; seen: boolean; version: number };
export type TopUp = { amount_fen: number; client_id: string; note?: string };
export type TopicName = { topic_id: string; kind: string; zh: string; en: string; archived: boolean };
export type TopicView = { topic_id: string; kind: "order" | "price" | "restock" | "news" | "other"; zh: string; en: string; open: boolean; group_id: string | null; archived: boolean; version: number };
export type TopicsView = { plan_key: string; topics: Array<TopicView>; rules: NoticeRulesView };
export type TouchpointAgentView = { agent_id: string; name: string; number: string; numbers: MapNumbersView };
export type TouchpointAgentsView = { month: string; items: Array<TouchpointAgentView>; next: string | null };
export type TouchpointBesideView = { about_id: string; code: string; by: AgentRef | null; version: number; kind: "acceptance" | "enquiry" | "check" | "advice" | "complaint" | null; flow_version: number | null; steps: Array<StepBesideView>; may_correct: boolean; businesses: Array<MapPartShown>; channels: Array<MapPartShown>; brands: Array<MapPartShown> };
export type TouchpointCellView = { code: string; group_id: string | null; offered: boolean; published: FlowVersionView | null; draft: ServiceFlowShown | null; flow_version: number | null; gaps: Array<"empty" | "no_flow" | "no_group">; version: number };
export type TouchpointContactView = { about_id: string; kind: "conversation" | "ticket"; code: string; at: string; agent_id: string; agent: string | null; verdict: "kept" | "not_kept" | "pending" | "unjudged"; failed: Array<string>; flow_version: number | null; plan_key: string; source: string; category_id: string | null; by: AgentRef | null };
export type TouchpointContactViewPage = { items: Array<TouchpointContactView>; next: string | null };
export type TouchpointCsvPart = { text: string; done: number; next: string | null };
export type TouchpointMapView = { version: number; brand: string; month: string; businesses: Array<MapPartShown>; channels: Array<MapPartShown>; brands: Array<MapPartShown>; rules: Array<PlacingRuleShown>; cells: Array<MapCellView>; none: MapNumbersView | null; checks: Array<FlowCheckView> };
export type TouchpointResultsView = { month: string; numbers: MapNumbersView; failed: Array<FailedStepView>; agents: Array<TouchpointAgentView> };
export type TrainingGrantView = { agent_id: string; granted_until: string | null };
export type TrainingOrderView = { order_id: string; course_id: string; title: string; reason: string; due_on: string; created_at: string; about: string | null; late: boolean; ended_at: string | null; why_cancelled: string; attempt_id: string | null; agent: AgentRef; author: AgentRef; ended_by: AgentRef | null; state: "open" | "done" | "cancelled"; cause: "ticket" | "inspection" | null };
export type TrainingOrderViewPage = { items: Array<TrainingOrderView>; next: string | null };
export type Transfer = { agent_id?: string | null; group_id?: string | null; note?: string | null; anyway?: boolean };
export type TrialView = { members: number; binds_from: string; out: Array<OutView>; everybody: boolean };
export type TriedFacts = { endpoint_id: string };
export type TryRequirement = { course_ids: Array<string>; begins_at?: string | null; grace_days?: number };
export type TryView = { at: string; status: number; milliseconds: number; why: string; excerpt: string };
export type Turn = { agent_ids: Array<string>; weekdays?: Array<number>; on_holidays?: boolean; start_minute?: number; end_minute?: number };
export type TurnShown = { agent_ids: Array<string>; weekdays: Array<number>; on_holidays: boolean; start_minute: number; end_minute: number };
export type TypedView = { text: string; seconds: number; speed: number; accuracy: number; measured: boolean };
export type UnansweredView = { count: number; since: string | null };
export type UnfinishedDay = { day: string; ends_at: string | null; tell_after_ms: number | null; things: Array<UnfinishedThing>; more: boolean };
export type UnfinishedLeft = { day: string; agent: AgentRef | null; plan_key: string | null; plan_name: string; ends_at: string | null; closed_at: string | null; unnoted: number; things: Array<UnfinishedThing>; more: boolean };
export type UnfinishedLeftPage = { items: Array<UnfinishedLeft>; next: string | null };
export type UnfinishedNote = { at: string; version: number; told: boolean; text: string; until: string | null; group: string | null; what: "handed_over" | "tomorrow"; to: AgentRef | null; done: boolean };
export type UnfinishedThing = { since: string; customer: string; number: string; about: string; due_at: string | null; plan_key: string | null; locale: string; mine: boolean; visitor_id: string | null; kind: "conversation" | "message" | "ticket" | "follow_up" | "callback" | "promise"; thing_id: string; late: boolean; note: UnfinishedNote | null };
export type UnreadAnnouncements = { many: number; more: boolean; urgent: Array<UrgentAnnouncement>; reminded: number };
export type UnsaidView = { word_id: string; words: Array<string>; kind: "abusive" | "negative" | "promising"; effect: "warn" | "stop"; advice_zh: string; advice_en: string; replaces: boolean; exceptions: Array<string>; plans: Array<string>; active: boolean; version: number };
export type UnsaidViewPage = { items: Array<UnsaidView>; next: string | null };
export type UnseenView = { count: number };
export type UpdateAgent = { email?: string | null; name?: string | null; number?: string | null; password?: string | null; role?: string | null; capacity?: number | null; active?: boolean | null; hidden?: boolean | null; temporary?: boolean };
export type UpdateDesk = { name?: string | null; seats?: number | null; time_zone?: string | null; away_minutes?: number | null; unfinished_minutes?: number | null; seal_to?: Array<string> | null };
export type UpdateGroup = { name?: string | null; leader_id?: string | null; member_ids?: Array<string> | null; levels?: Array<string> | null; channels?: Array<string> | null; attributes?: Array<AttributeAskedBody> | null; archived?: boolean | null; department_id?: string | null };
export type UpdateNoticeSettings = { sender_email?: string | null; sender_name?: string | null; reply_to?: string | null; sms_signature?: string | null; price_fen?: number | null; low_balance_fen?: number | null; letters_a_day?: number | null; sms_by_day?: number | null; most_cents?: number | null; version?: number | null };
export type UpdatePlan = { name?: string | null; group_ids?: Array<string> | null; agent_ids?: Array<string> | null; allocation?: "balanced" | "rotation" | null; prefer_last_agent?: boolean | null; wait_for_last_agent_seconds?: number | null; accept_seconds?: number | null; time_zone?: string | null; allowed_origins?: Array<string> | null; languages?: Array<string> | null; look?: ChangeLook | null; texts?: Record<string, Record<string, string>> | null; open?: boolean | null; hours?: ChangeHours | null; offline?: ChangeOffline | null; auto_replies?: Array<AutoReplyBody> | null; survey?: ChangeSurvey | null; limits?: ChangeLimits | null; watch?: ChangeWatch | null; reaches_nobody?: boolean | null; needs_category?: boolean | null; monitoring?: ChangeMonitoring | null; prechat?: ChangePrechat | null; archived?: boolean | null; shop?: ChangeShop | null; suggests?: ChangeSuggests | null; version?: number | null };
export type UpdateRole = { name?: string | null; permissions?: Array<string> | null; scope?: string | null };
export type UploadForm = { url: string; fields: Record<string, string> };
export type UrgentAnnouncement = { announcement_id: string; edition: number };
export type UsageView = { article_id: string; titles: Record<string, string>; number: number; published_at: string; opened: number; helped: number; unhelped: number };
export type UsageViewPage = { items: Array<UsageView>; next: string | null };
export type UsedView = { requests: number; invocations: number; milliseconds: number; calls: number; read_units: number; write_units: number; letters: number; segments: number; conversations: number; cost: number; each: number | null };
export type UsesView = { article_id: string; month: string; titles: Record<string, string>; agent: Sums; visitor: Sums };
export type UsesViewPage = { items: Array<UsesView>; next: string | null };
export type VainView = { text: string; times: number; nothing: number; last_at: string };
export type VainViewPage = { items: Array<VainView>; next: string | null };
export type ValuesView = { agent_id: string; name: string; values: Record<string, EnteredView>; version: number };
export type ValuesViewPage = { items: Array<ValuesView>; next: string | null };
export type VerifiedView = { at: string; by: AgentRef; how: string };
export type ViaView = { channel_id: string; kind: string; name: string };
export type VisitView = { at: string; page: string | null; referrer: string | null; device: string | null };
export type VisitViewPage = { items: Array<VisitView>; next: string | null };
export type VisitorMessage = { text: string; client_id: string; file_id?: string | null; quote?: number | null; page?: string | null };
export type VisitorView = { visitor_id: string; visits: number; first_seen_at: string; last_seen_at: string; locale: string; name: string | null; page: string | null; referrer: string | null; level: "vip" | "gold" | "silver" | "normal"; email: string | null; mobile: string | null; version: number; block: Block | null; tags: Array<string>; merged: Array<string>; also_emails: Array<string>; also_mobiles: Array<string>; preferred_channel: "email" | "sms" | "social" | "web" | null; refused_channels: Array<string>; refused_kinds: Array<string>; hours: WishedHours | null; user_id: string | null; attributes: Record<string, string | number | boolean> };
export type VisitorViewPage = { items: Array<VisitorView>; next: string | null };
export type WaitingView = { state: "waiting" | "open" | "closed"; place: number | null; ahead: number | null; place_more: boolean; expected: ExpectedView | null };
export type WaitsView = { count: number; more: boolean; since: string | null };
export type WallAgent = { agent_id: string; name: string; number: string; serving: number; capacity: number; status: "online" | "busy" | "break" | "offline" };
export type WallConversation = { conversation_id: string; plan_key: string; visitor_id: string; state: "waiting" | "open" | "closed"; started_at: string; visitor_name: string | null; last_text: string; last_author: "visitor" | "agent" | "system"; last_at: string | null; waiting_since: string | null; level: "vip" | "gold" | "silver" | "normal"; agent: AgentRef | null; unanswered_since: string | null; warn_at: string | null; late_at: string | null };
export type WallGroup = { group_id: string; name: string | null; waiting: WaitsView; staff: StaffView; answers: AnswersView };
export type WallPage = { items: Array<WallGroup>; next: string | null; total: WallTotal; poll_after_ms: number };
export type WallTotal = { waiting: WaitsView; staff: StaffView; answers: AnswersView };
export type WallView = { name: string | null; waiting: WaitsView; staff: StaffView; open: number; more_open: boolean; unanswered: UnansweredView; queue: Array<WallConversation>; conversations: Array<WallConversation>; agents: Array<WallAgent>; poll_after_ms: number };
export type Watch = { warn_seconds: number | null; move_seconds: number | null; absent_seconds: number | null; left_seconds: number | null };
export type Way = { to: string; who?: Who; says?: "yes" | "no" | null };
export type WayShown = { to: string; who: WhoShown; says: "yes" | "no" | null };
export type WaysView = { flow_type: string | null; flow_version: number | null; stage: string | null; ways: Array<string> };
export type WebhookAndSecrets = { endpoint_id: string; url: string; description: string; created_at: string; since: string; personal: boolean; numbers: boolean; ordered: boolean; enabled: boolean; disabled_at: string | null; why_disabled: "gone" | "failed" | "by_hand" | null; events: Array<string>; plan_keys: Array<string>; version: number; failing_since: string | null; secrets: Array<SecretOfWebhook> };
export type WebhookView = { endpoint_id: string; url: string; description: string; created_at: string; since: string; personal: boolean; numbers: boolean; ordered: boolean; enabled: boolean; disabled_at: string | null; why_disabled: "gone" | "failed" | "by_hand" | null; events: Array<string>; plan_keys: Array<string>; version: number; failing_since: string | null };
export type WebhookViewPage = { items: Array<WebhookView>; next: string | null };
export type WeekView = { week: string; days: Array<DayView>; lines: Array<RosterLine>; findings: Array<RosterFinding>; hours: Array<HourView>; publications: Array<PublicationView> };
export type Who = { roles?: Array<string>; permissions?: Array<string>; groups?: Array<string>; its_group?: boolean; customer?: boolean };
export type WhoShown = { roles: Array<string>; permissions: Array<string>; groups: Array<string>; its_group: boolean; customer: boolean };
export type WholeIncident = { incident_id: string; titles: Record<string, string>; severity: "minor" | "major" | "critical"; raised_at: string; since: string; state: "open" | "over"; event_id: string | null; plan_keys: Array<string>; shown_on: Array<string>; ended_at: string | null; version: number; raised_by: AgentRef | null; found: BurstView | null; steps_done: number; steps_all: number; holding: Record<string, string>; backup: BackupShown; cause: string; measures: string; steps: Array<StepView>; ended_by: AgentRef | null; span_seconds: number; contacts: Array<ContactsView> };
export type WholeMailing = { mailing_id: string; plan_key: string; topic_id: string; name: string; texts: Record<string, NoticeText>; made_at: string; by_name: string; about: string; starts_at: string | null; within: WishedHours | null; a_day: number; a_minute: number; state: "draft" | "running" | "stopped" | "finished"; started_at: string | null; ended_at: string | null; looked_at: number; written: number; withheld: Record<string, number>; version: number; counts: MailingCounts };
export type WholeNotice = { what: string; about: string; plan_key: string | null; notice_id: string; at: string; channel: "email" | "sms" | "social" | "web"; to: string; name: string; locale: string; subject: string; next_try_at: string | null; state: "pending" | "sending" | "sent" | "failed" | "bounced" | "complained" | "gathered" | "withheld"; tries: number; provider_id: string | null; last_error: string | null; cost_fen: number; segments: number; instead_of: string | null; moved_from: string | null; attempts: Array<AttemptView>; text: string; html: string | null };
export type WholeProposalView = { proposal_id: string; plan_key: string; locale: string; title: string; answer: string; created_at: string; state: "open" | "drafted" | "joined" | "declined"; category_id: string | null; seen_at: string | null; conversation_id: string; first: number; last: number; author: AgentRef; decision: ProposalDecisionView | null; excerpt: Array<ProposalLineView> | null };
export type WholeRequestView = { request: LeaveRequestView; findings: Array<OfGroupView> };
export type WholeTicket = { ticket_id: string; number: string; type: "presale" | "aftersale" | "complaint" | "suggestion" | "change_of_details" | "repair" | "green_channel" | "booking" | "correction" | "fault"; subject: string; created_at: string; state: "new" | "assigned" | "in_progress" | "waiting_for_customer" | "solved" | "closed" | "reopened"; category: string | null; priority: "normal" | "urgent" | "critical"; level: "vip" | "gold" | "silver" | "normal"; plan_key: string | null; group_id: string | null; origin: Origin; version: number; state_at: string | null; awaited: Awaited | null; due_at: string | null; flow_id: string | null; flow_version: number | null; stage: string | null; escalated_at: string | null; solved_at: string | null; closed_at: string | null; reopened: number; tell_by: "email" | "sms" | "none" | null; merged_into: string | null; merged: Array<string>; changed_at: string | null; repeats: Repeats | null; owner: AgentRef; handler: AgentRef; customer: CustomerView; late: boolean; text: string; created_by: AgentRef; participants: Array<AgentRef>; fields: Record<string, string | number | boolean>; alarm: AlarmView | null; deadlines: Array<DeadlineLineView>; promised_at: string | null };
export type WidgetConfig = { plan_key: string; name: string; open: boolean; online: boolean; reason: "switched_off" | "holiday" | "hours" | null; holiday: Record<string, string> | null; opens_at: string | null; time_zone: string; languages: Array<string>; look: LookBody; texts: Record<string, Record<string, string>>; limits: Longest; files: FilesView; monitoring: "everybody" | "consent" | null; prechat: PrechatView | null; icon: string | null; dressed: boolean; holding: HoldingView | null; suggests: Suggests; help: boolean; notices: boolean };
export type WishedHours = { begins: string; ends: string; days: Array<number>; zone: string | null };
export type WishedHoursForm = { begins: string; ends: string; days?: Array<number>; zone?: string | null };
export type WishedView = { wish_id: string; at: string; was: WishesView; became: WishesView; proof: ProofView };
export type WishesNow = { preferred_channel: "email" | "sms" | "social" | "web" | null; refused_channels: Array<string>; refused_kinds: Array<string>; hours: WishedHours | null; refused_topics: Array<string> };
export type WishesView = { preferred: "email" | "sms" | "social" | "web" | null; refused: Array<string>; refused_kinds: Array<string>; hours: WishedHours | null; refused_topics: Array<string> };
export type Withdraw = { reason: string };
export type WithdrawStaffEntry = { client_id: string; reason: string };
export type WordSaidView = { word_id: string; words: Array<string>; kind: "abusive" | "negative" | "promising" | null; ignored: number; replaced: number; stopped: number };
export type WordSaidViewPage = { items: Array<WordSaidView>; next: string | null };
export type WordingForm = { title?: string | null; body?: string | null };
export type WordingView = { title: string; body: string };
export type WorkView = { work_id: string; kind: string; payload: Record<string, unknown>; due_at: string; tries: number; leased_until: string | null; last_error: string | null; request_id: string | null; state: "due" | "dead" };
export type WorkViewPage = { items: Array<WorkView>; next: string | null };
export type WriteAnnouncement = { title: string; body?: string; audience?: AnnouncementAudience; priority?: "normal" | "pinned" | "urgent"; effective_at?: string | null; expires_at?: string | null; remind_hours?: number; remind_by_email?: boolean; answer?: AgreedAnswerForm | null };
export type WriteArticle = { wordings?: Record<string, WordingForm>; category_id?: string | null; plan_keys?: Array<string>; review_on?: string | null };
export type WriteDayReport = { remarks?: string | null; plan?: string | null; version?: number | null };
export type WriteMinutes = { title: string; held_at: string; group_id?: string | null; chair_id?: string | null; present?: Array<string>; absences?: Array<AbsenceForm>; topics?: Record<string, string>; cases?: Array<CaseForm>; decisions?: Array<DecisionForm> };
export type WriteNeed = { client_id: string; text: string; topic_id?: string | null; group_id?: string | null; said?: SaidWhere };
export type WriteNote = { text: string; client_id: string; mentions?: Array<string> };
export type WriteSubscription = { topic_id: string; about?: string; active?: boolean; said?: SaidWhere };
export type WriteTicketEntry = { client_id: string; text: string; public?: boolean };
export type WriteWishes = { preferred_channel?: "email" | "sms" | "social" | "web" | null; refused_channels?: Array<"email" | "sms" | "social" | "web">; refused_kinds?: Array<"campaign" | "notice" | "survey">; hours?: WishedHoursForm | null; said?: SaidWhere };
export type WriteWords = { client_id: string; text: string };
export type WrittenView = { written: number; left: Array<SeenView> };

/** Every account in reach, by number. */
export const listAgents: Operation<Nothing, { cursor?: string }, undefined, AgentViewPage> = { method: "GET", path: "v1/admin/agents" };

/** Make an account for somebody who will work here. */
export const createAgent: Operation<Nothing, Nothing, CreateAgent, AgentView> = { method: "POST", path: "v1/admin/agents" };

/** One account, and until when failed sign-ins lock it. */
export const readAgent: Operation<{ agent_id: string }, Nothing, undefined, AgentView> = { method: "GET", path: "v1/admin/agents/{agent_id}" };

/** Change what is said of an account; a new password ends its sessions. */
export const updateAgent: Operation<{ agent_id: string }, Nothing, UpdateAgent, AgentView> = { method: "PUT", path: "v1/admin/agents/{agent_id}" };

/** Send somebody a link by which they choose a password, once more or in place of a forgotten one. */
export const inviteAgent: Operation<{ agent_id: string }, Nothing, Invite, AgentView> = { method: "POST", path: "v1/admin/agents/{agent_id}/invite" };

/** At which number somebody is called when on call. */
export const readMobile: Operation<{ agent_id: string }, Nothing, undefined, MobileView> = { method: "GET", path: "v1/admin/agents/{agent_id}/mobile" };

/** Say at which number somebody is called when on call. */
export const changeMobile: Operation<{ agent_id: string }, Nothing, ChangeMobile, MobileView> = { method: "PUT", path: "v1/admin/agents/{agent_id}/mobile" };

/** Take somebody's picture away; they are shown by their initials. */
export const removePicture: Operation<{ agent_id: string }, Nothing, undefined, AgentView> = { method: "DELETE", path: "v1/admin/agents/{agent_id}/picture" };

/** Forget the failed sign-ins of an account: whoever waits may try again at once. */
export const unlockAgent: Operation<{ agent_id: string }, Nothing, Empty, AgentView> = { method: "POST", path: "v1/admin/agents/{agent_id}/unlock" };

/** The confidentiality agreement: what is published, and the draft. */
export const readAgreement: Operation<Nothing, Nothing, undefined, AgreementRecordView> = { method: "GET", path: "v1/admin/agreement" };

/** Who accepted a version, and when. */
export const listAcceptances: Operation<Nothing, { version?: number | null; cursor?: string }, undefined, AcceptanceViewPage> = { method: "GET", path: "v1/admin/agreement/acceptances" };

/** Throw the draft away; twice is once. */
export const discardAgreementDraft: Operation<Nothing, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/agreement/draft" };

/** Keep a draft, finished or not; nobody is asked to accept it until it is published. */
export const saveAgreementDraft: Operation<Nothing, Nothing, SaveAgreementDraft, AgreementRecordView> = { method: "POST", path: "v1/admin/agreement/draft" };

/** Ask nobody any more, until something is published again; what was accepted stays known. */
export const endAgreement: Operation<Nothing, Nothing, EndAgreement, AgreementRecordView> = { method: "POST", path: "v1/admin/agreement/end" };

/** Who has not accepted a version yet; a page may be short, or empty, while others follow. */
export const listNotAccepted: Operation<Nothing, { version?: number | null; cursor?: string }, undefined, NotAcceptedViewPage> = { method: "GET", path: "v1/admin/agreement/missing" };

/** Make the draft what everybody must accept, at once or from a moment on; a published version never changes. */
export const publishAgreement: Operation<Nothing, Nothing, PublishAgreement, AgreementRecordView> = { method: "POST", path: "v1/admin/agreement/publish" };

/** Every version that was published, the newest first. */
export const listAgreementVersions: Operation<Nothing, { cursor?: string }, undefined, AgreementViewPage> = { method: "GET", path: "v1/admin/agreement/versions" };

/** How these words would be shown; nothing is kept. */
export const previewAnnouncement: Operation<Nothing, Nothing, PreviewAnnouncement, AnnouncementPreview> = { method: "POST", path: "v1/admin/announcement-previews" };

/** Announcements that one keeps, or that reach those whom one leads; a page may be short while others follow. */
export const listKeptAnnouncements: Operation<Nothing, { state?: "" | "archived" | "draft" | "effective" | "expired" | "scheduled" | "withdrawn"; q?: string | null; urgent?: boolean; group_id?: string | null; cursor?: string }, undefined, KeptAnnouncementsPage> = { method: "GET", path: "v1/admin/announcements" };

/** Begin an announcement, as a draft. */
export const writeAnnouncement: Operation<Nothing, Nothing, WriteAnnouncement, KeptAnnouncementView> = { method: "POST", path: "v1/admin/announcements" };

/** Throw a draft away; twice is once. */
export const removeAnnouncementDraft: Operation<{ announcement_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/announcements/{announcement_id}" };

/** An announcement with all that is said of it. */
export const readKeptAnnouncement: Operation<{ announcement_id: string }, Nothing, undefined, KeptAnnouncementView> = { method: "GET", path: "v1/admin/announcements/{announcement_id}" };

/** Other words in a draft. */
export const changeAnnouncement: Operation<{ announcement_id: string }, Nothing, ChangeAnnouncement, KeptAnnouncementView> = { method: "PUT", path: "v1/admin/announcements/{announcement_id}" };

/** Lay it into the archive, where it is found. */
export const archiveAnnouncement: Operation<{ announcement_id: string }, Nothing, EndAnnouncement, KeptAnnouncementView> = { method: "POST", path: "v1/admin/announcements/{announcement_id}/archive" };

/** What is published says something else from now on; who has read it reads it again where that is said. */
export const publishAnnouncementEdition: Operation<{ announcement_id: string }, Nothing, NewAnnouncementEdition, KeptAnnouncementView> = { method: "POST", path: "v1/admin/announcements/{announcement_id}/editions" };

/** The draft reaches everybody whom it is for, at once or from its time on. */
export const publishAnnouncement: Operation<{ announcement_id: string }, Nothing, PublishAnnouncement, KeptAnnouncementView> = { method: "POST", path: "v1/admin/announcements/{announcement_id}/publish" };

/** Who has read it and who is missing, of those whom it reaches now and whom one reaches. */
export const listAnnouncementReaders: Operation<{ announcement_id: string }, { view?: "all" | "missing" | "read"; group_id?: string | null; cursor?: string }, undefined, ReadersPage> = { method: "GET", path: "v1/admin/announcements/{announcement_id}/readers" };

/** The same as a file for spreadsheets. */
export const readAnnouncementReadersSheet: Operation<{ announcement_id: string }, { language?: "en" | "zh-CN" }, undefined, ReadersSheet> = { method: "GET", path: "v1/admin/announcements/{announcement_id}/readers/csv" };

/** It holds no more. */
export const withdrawAnnouncement: Operation<{ announcement_id: string }, Nothing, EndAnnouncement, KeptAnnouncementView> = { method: "POST", path: "v1/admin/announcements/{announcement_id}/withdraw" };

/** Every key, also those that have ended in the last ninety days. */
export const listApiKeys: Operation<Nothing, { cursor?: string }, undefined, ApiKeyViewPage> = { method: "GET", path: "v1/admin/api-keys" };

/** Let a server ask in its own name. The key is shown here, and never again. */
export const makeApiKey: Operation<Nothing, Nothing, MakeApiKey, ApiKeyAndSecret> = { method: "POST", path: "v1/admin/api-keys" };

/** It is valid no more, from the next request on; twice is once. */
export const revokeApiKey: Operation<{ key_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/api-keys/{key_id}" };

/** One key, without its secret. */
export const readApiKey: Operation<{ key_id: string }, Nothing, undefined, ApiKeyAndSecret> = { method: "GET", path: "v1/admin/api-keys/{key_id}" };

/** Another name, other permissions, another end; what is left out stays. */
export const changeApiKey: Operation<{ key_id: string }, Nothing, ChangeApiKey, ApiKeyAndSecret> = { method: "PUT", path: "v1/admin/api-keys/{key_id}" };

/** A new key in place of this one, shown here and never again; for some time both are valid. */
export const rotateApiKey: Operation<{ key_id: string }, Nothing, RotateApiKey, ApiKeyAndSecret> = { method: "POST", path: "v1/admin/api-keys/{key_id}/secrets" };

/** What readers would see of a text, made as their pages are. */
export const previewArticle: Operation<Nothing, Nothing, PreviewMarkdown, ArticlePreviewView> = { method: "POST", path: "v1/admin/article-previews" };

/** What the desk says of its articles. */
export const readArticleSettings: Operation<Nothing, Nothing, undefined, ArticleSettingsView> = { method: "GET", path: "v1/admin/article-settings" };

/** Who publishes what they wrote, and how soon articles are looked at again. */
export const changeArticleSettings: Operation<Nothing, Nothing, ChangeArticleSettings, ArticleSettingsView> = { method: "PUT", path: "v1/admin/article-settings" };

/** Articles within reach, changed last first; of those due for review, the first due first. */
export const listArticles: Operation<Nothing, { state?: "archived" | "draft" | "in_review" | "published" | null; category_id?: string | null; plan_key?: string | null; language?: "en" | "zh-CN" | null; lacks?: "en" | "zh-CN" | null; q?: string; due?: boolean; cursor?: string }, undefined, ArticleSummaryViewPage> = { method: "GET", path: "v1/admin/articles" };

/** A new article: a draft, which readers do not have yet. */
export const writeArticle: Operation<Nothing, Nothing, WriteArticle, ArticleView> = { method: "POST", path: "v1/admin/articles" };

/** What is worked on. */
export const readArticle: Operation<{ article_id: string }, Nothing, undefined, ArticleView> = { method: "GET", path: "v1/admin/articles/{article_id}" };

/** Change what is worked on; readers keep what they have. Who changes another field at the same time holds, too. */
export const changeArticle: Operation<{ article_id: string }, Nothing, ChangeArticle, ArticleView> = { method: "PUT", path: "v1/admin/articles/{article_id}" };

/** Readers do not have it any more; twice is once. */
export const archiveArticle: Operation<{ article_id: string }, Nothing, Empty, ArticleView> = { method: "POST", path: "v1/admin/articles/{article_id}/archive" };

/** What is new in an edition, or in what is worked on, beside an earlier edition. */
export const compareEditions: Operation<{ article_id: string }, { older?: number; newer?: number | null }, undefined, ComparisonView> = { method: "GET", path: "v1/admin/articles/{article_id}/comparison" };

/** What was published, the newest first, with what was new in it. */
export const listEditions: Operation<{ article_id: string }, { cursor?: string }, undefined, EditionSummaryViewPage> = { method: "GET", path: "v1/admin/articles/{article_id}/editions" };

/** An edition as it was published. */
export const readEdition: Operation<{ article_id: string; number: string }, Nothing, undefined, EditionView> = { method: "GET", path: "v1/admin/articles/{article_id}/editions/{number}" };

/** Ask for a place for a picture of the article. */
export const sendArticlePicture: Operation<{ article_id: string }, Nothing, SendFile, TicketView> = { method: "POST", path: "v1/admin/articles/{article_id}/pictures" };

/** The picture has arrived: the text can show it as `![words](picture:<file_id>)`. What nothing shows goes after a day. */
export const addArticlePicture: Operation<{ article_id: string }, Nothing, AddArticlePicture, ArticleView> = { method: "PUT", path: "v1/admin/articles/{article_id}/pictures" };

/** Readers have the draft from now on, as an edition that never changes. */
export const publishArticle: Operation<{ article_id: string }, Nothing, PublishArticle, ArticleView> = { method: "POST", path: "v1/admin/articles/{article_id}/publish" };

/** Out of the archive: a draft again; twice is once. */
export const takeArticleBack: Operation<{ article_id: string }, Nothing, Empty, ArticleView> = { method: "POST", path: "v1/admin/articles/{article_id}/restore" };

/** It is a draft again, and its author is told what is to be changed. */
export const sendArticleBack: Operation<{ article_id: string }, Nothing, SendBack, ArticleView> = { method: "POST", path: "v1/admin/articles/{article_id}/return" };

/** The draft waits for its reviewer, who is told; twice is once. */
export const sendArticleToReview: Operation<{ article_id: string }, Nothing, SendToReview, ArticleView> = { method: "POST", path: "v1/admin/articles/{article_id}/review" };

/** Give somebody more, or less, of a kind of leave in a year than everybody has; the same `client_id` once. */
export const grantLeave: Operation<{ agent_id: string }, Nothing, GrantLeave, LeaveBalancesView> = { method: "POST", path: "v1/admin/attendance/agents/{agent_id}/grants" };

/** Count a month anew from its records, and leave from what was asked for, a page of agents at a time. */
export const recountAttendance: Operation<Nothing, Nothing, RecountAttendance, RecountedAttendanceView> = { method: "POST", path: "v1/admin/attendance/recount" };

/** Kinds of leave, who approves how much, and what attendance lets pass. */
export const readLeaveSettings: Operation<Nothing, Nothing, undefined, LeaveSettingsView> = { method: "GET", path: "v1/admin/attendance/settings" };

/** Change what is said; leave that was asked for stays as it was. */
export const changeLeaveSettings: Operation<Nothing, Nothing, ChangeLeaveSettings, LeaveSettingsView> = { method: "PUT", path: "v1/admin/attendance/settings" };

/** Who did what in a month, newest first. */
export const readAudit: Operation<Nothing, { month?: string; cursor?: string; agent_id?: string; key_id?: string; act?: string }, undefined, AuditedPage> = { method: "GET", path: "v1/admin/audit" };

/** The days whose audit log is sealed, newest first. */
export const listSealed: Operation<Nothing, { cursor?: string }, undefined, SealedDayPage> = { method: "GET", path: "v1/admin/audit/seals" };

/** Whether the audit log of a day is as it was sealed; `fault` is the first thing that is not. */
export const verifyDay: Operation<{ day: string }, { chain?: string }, undefined, SealedDay> = { method: "GET", path: "v1/admin/audit/seals/{day}" };

/** Visitors who are not let in. */
export const listBlocked: Operation<Nothing, { cursor?: string }, undefined, VisitorViewPage> = { method: "GET", path: "v1/admin/blocked-visitors" };

/** The report of the last day, week or month that is over, as oneself would get it now. */
export const previewBulletin: Operation<Nothing, { every?: "daily" | "monthly" | "weekly"; language?: "en" | "zh-CN"; group_id?: string }, undefined, BulletinView> = { method: "GET", path: "v1/admin/bulletins/preview" };

/** Who gets which report when. */
export const listBulletinSubscriptions: Operation<Nothing, { cursor?: string }, undefined, SubscriptionViewPage> = { method: "GET", path: "v1/admin/bulletins/subscriptions" };

/** Have a report sent by schedule. */
export const createBulletinSubscription: Operation<Nothing, Nothing, NewSubscription, SubscriptionView> = { method: "POST", path: "v1/admin/bulletins/subscriptions" };

/** Send it no more; what was sent stays. */
export const deleteBulletinSubscription: Operation<{ subscription_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/bulletins/subscriptions/{subscription_id}" };

/** One of them, and how its last report was sent. */
export const readBulletinSubscription: Operation<{ subscription_id: string }, Nothing, undefined, SubscriptionAndRun> = { method: "GET", path: "v1/admin/bulletins/subscriptions/{subscription_id}" };

/** Change who gets it, when, or whether. */
export const updateBulletinSubscription: Operation<{ subscription_id: string }, Nothing, ChangeSubscription, SubscriptionView> = { method: "PUT", path: "v1/admin/bulletins/subscriptions/{subscription_id}" };

/** The same, sent to one's own address. */
export const sendTestBulletin: Operation<Nothing, Nothing, SendTest, BulletinView> = { method: "POST", path: "v1/admin/bulletins/test" };

/** Whom a campaign that says this would be for; nothing is written. */
export const previewCampaign: Operation<Nothing, Nothing, PreviewCampaign, CampaignPreview> = { method: "POST", path: "v1/admin/campaign-previews" };

/** The campaigns in reach. */
export const listCampaigns: Operation<Nothing, { cursor?: string }, undefined, CampaignViewPage> = { method: "GET", path: "v1/admin/campaigns" };

/** Plan a campaign of visits: whom, how many, how often. */
export const createCampaign: Operation<Nothing, Nothing, NewCampaign, CampaignView> = { method: "POST", path: "v1/admin/campaigns" };

/** One campaign, and how far it has come. */
export const readCampaign: Operation<{ campaign_id: string }, Nothing, undefined, CampaignProgress> = { method: "GET", path: "v1/admin/campaigns/{campaign_id}" };

/** Change what is said of a campaign. */
export const updateCampaign: Operation<{ campaign_id: string }, Nothing, ChangeCampaign, CampaignView> = { method: "PUT", path: "v1/admin/campaigns/{campaign_id}" };

/** Plan the visits of today now; twice is once. */
export const runCampaign: Operation<{ campaign_id: string }, Nothing, Empty, RunView> = { method: "POST", path: "v1/admin/campaigns/{campaign_id}/run" };

/** What its last thirty runs came to, the newest first. */
export const listCampaignRuns: Operation<{ campaign_id: string }, { cursor?: string }, undefined, RunViewPage> = { method: "GET", path: "v1/admin/campaigns/{campaign_id}/runs" };

/** Add a category to the tree. */
export const addCategory: Operation<Nothing, Nothing, NewCategory, CategoryView> = { method: "POST", path: "v1/admin/categories" };

/** Rename, move, order or archive a category. */
export const updateCategory: Operation<{ category_id: string }, Nothing, ChangeCategory, CategoryView> = { method: "PUT", path: "v1/admin/categories/{category_id}" };

/** All channels, without their secrets; fifty at most. */
export const listChannels: Operation<Nothing, { cursor?: string }, undefined, ChannelViewPage> = { method: "GET", path: "v1/admin/channels" };

/** A new channel, with its first key, whose secret is shown once. */
export const createChannel: Operation<Nothing, Nothing, NewChannel, ChannelView> = { method: "POST", path: "v1/admin/channels" };

/** One channel, and how many mails wait since more came than it takes in an hour. */
export const readChannel: Operation<{ channel_id: string }, Nothing, undefined, ChannelView> = { method: "GET", path: "v1/admin/channels/{channel_id}" };

/** Change it, or switch it off; what is left out stays. */
export const changeChannel: Operation<{ channel_id: string }, Nothing, ChangeChannel, ChannelView> = { method: "PUT", path: "v1/admin/channels/{channel_id}" };

/** What could not be brought out by it lately, or taken in, the newest first; the last fifty of a month. */
export const listChannelFailures: Operation<{ channel_id: string }, { cursor?: string }, undefined, ChannelFailureViewPage> = { method: "GET", path: "v1/admin/channels/{channel_id}/failures" };

/** Another key, whose secret is shown once; the one before signs as well until it is retired. */
export const addChannelKey: Operation<{ channel_id: string }, Nothing, NewChannelKey, ChannelView> = { method: "POST", path: "v1/admin/channels/{channel_id}/keys" };

/** What this key signs counts no more. Twice is once. */
export const retireChannelKey: Operation<{ channel_id: string; key_id: string }, Nothing, Empty, ChannelView> = { method: "POST", path: "v1/admin/channels/{channel_id}/keys/{key_id}/retire" };

/** The complaints in reach, open ones by what is due, others the newest first. */
export const listComplaints: Operation<Nothing, { state?: "done" | "open"; created_since?: string | null; created_until?: string | null; cursor?: string }, undefined, ComplaintViewPage> = { method: "GET", path: "v1/admin/complaints" };

/** Prices, the month's budget, and what may be done less often to keep it. */
export const readCostSettings: Operation<Nothing, Nothing, undefined, CostSettingsView> = { method: "GET", path: "v1/admin/cost-settings" };

/** Change them; what is left out stays. */
export const changeCostSettings: Operation<Nothing, Nothing, ChangeCostSettings, CostSettingsView> = { method: "PUT", path: "v1/admin/cost-settings" };

/** Do something less often, or as often as ever, until the month is over. */
export const switchCosts: Operation<{ switch: string }, Nothing, SwitchCosts, SwitchesView> = { method: "PUT", path: "v1/admin/cost-switches/{switch}" };

/** A month of the desk or of a plan, by days and kinds of operation; budget, forecast and what is saved by. */
export const readCosts: Operation<Nothing, { month?: string; plan_key?: string }, undefined, CostsView> = { method: "GET", path: "v1/admin/costs" };

/** Have added up now what containers have handed over by now; by itself that happens every hour. */
export const countCosts: Operation<Nothing, Nothing, Empty, null> = { method: "POST", path: "v1/admin/costs/count" };

/** What each plan cost in a month, by their keys. */
export const listPlanCosts: Operation<Nothing, { cursor?: string; month?: string }, undefined, PlanCostViewPage> = { method: "GET", path: "v1/admin/costs/plans" };

/** Add a field that agents fill in of customers. */
export const addCustomerField: Operation<Nothing, Nothing, NewField, CustomFieldView> = { method: "POST", path: "v1/admin/customer-fields" };

/** Rename, order or archive a field, or change what may be chosen. */
export const updateCustomerField: Operation<{ field_id: string }, Nothing, ChangeField, CustomFieldView> = { method: "PUT", path: "v1/admin/customer-fields/{field_id}" };

/** The departments that groups belong to. */
export const readDepartments: Operation<Nothing, Nothing, undefined, DepartmentsView> = { method: "GET", path: "v1/admin/departments" };

/** Say which departments there are; groups of one that is not named belong to none. */
export const nameDepartments: Operation<Nothing, Nothing, NameDepartments, DepartmentsView> = { method: "PUT", path: "v1/admin/departments" };

/** The desk's name, seats and clock. */
export const readDesk: Operation<Nothing, Nothing, undefined, DeskView> = { method: "GET", path: "v1/admin/desk" };

/** Change what is said of the desk. */
export const updateDesk: Operation<Nothing, Nothing, UpdateDesk, DeskView> = { method: "PUT", path: "v1/admin/desk" };

/** Check lists of a group, the newest first. */
export const listCheckLists: Operation<Nothing, { group_id?: string | null; cursor?: string }, undefined, CheckListViewPage> = { method: "GET", path: "v1/admin/duty/check-lists" };

/** A new check list; its first check comes at the first of its times. */
export const makeCheckList: Operation<Nothing, Nothing, MakeCheckList, CheckListView> = { method: "POST", path: "v1/admin/duty/check-lists" };

/** Other points, times or people; an archived one is due no more. */
export const changeCheckList: Operation<{ list_id: string }, Nothing, ChangeCheckList, CheckListView> = { method: "PUT", path: "v1/admin/duty/check-lists/{list_id}" };

/** How long people have to answer and to accept. */
export const readDutySettings: Operation<Nothing, Nothing, undefined, DutySettingsView> = { method: "GET", path: "v1/admin/duty/settings" };

/** Other times, or other groups that hand over by shift. */
export const changeDutySettings: Operation<Nothing, Nothing, ChangeDutySettings, DutySettingsView> = { method: "PUT", path: "v1/admin/duty/settings" };

/** One's own exports, the newest first; their files are kept for a week. A page may be short while others follow. */
export const listExports: Operation<Nothing, { cursor?: string }, undefined, ExportViewPage> = { method: "GET", path: "v1/admin/exchange/exports" };

/** Have what one reaches of such things written into a file; who asked for what is in the audit log. */
export const beginExport: Operation<Nothing, Nothing, BeginExport, ExportView> = { method: "POST", path: "v1/admin/exchange/exports" };

/** One of one's own, and how far it is. */
export const readExport: Operation<{ run_id: string }, Nothing, undefined, ExportView> = { method: "GET", path: "v1/admin/exchange/exports/{run_id}" };

/** Pause it, have it go on, stop it. */
export const actOnExport: Operation<{ run_id: string }, Nothing, ActOnExport, ExportView> = { method: "POST", path: "v1/admin/exchange/exports/{run_id}/acts" };

/** An address that gives the file for ten minutes; the audit log has that it was asked for. */
export const linkToExport: Operation<{ run_id: string }, Nothing, AskForExportLink, ExportLink> = { method: "POST", path: "v1/admin/exchange/exports/{run_id}/links" };

/** The imports of the desk, the newest first; kept for ninety days. */
export const listImports: Operation<Nothing, { cursor?: string }, undefined, ImportViewPage> = { method: "GET", path: "v1/admin/exchange/imports" };

/** Ask for a place for a file of such things, for an hour. */
export const beginImport: Operation<Nothing, Nothing, BeginImport, ImportBegun> = { method: "POST", path: "v1/admin/exchange/imports" };

/** One, and how far it is. */
export const readImport: Operation<{ run_id: string }, Nothing, undefined, ImportView> = { method: "GET", path: "v1/admin/exchange/imports/{run_id}" };

/** Say which of the file's columns is what, and what is chosen; then it is to be checked anew. */
export const changeImport: Operation<{ run_id: string }, Nothing, ChangeImport, ImportView> = { method: "PUT", path: "v1/admin/exchange/imports/{run_id}" };

/** Check it (a dry run, of which nothing is written), start it, pause it, have it go on, stop it; twice is once. */
export const actOnImport: Operation<{ run_id: string }, Nothing, ActOnImport, ImportView> = { method: "POST", path: "v1/admin/exchange/imports/{run_id}/acts" };

/** The file was uploaded: it is looked at, and what its columns are is guessed. */
export const importArrived: Operation<{ run_id: string }, Nothing, Empty, ImportView> = { method: "POST", path: "v1/admin/exchange/imports/{run_id}/arrived" };

/** The first rows of the file, as it has them. */
export const sampleImport: Operation<{ run_id: string }, { cursor?: string }, undefined, SampleRowPage> = { method: "GET", path: "v1/admin/exchange/imports/{run_id}/sample" };

/** The rows that are not taken, and those in which the desk and the file differ, with why. */
export const listToldRows: Operation<{ run_id: string }, { cursor?: string }, undefined, ToldRowPage> = { method: "GET", path: "v1/admin/exchange/imports/{run_id}/told" };

/** The same as a file for spreadsheets, part by part. */
export const readToldCsv: Operation<{ run_id: string }, { language?: "en" | "zh-CN"; cursor?: string }, undefined, ToldPart> = { method: "GET", path: "v1/admin/exchange/imports/{run_id}/told/csv" };

/** What can be imported and exported, with the columns of each. */
export const listExchangeKinds: Operation<Nothing, { cursor?: string }, undefined, ExchangeKindViewPage> = { method: "GET", path: "v1/admin/exchange/kinds" };

/** A file of such things to be filled in: the names of its columns, and a line as an example. */
export const readExchangeTemplate: Operation<{ kind: string }, { language?: "en" | "zh-CN" }, undefined, TemplateView> = { method: "GET", path: "v1/admin/exchange/kinds/{kind}/template" };

/** Who looks for viruses in what people send. */
export const readScanner: Operation<Nothing, Nothing, undefined, ScannerView> = { method: "GET", path: "v1/admin/files" };

/** Ask this address about each file, signed with its new secret, or nobody (empty). */
export const changeScanner: Operation<Nothing, Nothing, ChangeScanner, ScannerView> = { method: "PUT", path: "v1/admin/files" };

/** Every type of tickets, with the flow that it has, if it has one. */
export const listFlows: Operation<Nothing, { cursor?: string }, undefined, FlowLineViewPage> = { method: "GET", path: "v1/admin/flows" };

/** The flow for a type of tickets: what is published, and the draft. */
export const readFlow: Operation<{ flow_type: string }, Nothing, undefined, FlowRecordView> = { method: "GET", path: "v1/admin/flows/{flow_type}" };

/** Throw the draft away; twice is once. */
export const discardFlowDraft: Operation<{ flow_type: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/flows/{flow_type}/draft" };

/** Keep a draft, finished or not; tickets do not follow it until it is published. */
export const saveFlowDraft: Operation<{ flow_type: string }, Nothing, SaveDraft, FlowRecordView> = { method: "POST", path: "v1/admin/flows/{flow_type}/draft" };

/** Make the draft what new tickets follow; those under way keep the version they began with. */
export const publishFlow: Operation<{ flow_type: string }, Nothing, PublishFlow, FlowRecordView> = { method: "POST", path: "v1/admin/flows/{flow_type}/publish" };

/** The rules that plan visits after conversations. */
export const listFollowUpRules: Operation<Nothing, { cursor?: string }, undefined, RuleViewPage> = { method: "GET", path: "v1/admin/follow-up-rules" };

/** Make such a rule. */
export const createFollowUpRule: Operation<Nothing, Nothing, NewRule, RuleView> = { method: "POST", path: "v1/admin/follow-up-rules" };

/** Change what is said of a rule. */
export const updateFollowUpRule: Operation<{ rule_id: string }, Nothing, ChangeRule, RuleView> = { method: "PUT", path: "v1/admin/follow-up-rules/{rule_id}" };

/** Every group in reach; those that are archived only where they are asked for. */
export const listGroups: Operation<Nothing, { cursor?: string; archived?: boolean }, undefined, GroupViewPage> = { method: "GET", path: "v1/admin/groups" };

/** Make a group of agents, with a leader. */
export const createGroup: Operation<Nothing, Nothing, CreateGroup, GroupView> = { method: "POST", path: "v1/admin/groups" };

/** One group. */
export const readGroup: Operation<{ group_id: string }, Nothing, undefined, GroupView> = { method: "GET", path: "v1/admin/groups/{group_id}" };

/** Change what is said of a group. An archived one gets nothing new; its agents stay, with what they have. */
export const updateGroup: Operation<{ group_id: string }, Nothing, UpdateGroup, GroupView> = { method: "PUT", path: "v1/admin/groups/{group_id}" };

/** Make another group that has all of this one but its name; no plan names it yet. */
export const copyGroup: Operation<{ group_id: string }, Nothing, CopyGroup, GroupView> = { method: "POST", path: "v1/admin/groups/{group_id}/copy" };

/** Rules for bursts, defined events, and who is told besides supervisors. */
export const readIncidentSettings: Operation<Nothing, Nothing, undefined, IncidentSettingsView> = { method: "GET", path: "v1/admin/incident-settings" };

/** Change them; what is left out stays, each list is the whole of it. */
export const changeIncidentSettings: Operation<Nothing, Nothing, ChangeSettings, IncidentSettingsView> = { method: "PUT", path: "v1/admin/incident-settings" };

/** Have the index of articles made anew, by due work; it is asked as it was until all of it is there. */
export const rebuildArticlesIndex: Operation<Nothing, Nothing, Empty, null> = { method: "POST", path: "v1/admin/knowledge/rebuild" };

/** How articles were used in a month; with `only` a page may be short, or empty, while others follow. */
export const listArticlesUsage: Operation<Nothing, { cursor?: string; month?: string | null; only?: "" | "unhelpful" | "unread" }, undefined, UsageViewPage> = { method: "GET", path: "v1/admin/knowledge/usage" };

/** What visitors said about an article, the newest edition first; who only said yes or no is there, too. */
export const listArticleFeedback: Operation<{ article_id: string }, { cursor?: string }, undefined, HelpSaidViewPage> = { method: "GET", path: "v1/admin/knowledge/usage/{article_id}" };

/** What a plan's visitors asked in vain, the most asked first. */
export const listVainQuestions: Operation<Nothing, { cursor?: string; plan_key?: string; since?: string | null; until?: string | null }, undefined, VainViewPage> = { method: "GET", path: "v1/admin/knowledge/vain" };

/** Mails that wait for a person, the newest first. */
export const listMails: Operation<Nothing, { cursor?: string }, undefined, MailViewPage> = { method: "GET", path: "v1/admin/mails" };

/** It is of no use, and goes. Twice is once. */
export const dropMail: Operation<{ mail_id: string }, Nothing, Empty, MailView> = { method: "POST", path: "v1/admin/mails/{mail_id}/drop" };

/** It becomes part of a conversation, as what a person wrote, soon after. Twice is once. */
export const takeInMail: Operation<{ mail_id: string }, Nothing, TakeMailIn, MailView> = { method: "POST", path: "v1/admin/mails/{mail_id}/take" };

/** Whom letters and text messages come from, and what they may cost. */
export const readNoticeSettings: Operation<Nothing, Nothing, undefined, SettingsView> = { method: "GET", path: "v1/admin/notice-settings" };

/** Change what is said of them. */
export const updateNoticeSettings: Operation<Nothing, Nothing, UpdateNoticeSettings, SettingsView> = { method: "PUT", path: "v1/admin/notice-settings" };

/** The ledger of letters and text messages in reach, newest first. */
export const listNotices: Operation<Nothing, { state?: string; cursor?: string }, undefined, NoticeViewPage> = { method: "GET", path: "v1/admin/notices" };

/** One letter or text message: every attempt, and what it says. */
export const readNotice: Operation<{ notice_id: string }, Nothing, undefined, WholeNotice> = { method: "GET", path: "v1/admin/notices/{notice_id}" };

/** Send it once more. */
export const resendNotice: Operation<{ notice_id: string }, Nothing, Empty, NoticeView> = { method: "POST", path: "v1/admin/notices/{notice_id}/resend" };

/** The calls of a month, the newest first: whom they told, who accepted, how they ended. */
export const listCalls: Operation<Nothing, { cursor?: string; month?: string }, undefined, CallViewPage> = { method: "GET", path: "v1/admin/on-call/calls" };

/** Who is on call when, and now; twenty rotas at most. */
export const listRotas: Operation<Nothing, { cursor?: string }, undefined, RotaViewPage> = { method: "GET", path: "v1/admin/on-call/rotas" };

/** Say who is on call when, for some groups or the whole desk. */
export const createRota: Operation<Nothing, Nothing, RotaForm, RotaView> = { method: "POST", path: "v1/admin/on-call/rotas" };

/** Nobody is on call by it any more; its calls stay. Twice is once. */
export const deleteRota: Operation<{ rota_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/on-call/rotas/{rota_id}" };

/** One rota. */
export const readRota: Operation<{ rota_id: string }, Nothing, undefined, RotaView> = { method: "GET", path: "v1/admin/on-call/rotas/{rota_id}" };

/** Change it; what is left out stays, each list is the whole of it. */
export const changeRota: Operation<{ rota_id: string }, Nothing, RotaForm, RotaView> = { method: "PUT", path: "v1/admin/on-call/rotas/{rota_id}" };

/** Say how an order stands; who subscribed is told by their preferred channel, each state once, none backwards. */
export const tellOrderState: Operation<Nothing, Nothing, TellOrder, ToldOrder> = { method: "POST", path: "v1/admin/orders/states" };

/** Months of which anything was computed or entered, the latest first. */
export const listPerformanceMonths: Operation<Nothing, { cursor?: string }, undefined, PerformanceMonthLinePage> = { method: "GET", path: "v1/admin/performance-months" };

/** A month: its draft, and what was confirmed. */
export const readPerformanceMonth: Operation<{ month: string }, Nothing, undefined, PerformanceMonthView> = { method: "GET", path: "v1/admin/performance-months/{month}" };

/** Compute a month anew; what was confirmed stays as it is. Where that is under way, it is joined. */
export const computePerformance: Operation<{ month: string }, Nothing, Empty, PerformanceRunView> = { method: "POST", path: "v1/admin/performance-months/{month}/compute" };

/** Confirm the draft that was looked at: it is the month's next revision, and never changes. Twice is once. */
export const confirmPerformance: Operation<{ month: string }, Nothing, ConfirmMonth, PerformanceMonthView> = { method: "POST", path: "v1/admin/performance-months/{month}/confirm" };

/** Every scheme: the desk's, and those of groups. */
export const listPerformanceSchemes: Operation<Nothing, { cursor?: string }, undefined, SchemeLineViewPage> = { method: "GET", path: "v1/admin/performance-schemes" };

/** A scheme: its draft, and what was published last. */
export const readPerformanceScheme: Operation<{ scheme_id: string }, Nothing, undefined, SchemeView> = { method: "GET", path: "v1/admin/performance-schemes/{scheme_id}" };

/** Throw the draft away; twice is once. */
export const discardPerformanceDraft: Operation<{ scheme_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/performance-schemes/{scheme_id}/draft" };

/** Keep a draft, finished or not; nobody is counted by it until it is published. Version 0 makes a new scheme. */
export const savePerformanceDraft: Operation<{ scheme_id: string }, Nothing, SaveSchemeDraft, SchemeView> = { method: "POST", path: "v1/admin/performance-schemes/{scheme_id}/draft" };

/** The last preview of a scheme, agent by agent, beside what the month has now. */
export const listPerformancePreview: Operation<{ scheme_id: string }, { cursor?: string }, undefined, PreviewView> = { method: "GET", path: "v1/admin/performance-schemes/{scheme_id}/preview" };

/** Compute a month by the draft, for nobody but who looks at it. */
export const previewPerformanceScheme: Operation<{ scheme_id: string }, Nothing, PreviewScheme, PerformanceRunView> = { method: "POST", path: "v1/admin/performance-schemes/{scheme_id}/preview" };

/** Make the draft a version, which never changes and counts from a month on. */
export const publishPerformanceScheme: Operation<{ scheme_id: string }, Nothing, PublishScheme, SchemeView> = { method: "POST", path: "v1/admin/performance-schemes/{scheme_id}/publish" };

/** A version as it was published. */
export const readPerformanceSchemeVersion: Operation<{ scheme_id: string }, { version?: number }, undefined, SchemeVersionView> = { method: "GET", path: "v1/admin/performance-schemes/{scheme_id}/version" };

/** What indicators may measure, in the order in which figures are shown. */
export const listPerformanceSources: Operation<Nothing, { cursor?: string }, undefined, SourceViewPage> = { method: "GET", path: "v1/admin/performance-sources" };

/** What was entered for agents in reach, by their ids; those without anything too. */
export const listPerformanceValues: Operation<{ month: string }, { cursor?: string }, undefined, ValuesViewPage> = { method: "GET", path: "v1/admin/performance-values/{month}" };

/** Enter a value for an agent's month, with a reason, or take it away. */
export const enterPerformanceValue: Operation<{ month: string; agent_id: string }, Nothing, EnterValue, ValuesView> = { method: "POST", path: "v1/admin/performance-values/{month}/{agent_id}" };

/** Everything a role may allow, in Chinese and English. */
export const listPermissions: Operation<Nothing, { cursor?: string }, undefined, PermissionViewPage> = { method: "GET", path: "v1/admin/permissions" };

/** Give the company the phrases that come with the product; twice adds nothing twice. */
export const addShippedPhrases: Operation<Nothing, Nothing, Empty, ImportedView> = { method: "POST", path: "v1/admin/phrases/shipped" };

/** The plans in reach, with all that can be changed; those that are archived only where they are asked for. */
export const listPlans: Operation<Nothing, { cursor?: string; archived?: boolean }, undefined, PlanViewPage> = { method: "GET", path: "v1/admin/plans" };

/** Make a plan for a website; what is not said has defaults. */
export const createPlan: Operation<Nothing, Nothing, CreatePlan, PlanView> = { method: "POST", path: "v1/admin/plans" };

/** One plan. */
export const readPlan: Operation<{ plan_id: string }, Nothing, undefined, PlanView> = { method: "GET", path: "v1/admin/plans/{plan_id}" };

/** Change what is said of a plan; what is left out stays, also within its parts. */
export const updatePlan: Operation<{ plan_id: string }, Nothing, UpdatePlan, PlanView> = { method: "PUT", path: "v1/admin/plans/{plan_id}" };

/** What the plan's visitors are asked to agree to, and what they were before: every edition, the newest first. */
export const listConsents: Operation<{ plan_id: string }, { cursor?: string }, undefined, ConsentEditionViewPage> = { method: "GET", path: "v1/admin/plans/{plan_id}/consents" };

/** Make another plan that has all of this one but its key, its name and its keys; pictures are copied. */
export const copyPlan: Operation<{ plan_id: string }, Nothing, CopyPlan, PlanView> = { method: "POST", path: "v1/admin/plans/{plan_id}/copy" };

/** The keys with which the plan's website vouches for its users, without what is secret of them. */
export const listIdentityKeys: Operation<{ plan_id: string }, { cursor?: string }, undefined, IdentityKeyViewPage> = { method: "GET", path: "v1/admin/plans/{plan_id}/identity-keys" };

/** One key more, which holds beside the others; its secret is in this answer alone. */
export const addIdentityKey: Operation<{ plan_id: string }, Nothing, AddIdentityKey, IdentityKeyView> = { method: "POST", path: "v1/admin/plans/{plan_id}/identity-keys" };

/** What was signed with this key counts no more; twice is once. */
export const retireIdentityKey: Operation<{ plan_id: string; key_id: string }, Nothing, Empty, IdentityKeyView> = { method: "POST", path: "v1/admin/plans/{plan_id}/identity-keys/{key_id}/retire" };

/** How many were invited by each rule and by hand, this month and the last, and what they answered. */
export const readInvitations: Operation<{ plan_id: string }, Nothing, undefined, InvitationFigures> = { method: "GET", path: "v1/admin/plans/{plan_id}/invitations" };

/** Ask for a place for a picture of the plan. */
export const sendPlanPicture: Operation<{ plan_id: string }, Nothing, SendFile, TicketView> = { method: "POST", path: "v1/admin/plans/{plan_id}/pictures" };

/** Take the plan's `icon`, or the picture on its `card`, away. */
export const removePlanPicture: Operation<{ plan_id: string; place: string }, Nothing, undefined, PlanView> = { method: "DELETE", path: "v1/admin/plans/{plan_id}/pictures/{place}" };

/** Show the plan by a picture that was uploaded: as its `icon`, or on its `card`. */
export const choosePlanPicture: Operation<{ plan_id: string; place: string }, Nothing, ChoosePlanPicture, PlanView> = { method: "PUT", path: "v1/admin/plans/{plan_id}/pictures/{place}" };

/** What the widget would be told if the plan were changed like this, and somebody were there; nothing is stored. */
export const previewPlan: Operation<{ plan_id: string }, Nothing, UpdatePlan, WidgetConfig> = { method: "POST", path: "v1/admin/plans/{plan_id}/preview" };

/** The keys that sign what the plan's shop is asked, without what is secret of them. */
export const listShopKeys: Operation<{ plan_id: string }, { cursor?: string }, undefined, ShopKeyViewPage> = { method: "GET", path: "v1/admin/plans/{plan_id}/shop-keys" };

/** One key more, which signs beside the others; its secret is in this answer alone. */
export const addShopKey: Operation<{ plan_id: string }, Nothing, Empty, ShopKeyView> = { method: "POST", path: "v1/admin/plans/{plan_id}/shop-keys" };

/** Nothing is signed with this key any more; twice is once. */
export const retireShopKey: Operation<{ plan_id: string; key_id: string }, Nothing, Empty, ShopKeyView> = { method: "POST", path: "v1/admin/plans/{plan_id}/shop-keys/{key_id}/retire" };

/** Of whom nothing goes. */
export const listHolds: Operation<Nothing, { cursor?: string }, undefined, HoldViewPage> = { method: "GET", path: "v1/admin/privacy/holds" };

/** All requests to erase the data of an agent who left, the newest first. */
export const listErasedAgents: Operation<Nothing, { cursor?: string }, undefined, LeavingViewPage> = { method: "GET", path: "v1/admin/privacy/leavers" };

/** Erase the data of an agent who left: what there is is counted, and shown before anything goes. */
export const eraseAgent: Operation<Nothing, Nothing, EraseAgent, LeavingView> = { method: "POST", path: "v1/admin/privacy/leavers" };

/** One of them. */
export const readErasedAgent: Operation<{ leaving_id: string }, Nothing, undefined, LeavingView> = { method: "GET", path: "v1/admin/privacy/leavers/{leaving_id}" };

/** It is not done; nothing has gone. Twice is once. */
export const cancelErasingAgent: Operation<{ leaving_id: string }, Nothing, CallOff, LeavingView> = { method: "POST", path: "v1/admin/privacy/leavers/{leaving_id}/cancel" };

/** Erase what was shown, from this moment on; it cannot be called off any more. Twice is once. */
export const confirmErasingAgent: Operation<{ leaving_id: string }, Nothing, ConfirmErasingAgent, LeavingView> = { method: "POST", path: "v1/admin/privacy/leavers/{leaving_id}/confirm" };

/** Who is known by this id, address or number; nobody for anything else. */
export const findPersons: Operation<Nothing, { cursor?: string; q?: string }, undefined, DataPersonViewPage> = { method: "GET", path: "v1/admin/privacy/persons" };

/** It may go again. */
export const endHold: Operation<{ visitor_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/privacy/persons/{visitor_id}/hold" };

/** Nothing of this person's goes, by a request or by a rule, until the hold ends. Twice is once. */
export const holdPerson: Operation<{ visitor_id: string }, Nothing, HoldPerson, HoldView> = { method: "POST", path: "v1/admin/privacy/persons/{visitor_id}/hold" };

/** None of the tokens counts any more that this person was given until now, on whichever device; at once. */
export const revokeTokens: Operation<{ visitor_id: string }, Nothing, Empty, RevokedTokensView> = { method: "POST", path: "v1/admin/privacy/persons/{visitor_id}/revoke" };

/** All requests to give out or to erase one person's data, the newest first. */
export const listPrivacyRequests: Operation<Nothing, { cursor?: string }, undefined, PrivacyRequestViewPage> = { method: "GET", path: "v1/admin/privacy/requests" };

/** Give out or erase one person's data: what there is is counted, and shown before anything goes. */
export const makePrivacyRequest: Operation<Nothing, Nothing, NewRequest, PrivacyRequestView> = { method: "POST", path: "v1/admin/privacy/requests" };

/** One request. */
export const readPrivacyRequest: Operation<{ request_id: string }, Nothing, undefined, PrivacyRequestView> = { method: "GET", path: "v1/admin/privacy/requests/{request_id}" };

/** What a customer asked for is begun. */
export const acceptPrivacyRequest: Operation<{ request_id: string }, Nothing, Empty, PrivacyRequestView> = { method: "POST", path: "v1/admin/privacy/requests/{request_id}/accept" };

/** Where the archive is, for ten minutes, and a link for whoever it is about; audited. */
export const openArchive: Operation<{ request_id: string }, Nothing, OpenArchive, ArchiveView> = { method: "POST", path: "v1/admin/privacy/requests/{request_id}/archive" };

/** It is not done; nothing has gone. Twice is once. */
export const cancelPrivacyRequest: Operation<{ request_id: string }, Nothing, CallOff, PrivacyRequestView> = { method: "POST", path: "v1/admin/privacy/requests/{request_id}/cancel" };

/** Erase what was shown, once it has waited; until then it can be called off. Twice is once. */
export const confirmErasing: Operation<{ request_id: string }, Nothing, ConfirmErasing, PrivacyRequestView> = { method: "POST", path: "v1/admin/privacy/requests/{request_id}/confirm" };

/** For how long the desk keeps what is over, and what goes by itself. */
export const readRetention: Operation<Nothing, Nothing, undefined, RetentionView> = { method: "GET", path: "v1/admin/privacy/retention" };

/** Keep things for so long, where their plan says nothing. */
export const changeRetention: Operation<Nothing, Nothing, ChangeRetention, RetentionRulesView> = { method: "POST", path: "v1/admin/privacy/retention" };

/** Which conversations and tickets are held. */
export const listHeldThings: Operation<Nothing, { cursor?: string }, undefined, HeldThingViewPage> = { method: "GET", path: "v1/admin/privacy/retention/holds" };

/** It may go again: with the next run, if its time is over. */
export const endHoldOfThing: Operation<{ thing_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/privacy/retention/holds/{thing_id}" };

/** Nothing of this conversation or ticket goes until the hold ends. Twice is once. */
export const holdThing: Operation<{ thing_id: string }, Nothing, HoldThing, HeldThingView> = { method: "POST", path: "v1/admin/privacy/retention/holds/{thing_id}" };

/** What goes next of a kind; with `days`, what would go besides once the grace is over, if these were saved. */
export const foreseeRemoval: Operation<Nothing, { kind?: string; plan_key?: string; days?: number | null }, undefined, RemovalView> = { method: "GET", path: "v1/admin/privacy/retention/next" };

/** The plans that keep anything for a time of their own. */
export const listRetentionOfPlans: Operation<Nothing, { cursor?: string }, undefined, RetentionRulesViewPage> = { method: "GET", path: "v1/admin/privacy/retention/plans" };

/** For how long a plan keeps what is over, where it says so itself. */
export const readRetentionOfPlan: Operation<{ plan_key: string }, Nothing, undefined, RetentionRulesView> = { method: "GET", path: "v1/admin/privacy/retention/plans/{plan_key}" };

/** Keep a plan's things for a time of their own; null: as the desk says. */
export const changeRetentionOfPlan: Operation<{ plan_key: string }, Nothing, ChangeRetention, RetentionRulesView> = { method: "POST", path: "v1/admin/privacy/retention/plans/{plan_key}" };

/** What was removed, a line for each day, kind and plan, the latest first. */
export const listRemoved: Operation<Nothing, { cursor?: string }, undefined, RemovedViewPage> = { method: "GET", path: "v1/admin/privacy/retention/runs" };

/** Whose tokens were taken back by somebody of the desk, and when; the newest first. */
export const listRevocations: Operation<Nothing, { cursor?: string }, undefined, RevocationViewPage> = { method: "GET", path: "v1/admin/privacy/revocations" };

/** How long an erasing waits, and who confirms it. */
export const readPrivacy: Operation<Nothing, Nothing, undefined, PrivacyView> = { method: "GET", path: "v1/admin/privacy/settings" };

/** Change it; what is confirmed already waits as long as it was to. */
export const changePrivacy: Operation<Nothing, Nothing, ChangePrivacy, PrivacyView> = { method: "POST", path: "v1/admin/privacy/settings" };

/** Proposals in a state, of those whom one's role reaches; a page may be short while others follow. */
export const listProposals: Operation<Nothing, { state?: "declined" | "drafted" | "joined" | "open"; cursor?: string }, undefined, ProposalViewPage> = { method: "GET", path: "v1/admin/proposals" };

/** One, with what was said in the conversation, as far as that is within one's reach. */
export const readProposal: Operation<{ proposal_id: string }, Nothing, undefined, WholeProposalView> = { method: "GET", path: "v1/admin/proposals/{proposal_id}" };

/** Make an article's draft of it, join it to an article, or decline it; who proposed it is told, once. */
export const decideOnProposal: Operation<{ proposal_id: string }, Nothing, DecideOnProposal, ProposalView> = { method: "POST", path: "v1/admin/proposals/{proposal_id}/decision" };

/** How far the last recount has come. */
export const readQualityRecount: Operation<Nothing, Nothing, undefined, RecountedView> = { method: "GET", path: "v1/admin/quality/recount" };

/** Have the sums of a month, or of this and the last, made anew; how far that is. One that runs already goes on. */
export const recountQualityResults: Operation<Nothing, Nothing, RecountMonth, RecountedView> = { method: "POST", path: "v1/admin/quality/recount" };

/** Which conversations are inspected, and how long one may appeal. */
export const readQualitySettings: Operation<Nothing, Nothing, undefined, QualitySettingsView> = { method: "GET", path: "v1/admin/quality/settings" };

/** Change what is said; what was drawn stays drawn. */
export const changeQualitySettings: Operation<Nothing, Nothing, ChangeQualitySettings, QualitySettingsView> = { method: "PUT", path: "v1/admin/quality/settings" };

/** Every score sheet. */
export const listSheets: Operation<Nothing, { cursor?: string }, undefined, SheetLineViewPage> = { method: "GET", path: "v1/admin/quality/sheets" };

/** A sheet: what is published, and the draft. */
export const readSheet: Operation<{ sheet_id: string }, Nothing, undefined, SheetRecordView> = { method: "GET", path: "v1/admin/quality/sheets/{sheet_id}" };

/** Throw the draft away; twice is once. */
export const discardSheetDraft: Operation<{ sheet_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/quality/sheets/{sheet_id}/draft" };

/** Keep a draft, finished or not; nobody scores by it until it is published. A new id makes a new sheet, with `version` 0. */
export const saveSheetDraft: Operation<{ sheet_id: string }, Nothing, SaveSheetDraft, SheetRecordView> = { method: "POST", path: "v1/admin/quality/sheets/{sheet_id}/draft" };

/** Make the draft what is scored by from now on; what is drawn already keeps its version. */
export const publishSheet: Operation<{ sheet_id: string }, Nothing, PublishSheet, SheetRecordView> = { method: "POST", path: "v1/admin/quality/sheets/{sheet_id}/publish" };

/** All questionnaires, with what is published of them. */
export const listQuestionnaires: Operation<Nothing, { cursor?: string }, undefined, QuestionnaireLinePage> = { method: "GET", path: "v1/admin/questionnaires" };

/** A questionnaire with its draft. */
export const readQuestionnaire: Operation<{ questionnaire_id: string }, Nothing, undefined, QuestionnaireView> = { method: "GET", path: "v1/admin/questionnaires/{questionnaire_id}" };

/** Keep a draft, which may be unfinished. */
export const saveQuestionnaireDraft: Operation<{ questionnaire_id: string }, Nothing, SaveQuestionnaireDraft, QuestionnaireView> = { method: "PUT", path: "v1/admin/questionnaires/{questionnaire_id}/draft" };

/** The draft is asked from now on. */
export const publishQuestionnaire: Operation<{ questionnaire_id: string }, Nothing, PublishQuestionnaire, QuestionnaireView> = { method: "POST", path: "v1/admin/questionnaires/{questionnaire_id}/publish" };

/** How many were asked and answered, and what each question came to: in all, and apart by one side. */
export const readQuestionnaireReport: Operation<{ questionnaire_id: string }, { from?: string | null; to?: string | null; by?: "agent" | "campaign" | "day" | "group" | "plan" | "version" | "way"; plan_key?: string; group_id?: string; agent_id?: string; campaign_id?: string; way?: "" | "call" | "link"; version?: number | null }, undefined, QuestionnaireReport> = { method: "GET", path: "v1/admin/questionnaires/{questionnaire_id}/report" };

/** The responses behind the report, the newest first; a page may be short while others follow. */
export const listQuestionnaireResponses: Operation<{ questionnaire_id: string }, { from?: string | null; to?: string | null; by?: "agent" | "campaign" | "day" | "group" | "plan" | "version" | "way"; plan_key?: string; group_id?: string; agent_id?: string; campaign_id?: string; way?: "" | "call" | "link"; version?: number | null; question?: string; cursor?: string }, undefined, QuestionnaireResponsePage> = { method: "GET", path: "v1/admin/questionnaires/{questionnaire_id}/responses" };

/** The records of conversations in reach that are over, those closed last first. */
export const listRecords: Operation<Nothing, { from?: string | null; to?: string | null; cursor?: string }, undefined, SheetViewPage> = { method: "GET", path: "v1/admin/records" };

/** Rebuild what is counted from the facts, and say what was wrong. */
export const recount: Operation<Nothing, Nothing, Empty, RecountView> = { method: "POST", path: "v1/admin/recount" };

/** What if: those who came on these days, served by another allocation, capacity or staff; nothing is changed. */
export const replay: Operation<Nothing, { from?: string | null; to?: string | null; allocation?: "rotation" | "balanced" | null; capacity?: number | null; staff?: number }, undefined, ReplayView> = { method: "GET", path: "v1/admin/replay" };

/** Targets beside the figures, within how many days a return is about the same, and for how long facts are kept. */
export const readReportSettings: Operation<Nothing, Nothing, undefined, ReportSettingsView> = { method: "GET", path: "v1/admin/report-settings" };

/** Change them; what is left out stays. */
export const changeReportSettings: Operation<Nothing, Nothing, ChangeReportSettings, ReportSettingsView> = { method: "PUT", path: "v1/admin/report-settings" };

/** Have everything that is not in the log written down from the transcripts. */
export const rebuildReports: Operation<Nothing, Nothing, Empty, null> = { method: "POST", path: "v1/admin/reports/rebuild" };

/** The roles: the built-in ones, then the desk's own. */
export const listRoles: Operation<Nothing, { cursor?: string }, undefined, RoleViewPage> = { method: "GET", path: "v1/admin/roles" };

/** Make a role of the desk's own. */
export const createRole: Operation<Nothing, Nothing, CreateRole, RoleView> = { method: "POST", path: "v1/admin/roles" };

/** One role. */
export const readRole: Operation<{ role_id: string }, Nothing, undefined, RoleView> = { method: "GET", path: "v1/admin/roles/{role_id}" };

/** Change a role of the desk's own; whoever has it may do exactly that soon after. */
export const updateRole: Operation<{ role_id: string }, Nothing, UpdateRole, RoleView> = { method: "PUT", path: "v1/admin/roles/{role_id}" };

/** How many replies of each agent in reach had words that must not be said, or would have had them. */
export const listSaid: Operation<Nothing, { from?: string | null; to?: string | null; cursor?: string }, undefined, SaidWordsViewPage> = { method: "GET", path: "v1/admin/said-words" };

/** The same of one agent, by word, in the order of the list. */
export const listSaidByWord: Operation<{ agent_id: string }, { from?: string | null; to?: string | null; cursor?: string }, undefined, WordSaidViewPage> = { method: "GET", path: "v1/admin/said-words/{agent_id}" };

/** Make everything findable anew, by due work. */
export const rebuildSearch: Operation<Nothing, Nothing, Empty, null> = { method: "POST", path: "v1/admin/search/rebuild" };

/** What the desk lacks so that nobody waits in vain; nothing where all is well. */
export const checkSetup: Operation<Nothing, { cursor?: string }, undefined, LackViewPage> = { method: "GET", path: "v1/admin/setup" };

/** Plan days of some agents by a rotation, as drafts; twice is once. */
export const layOutRotation: Operation<{ group_id: string }, Nothing, LayOut, WrittenView> = { method: "POST", path: "v1/admin/shifts/groups/{group_id}/lay-out" };

/** What the roster of a group must hold, and whether its shifts are binding. */
export const readShiftRules: Operation<{ group_id: string }, Nothing, undefined, RulesView> = { method: "GET", path: "v1/admin/shifts/groups/{group_id}/rules" };

/** Change the rules of a group's roster; whether shifts bind holds for its members at once. */
export const updateShiftRules: Operation<{ group_id: string }, Nothing, RulesForm, RulesView> = { method: "PUT", path: "v1/admin/shifts/groups/{group_id}/rules" };

/** Some weeks of a group: everybody's shifts as planned and as published, rules broken, who is there by the hour. */
export const readRoster: Operation<{ group_id: string }, { from?: string | null; weeks?: number }, undefined, BoardView> = { method: "GET", path: "v1/admin/shifts/groups/{group_id}/weeks" };

/** Plan somebody's week, as a draft; they hear of it once it is published. */
export const planWeek: Operation<{ group_id: string; week: string; agent_id: string }, Nothing, PlanLine, LinePlanned> = { method: "PUT", path: "v1/admin/shifts/groups/{group_id}/weeks/{week}/agents/{agent_id}" };

/** Plan another week as this one is planned, as drafts; twice is once. */
export const copyRosterWeek: Operation<{ group_id: string; week: string }, Nothing, CopyWeek, WrittenView> = { method: "POST", path: "v1/admin/shifts/groups/{group_id}/weeks/{week}/copy" };

/** Publish the weeks of these agents as they were seen; each of them is told. */
export const publishWeek: Operation<{ group_id: string; week: string }, Nothing, PublishWeek, PublicationView> = { method: "POST", path: "v1/admin/shifts/groups/{group_id}/weeks/{week}/publish" };

/** One kind of shift more. */
export const createShiftKind: Operation<Nothing, Nothing, NewKind, KindView> = { method: "POST", path: "v1/admin/shifts/kinds" };

/** Change a kind of shift; shifts that are planned stay as they are. */
export const updateShiftKind: Operation<{ kind_id: string }, Nothing, ChangeKind, KindView> = { method: "PUT", path: "v1/admin/shifts/kinds/{kind_id}" };

/** One rotation more. */
export const createRotation: Operation<Nothing, Nothing, NewPattern, PatternView> = { method: "POST", path: "v1/admin/shifts/rotations" };

/** Change a rotation; what was laid out by it stays. */
export const updateRotation: Operation<{ pattern_id: string }, Nothing, ChangePattern, PatternView> = { method: "PUT", path: "v1/admin/shifts/rotations/{pattern_id}" };

/** Every kind of shift and every rotation, also those that are archived. */
export const readShiftSettings: Operation<Nothing, Nothing, undefined, ShiftSettings> = { method: "GET", path: "v1/admin/shifts/settings" };

/** Add the words that come with the product; twice adds nothing twice. */
export const addShippedUnsaid: Operation<Nothing, Nothing, Empty, AddedUnsaid> = { method: "POST", path: "v1/admin/shipped-unsaid-words" };

/** What is left to send text messages with. */
export const readSmsAccount: Operation<Nothing, Nothing, undefined, AccountView> = { method: "GET", path: "v1/admin/sms/account" };

/** What a text would cost, and how it would read. */
export const previewSms: Operation<Nothing, Nothing, PreviewSms, SmsPreview> = { method: "POST", path: "v1/admin/sms/preview" };

/** How the balance came about, newest first. */
export const readSmsStatement: Operation<Nothing, { cursor?: string }, undefined, LineViewPage> = { method: "GET", path: "v1/admin/sms/statement" };

/** Add credit; the same `client_id` adds it once. */
export const topUpSms: Operation<Nothing, Nothing, TopUp, AccountView> = { method: "POST", path: "v1/admin/sms/top-ups" };

/** Count a month anew from its entries, and say how many agents' sums were wrong. */
export const recountStaff: Operation<Nothing, Nothing, RecountStaff, RecountedStaffView> = { method: "POST", path: "v1/admin/staff/recount" };

/** Kinds of rewards and penalties, the currency, and what takes a second person. */
export const readStaffSettings: Operation<Nothing, Nothing, undefined, StaffSettingsView> = { method: "GET", path: "v1/admin/staff/settings" };

/** Change what is said; what was entered stays as it was entered. */
export const changeStaffSettings: Operation<Nothing, Nothing, ChangeStaffSettings, StaffSettingsView> = { method: "PUT", path: "v1/admin/staff/settings" };

/** One of them: how far it is, and what came of it. */
export const readMailing: Operation<{ mailing_id: string }, Nothing, undefined, WholeMailing> = { method: "GET", path: "v1/admin/subscriptions/mailings/{mailing_id}" };

/** Change a draft. */
export const updateMailing: Operation<{ mailing_id: string }, Nothing, ChangeMailing, WholeMailing> = { method: "PUT", path: "v1/admin/subscriptions/mailings/{mailing_id}" };

/** Whom it was written to, or why not, and what became of that. */
export const listMailingCustomers: Operation<{ mailing_id: string }, { cursor?: string }, undefined, MailingCustomerPage> = { method: "GET", path: "v1/admin/subscriptions/mailings/{mailing_id}/customers" };

/** The same as a file for spreadsheets, in parts: what became of each, why there was no letter, who unsubscribed. */
export const exportMailingCustomers: Operation<{ mailing_id: string }, { cursor?: string; language?: "en" | "zh-CN" }, undefined, MailingCsvPart> = { method: "GET", path: "v1/admin/subscriptions/mailings/{mailing_id}/customers/csv" };

/** Write it to everybody who subscribed, in pages. */
export const startMailing: Operation<{ mailing_id: string }, Nothing, Empty, WholeMailing> = { method: "POST", path: "v1/admin/subscriptions/mailings/{mailing_id}/start" };

/** Write it to nobody more. */
export const stopMailing: Operation<{ mailing_id: string }, Nothing, Empty, WholeMailing> = { method: "POST", path: "v1/admin/subscriptions/mailings/{mailing_id}/stop" };

/** Tell one customer of their order's state, or of a topic, if they subscribed; the same `client_id` does it once. */
export const tellSubscriber: Operation<Nothing, Nothing, TellOne, TellingOutcome> = { method: "POST", path: "v1/admin/subscriptions/notices" };

/** How many subscribed to a topic, as of now; counted up to 500 in each of its sixteen parts. */
export const countAudience: Operation<{ plan_key: string }, { topic_id?: string; about?: string }, undefined, MailingAudience> = { method: "GET", path: "v1/admin/subscriptions/{plan_key}/audience" };

/** A plan's mailings, the last made first. */
export const listMailings: Operation<{ plan_key: string }, { cursor?: string }, undefined, MailingViewPage> = { method: "GET", path: "v1/admin/subscriptions/{plan_key}/mailings" };

/** A draft of one. */
export const makeMailing: Operation<{ plan_key: string }, Nothing, NewMailing, WholeMailing> = { method: "POST", path: "v1/admin/subscriptions/{plan_key}/mailings" };

/** At which hours a plan's notices go out, and how many a customer gets on a day. */
export const readNoticeRules: Operation<{ plan_key: string }, Nothing, undefined, NoticeRulesView> = { method: "GET", path: "v1/admin/subscriptions/{plan_key}/rules" };

/** Other hours, or another number. */
export const updateNoticeRules: Operation<{ plan_key: string }, Nothing, NoticeRules, NoticeRulesView> = { method: "PUT", path: "v1/admin/subscriptions/{plan_key}/rules" };

/** What a plan's customers may subscribe to, and when and how often they are told. */
export const listTopics: Operation<{ plan_key: string }, Nothing, undefined, TopicsView> = { method: "GET", path: "v1/admin/subscriptions/{plan_key}/topics" };

/** A topic more. */
export const addTopic: Operation<{ plan_key: string }, Nothing, NewTopic, TopicView> = { method: "POST", path: "v1/admin/subscriptions/{plan_key}/topics" };

/** Call it otherwise, open or close it to customers, archive it. */
export const updateTopic: Operation<{ plan_key: string; topic_id: string }, Nothing, ChangeTopic, TopicView> = { method: "PUT", path: "v1/admin/subscriptions/{plan_key}/topics/{topic_id}" };

/** Count an article's month anew from its uses. */
export const recountArticleUses: Operation<Nothing, Nothing, RecountUses, RecountedUsesView> = { method: "POST", path: "v1/admin/suggestions/recount" };

/** What became of suggested articles in a month. */
export const listArticleUses: Operation<Nothing, { month?: string; cursor?: string }, undefined, UsesViewPage> = { method: "GET", path: "v1/admin/suggestions/uses" };

/** Satisfaction by day, agent, group or plan, and in total. */
export const readSurveyFigures: Operation<Nothing, { from?: string | null; to?: string | null; by?: "agent" | "day" | "group" | "plan"; cursor?: string }, undefined, FiguresPage> = { method: "GET", path: "v1/admin/survey-figures" };

/** Within which time tickets are answered and solved, and who hears when they are late. */
export const readTicketPolicies: Operation<Nothing, Nothing, undefined, PoliciesView> = { method: "GET", path: "v1/admin/ticket-policies" };

/** Change them, for deadlines that begin from now on; what is left out stays. */
export const changeTicketPolicies: Operation<Nothing, Nothing, ChangePolicies, PoliciesView> = { method: "PUT", path: "v1/admin/ticket-policies" };

/** By when something that comes in now would be answered and solved, as the policies hold. */
export const readPolicyExample: Operation<Nothing, { type?: "aftersale" | "booking" | "change_of_details" | "complaint" | "correction" | "fault" | "green_channel" | "presale" | "repair" | "suggestion" | "conversation" | "offline_message"; priority?: "critical" | "normal" | "urgent"; level?: "gold" | "normal" | "silver" | "vip"; plan_key?: string }, undefined, SampleView> = { method: "GET", path: "v1/admin/ticket-policies/example" };

/** For how long tickets can be opened again, when they close by themselves, and the fields of each type. */
export const readTicketSettings: Operation<Nothing, Nothing, undefined, TicketSettingsView> = { method: "GET", path: "v1/admin/ticket-settings" };

/** Change them; what is left out stays, and of the fields the types that are not named. */
export const changeTicketSettings: Operation<Nothing, Nothing, ChangeTicketSettings, TicketSettingsView> = { method: "PUT", path: "v1/admin/ticket-settings" };

/** Business by channel for one brand: each cell's code, flow, responsible group, gaps, and a month's numbers. */
export const readTouchpointMap: Operation<Nothing, { brand?: string; month?: string }, undefined, TouchpointMapView> = { method: "GET", path: "v1/admin/touchpoints" };

/** Other businesses, channels, brands, or rules by which conversations and tickets fall into cells. */
export const changeTouchpointMap: Operation<Nothing, Nothing, ChangeTouchpointMap, TouchpointMapView> = { method: "PUT", path: "v1/admin/touchpoints" };

/** A cell with its flow. */
export const readTouchpoint: Operation<{ code: string }, Nothing, undefined, TouchpointCellView> = { method: "GET", path: "v1/admin/touchpoints/cells/{code}" };

/** Another responsible group, a draft of its flow, or whether it is offered at all. */
export const changeTouchpoint: Operation<{ code: string }, Nothing, ChangeTouchpoint, TouchpointCellView> = { method: "PUT", path: "v1/admin/touchpoints/cells/{code}" };

/** Make the draft the cell's flow, now or from a moment on; what was judged by another version keeps that. */
export const publishTouchpointFlow: Operation<{ code: string }, Nothing, PublishServiceFlow, TouchpointCellView> = { method: "POST", path: "v1/admin/touchpoints/cells/{code}/publish" };

/** The versions of a cell's flow, the newest first. */
export const listTouchpointVersions: Operation<{ code: string }, { cursor?: string }, undefined, FlowVersionViewPage> = { method: "GET", path: "v1/admin/touchpoints/cells/{code}/versions" };

/** The map as a file for spreadsheets, part by part. */
export const readTouchpointsCsv: Operation<Nothing, { language?: "en" | "zh-CN"; cursor?: string }, undefined, TouchpointCsvPart> = { method: "GET", path: "v1/admin/touchpoints/csv" };

/** Take a map from a file, or say line by line what would become of it; twice is once. */
export const importTouchpoints: Operation<Nothing, Nothing, ImportTouchpoints, ImportedMapView> = { method: "POST", path: "v1/admin/touchpoints/csv" };

/** All courses, those that are only drafts or archived too. */
export const listCourses: Operation<Nothing, { cursor?: string }, undefined, CourseLineViewPage> = { method: "GET", path: "v1/admin/training/courses" };

/** Begin a course, as a draft. */
export const createCourse: Operation<Nothing, Nothing, CreateCourse, CourseRecordView> = { method: "POST", path: "v1/admin/training/courses" };

/** What the lessons of a draft would show now; stores nothing. */
export const previewCourse: Operation<Nothing, Nothing, PreviewCourse, CoursePreviewView> = { method: "POST", path: "v1/admin/training/courses/preview" };

/** A course with its draft, and with what is right in its quiz. */
export const readCourseRecord: Operation<{ course_id: string }, Nothing, undefined, CourseRecordView> = { method: "GET", path: "v1/admin/training/courses/{course_id}" };

/** Archive a course, or bring it back. */
export const archiveCourse: Operation<{ course_id: string }, Nothing, ArchiveCourse, CourseRecordView> = { method: "POST", path: "v1/admin/training/courses/{course_id}/archive" };

/** Throw the draft away; what is published stays. */
export const discardCourseDraft: Operation<{ course_id: string }, Nothing, undefined, CourseRecordView> = { method: "DELETE", path: "v1/admin/training/courses/{course_id}/draft" };

/** Keep a draft; it may be unfinished. */
export const saveCourseDraft: Operation<{ course_id: string }, Nothing, SaveCourseDraft, CourseRecordView> = { method: "POST", path: "v1/admin/training/courses/{course_id}/draft" };

/** The draft is what is learnt from now on; attempts keep the version they began with. */
export const publishCourse: Operation<{ course_id: string }, Nothing, PublishCourse, CourseRecordView> = { method: "POST", path: "v1/admin/training/courses/{course_id}/publish" };

/** What the groups in reach require, those that require anything. */
export const listRequirements: Operation<Nothing, { cursor?: string }, undefined, RequirementViewPage> = { method: "GET", path: "v1/admin/training/requirements" };

/** What a group requires before its agents are assigned. */
export const readRequirement: Operation<{ group_id: string }, Nothing, undefined, RequirementView> = { method: "GET", path: "v1/admin/training/requirements/{group_id}" };

/** Have a group require these courses before its agents are assigned; none ends it. */
export const requireCourses: Operation<{ group_id: string }, Nothing, RequireCourses, RequiredView> = { method: "POST", path: "v1/admin/training/requirements/{group_id}" };

/** Who could be assigned no more, if a group required these courses; stores nothing. */
export const tryRequirement: Operation<{ group_id: string }, Nothing, TryRequirement, TrialView> = { method: "POST", path: "v1/admin/training/requirements/{group_id}/trial" };

/** A course's attempts in reach as CSV, in parts; put together they are the file. */
export const exportTrainingResults: Operation<Nothing, { course_id?: string; language?: "en" | "zh-CN"; cursor?: string }, undefined, ResultsPartView> = { method: "GET", path: "v1/admin/training/results" };

/** The addresses from which letters came back, the latest first. */
export const listUndeliverableAddresses: Operation<Nothing, { cursor?: string }, undefined, AddressViewPage> = { method: "GET", path: "v1/admin/undeliverable-addresses" };

/** Let letters go to an address again. */
export const liftAddress: Operation<Nothing, Nothing, LiftAddress, AddressView> = { method: "POST", path: "v1/admin/undeliverable-addresses/lift" };

/** Say which words must not be said. */
export const createUnsaid: Operation<Nothing, Nothing, NewUnsaid, UnsaidView> = { method: "POST", path: "v1/admin/unsaid-words" };

/** Let words be said again; twice is once. */
export const deleteUnsaid: Operation<{ word_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/unsaid-words/{word_id}" };

/** Change which words must not be said, where, and what is said instead. */
export const updateUnsaid: Operation<{ word_id: string }, Nothing, ChangeUnsaid, UnsaidView> = { method: "PUT", path: "v1/admin/unsaid-words/{word_id}" };

/** Every event that a webhook can ask for, by its name. */
export const listWebhookEvents: Operation<Nothing, { cursor?: string }, undefined, EventKindViewPage> = { method: "GET", path: "v1/admin/webhook-events" };

/** Who hears of what; ten at most. */
export const listWebhooks: Operation<Nothing, { cursor?: string }, undefined, WebhookViewPage> = { method: "GET", path: "v1/admin/webhooks" };

/** Have another program told of what happens. Its secret is shown here, and never again. */
export const createWebhook: Operation<Nothing, Nothing, NewWebhook, WebhookAndSecrets> = { method: "POST", path: "v1/admin/webhooks" };

/** Nothing is sent to it any more. */
export const deleteWebhook: Operation<{ endpoint_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/admin/webhooks/{endpoint_id}" };

/** One, with the ids of its secrets. */
export const readWebhook: Operation<{ endpoint_id: string }, Nothing, undefined, WebhookAndSecrets> = { method: "GET", path: "v1/admin/webhooks/{endpoint_id}" };

/** Change it; what is left out stays. Enabled again, it hears of what happens from now on. */
export const changeWebhook: Operation<{ endpoint_id: string }, Nothing, ChangeWebhook, WebhookAndSecrets> = { method: "PUT", path: "v1/admin/webhooks/{endpoint_id}" };

/** What was sent to it on a day, the newest first, with every try; kept for thirty days. */
export const listWebhookDeliveries: Operation<{ endpoint_id: string }, { cursor?: string; day?: string }, undefined, HookDeliveryViewPage> = { method: "GET", path: "v1/admin/webhooks/{endpoint_id}/deliveries" };

/** Send one again, or those from a time on, with the ids and bodies that they had. */
export const replayWebhookDeliveries: Operation<{ endpoint_id: string }, Nothing, ReplayDeliveries, Replayed> = { method: "POST", path: "v1/admin/webhooks/{endpoint_id}/deliveries" };

/** A new secret, shown here and never again; for some time requests are signed with those before as well. */
export const rotateWebhookSecret: Operation<{ endpoint_id: string }, Nothing, RotateSecret, WebhookAndSecrets> = { method: "POST", path: "v1/admin/webhooks/{endpoint_id}/secrets" };

/** Send it a `webhook.test` now, also while it is disabled; what it said stands in the answer. */
export const testWebhook: Operation<{ endpoint_id: string }, Nothing, SendTestEvent, HookDeliveryView> = { method: "POST", path: "v1/admin/webhooks/{endpoint_id}/tests" };

/** Due work, or what died of it. */
export const listWork: Operation<Nothing, { state?: string; cursor?: string }, undefined, WorkViewPage> = { method: "GET", path: "v1/admin/work" };

/** One piece of work, without what people wrote. */
export const readWork: Operation<{ work_id: string }, Nothing, undefined, WorkView> = { method: "GET", path: "v1/admin/work/{work_id}" };

/** Never do a dead piece. */
export const dropWork: Operation<{ work_id: string }, Nothing, Empty, null> = { method: "POST", path: "v1/admin/work/{work_id}/drop" };

/** Give a dead piece all its tries again, at once. */
export const redriveWork: Operation<{ work_id: string }, Nothing, Empty, WorkView> = { method: "POST", path: "v1/admin/work/{work_id}/redrive" };

/** A call, by the telephone system that speaks for a channel of kind `phone`; the same `call_id` is stored once. */
export const receivePhoneCall: Operation<{ channel_id: string }, Nothing, GivenCall, ReceivedCall> = { method: "POST", path: "v1/channels/{channel_id}/calls" };

/** A customer's message, by whoever speaks for the channel; the same `message_id` is stored once. */
export const receiveMessage: Operation<{ channel_id: string }, Nothing, Incoming, ReceivedView> = { method: "POST", path: "v1/channels/{channel_id}/messages" };

/** Let a colleague be there off duty until then, or no longer, as their supervisor. */
export const grantDuty: Operation<{ agent_id: string }, Nothing, Grant, GrantView> = { method: "POST", path: "v1/desk/agents/{agent_id}/duty-grant" };

/** Set a colleague's presence, as their supervisor; offline with what becomes of each conversation they have. */
export const setPresenceOf: Operation<{ agent_id: string }, Nothing, SetPresence, PresenceOf> = { method: "PUT", path: "v1/desk/agents/{agent_id}/presence" };

/** The confidentiality agreement that one must accept, and what one has accepted. */
export const readOwnAgreement: Operation<Nothing, Nothing, undefined, OwnAgreementView> = { method: "GET", path: "v1/desk/agreement" };

/** Accept the agreement as one has read it; twice is once. */
export const acceptAgreement: Operation<Nothing, Nothing, AcceptAgreement, AcceptanceView> = { method: "POST", path: "v1/desk/agreement/acceptance" };

/** What is announced to oneself, in effect or in the archive; a page may be short while others follow. */
export const listAnnouncements: Operation<Nothing, { view?: "all" | "archive" | "current"; q?: string | null; urgent?: boolean; unread?: boolean; group_id?: string | null; cursor?: string }, undefined, AnnouncementInListPage> = { method: "GET", path: "v1/desk/announcements" };

/** What it says, and whether one has confirmed it. */
export const readAnnouncement: Operation<{ announcement_id: string }, Nothing, undefined, AnnouncementView> = { method: "GET", path: "v1/desk/announcements/{announcement_id}" };

/** Say that one has read this edition; twice is once, with the time of the first. */
export const confirmAnnouncement: Operation<{ announcement_id: string }, Nothing, ConfirmAnnouncement, AnnouncementConfirmed> = { method: "POST", path: "v1/desk/announcements/{announcement_id}/confirm" };

/** What was published of it, the newest first, with what was changed. */
export const listAnnouncementEditions: Operation<{ announcement_id: string }, { cursor?: string }, undefined, AnnouncementEditionViewPage> = { method: "GET", path: "v1/desk/announcements/{announcement_id}/editions" };

/** An agent's shifts of a month, planned against what was: one's own, or in reach. */
export const listAttendance: Operation<Nothing, { agent_id?: string; month?: string }, undefined, AttendanceMonthView> = { method: "GET", path: "v1/desk/attendance" };

/** Say what counts instead of what was found, with a reason, never of one's own; what was found stays beside it. */
export const correctAttendance: Operation<{ agent_id: string }, Nothing, CorrectAttendance, AttendanceView> = { method: "POST", path: "v1/desk/attendance/agents/{agent_id}/corrections" };

/** The same as a file for spreadsheets, part by part. */
export const readAttendanceCsv: Operation<Nothing, { month?: string; group_id?: string; language?: "en" | "zh-CN"; cursor?: string }, undefined, AttendanceCsvPart> = { method: "GET", path: "v1/desk/attendance/csv" };

/** The shifts of a group's day, by agent. */
export const listAttendanceOfDay: Operation<{ group_id: string; day: string }, { cursor?: string }, undefined, AttendanceViewPage> = { method: "GET", path: "v1/desk/attendance/groups/{group_id}/days/{day}" };

/** What a month comes to for each agent in reach, or for one; one's own everybody may see. */
export const listAttendanceSums: Operation<Nothing, { month?: string; agent_id?: string; group_id?: string; cursor?: string }, undefined, AttendanceSumsViewPage> = { method: "GET", path: "v1/desk/attendance/sums" };

/** The reports that one was sent, or all where one's role reaches all, the latest first; a page may be short. */
export const listBulletins: Operation<Nothing, { language?: "en" | "zh-CN"; mine?: boolean; cursor?: string }, undefined, KeptViewPage> = { method: "GET", path: "v1/desk/bulletins" };

/** One of them, with the figures as they were when it was compiled. */
export const readBulletin: Operation<{ bulletin_id: string }, { language?: "en" | "zh-CN" }, undefined, BulletinView> = { method: "GET", path: "v1/desk/bulletins/{bulletin_id}" };

/** The tree, each behind the one it stands under. */
export const listCategories: Operation<Nothing, { cursor?: string }, undefined, CategoryViewPage> = { method: "GET", path: "v1/desk/categories" };

/** The people who work here, by number. */
export const listColleagues: Operation<Nothing, { cursor?: string }, undefined, ColleaguePage> = { method: "GET", path: "v1/desk/colleagues" };

/** Conversations in reach; a page may be short while others follow. */
export const listConversations: Operation<Nothing, { view?: "all" | "mine" | "waiting"; state?: "" | "closed" | "open" | "waiting"; cursor?: string }, undefined, ConversationViewPage> = { method: "GET", path: "v1/desk/conversations" };

/** One conversation, and the card of its visitor. */
export const readConversation: Operation<{ conversation_id: string }, Nothing, undefined, ConversationCard> = { method: "GET", path: "v1/desk/conversations/{conversation_id}" };

/** Why the conversation was given to whom: every candidate's figures, and what its website proved. */
export const explainAssignment: Operation<{ conversation_id: string }, { cursor?: string }, undefined, DecisionViewPage> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/assignment" };

/** Have back what was put aside, before its time. */
export const bringBack: Operation<{ conversation_id: string }, Nothing, Empty, ConversationView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/bring-back" };

/** Say of a conversation that is over that it was about something else; its transcript says so to agents. */
export const refileConversation: Operation<{ conversation_id: string }, Nothing, FileUnder, ConversationView> = { method: "PUT", path: "v1/desk/conversations/{conversation_id}/category" };

/** By which channel its customer writes, what may be sent there, and what came of what was. */
export const readConversationChannel: Operation<{ conversation_id: string }, Nothing, undefined, ConversationChannelView> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/channel" };

/** What could not be brought out is tried once more, or goes by e-mail instead. Twice is once. */
export const sendAgain: Operation<{ conversation_id: string }, Nothing, SendAgain, ConversationChannelView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/channel/again" };

/** What is folded away of the letter that this entry came in. */
export const unfoldLetter: Operation<{ conversation_id: string; seq: string }, Nothing, undefined, FoldedView> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/channel/letters/{seq}" };

/** End a conversation, and say what it was about; twice is once. */
export const endConversation: Operation<{ conversation_id: string }, Nothing, Close, ConversationView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/close" };

/** What one conversation cost by now. */
export const readConversationCost: Operation<{ conversation_id: string }, Nothing, undefined, ConversationCostView> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/cost" };

/** What is filled in of the customer in the desk's own fields. */
export const readCustomerFields: Operation<{ conversation_id: string }, Nothing, undefined, FilledFieldsView> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/customer-fields" };

/** What colleagues wrote of the customer, newest first. */
export const listNotes: Operation<{ conversation_id: string }, { cursor?: string }, undefined, CustomerNoteViewPage> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/customer-notes" };

/** Write something of the customer for colleagues; the same `client_id` is stored once. */
export const addNote: Operation<{ conversation_id: string }, Nothing, AddNote, CustomerNoteView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/customer-notes" };

/** Give a note of one's own other words; what it said before is kept for those who may see it. */
export const editNote: Operation<{ conversation_id: string; note_id: string }, Nothing, EditNote, CustomerNoteView> = { method: "PUT", path: "v1/desk/conversations/{conversation_id}/customer-notes/{note_id}" };

/** What a note of the customer said before, the newest first. */
export const listFormerNotes: Operation<{ conversation_id: string; note_id: string }, { cursor?: string }, undefined, FormerNoteViewPage> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/customer-notes/{note_id}/former" };

/** The customer's conversations, this one among them: what is going on first, then what ended last. */
export const listEarlierConversations: Operation<{ conversation_id: string }, { cursor?: string }, undefined, EarlierViewPage> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/earlier" };

/** The entries of a conversation, with what is for agents only: those after one, or the last before one. */
export const readTranscript: Operation<{ conversation_id: string }, { after?: number; limit?: number; typing?: boolean; read?: number | null; before?: number | null }, undefined, EntriesPage> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/entries" };

/** Ask for a place for a file that an agent wants to send. */
export const sendFileToVisitor: Operation<{ conversation_id: string }, Nothing, SendFile, TicketView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/files" };

/** Take a file out of a conversation, for good; an entry says so. */
export const removeFile: Operation<{ conversation_id: string; file_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/desk/conversations/{conversation_id}/files/{file_id}" };

/** Where a file of a conversation is, for some minutes. */
export const readFileOfConversation: Operation<{ conversation_id: string; file_id: string }, Nothing, undefined, LinkView> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/files/{file_id}" };

/** The follow-ups and callbacks for the customer of a conversation, in reach: the open ones first. */
export const listCustomerFollowUps: Operation<{ conversation_id: string }, { cursor?: string }, undefined, FollowUpViewPage> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/follow-ups" };

/** Ask the visitor to wait a moment, once they have been answered. */
export const hold: Operation<{ conversation_id: string }, Nothing, Empty, ConversationView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/hold" };

/** What the customer may be asked to find out that they are who they say; never what is expected. */
export const readIdentityCheck: Operation<{ conversation_id: string }, { order_number?: string }, undefined, CheckView> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/identity-check" };

/** Compare what the customer told; so many tries a conversation and day, and it does not say what was wrong. */
export const checkIdentity: Operation<{ conversation_id: string }, Nothing, CheckIdentity, CheckOutcomeView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/identity-check" };

/** Bring in a colleague who sees and writes until they leave. */
export const invite: Operation<{ conversation_id: string }, Nothing, ConversationsInvite, ConversationView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/invite" };

/** Leave a conversation to which one was invited. */
export const leave: Operation<{ conversation_id: string }, Nothing, Empty, ConversationView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/leave" };

/** Answer a visitor, send them a file, or both; once for each `client_id`. What looks like a promise is read. */
export const reply: Operation<{ conversation_id: string }, Nothing, Reply, ReplyView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/messages" };

/** What the customer of a conversation has left, in reach, newest first. */
export const listCustomerMessages: Operation<{ conversation_id: string }, { cursor?: string }, undefined, MessageViewPage> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/messages-left" };

/** Edit or withdraw a message of one's own, within two minutes; the entry that says so. */
export const changeReply: Operation<{ conversation_id: string }, Nothing, ChangeMessage, EntryView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/messages/change" };

/** Write for colleagues only; whom it mentions may read the conversation. The same `client_id` is stored once. */
export const writeNote: Operation<{ conversation_id: string }, Nothing, WriteNote, EntryView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/notes" };

/** Edit or withdraw a note of one's own, within two minutes; the entry that says so. */
export const changeNote: Operation<{ conversation_id: string }, Nothing, ChangeMessage, EntryView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/notes/change" };

/** The customer's orders and account as the shop says them now, or said some seconds ago; nothing of it is kept. */
export const listOrders: Operation<{ conversation_id: string }, { order_number?: string }, undefined, OrdersView> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/orders" };

/** A phrase as one says it to this visitor now; nothing is sent. */
export const fillPhrase: Operation<{ conversation_id: string }, Nothing, FillPhrase, FilledPhrase> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/phrase" };

/** How the customer of a conversation rated their conversations; a page may be short while others follow. */
export const listCustomerRatings: Operation<{ conversation_id: string }, { cursor?: string }, undefined, RatingViewPage> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/ratings" };

/** Give a conversation to anybody who is there, as a supervisor. */
export const reassign: Operation<{ conversation_id: string }, Nothing, Reassign, ConversationView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/reassign" };

/** Write down what was done in a conversation that is over; what is left out stays. */
export const editRecord: Operation<{ conversation_id: string }, Nothing, RecordBody, RecordView> = { method: "PUT", path: "v1/desk/conversations/{conversation_id}/record" };

/** Go on with a conversation that was closed, within the days of its plan; twice is once. */
export const reopenConversation: Operation<{ conversation_id: string }, Nothing, Empty, ConversationView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/reopen" };

/** Go on after a hold. */
export const resume: Operation<{ conversation_id: string }, Nothing, Empty, ConversationView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/resume" };

/** Put a conversation aside until a time, or until its visitor writes; it takes no slot meanwhile. */
export const snooze: Operation<{ conversation_id: string }, Nothing, SnoozeFor, ConversationView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/snooze" };

/** What the visitor of a conversation answered. */
export const readSurvey: Operation<{ conversation_id: string }, Nothing, undefined, SurveyView> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/survey" };

/** Take a conversation from the queue; twice is once. Urgent announcements are confirmed before. */
export const takeConversation: Operation<{ conversation_id: string }, Nothing, Empty, ConversationView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/take" };

/** Hand a conversation to a colleague, or to whoever of a group is next; where all are full it waits there, first. */
export const transfer: Operation<{ conversation_id: string }, Nothing, Transfer, ConversationView> = { method: "POST", path: "v1/desk/conversations/{conversation_id}/transfer" };

/** The customer's last visits: when, the page, whence they came, and on what. */
export const listVisits: Operation<{ conversation_id: string }, { cursor?: string }, undefined, VisitViewPage> = { method: "GET", path: "v1/desk/conversations/{conversation_id}/visits" };

/** The desk's own fields of customers, in their order, archived ones too. */
export const listCustomerFields: Operation<Nothing, { cursor?: string }, undefined, CustomFieldViewPage> = { method: "GET", path: "v1/desk/customer-fields" };

/** One's own day report, filled in as far as it fills itself. */
export const readDayReport: Operation<Nothing, { day?: string | null; language?: "en" | "zh-CN" }, undefined, DayReportView> = { method: "GET", path: "v1/desk/day-report" };

/** Keep what was written, without sending it; of one that was sent, change it, until the next day is over. */
export const saveDayReport: Operation<{ day: string }, { language?: "en" | "zh-CN" }, WriteDayReport, DayReportView> = { method: "PUT", path: "v1/desk/day-report/{day}" };

/** Send it to whoever leads one, with the figures of this moment. */
export const sendDayReport: Operation<{ day: string }, { language?: "en" | "zh-CN" }, WriteDayReport, DayReportView> = { method: "POST", path: "v1/desk/day-report/{day}/send" };

/** Who of those whom one's role reaches sent their report of a day, and who did not. */
export const listDayReports: Operation<Nothing, { day?: string | null; cursor?: string }, undefined, DayReportsPage> = { method: "GET", path: "v1/desk/day-reports" };

/** The report that somebody sent of a day. */
export const readDayReportOf: Operation<{ agent_id: string; day: string }, { language?: "en" | "zh-CN" }, undefined, DayReportView> = { method: "GET", path: "v1/desk/day-reports/{agent_id}/{day}" };

/** What is owed by when, of tickets, conversations and messages left, in reach; a page may be short while others follow. */
export const listDeadlines: Operation<Nothing, { state?: "" | "breached" | "running" | "warned"; scope?: "all" | "group" | "mine"; cursor?: string }, undefined, DeadlineViewPage> = { method: "GET", path: "v1/desk/deadlines" };

/** Checks of one's groups, the newest first. */
export const listChecks: Operation<Nothing, { view?: "all" | "faults" | "missed" | "open"; group_id?: string | null; cursor?: string }, undefined, DutyCheckViewPage> = { method: "GET", path: "v1/desk/duty/checks" };

/** A check with what was found. */
export const readCheck: Operation<{ check_id: string }, Nothing, undefined, DutyCheckView> = { method: "GET", path: "v1/desk/duty/checks/{check_id}" };

/** Say what was found at each point; the first who does has done it. */
export const fillCheck: Operation<{ check_id: string }, Nothing, FillCheck, DutyCheckView> = { method: "POST", path: "v1/desk/duty/checks/{check_id}/fill" };

/** Faults that one's groups reported, or that were reported to them, the newest first. */
export const listFaults: Operation<Nothing, { view?: "reported" | "to_us"; group_id?: string | null; cursor?: string }, undefined, FaultViewPage> = { method: "GET", path: "v1/desk/duty/faults" };

/** Report a fault to the department that sees to it, as a ticket of theirs; a point of a check once. */
export const reportFault: Operation<Nothing, Nothing, ReportFault, FaultView> = { method: "POST", path: "v1/desk/duty/faults" };

/** A fault, and the department's ticket for it. */
export const readFault: Operation<{ fault_id: string }, Nothing, undefined, FaultView> = { method: "GET", path: "v1/desk/duty/faults/{fault_id}" };

/** Hand-overs of one's groups, the newest first. */
export const listShiftHandovers: Operation<Nothing, { view?: "all" | "late" | "mine" | "open"; group_id?: string | null; cursor?: string }, undefined, ShiftInListPage> = { method: "GET", path: "v1/desk/duty/hand-overs" };

/** Hand over what is open with oneself, with a note; what is handed over to the group already is added to. */
export const handOverShift: Operation<Nothing, Nothing, HandOverShift, ShiftView> = { method: "POST", path: "v1/desk/duty/hand-overs" };

/** A hand-over: its note, and every thing, what waits first. */
export const readShiftHandover: Operation<{ handover_id: string }, Nothing, undefined, ShiftView> = { method: "GET", path: "v1/desk/duty/hand-overs/{handover_id}" };

/** Other words in its note, until somebody has accepted that. */
export const changeShiftNote: Operation<{ handover_id: string }, Nothing, ChangeShiftNote, ShiftView> = { method: "PUT", path: "v1/desk/duty/hand-overs/{handover_id}" };

/** Accept one thing, or the note; the first has it. Twice is once. */
export const acceptFromShift: Operation<{ handover_id: string }, Nothing, AcceptThing, ShiftView> = { method: "POST", path: "v1/desk/duty/hand-overs/{handover_id}/accept" };

/** Accept all that nobody has accepted yet; it becomes theirs within seconds. Twice is once. */
export const acceptWholeShift: Operation<{ handover_id: string }, Nothing, AcceptAll, ShiftView> = { method: "POST", path: "v1/desk/duty/hand-overs/{handover_id}/accept-all" };

/** It is not handed over after all; what was accepted stays so. Twice is once. */
export const takeBackShift: Operation<{ handover_id: string }, Nothing, Empty, ShiftView> = { method: "POST", path: "v1/desk/duty/hand-overs/{handover_id}/take-back" };

/** Requests for instruction, the newest first. */
export const listInstructions: Operation<Nothing, { view?: "all" | "mine" | "to_answer"; group_id?: string | null; cursor?: string }, undefined, InstructionInListPage> = { method: "GET", path: "v1/desk/duty/instructions" };

/** Ask the next level for instruction, or one above it where it is urgent. */
export const askInstruction: Operation<Nothing, Nothing, AskInstruction, InstructionView> = { method: "POST", path: "v1/desk/duty/instructions" };

/** A request with every step of it. */
export const readInstruction: Operation<{ instruction_id: string }, Nothing, undefined, InstructionView> = { method: "GET", path: "v1/desk/duty/instructions/{instruction_id}" };

/** Say what is to be done. Nobody answers their own. */
export const answerInstruction: Operation<{ instruction_id: string }, Nothing, AnswerInstruction, InstructionView> = { method: "POST", path: "v1/desk/duty/instructions/{instruction_id}/answer" };

/** What was answered has been done; who asked says so, and may say what they think of it. */
export const carryOutInstruction: Operation<{ instruction_id: string }, Nothing, CarryOut, InstructionView> = { method: "POST", path: "v1/desk/duty/instructions/{instruction_id}/carry-out" };

/** Pass it to a level above, with one's own opinion. */
export const passUpInstruction: Operation<{ instruction_id: string }, Nothing, PassUp, InstructionView> = { method: "POST", path: "v1/desk/duty/instructions/{instruction_id}/pass-up" };

/** Who asked needs no answer any more. */
export const withdrawInstruction: Operation<{ instruction_id: string }, Nothing, Withdraw, InstructionView> = { method: "POST", path: "v1/desk/duty/instructions/{instruction_id}/withdraw" };

/** Minutes of meetings, the newest first. */
export const listMinutes: Operation<Nothing, { group_id?: string | null; cursor?: string }, undefined, MinutesInListPage> = { method: "GET", path: "v1/desk/duty/minutes" };

/** Begin the minutes of a meeting, as a draft. */
export const writeMinutes: Operation<Nothing, Nothing, WriteMinutes, MinutesView> = { method: "POST", path: "v1/desk/duty/minutes" };

/** A meeting: who was there, hard cases, what was decided. */
export const readMinutes: Operation<{ minutes_id: string }, Nothing, undefined, MinutesView> = { method: "GET", path: "v1/desk/duty/minutes/{minutes_id}" };

/** Other words in a draft. */
export const changeMinutes: Operation<{ minutes_id: string }, Nothing, ChangeMinutes, MinutesView> = { method: "PUT", path: "v1/desk/duty/minutes/{minutes_id}" };

/** Make a draft of an announcement of them, whose address they have from then on; twice is once. */
export const announceMinutes: Operation<{ minutes_id: string }, Nothing, AnnounceMinutes, MinutesView> = { method: "POST", path: "v1/desk/duty/minutes/{minutes_id}/announcement" };

/** They stand from now on; what was decided becomes tickets where that is ticked. */
export const confirmMinutes: Operation<{ minutes_id: string }, Nothing, ConfirmMinutes, MinutesView> = { method: "POST", path: "v1/desk/duty/minutes/{minutes_id}/confirm" };

/** Add what was otherwise to confirmed minutes. */
export const correctMinutes: Operation<{ minutes_id: string }, Nothing, CorrectMinutes, MinutesView> = { method: "POST", path: "v1/desk/duty/minutes/{minutes_id}/corrections" };

/** Say where the announcement or article is that they became; twice is once. */
export const linkMinutes: Operation<{ minutes_id: string }, Nothing, LinkMinutes, MinutesView> = { method: "POST", path: "v1/desk/duty/minutes/{minutes_id}/published" };

/** A meeting as plain text in Markdown, to make an announcement or an article of. */
export const readMinutesText: Operation<{ minutes_id: string }, { language?: "en" | "zh-CN" }, undefined, MinutesText> = { method: "GET", path: "v1/desk/duty/minutes/{minutes_id}/text" };

/** What stands in the log of one's groups, by words, the newest first. */
export const searchDutyLog: Operation<Nothing, { q?: string; group_id?: string | null; cursor?: string }, undefined, FoundInLogPage> = { method: "GET", path: "v1/desk/duty/search" };

/** Conversations that are over, by agent, group, plan and day; a page may be short while others follow. */
export const listEndedConversations: Operation<Nothing, { agent_id?: string | null; group_id?: string | null; plan_key?: string | null; from?: string | null; to?: string | null; cursor?: string }, undefined, ConversationViewPage> = { method: "GET", path: "v1/desk/ended" };

/** Say that an agent's file was uploaded: it is looked at, and can be used if it is what may be sent. */
export const agentsFileHasArrived: Operation<{ file_id: string }, Nothing, Empty, FileView> = { method: "POST", path: "v1/desk/files/{file_id}/arrived" };

/** One version of the flow for a type of tickets, as those who work on them see its stages and fields. */
export const readFlowVersion: Operation<{ flow_type: string }, { version?: number | null }, undefined, FlowView> = { method: "GET", path: "v1/desk/flows/{flow_type}" };

/** Calls and visits that are to be made, in reach. */
export const listFollowUps: Operation<Nothing, { view?: "all" | "campaign" | "mine" | "overdue" | "today"; state?: "done" | "open"; kind?: "" | "after_sale" | "callback" | "care" | "complaint" | "pre_sale" | "promise" | "renewal"; campaign_id?: string; cursor?: string }, undefined, FollowUpViewPage> = { method: "GET", path: "v1/desk/follow-ups" };

/** Plan a visit to a customer by hand, or write down what was promised; the same `client_id` is planned once. */
export const planFollowUp: Operation<Nothing, Nothing, PlanFollowUp, FollowUpView> = { method: "POST", path: "v1/desk/follow-ups" };

/** One of them, with every call. */
export const readFollowUp: Operation<{ followup_id: string }, Nothing, undefined, FollowUpView> = { method: "GET", path: "v1/desk/follow-ups/{followup_id}" };

/** Give it to somebody else. */
export const assignFollowUp: Operation<{ followup_id: string }, Nothing, Assign, FollowUpView> = { method: "POST", path: "v1/desk/follow-ups/{followup_id}/assign" };

/** Write down what came of a call; the same `client_id` is written once. */
export const recordCall: Operation<{ followup_id: string }, Nothing, RecordCall, FollowUpView> = { method: "POST", path: "v1/desk/follow-ups/{followup_id}/calls" };

/** The groups they are in. */
export const listColleaguesGroups: Operation<Nothing, { cursor?: string }, undefined, GroupViewPage> = { method: "GET", path: "v1/desk/groups" };

/** Say every `beat_after_ms` that one's console is there. It keeps alive what was chosen, and chooses nothing. */
export const beat: Operation<Nothing, Nothing, Empty, PresenceView> = { method: "POST", path: "v1/desk/heartbeat" };

/** What changed among one's own conversations and those that wait, since `cursor`. */
export const readInbox: Operation<Nothing, { cursor?: string }, undefined, InboxView> = { method: "GET", path: "v1/desk/inbox" };

/** The events that an incident can be declared as. */
export const listIncidentEvents: Operation<Nothing, { cursor?: string }, undefined, DefinedEventViewPage> = { method: "GET", path: "v1/desk/incident-events" };

/** All incidents, the newest first. */
export const listIncidents: Operation<Nothing, { cursor?: string }, undefined, IncidentInListPage> = { method: "GET", path: "v1/desk/incidents" };

/** Begin an incident by hand; supervisors are told. */
export const declareIncident: Operation<Nothing, Nothing, Declare, WholeIncident> = { method: "POST", path: "v1/desk/incidents" };

/** An incident: what it is, what was done, how many contacts there were, and afterwards its report. */
export const readIncident: Operation<{ incident_id: string }, Nothing, undefined, WholeIncident> = { method: "GET", path: "v1/desk/incidents/{incident_id}" };

/** Other words, another severity; what its cause was and what is done, also once it is over. */
export const changeIncident: Operation<{ incident_id: string }, Nothing, ChangeIncident, WholeIncident> = { method: "PUT", path: "v1/desk/incidents/{incident_id}" };

/** It is over; visitors are told nothing of it any more. Twice is once. */
export const endIncident: Operation<{ incident_id: string }, Nothing, EndIncident, WholeIncident> = { method: "POST", path: "v1/desk/incidents/{incident_id}/end" };

/** Its history, from the beginning. */
export const listIncidentEntries: Operation<{ incident_id: string }, { cursor?: string }, undefined, IncidentEntryViewPage> = { method: "GET", path: "v1/desk/incidents/{incident_id}/entries" };

/** Tell the visitors of a plan what the incident's holding reply says, or no more; twice is once. */
export const showIncidentHolding: Operation<{ incident_id: string }, Nothing, ShowHolding, WholeIncident> = { method: "POST", path: "v1/desk/incidents/{incident_id}/holding" };

/** What belongs to it, the newest first; what is out of reach says no more than that it is there. */
export const listIncidentLinks: Operation<{ incident_id: string }, { cursor?: string }, undefined, IncidentLinkViewPage> = { method: "GET", path: "v1/desk/incidents/{incident_id}/links" };

/** Something that one may see belongs to it; twice is once. */
export const linkToIncident: Operation<{ incident_id: string }, Nothing, LinkByHand, WholeIncident> = { method: "POST", path: "v1/desk/incidents/{incident_id}/links" };

/** A line for its history. */
export const noteOnIncident: Operation<{ incident_id: string }, Nothing, NoteOnIncident, WholeIncident> = { method: "POST", path: "v1/desk/incidents/{incident_id}/notes" };

/** A step of its checklist is done, or not yet; twice is once. */
export const tickIncidentStep: Operation<{ incident_id: string; step_id: string }, Nothing, TickStep, WholeIncident> = { method: "POST", path: "v1/desk/incidents/{incident_id}/steps/{step_id}" };

/** The articles that answer best, the best first; at most ten. */
export const findArticles: Operation<Nothing, { q?: string; lang?: "en" | "zh-CN"; plan_key?: string }, undefined, HitViewPage> = { method: "GET", path: "v1/desk/knowledge/articles" };

/** Ask for leave; what it takes of the balance is reserved. The same `client_id` is asked once. */
export const askForLeave: Operation<Nothing, Nothing, AskForLeave, LeaveRequestView> = { method: "POST", path: "v1/desk/leave" };

/** What somebody has of each kind of leave in a year: one's own, or in reach. */
export const listLeaveBalances: Operation<Nothing, { agent_id?: string; year?: number | null }, undefined, LeaveBalancesView> = { method: "GET", path: "v1/desk/leave/balances" };

/** Which leave may be asked for. */
export const listLeaveKinds: Operation<Nothing, Nothing, undefined, LeaveKindsView> = { method: "GET", path: "v1/desk/leave/kinds" };

/** Colleagues' published shifts of a day, in a group one is in, and to whom one may give a shift. */
export const listShiftsToAskFor: Operation<Nothing, { group_id?: string; day?: string }, undefined, OffersView> = { method: "GET", path: "v1/desk/leave/offers" };

/** What leave would come to, and which minimum cover would not hold; nothing is asked for by it. */
export const previewLeave: Operation<Nothing, { kind_id?: string; first?: string; last?: string; part?: "days" | "first_half" | "hours" | "second_half"; start_minute?: number | null; end_minute?: number | null }, undefined, LeavePreviewView> = { method: "GET", path: "v1/desk/leave/preview" };

/** Leave and exchanges of one kind of list, in reach; a page may be short while others follow. */
export const listLeaveRequests: Operation<Nothing, { view?: "agent" | "month" | "own" | "to_me" | "waiting"; agent_id?: string; month?: string; cursor?: string }, undefined, LeaveRequestViewPage> = { method: "GET", path: "v1/desk/leave/requests" };

/** One, with what stands against it while it is open: cover that would not hold, rules of rosters. */
export const readLeaveRequest: Operation<{ request_id: string }, Nothing, undefined, WholeRequestView> = { method: "GET", path: "v1/desk/leave/requests/{request_id}" };

/** Accept or decline an exchange one is asked for; once accepted, whoever leads decides. Twice is once. */
export const answerSwap: Operation<{ request_id: string }, Nothing, AnswerSwap, LeaveRequestView> = { method: "POST", path: "v1/desk/leave/requests/{request_id}/answer" };

/** Approved leave is none after all: one's own before it begins, others' with a reason; twice is once. */
export const cancelLeave: Operation<{ request_id: string }, Nothing, TakeBackLeave, LeaveRequestView> = { method: "POST", path: "v1/desk/leave/requests/{request_id}/cancel" };

/** Approve or refuse what waits, never one's own; the roster follows at once. */
export const decideOnLeave: Operation<{ request_id: string }, Nothing, DecideOnLeave, LeaveRequestView> = { method: "POST", path: "v1/desk/leave/requests/{request_id}/decide" };

/** Take back what one asked for, while nobody has decided; twice is once. */
export const withdrawLeave: Operation<{ request_id: string }, Nothing, TakeBackLeave, LeaveRequestView> = { method: "POST", path: "v1/desk/leave/requests/{request_id}/withdraw" };

/** Ask a colleague to exchange shifts, or to take one; the same `client_id` is asked once. */
export const askForSwap: Operation<Nothing, Nothing, AskForSwap, LeaveRequestView> = { method: "POST", path: "v1/desk/leave/swaps" };

/** How many are on each plan's website that one may see, ten plans a page; it may be short while others follow. */
export const listLivePlans: Operation<Nothing, { cursor?: string }, undefined, LivePlanViewPage> = { method: "GET", path: "v1/desk/live" };

/** Invite somebody who is on the website to a conversation with oneself. */
export const inviteVisitor: Operation<{ visitor_id: string }, Nothing, InviteVisitor, LiveVisitorView> = { method: "POST", path: "v1/desk/live/{visitor_id}/invite" };

/** At which number one is called when on call. */
export const readOwnMobile: Operation<Nothing, Nothing, undefined, MobileView> = { method: "GET", path: "v1/desk/mobile" };

/** Say at which number one is called when on call. */
export const changeOwnMobile: Operation<Nothing, Nothing, ChangeMobile, MobileView> = { method: "PUT", path: "v1/desk/mobile" };

/** Messages left, in reach; a page may be short while others follow. */
export const listOfflineMessages: Operation<Nothing, { view?: "all" | "mine" | "new"; state?: "" | "answered" | "claimed" | "closed" | "new"; cursor?: string }, undefined, MessageViewPage> = { method: "GET", path: "v1/desk/offline-messages" };

/** One message, and how its answers were delivered. */
export const readOfflineMessage: Operation<{ message_id: string }, Nothing, undefined, MessageView> = { method: "GET", path: "v1/desk/offline-messages/{message_id}" };

/** Answer by e-mail, text message or in the widget; the same `client_id` is sent once. */
export const answerOfflineMessage: Operation<{ message_id: string }, Nothing, AnswerMessage, MessageView> = { method: "POST", path: "v1/desk/offline-messages/{message_id}/answer" };

/** Give a message to somebody else. */
export const assignOfflineMessage: Operation<{ message_id: string }, Nothing, AssignMessage, MessageView> = { method: "POST", path: "v1/desk/offline-messages/{message_id}/assign" };

/** Take a message to answer it; twice is once. */
export const claimOfflineMessage: Operation<{ message_id: string }, Nothing, Empty, MessageView> = { method: "POST", path: "v1/desk/offline-messages/{message_id}/claim" };

/** End a message; twice is once. */
export const closeOfflineMessage: Operation<{ message_id: string }, Nothing, Empty, MessageView> = { method: "POST", path: "v1/desk/offline-messages/{message_id}/close" };

/** What an answer would cost as a text message. */
export const previewOfflineAnswer: Operation<{ message_id: string }, Nothing, PreviewAnswer, AnswerPreview> = { method: "POST", path: "v1/desk/offline-messages/{message_id}/sms-preview" };

/** What whoever left the message said of its answer. */
export const readOfflineSurvey: Operation<{ message_id: string }, Nothing, undefined, SurveyView> = { method: "GET", path: "v1/desk/offline-messages/{message_id}/survey" };

/** Whether one is called, or has a call. */
export const readOwnCalls: Operation<Nothing, Nothing, undefined, OwnCallsView> = { method: "GET", path: "v1/desk/on-call" };

/** See to it; of two who accept at once the first one has it. Twice is once. */
export const acceptCall: Operation<{ call_id: string }, Nothing, Empty, CallView> = { method: "POST", path: "v1/desk/on-call/{call_id}/accept" };

/** What goes wrong at the moment, for everybody who works here; ten seconds late at most. */
export const listOpenIncidents: Operation<Nothing, { cursor?: string }, undefined, OpenIncidentViewPage> = { method: "GET", path: "v1/desk/open-incidents" };

/** Choose another password; other sessions end. */
export const changePassword: Operation<Nothing, Nothing, ChangePassword, null> = { method: "PUT", path: "v1/desk/password" };

/** One's own month, and how it came about. */
export const readPerformance: Operation<Nothing, { month?: string; revision?: number | null }, undefined, HeldView> = { method: "GET", path: "v1/desk/performance" };

/** An agent's month, and how it came about. */
export const readPerformanceOf: Operation<{ agent_id: string }, { month?: string; revision?: number | null }, undefined, HeldView> = { method: "GET", path: "v1/desk/performance/agents/{agent_id}" };

/** The same as a file for spreadsheets, with every indicator, part by part. */
export const readPerformanceCsv: Operation<Nothing, { month?: string; revision?: number | null; group_id?: string; cursor?: string; language?: "en" | "zh-CN" }, undefined, PerformanceCsvPart> = { method: "GET", path: "v1/desk/performance/csv" };

/** Those whom one's role reaches, or a group of theirs, the highest score first. */
export const listPerformanceRanking: Operation<Nothing, { month?: string; revision?: number | null; group_id?: string; cursor?: string }, undefined, RankingView> = { method: "GET", path: "v1/desk/performance/ranking" };

/** Calls in reach, the newest first; a page may be short while others follow. */
export const listPhoneCalls: Operation<Nothing, { conversation_id?: string; number?: string; agent_id?: string; plan_key?: string; day?: string; direction?: "" | "in" | "missed" | "out"; recorded?: boolean; cursor?: string }, undefined, PhoneCallViewPage> = { method: "GET", path: "v1/desk/phone/calls" };

/** Write down a call: it becomes a conversation, or is part of one that goes on. */
export const registerPhoneCall: Operation<Nothing, Nothing, NewCall, PhoneCallView> = { method: "POST", path: "v1/desk/phone/calls" };

/** One call, for whoever sees its conversation. */
export const readPhoneCall: Operation<{ call_id: string }, Nothing, undefined, PhoneCallView> = { method: "GET", path: "v1/desk/phone/calls/{call_id}" };

/** Put right what was written down; what is left out stays. The audit log has it, and the transcript, for agents. */
export const correctPhoneCall: Operation<{ call_id: string }, Nothing, CorrectCall, PhoneCallView> = { method: "PUT", path: "v1/desk/phone/calls/{call_id}" };

/** Where its recording is heard for some minutes; each time is in the audit log. */
export const playRecording: Operation<{ call_id: string }, Nothing, PlayRecording, PlayView> = { method: "POST", path: "v1/desk/phone/calls/{call_id}/plays" };

/** A place for one recording that is uploaded: MP3 or M4A, 30 MB at most. */
export const askForRecording: Operation<Nothing, Nothing, AskForRecording, TicketView> = { method: "POST", path: "v1/desk/phone/recordings" };

/** It was uploaded, and is looked at. Twice is once. */
export const recordingArrived: Operation<{ file_id: string }, Nothing, Empty, null> = { method: "POST", path: "v1/desk/phone/recordings/{file_id}/arrived" };

/** Who it may be that telephones: by earlier calls from this number, within reach. */
export const suggestForCall: Operation<Nothing, { plan_key?: string; number?: string }, undefined, SuggestedView> = { method: "GET", path: "v1/desk/phone/suggestions" };

/** Put the phrases of a file on a shelf, or say line by line what would become of them; twice is once. */
export const importPhrases: Operation<{ shelf: string }, Nothing, ImportPhrases, ImportedView> = { method: "POST", path: "v1/desk/phrase-imports/{shelf}" };

/** What one may say: the company's phrases, those of one's groups, one's own. */
export const listPhrases: Operation<Nothing, { cursor?: string }, undefined, PhraseViewPage> = { method: "GET", path: "v1/desk/phrases" };

/** The phrases of one shelf: own, company, or a group's by its id. */
export const listShelf: Operation<{ shelf: string }, { cursor?: string }, undefined, PhraseViewPage> = { method: "GET", path: "v1/desk/phrases/{shelf}" };

/** Put a phrase on a shelf: one's own; a group's, by its leader; the company's, by who keeps it. */
export const createPhrase: Operation<{ shelf: string }, Nothing, NewPhrase, PhraseView> = { method: "POST", path: "v1/desk/phrases/{shelf}" };

/** Take a phrase off its shelf; twice is once. */
export const deletePhrase: Operation<{ shelf: string; phrase_id: string }, Nothing, undefined, null> = { method: "DELETE", path: "v1/desk/phrases/{shelf}/{phrase_id}" };

/** Change what is said of a phrase. */
export const updatePhrase: Operation<{ shelf: string; phrase_id: string }, Nothing, ChangePhrase, PhraseView> = { method: "PUT", path: "v1/desk/phrases/{shelf}/{phrase_id}" };

/** Be shown by one's initials again. */
export const removeOwnPicture: Operation<Nothing, Nothing, undefined, AgentView> = { method: "DELETE", path: "v1/desk/picture" };

/** Ask for a place for a picture of oneself. */
export const sendPicture: Operation<Nothing, Nothing, SendFile, TicketView> = { method: "POST", path: "v1/desk/picture" };

/** Be shown by a picture that was uploaded. */
export const choosePicture: Operation<Nothing, Nothing, ChoosePicture, AgentView> = { method: "PUT", path: "v1/desk/picture" };

/** The names and colours of all plans. */
export const listPlanNames: Operation<Nothing, { cursor?: string }, undefined, PlanNamePage> = { method: "GET", path: "v1/desk/plans" };

/** Who is on a plan's website now; a page may be short while others follow. */
export const listLiveVisitors: Operation<{ plan_key: string }, { language?: string; page?: string; visits?: number; cursor?: string }, undefined, LiveVisitorViewPage> = { method: "GET", path: "v1/desk/plans/{plan_key}/live" };

/** Choose whether one takes conversations. It holds on every device, until something else is chosen. */
export const setPresence: Operation<Nothing, Nothing, ChoosePresence, PresenceChosen> = { method: "PUT", path: "v1/desk/presence" };

/** Those about agents in reach, the newest first; a page may be short while others follow. */
export const listCalibrations: Operation<Nothing, { cursor?: string }, undefined, CalibrationViewPage> = { method: "GET", path: "v1/desk/quality/calibrations" };

/** Give one conversation to several inspectors, who do not see each other's sheets until all are in. */
export const openCalibration: Operation<Nothing, Nothing, OpenCalibration, ComparedView> = { method: "POST", path: "v1/desk/quality/calibrations" };

/** One; once all are in, with how far they are apart, criterion by criterion. */
export const readCalibration: Operation<{ calibration_id: string }, Nothing, undefined, ComparedView> = { method: "GET", path: "v1/desk/quality/calibrations/{calibration_id}" };

/** Inspections of one kind, in reach; a page may be short while others follow. */
export const listInspections: Operation<Nothing, { view?: "agent" | "appealed" | "done" | "month" | "own" | "tasks" | "waiting"; agent_id?: string; month?: string; cursor?: string }, undefined, InspectionLineViewPage> = { method: "GET", path: "v1/desk/quality/inspections" };

/** Have a conversation inspected that no rule drew; one that is drawn already stays as it is. */
export const inspectConversation: Operation<Nothing, Nothing, InspectConversation, InspectionLineView> = { method: "POST", path: "v1/desk/quality/inspections" };

/** One with its sheet, as far as it is one's to see. */
export const readInspection: Operation<{ inspection_id: string }, Nothing, undefined, InspectionView> = { method: "GET", path: "v1/desk/quality/inspections/{inspection_id}" };

/** Disagree with what was said of one's own work: once, with a reason, within the days that the desk allows. */
export const appealInspection: Operation<{ inspection_id: string }, Nothing, AppealInspection, InspectionView> = { method: "POST", path: "v1/desk/quality/inspections/{inspection_id}/appeal" };

/** Give it to an inspector, or take it oneself; twice is once. */
export const assignInspection: Operation<{ inspection_id: string }, Nothing, AssignInspection, InspectionLineView> = { method: "POST", path: "v1/desk/quality/inspections/{inspection_id}/assign" };

/** Decide on an appeal: the points stay, or are changed. */
export const decideOnInspection: Operation<{ inspection_id: string }, Nothing, DecideOnInspection, InspectionView> = { method: "POST", path: "v1/desk/quality/inspections/{inspection_id}/decide" };

/** Keep what is filled in so far; nobody else sees it. */
export const saveInspectionDraft: Operation<{ inspection_id: string }, Nothing, FillSheet, InspectionView> = { method: "POST", path: "v1/desk/quality/inspections/{inspection_id}/draft" };

/** Who may be given this one, or a calibration of its conversation. */
export const listInspectors: Operation<{ inspection_id: string }, { cursor?: string }, undefined, AgentRefPage> = { method: "GET", path: "v1/desk/quality/inspections/{inspection_id}/inspectors" };

/** Submit the whole sheet, once: its agent sees it, and it counts. */
export const submitInspection: Operation<{ inspection_id: string }, Nothing, FillSheet, InspectionView> = { method: "POST", path: "v1/desk/quality/inspections/{inspection_id}/submit" };

/** What inspections came to, by month or criterion of one, or side by side; one's own are everybody's to see. */
export const readQualityResults: Operation<Nothing, { by?: "agent" | "criterion" | "group" | "inspector" | "month" | "plan"; of?: string; from?: string; to?: string; cursor?: string }, undefined, ResultsPage> = { method: "GET", path: "v1/desk/quality/results" };

/** One version of a sheet, as those see it who score by it or are scored. */
export const readSheetVersion: Operation<{ sheet_id: string }, { version?: number | null }, undefined, SheetVersionView> = { method: "GET", path: "v1/desk/quality/sheets/{sheet_id}" };

/** What is asked in a follow-up, and what was answered so far. */
export const readQuestions: Operation<{ followup_id: string }, Nothing, undefined, AnsweringView> = { method: "GET", path: "v1/desk/questionnaires/{followup_id}" };

/** Write down what the customer said so far, or all of it; the same again is written once. */
export const saveAnswers: Operation<{ followup_id: string }, Nothing, SaveAnswers, AnsweringView> = { method: "POST", path: "v1/desk/questionnaires/{followup_id}/answers" };

/** Send the customer a letter with its link, once. */
export const sendQuestionnaire: Operation<{ followup_id: string }, Nothing, Empty, AnsweringView> = { method: "POST", path: "v1/desk/questionnaires/{followup_id}/link" };

/** How many wait whom one may take. */
export const countWaiting: Operation<Nothing, Nothing, undefined, CountView> = { method: "GET", path: "v1/desk/queue/count" };

/** Figures over time, or side by side, of whom one's role reaches. */
export const readReport: Operation<Nothing, { by?: "agent" | "category" | "clock" | "day" | "department" | "group" | "hour" | "level" | "month" | "plan" | "priority" | "source" | "type" | "week"; of?: string; from?: string | null; to?: string | null; cursor?: string; language?: "en" | "zh-CN" }, undefined, ReportPage> = { method: "GET", path: "v1/desk/reports" };

/** The same figures as a file for spreadsheets, part by part. */
export const readReportCsv: Operation<Nothing, { by?: "agent" | "category" | "clock" | "day" | "department" | "group" | "hour" | "level" | "month" | "plan" | "priority" | "source" | "type" | "week"; of?: string; from?: string | null; to?: string | null; cursor?: string; language?: "en" | "zh-CN" }, undefined, ReportCsvPart> = { method: "GET", path: "v1/desk/reports/csv" };

/** What each figure means, in the order in which they are shown. */
export const listReportDefinitions: Operation<Nothing, { cursor?: string }, undefined, DefinitionViewPage> = { method: "GET", path: "v1/desk/reports/definitions" };

/** What is behind a figure, the newest first; a page may be short, or empty, while others follow. */
export const listReportFacts: Operation<Nothing, { by?: "agent" | "category" | "clock" | "day" | "department" | "group" | "hour" | "level" | "month" | "plan" | "priority" | "source" | "type" | "week"; of?: string; from?: string | null; to?: string | null; cursor?: string; language?: "en" | "zh-CN"; figure?: string; key?: string }, undefined, FactViewPage> = { method: "GET", path: "v1/desk/reports/facts" };

/** What was said, by whom, and messages that were left, in reach, newest first; a page may be short while others follow. */
export const search: Operation<Nothing, { q?: string; kind?: "" | "conversation" | "customer" | "follow_up" | "message" | "ticket"; tag?: string; plan_key?: string; agent_id?: string; since?: string | null; until?: string | null; cursor?: string }, undefined, FoundViewPage> = { method: "GET", path: "v1/desk/search" };

/** Everything in reach about a telephone number, an address, or the number of something, together. */
export const searchOverview: Operation<Nothing, { q?: string }, undefined, OverviewView> = { method: "GET", path: "v1/desk/search/overview" };

/** Send an answer without its numbers, and with a link by which the customer sees them. 200: it was sent before. */
export const protectWords: Operation<Nothing, Nothing, ProtectWords, ProtectedView> = { method: "POST", path: "v1/desk/sensitive/links" };

/** A number that is shown in part, in full, with a reason; who, where and why is in the audit log. */
export const showNumber: Operation<Nothing, Nothing, ShowNumber, ShownNumber> = { method: "POST", path: "v1/desk/sensitive/shown" };

/** End this session; a second time is 401. The last one only once nothing is open, or with what becomes of it. */
export const signOut: Operation<Nothing, { others?: "close" | "queue" | null }, undefined, null> = { method: "DELETE", path: "v1/desk/session" };

/** Who is signed in here. */
export const readSession: Operation<Nothing, Nothing, undefined, SessionView> = { method: "GET", path: "v1/desk/session" };

/** Sign in with e-mail and password; the token is good for a console. */
export const signIn: Operation<Nothing, Nothing, SignIn, SignedIn> = { method: "POST", path: "v1/desk/session" };

/** End one's other sessions; this one stays. */
export const signOutElsewhere: Operation<Nothing, Nothing, undefined, null> = { method: "DELETE", path: "v1/desk/session/others" };

/** One's own weeks as they were published, in all one's groups. */
export const readOwnShifts: Operation<Nothing, { from?: string | null; weeks?: number }, undefined, OwnShifts> = { method: "GET", path: "v1/desk/shifts" };

/** Nobody reads one's calendar any more; twice is once. */
export const takeBackCalendarAddress: Operation<Nothing, Nothing, undefined, null> = { method: "DELETE", path: "v1/desk/shifts/calendar" };

/** Where one's shifts can be subscribed to, if anywhere. */
export const readCalendarAddress: Operation<Nothing, Nothing, undefined, CalendarAddress> = { method: "GET", path: "v1/desk/shifts/calendar" };

/** Another address for one's calendar; the one before leads nowhere any more. */
export const makeCalendarAddress: Operation<Nothing, Nothing, NewAddress, CalendarAddress> = { method: "POST", path: "v1/desk/shifts/calendar" };

/** Say that one has seen what was published of a week; twice is once. */
export const seeShifts: Operation<Nothing, Nothing, SeeShifts, null> = { method: "POST", path: "v1/desk/shifts/seen" };

/** How one stands now, one's next shifts, who is on duty in one's groups, and what was published lately. */
export const readShiftsToday: Operation<Nothing, Nothing, undefined, TodayView> = { method: "GET", path: "v1/desk/shifts/today" };

/** What one's letters end with. */
export const readSignature: Operation<Nothing, Nothing, undefined, SignatureView> = { method: "GET", path: "v1/desk/signature" };

/** Choose what one's letters end with; empty for nothing. */
export const changeSignature: Operation<Nothing, Nothing, ChangeSignature, SignatureView> = { method: "PUT", path: "v1/desk/signature" };

/** Entries of one kind of list, in reach; a page may be short while others follow. */
export const listStaffEntries: Operation<Nothing, { view?: "agent" | "month" | "own" | "unseen" | "waiting"; agent_id?: string; month?: string; cursor?: string }, undefined, StaffEntryViewPage> = { method: "GET", path: "v1/desk/staff/entries" };

/** Enter a reward or a penalty; the same `client_id` is entered once. */
export const enterInStaffFile: Operation<Nothing, Nothing, EnterInStaffFile, StaffEntryView> = { method: "POST", path: "v1/desk/staff/entries" };

/** One entry: of one's own file, or in reach. */
export const readStaffEntry: Operation<{ entry_id: string }, Nothing, undefined, StaffEntryView> = { method: "GET", path: "v1/desk/staff/entries/{entry_id}" };

/** Put another entry in place of this one, with the reason; both stay. */
export const correctStaffEntry: Operation<{ entry_id: string }, Nothing, CorrectStaffEntry, StaffEntryView> = { method: "POST", path: "v1/desk/staff/entries/{entry_id}/corrections" };

/** Say yes or no to what waits for a second person; its author may take it back. */
export const decideOnStaffEntry: Operation<{ entry_id: string }, Nothing, DecideOnStaffEntry, StaffEntryView> = { method: "POST", path: "v1/desk/staff/entries/{entry_id}/decide" };

/** Say that one has seen an entry of one's own file; twice is once. */
export const markStaffEntrySeen: Operation<{ entry_id: string }, Nothing, undefined, StaffEntryView> = { method: "POST", path: "v1/desk/staff/entries/{entry_id}/seen" };

/** Say something to an entry of one's own file, once; its author hears of it. */
export const stateToStaffEntry: Operation<{ entry_id: string }, Nothing, StateToStaffEntry, StaffEntryView> = { method: "POST", path: "v1/desk/staff/entries/{entry_id}/statement" };

/** Take an entry back, with the reason; both stay to be seen, and it counts no more. */
export const withdrawStaffEntry: Operation<{ entry_id: string }, Nothing, WithdrawStaffEntry, StaffEntryView> = { method: "POST", path: "v1/desk/staff/entries/{entry_id}/withdrawal" };

/** What the desk calls its rewards and penalties, and what each may carry. */
export const listStaffKinds: Operation<Nothing, Nothing, undefined, StaffKindsView> = { method: "GET", path: "v1/desk/staff/kinds" };

/** What a month comes to for each agent in reach, or for one; who sees nobody else's file has their own. */
export const listStaffSums: Operation<Nothing, { month?: string; agent_id?: string; cursor?: string }, undefined, StaffMonthViewPage> = { method: "GET", path: "v1/desk/staff/sums" };

/** How much in one's own file is new. */
export const countUnseenEntries: Operation<Nothing, Nothing, undefined, UnseenView> = { method: "GET", path: "v1/desk/staff/unseen" };

/** How a customer wishes to be written to, what they subscribed to and what they need, with who says so. */
export const readWishes: Operation<{ visitor_id: string }, Nothing, undefined, StandingView> = { method: "GET", path: "v1/desk/subscriptions/{visitor_id}" };

/** What they need, passed on as a ticket to the group that sees to it; the same `client_id` does it once. */
export const writeNeed: Operation<{ visitor_id: string }, Nothing, WriteNeed, CustomerNeedView> = { method: "POST", path: "v1/desk/subscriptions/{visitor_id}/needs" };

/** They subscribe to a topic, or end that. */
export const writeSubscription: Operation<{ visitor_id: string }, Nothing, WriteSubscription, CustomerSubscriptionView> = { method: "POST", path: "v1/desk/subscriptions/{visitor_id}/topics" };

/** Write down how they wish to be written to. */
export const writeWishes: Operation<{ visitor_id: string }, Nothing, WriteWishes, StandingView> = { method: "PUT", path: "v1/desk/subscriptions/{visitor_id}/wishes" };

/** What readers have of an article, as it is written into a conversation. */
export const readArticleText: Operation<{ article_id: string }, { locale?: "en" | "zh-CN" }, undefined, ArticleTextView> = { method: "GET", path: "v1/desk/suggestions/articles/{article_id}" };

/** The three best articles for what the visitor of a conversation wrote last. */
export const suggestArticles: Operation<{ conversation_id: string }, Nothing, undefined, SuggestionsView> = { method: "GET", path: "v1/desk/suggestions/conversations/{conversation_id}" };

/** What was proposed of a conversation that one sees. */
export const readProposalOfConversation: Operation<{ conversation_id: string }, Nothing, undefined, ProposalOfView> = { method: "GET", path: "v1/desk/suggestions/conversations/{conversation_id}/proposal" };

/** Articles were shown, opened or inserted at the side of a conversation, or helped; each counts there once. */
export const noteArticleUse: Operation<{ conversation_id: string }, Nothing, NoteUse, null> = { method: "POST", path: "v1/desk/suggestions/conversations/{conversation_id}/uses" };

/** What one proposed, and what became of it, the newest first. */
export const listOwnProposals: Operation<Nothing, { cursor?: string }, undefined, ProposalViewPage> = { method: "GET", path: "v1/desk/suggestions/proposals" };

/** Propose a conversation that one sees as a new kind of question; a conversation is proposed once. */
export const proposeArticle: Operation<Nothing, Nothing, ProposeArticle, ProposalView> = { method: "POST", path: "v1/desk/suggestions/proposals" };

/** Say that one saw what became of one's own proposal; twice is once. */
export const markProposalSeen: Operation<{ proposal_id: string }, Nothing, undefined, ProposalView> = { method: "POST", path: "v1/desk/suggestions/proposals/{proposal_id}/seen" };

/** The tags that colleagues have given to customers. */
export const listTags: Operation<Nothing, { cursor?: string }, undefined, TagViewPage> = { method: "GET", path: "v1/desk/tags" };

/** Tickets in reach, what is due first in front; a page may be short while others follow. */
export const listTickets: Operation<Nothing, { view?: "all" | "group" | "late" | "mine" | "waiting"; state?: "assigned" | "closed" | "done" | "in_progress" | "new" | "open" | "reopened" | "solved" | "waiting_for_customer"; type?: "aftersale" | "booking" | "change_of_details" | "complaint" | "correction" | "fault" | "green_channel" | "presale" | "repair" | "suggestion" | ""; priority?: "" | "critical" | "normal" | "urgent"; owner_id?: string; handler_id?: string; group_id?: string; due_before?: string | null; due?: "" | "late" | "none" | "today" | "week"; created_since?: string | null; created_until?: string | null; number?: string; about?: string; visitor_id?: string; cursor?: string }, undefined, TicketInListPage> = { method: "GET", path: "v1/desk/tickets" };

/** Make a ticket, by hand or from something; the same `client_id` makes one. */
export const createTicket: Operation<Nothing, Nothing, CreateTicket, WholeTicket> = { method: "POST", path: "v1/desk/tickets" };

/** Assign, set the priority of, or close up to 100 tickets; one result for each. */
export const changeTickets: Operation<Nothing, Nothing, ChangeSeveral, TicketOutcomes> = { method: "POST", path: "v1/desk/tickets/bulk" };

/** One ticket, as it stands. */
export const readTicket: Operation<{ ticket_id: string }, Nothing, undefined, WholeTicket> = { method: "GET", path: "v1/desk/tickets/{ticket_id}" };

/** Give it to a colleague who is there, or to whoever of a group is next; its owner stays responsible. */
export const assignTicket: Operation<{ ticket_id: string }, Nothing, AssignTicket, WholeTicket> = { method: "POST", path: "v1/desk/tickets/{ticket_id}/assign" };

/** Change its fields; what is left out stays. */
export const changeTicket: Operation<{ ticket_id: string }, Nothing, ChangeTicket, WholeTicket> = { method: "POST", path: "v1/desk/tickets/{ticket_id}/change" };

/** Tell the customer, with an apology, until when it takes. */
export const tellTicketDelay: Operation<{ ticket_id: string }, Nothing, TellDelay, WholeTicket> = { method: "POST", path: "v1/desk/tickets/{ticket_id}/delay" };

/** What happened to it, by number. */
export const readTicketHistory: Operation<{ ticket_id: string }, { after?: number; limit?: number }, undefined, TicketHistory> = { method: "GET", path: "v1/desk/tickets/{ticket_id}/entries" };

/** Write a step for the customer, or a note among colleagues; the same `client_id` writes one. */
export const writeTicketEntry: Operation<{ ticket_id: string }, Nothing, WriteTicketEntry, WholeTicket> = { method: "POST", path: "v1/desk/tickets/{ticket_id}/entries" };

/** Tell its group's leader or the supervisors, with the reason; the same `client_id` tells them once. */
export const escalateTicket: Operation<{ ticket_id: string }, Nothing, EscalateTicket, WholeTicket> = { method: "POST", path: "v1/desk/tickets/{ticket_id}/escalate" };

/** Have another ticket of the same customer become part of this one; twice is once. */
export const mergeTickets: Operation<{ ticket_id: string }, Nothing, MergeTicket, WholeTicket> = { method: "POST", path: "v1/desk/tickets/{ticket_id}/merge" };

/** Move it to another state, as the table of states allows, or to another stage of its flow. */
export const moveTicket: Operation<{ ticket_id: string }, Nothing, MoveTicket, WholeTicket> = { method: "POST", path: "v1/desk/tickets/{ticket_id}/move" };

/** Say why a ticket is late, and how it is made good. */
export const giveTicketReason: Operation<{ ticket_id: string }, Nothing, GiveReason, WholeTicket> = { method: "POST", path: "v1/desk/tickets/{ticket_id}/reason" };

/** The stages of its flow to which the caller may move a ticket; none where it goes the usual way. */
export const listTicketWays: Operation<{ ticket_id: string }, Nothing, undefined, WaysView> = { method: "GET", path: "v1/desk/tickets/{ticket_id}/ways" };

/** Where a conversation or ticket belongs on the map, what is to be done there, and how each step stands. */
export const readTouchpointBeside: Operation<{ about_id: string }, Nothing, undefined, TouchpointBesideView> = { method: "GET", path: "v1/desk/touchpoints/about/{about_id}" };

/** Say into which cell it falls; it is counted there instead, and stays there. */
export const correctTouchpoint: Operation<{ about_id: string }, Nothing, CorrectTouchpoint, TouchpointBesideView> = { method: "PUT", path: "v1/desk/touchpoints/about/{about_id}" };

/** A month of each agent in reach: conversations, tickets, the flow conformance rate. */
export const listTouchpointAgents: Operation<Nothing, { month?: string; cursor?: string }, undefined, TouchpointAgentsView> = { method: "GET", path: "v1/desk/touchpoints/agents" };

/** The conversations and tickets of a month that are counted there, the newest first. */
export const listTouchpointContacts: Operation<Nothing, { cell?: string; agent_id?: string; month?: string; only_failed?: boolean; cursor?: string }, undefined, TouchpointContactViewPage> = { method: "GET", path: "v1/desk/touchpoints/contacts" };

/** A month of one cell or agent: the rate, and which steps were not kept how often. */
export const readTouchpointResults: Operation<Nothing, { cell?: string; agent_id?: string; month?: string }, undefined, TouchpointResultsView> = { method: "GET", path: "v1/desk/touchpoints/results" };

/** Let a colleague be given conversations though they lack training, for two weeks at most, or no longer; audited. */
export const grantTraining: Operation<{ agent_id: string }, Nothing, GrantTraining, TrainingGrantView> = { method: "POST", path: "v1/desk/training/agents/{agent_id}/grant" };

/** Attempts of one kind of list, in reach; a page may be short while others follow. */
export const listAttempts: Operation<Nothing, { view?: "agent" | "course" | "judging" | "own"; about?: string; cursor?: string }, undefined, AttemptLineViewPage> = { method: "GET", path: "v1/desk/training/attempts" };

/** One's own attempt, or in reach; what is right is in none that runs. */
export const readAttempt: Operation<{ attempt_id: string }, Nothing, undefined, QuizAttemptView> = { method: "GET", path: "v1/desk/training/attempts/{attempt_id}" };

/** Give points for the answers in words of somebody one leads; the learner hears of it. */
export const judgeAttempt: Operation<{ attempt_id: string }, Nothing, JudgeAttempt, QuizAttemptView> = { method: "POST", path: "v1/desk/training/attempts/{attempt_id}/judgement" };

/** Keep an answer in place of the one before; until it is handed in it can be changed. */
export const answerQuestion: Operation<{ attempt_id: string; question_id: string }, Nothing, AnswerQuestion, QuizAttemptView> = { method: "POST", path: "v1/desk/training/attempts/{attempt_id}/questions/{question_id}/answer" };

/** Hand in what was typed, once; it is measured by the desk's clock. */
export const endTyping: Operation<{ attempt_id: string; question_id: string }, Nothing, EndTyping, QuizAttemptView> = { method: "POST", path: "v1/desk/training/attempts/{attempt_id}/questions/{question_id}/typed" };

/** The clock of a typing test runs from now on, or since it was begun. */
export const beginTyping: Operation<{ attempt_id: string; question_id: string }, Nothing, undefined, QuizAttemptView> = { method: "POST", path: "v1/desk/training/attempts/{attempt_id}/questions/{question_id}/typing" };

/** Hand it in; twice is once. What came too late was not taken. */
export const submitAttempt: Operation<{ attempt_id: string }, Nothing, undefined, QuizAttemptView> = { method: "POST", path: "v1/desk/training/attempts/{attempt_id}/submit" };

/** Certificates of one kind of list, in reach; a page may be short while others follow. */
export const listCertificates: Operation<Nothing, { view?: "agent" | "course" | "group" | "own"; about?: string; cursor?: string }, undefined, CertificateViewPage> = { method: "GET", path: "v1/desk/training/certificates" };

/** One's own certificate, or in reach. */
export const readCertificate: Operation<{ certificate_id: string }, Nothing, undefined, CertificateView> = { method: "GET", path: "v1/desk/training/certificates/{certificate_id}" };

/** A certificate of somebody one leads counts no more, with the reason. */
export const revokeCertificate: Operation<{ certificate_id: string }, Nothing, RevokeCertificate, CertificateView> = { method: "POST", path: "v1/desk/training/certificates/{certificate_id}/revocation" };

/** The courses that anybody may take. */
export const listOpenCourses: Operation<Nothing, { cursor?: string }, undefined, CourseLineViewPage> = { method: "GET", path: "v1/desk/training/courses" };

/** A course, and how far one is with it. */
export const readCourse: Operation<{ course_id: string }, Nothing, undefined, CourseView> = { method: "GET", path: "v1/desk/training/courses/{course_id}" };

/** Begin the quiz of a course, or go on with the attempt that is open. */
export const startAttempt: Operation<{ course_id: string }, Nothing, undefined, QuizAttemptView> = { method: "POST", path: "v1/desk/training/courses/{course_id}/attempts" };

/** What a lesson of a version shows. */
export const readLesson: Operation<{ course_id: string; lesson_id: string }, { version?: number }, undefined, LessonView> = { method: "GET", path: "v1/desk/training/courses/{course_id}/lessons/{lesson_id}" };

/** Say that one has seen a lesson of the present version; twice is once. */
export const seeLesson: Operation<{ course_id: string; lesson_id: string }, Nothing, undefined, SeenLessonsView> = { method: "POST", path: "v1/desk/training/courses/{course_id}/lessons/{lesson_id}/seen" };

/** Who of a group lacks what it requires. */
export const listTrainingOfMembers: Operation<Nothing, { group_id?: string; cursor?: string }, undefined, MemberViewPage> = { method: "GET", path: "v1/desk/training/members" };

/** What one still needs, what is ordered of one, what one holds and has begun. */
export const readMyTraining: Operation<Nothing, Nothing, undefined, MyTrainingView> = { method: "GET", path: "v1/desk/training/mine" };

/** Orders of one kind of list, in reach; a page may be short while others follow. */
export const listTrainingOrders: Operation<Nothing, { view?: "agent" | "course" | "inspection" | "open" | "own" | "ticket"; about?: string; cursor?: string }, undefined, TrainingOrderViewPage> = { method: "GET", path: "v1/desk/training/orders" };

/** Order a course of somebody one leads; the same `client_id` is ordered once. */
export const orderTraining: Operation<Nothing, Nothing, OrderTraining, TrainingOrderView> = { method: "POST", path: "v1/desk/training/orders" };

/** One's own order, or in reach. */
export const readTrainingOrder: Operation<{ order_id: string }, Nothing, undefined, TrainingOrderView> = { method: "GET", path: "v1/desk/training/orders/{order_id}" };

/** Take an order back; its agent is told why. */
export const cancelTrainingOrder: Operation<{ order_id: string }, Nothing, CancelTraining, TrainingOrderView> = { method: "POST", path: "v1/desk/training/orders/{order_id}/cancellation" };

/** What is open with oneself, with what one noted today. */
export const listUnfinished: Operation<Nothing, Nothing, undefined, UnfinishedDay> = { method: "GET", path: "v1/desk/unfinished" };

/** What was left open when a day's working time was over, in reach, with the notes. */
export const listLeftOpen: Operation<Nothing, { day?: string | null; cursor?: string }, undefined, UnfinishedLeftPage> = { method: "GET", path: "v1/desk/unfinished/left" };

/** Say what becomes of something that is open with oneself, and have it done; once for each `client_id`. */
export const noteUnfinished: Operation<Nothing, Nothing, NoteUnfinished, UnfinishedNote> = { method: "POST", path: "v1/desk/unfinished/notes" };

/** The words that must not be said, in the order in which they were made, with those that do not hold now. */
export const listUnsaid: Operation<Nothing, { cursor?: string }, undefined, UnsaidViewPage> = { method: "GET", path: "v1/desk/unsaid-words" };

/** Write down who a visitor is; it reaches their open conversation at once. */
export const editVisitor: Operation<{ visitor_id: string }, Nothing, EditVisitor, VisitorView> = { method: "PUT", path: "v1/desk/visitors/{visitor_id}" };

/** Take nothing more of a visitor, until a time or for ever; what they have open ends. */
export const blockVisitor: Operation<{ visitor_id: string }, Nothing, BlockVisitor, VisitorView> = { method: "POST", path: "v1/desk/visitors/{visitor_id}/block" };

/** What a customer agreed to, or refused, with its words, the newest first. */
export const listAgreements: Operation<{ visitor_id: string }, { cursor?: string }, undefined, CustomerConsentViewPage> = { method: "GET", path: "v1/desk/visitors/{visitor_id}/consents" };

/** Write down what is known of a customer in the desk's own fields; what is not named stays. */
export const fillInFields: Operation<{ visitor_id: string }, Nothing, FillIn, FilledFieldsView> = { method: "PUT", path: "v1/desk/visitors/{visitor_id}/fields" };

/** What comes together if two visitors are one customer; nothing is changed. */
export const previewMerge: Operation<{ visitor_id: string; other_id: string }, Nothing, undefined, MergePreview> = { method: "GET", path: "v1/desk/visitors/{visitor_id}/merge-preview/{other_id}" };

/** Who was merged into a customer, when and by whom, the last first; also what was undone. */
export const listMerges: Operation<{ visitor_id: string }, { cursor?: string }, undefined, MergeViewPage> = { method: "GET", path: "v1/desk/visitors/{visitor_id}/merges" };

/** Two visitors are one customer, for the desk alone; it can be undone for a day. */
export const mergeVisitors: Operation<{ visitor_id: string }, Nothing, MergeVisitors, MergedView> = { method: "POST", path: "v1/desk/visitors/{visitor_id}/merges" };

/** They are two again and known as before, but for what was changed since; twice is once. */
export const undoMerge: Operation<{ visitor_id: string; merge_id: string }, Nothing, Empty, MergedView> = { method: "POST", path: "v1/desk/visitors/{visitor_id}/merges/{merge_id}/undo" };

/** Let a visitor in again; twice is once. */
export const unblockVisitor: Operation<{ visitor_id: string }, Nothing, Empty, VisitorView> = { method: "POST", path: "v1/desk/visitors/{visitor_id}/unblock" };

/** The numbers of the groups in reach, ten a page, and of these together. */
export const listWallGroups: Operation<Nothing, { cursor?: string }, undefined, WallPage> = { method: "GET", path: "v1/desk/wall" };

/** A group now: who waits, what is open, its agents; `everybody` for all together. */
export const watchGroup: Operation<{ group_id: string }, Nothing, undefined, WallView> = { method: "GET", path: "v1/desk/wall/groups/{group_id}" };

/** A plan now: who waits of its visitors, the agents who receive them, and what these have open of it. */
export const watchPlan: Operation<{ plan_key: string }, Nothing, undefined, WallView> = { method: "GET", path: "v1/desk/wall/plans/{plan_key}" };

/** The archive behind a link, as long as it is there: leads to where it is for ten minutes; audited. */
export const openOwnArchive: Operation<{ plan_key: string; token: string }, { volume?: number }, undefined, ArchiveAddress> = { method: "GET", path: "v1/widget/{plan_key}/archives/{token}" };

/** Somebody looks at a page: with consent, once a minute and on a change of page. Says what they are invited to. */
export const reportPage: Operation<{ plan_key: string }, Nothing, Beat, BeatenView> = { method: "POST", path: "v1/widget/{plan_key}/beats" };

/** How a widget looks, whether the plan is open, and whether somebody is there for visitors of this page. */
export const readWidgetConfig: Operation<{ plan_key: string }, { page?: string | null; level?: string | null }, undefined, WidgetConfig> = { method: "GET", path: "v1/widget/{plan_key}/config" };

/** One's own conversations: what is going on first, then what ended last. What was said in one is read as ever. */
export const listOwnConversations: Operation<{ plan_key: string }, { cursor?: string }, undefined, OwnConversationViewPage> = { method: "GET", path: "v1/widget/{plan_key}/conversations" };

/** Begin a conversation with its first message; a second start adds to the open one. */
export const startConversation: Operation<{ plan_key: string }, Nothing, StartConversation, BegunView> = { method: "POST", path: "v1/widget/{plan_key}/conversations" };

/** End a conversation; twice is once. */
export const closeConversation: Operation<{ plan_key: string; conversation_id: string }, Nothing, Empty, ClosedView> = { method: "POST", path: "v1/widget/{plan_key}/conversations/{conversation_id}/close" };

/** What is new in a conversation; ask after `last_seq` next. */
export const readEntries: Operation<{ plan_key: string; conversation_id: string }, { after?: number; limit?: number; typing?: boolean; read?: number | null }, undefined, EntriesPage> = { method: "GET", path: "v1/widget/{plan_key}/conversations/{conversation_id}/entries" };

/** Where a file of a visitor's conversation is, for some minutes. */
export const readFile: Operation<{ plan_key: string; conversation_id: string; file_id: string }, Nothing, undefined, LinkView> = { method: "GET", path: "v1/widget/{plan_key}/conversations/{conversation_id}/files/{file_id}" };

/** Write a message, send a file, or both; the same `client_id` is stored once. */
export const postMessage: Operation<{ plan_key: string; conversation_id: string }, Nothing, VisitorMessage, EntryView> = { method: "POST", path: "v1/widget/{plan_key}/conversations/{conversation_id}/messages" };

/** Edit or withdraw a message of one's own, within two minutes; the entry that says so. */
export const changeMessage: Operation<{ plan_key: string; conversation_id: string }, Nothing, ChangeMessage, EntryView> = { method: "POST", path: "v1/widget/{plan_key}/conversations/{conversation_id}/messages/change" };

/** The sign that the page is still open; says where in the queue one stands. */
export const stillHere: Operation<{ plan_key: string; conversation_id: string }, Nothing, Empty, WaitingView> = { method: "POST", path: "v1/widget/{plan_key}/conversations/{conversation_id}/waiting" };

/** Ask for a place for a file that a visitor wants to send. */
export const sendFile: Operation<{ plan_key: string }, Nothing, SendFile, TicketView> = { method: "POST", path: "v1/widget/{plan_key}/files" };

/** Say that a visitor's file was uploaded: it is looked at, and can be sent if it is what may be sent. */
export const fileHasArrived: Operation<{ plan_key: string; file_id: string }, Nothing, Empty, FileView> = { method: "POST", path: "v1/widget/{plan_key}/files/{file_id}/arrived" };

/** The articles that answer best, at most eight; without a question what is read most. */
export const searchHelp: Operation<{ plan_key: string }, { q?: string; lang?: "en" | "zh-CN" }, undefined, HitViewPage> = { method: "GET", path: "v1/widget/{plan_key}/help" };

/** Say that nothing was opened after this question, so that editors see what is missing; the same once a day. */
export const tellVainQuestion: Operation<{ plan_key: string }, Nothing, AskedInVain, HelpNoted> = { method: "POST", path: "v1/widget/{plan_key}/help" };

/** An article that this plan's visitors may read. */
export const readHelp: Operation<{ plan_key: string; article_id: string }, { lang?: "en" | "zh-CN" }, undefined, HelpArticle> = { method: "GET", path: "v1/widget/{plan_key}/help/{article_id}" };

/** Say that one reads an article, or whether it helped: once for each edition, and changeable. */
export const judgeHelp: Operation<{ plan_key: string; article_id: string }, Nothing, NoteHelp, HelpNoted> = { method: "POST", path: "v1/widget/{plan_key}/help/{article_id}" };

/** Accept, with first words: a conversation begins with whoever invited; twice is once. */
export const acceptInvitation: Operation<{ plan_key: string; invitation_id: string }, Nothing, StartConversation, AcceptedView> = { method: "POST", path: "v1/widget/{plan_key}/invitations/{invitation_id}/accept" };

/** Decline: the visitor is left in peace for the days that the plan says; twice is once. */
export const dismissInvitation: Operation<{ plan_key: string; invitation_id: string }, Nothing, Empty, DismissedView> = { method: "POST", path: "v1/widget/{plan_key}/invitations/{invitation_id}/dismiss" };

/** What a visitor needs, passed on to who sees to it; the same `client_id` does it once. */
export const sayNeed: Operation<{ plan_key: string }, Nothing, SayNeed, SaidNeed> = { method: "POST", path: "v1/widget/{plan_key}/needs" };

/** The messages one left, newest first, with their answers. */
export const listOwnMessages: Operation<{ plan_key: string }, { cursor?: string }, undefined, OwnMessagePage> = { method: "GET", path: "v1/widget/{plan_key}/offline-messages" };

/** Leave a message while nobody is there; the same `client_id`, or `Idempotency-Key`, is stored once. */
export const leaveMessage: Operation<{ plan_key: string }, Nothing, LeaveMessage, LeftView> = { method: "POST", path: "v1/widget/{plan_key}/offline-messages" };

/** What one asked of one's own data, and how that stands, the newest first. */
export const listOwnRequests: Operation<{ plan_key: string }, { cursor?: string }, undefined, OwnPrivacyRequestPage> = { method: "GET", path: "v1/widget/{plan_key}/privacy" };

/** Have one's own data, or have it erased; proved by a code that goes to one's address, or by the website. */
export const askForOwnData: Operation<{ plan_key: string }, Nothing, AskForData, AskedView> = { method: "POST", path: "v1/widget/{plan_key}/privacy" };

/** One's own archive, as long as it is there; proved by a code that goes to one's address, or by the website. */
export const openOwnData: Operation<{ plan_key: string }, Nothing, OpenOwnData, OwnArchiveView> = { method: "POST", path: "v1/widget/{plan_key}/privacy/archive" };

/** What may be subscribed to, and what is; how they wish to be written to, and what is told to them here. */
export const listOwnSubscriptions: Operation<{ plan_key: string }, Nothing, undefined, OwnSubscriptions> = { method: "GET", path: "v1/widget/{plan_key}/subscriptions" };

/** Subscribe to a topic, or end that. */
export const chooseTopic: Operation<{ plan_key: string }, Nothing, ChooseTopic, OwnSubscriptions> = { method: "POST", path: "v1/widget/{plan_key}/subscriptions" };

/** Say how one wishes to be written to, and what of what was told here is read. */
export const chooseWishes: Operation<{ plan_key: string }, Nothing, ChooseWishes, OwnSubscriptions> = { method: "PUT", path: "v1/widget/{plan_key}/subscriptions" };

/** The three best articles for a visitor who waits in the queue or finds nobody; none where the plan shows none. */
export const suggestToVisitor: Operation<{ plan_key: string }, { conversation_id?: string; text?: string }, undefined, SuggestionsView> = { method: "GET", path: "v1/widget/{plan_key}/suggestions" };

/** Articles were shown to a visitor, opened, or helped; each counts once. */
export const noteVisitorUse: Operation<{ plan_key: string }, Nothing, NoteVisitorUse, null> = { method: "POST", path: "v1/widget/{plan_key}/suggestions" };

/** What a visitor is asked, and what they answered. */
export const readOwnSurvey: Operation<{ plan_key: string; survey_id: string }, Nothing, undefined, OwnView> = { method: "GET", path: "v1/widget/{plan_key}/surveys/{survey_id}" };

/** Answer a survey; it may be changed for ten minutes. */
export const answerSurvey: Operation<{ plan_key: string; survey_id: string }, Nothing, AnswerSurvey, GivenView> = { method: "POST", path: "v1/widget/{plan_key}/surveys/{survey_id}/answer" };

/** One ticket by its number and its customer's contact; whatever does not fit is told in one way. */
export const lookUpTicket: Operation<{ plan_key: string }, Nothing, LookUp, LookedUp> = { method: "POST", path: "v1/widget/{plan_key}/ticket-lookups" };

/** A visitor's own requests: those that wait for them, the open ones, then what is over. */
export const listOwnTickets: Operation<{ plan_key: string }, { cursor?: string }, undefined, OwnTicketPage> = { method: "GET", path: "v1/widget/{plan_key}/tickets" };

/** One of them, with what is public of its history. */
export const readOwnTicket: Operation<{ plan_key: string; ticket_id: string }, { after?: number; limit?: number }, undefined, OwnTicketView> = { method: "GET", path: "v1/widget/{plan_key}/tickets/{ticket_id}" };

/** Say that it is solved, or that it is not; the same `client_id` says so once. */
export const judgeOwnTicket: Operation<{ plan_key: string; ticket_id: string }, Nothing, GiveVerdict, OwnTicket> = { method: "POST", path: "v1/widget/{plan_key}/tickets/{ticket_id}/verdict" };

/** Add words to one of them; the same `client_id` adds them once. */
export const addWords: Operation<{ plan_key: string; ticket_id: string }, Nothing, WriteWords, OwnTicket> = { method: "POST", path: "v1/widget/{plan_key}/tickets/{ticket_id}/words" };

/** A token for somebody new; a fresh one, and one more visit, for somebody known. */
export const registerVisitor: Operation<{ plan_key: string }, Nothing, RegisterVisitor, Registered> = { method: "POST", path: "v1/widget/{plan_key}/visitors" };

/** The token counts no more, at once; or none that this visitor was given until now. Twice is 401. */
export const signVisitorOut: Operation<{ plan_key: string }, Nothing, SignOut, null> = { method: "POST", path: "v1/widget/{plan_key}/visitors/sign-out" };
