"""Every table, route and page of the product, for the directory, the local run, the tests and the templates."""

from __future__ import annotations

from chalice.app import Blueprint

from chalicelib.announcements.api.admin import routes as announcements_admin
from chalicelib.announcements.api.desk import routes as announcements_desk
from chalicelib.announcements.store.keys import Keys as AnnouncementKeys
from chalicelib.attendance.api.admin import routes as attendance_admin
from chalicelib.attendance.api.leave import routes as attendance_leave
from chalicelib.attendance.api.records import routes as attendance_records
from chalicelib.attendance.store import RequestRow
from chalicelib.bulletins.api.admin import routes as bulletins_admin
from chalicelib.bulletins.api.day_reports import routes as bulletins_days
from chalicelib.bulletins.api.desk import routes as bulletins_desk
from chalicelib.bulletins.store import Keys as BulletinKeys
from chalicelib.campaigns.api import routes as campaigns
from chalicelib.campaigns.store.keys import Keys as CampaignKeys
from chalicelib.channels.api.admin import routes as channels_admin
from chalicelib.channels.api.desk import routes as channels_desk
from chalicelib.channels.api.inbound import routes as channels_inbound
from chalicelib.channels.api.mails import routes as channels_mails
from chalicelib.channels.api.provider import routes as provider
from chalicelib.channels.store.channels import Keys as ChannelKeys
from chalicelib.contract import routes as contract
from chalicelib.conversations.api.agreeing import routes as conversations_agreeing
from chalicelib.conversations.api.beside import routes as conversations_beside
from chalicelib.conversations.api.customers import routes as conversations_customers
from chalicelib.conversations.api.desk import routes as conversations_desk
from chalicelib.conversations.api.ended import routes as conversations_ended
from chalicelib.conversations.api.files import routes as conversations_files
from chalicelib.conversations.api.filing import routes as conversations_filing
from chalicelib.conversations.api.merging import routes as conversations_merging
from chalicelib.conversations.api.widget import routes as conversations_widget
from chalicelib.conversations.store import HeaderRow
from chalicelib.core.audit import AuditRow
from chalicelib.core.http import Routes
from chalicelib.core.limits import CounterRow
from chalicelib.core.once import MarkerRow
from chalicelib.core.tables import Row
from chalicelib.core.work import WorkRow
from chalicelib.costs.api import routes as costs
from chalicelib.costs.store.keys import Keys as CostKeys
from chalicelib.exchange.api.admin import routes as exchange
from chalicelib.exchange.store.runs import RunRow
from chalicelib.files.store import FileRow
from chalicelib.followups.api import routes as followups
from chalicelib.followups.store import FollowUpRow
from chalicelib.handover.api import routes as handover
from chalicelib.handover.store import Keys as HandoverKeys
from chalicelib.incidents.api.admin import routes as incidents_admin
from chalicelib.incidents.api.desk import routes as incidents_desk
from chalicelib.incidents.store.incidents import IncidentRow
from chalicelib.knowledge.api.articles import routes as articles
from chalicelib.knowledge.api.categories import routes as categories
from chalicelib.knowledge.api.editions import routes as editions
from chalicelib.knowledge.api.finding import routes as articles_finding
from chalicelib.knowledge.api.help import routes as articles_help
from chalicelib.knowledge.api.phrases import routes as phrases
from chalicelib.knowledge.api.unsaid import routes as unsaid
from chalicelib.knowledge.store.articles import ArticleRow
from chalicelib.knowledge.store.finding_keys import FindingKeys
from chalicelib.knowledge.store.keys import Keys as KnowledgeKeys
from chalicelib.logbook.api.admin import routes as logbook_admin
from chalicelib.logbook.api.checks import routes as logbook_checks
from chalicelib.logbook.api.instructions import routes as logbook_instructions
from chalicelib.logbook.api.minutes import routes as logbook_minutes
from chalicelib.logbook.api.shifts import routes as logbook_shifts
from chalicelib.logbook.store.keys import Keys as LogbookKeys
from chalicelib.monitoring.api.desk import routes as monitoring_desk
from chalicelib.monitoring.api.wall import routes as monitoring_wall
from chalicelib.monitoring.api.widget import routes as monitoring_widget
from chalicelib.monitoring.store import LiveRow
from chalicelib.notices.api.admin import routes as notices_admin
from chalicelib.notices.api.desk import routes as notices_desk
from chalicelib.notices.api.widget import routes as notices_widget
from chalicelib.notices.store.books import SubscriptionRow
from chalicelib.notifications.api import routes as notifications
from chalicelib.notifications.store import NoticeRow
from chalicelib.offline.api import routes as offline
from chalicelib.offline.store import MessageRow
from chalicelib.oncall.api.admin import routes as oncall_admin
from chalicelib.oncall.api.desk import routes as oncall_desk
from chalicelib.oncall.store import Keys as OnCallKeys
from chalicelib.operations.api import routes as operations
from chalicelib.orders.api.admin import routes as orders_admin
from chalicelib.orders.api.desk import routes as orders
from chalicelib.orders.store import Keys as OrderKeys
from chalicelib.people.api.admin import routes as people_admin
from chalicelib.people.api.agreements import routes as people_agreements
from chalicelib.people.api.desk import routes as people_desk
from chalicelib.people.api.keys import routes as people_keys
from chalicelib.people.api.mobiles import routes as people_mobiles
from chalicelib.people.api.pictures import routes as people_pictures
from chalicelib.people.api.rights import routes as people_rights
from chalicelib.people.store.rows import PersonRow
from chalicelib.performance.api.admin import routes as performance_admin
from chalicelib.performance.api.desk import routes as performance_desk
from chalicelib.performance.store import Keys as PerformanceKeys
from chalicelib.phone.api.desk import routes as phone_desk
from chalicelib.phone.api.inbound import routes as phone_inbound
from chalicelib.phone.api.recording import routes as recordings
from chalicelib.phone.store import CallRow as PhoneCallRow
from chalicelib.plans.api.admin import routes as plans_admin
from chalicelib.plans.api.consents import routes as plans_consents
from chalicelib.plans.api.identity import routes as plans_identity
from chalicelib.plans.api.pictures import routes as plans_pictures
from chalicelib.plans.api.preview import routes as plans_preview
from chalicelib.plans.api.shop import routes as plans_shop
from chalicelib.plans.api.widget import routes as plans_widget
from chalicelib.plans.store import PlanRow
from chalicelib.privacy.api.admin import routes as privacy_admin
from chalicelib.privacy.api.customer import routes as privacy_customer
from chalicelib.privacy.api.leavers import routes as privacy_leavers
from chalicelib.privacy.api.retention import routes as privacy_retention
from chalicelib.privacy.store import Keys as PrivacyKeys
from chalicelib.quality.api.admin import routes as quality_admin
from chalicelib.quality.api.calibrations import routes as quality_calibrations
from chalicelib.quality.api.desk import routes as quality_desk
from chalicelib.quality.store.inspections import ListedRow
from chalicelib.questionnaires.api.admin import routes as questionnaires_admin
from chalicelib.questionnaires.api.desk import routes as questionnaires_desk
from chalicelib.questionnaires.store.keys import Keys as QuestionnaireKeys
from chalicelib.records.api import routes as records
from chalicelib.reports.api import routes as reports
from chalicelib.reports.store.log import StoryRow
from chalicelib.routing.api.assignment import routes as routing_assignment
from chalicelib.routing.api.groups import routes as routing_groups
from chalicelib.routing.api.presence import routes as routing_presence
from chalicelib.routing.store import DecisionRow
from chalicelib.search.api import routes as search
from chalicelib.search.store import DocumentRow
from chalicelib.sensitive.api import routes as sensitive
from chalicelib.sensitive.store import Keys as SensitiveKeys
from chalicelib.shifts.api.admin import routes as shifts_admin
from chalicelib.shifts.api.desk import routes as shifts_desk
from chalicelib.shifts.store import Keys as ShiftKeys
from chalicelib.staff.api.admin import routes as staff_admin
from chalicelib.staff.api.desk import routes as staff_desk
from chalicelib.staff.store import EntryRow
from chalicelib.suggestions.api.desk import routes as suggestions_desk
from chalicelib.suggestions.api.proposals import routes as suggestions_proposals
from chalicelib.suggestions.api.widget import routes as suggestions_widget
from chalicelib.suggestions.store.keys import SuggestionKeys
from chalicelib.surveys.api import routes as surveys
from chalicelib.surveys.store import SurveyRow
from chalicelib.tickets.api.admin import routes as tickets_admin
from chalicelib.tickets.api.complaints import routes as tickets_complaints
from chalicelib.tickets.api.deadlines import routes as tickets_deadlines
from chalicelib.tickets.api.desk import routes as tickets_desk
from chalicelib.tickets.api.flows import routes as tickets_flows
from chalicelib.tickets.api.policies import routes as tickets_policies
from chalicelib.tickets.api.widget import routes as tickets_widget
from chalicelib.tickets.store.tickets import TicketRow
from chalicelib.touchpoints.api.admin import routes as touchpoints_admin
from chalicelib.touchpoints.api.desk import routes as touchpoints_desk
from chalicelib.touchpoints.store.keys import Keys as TouchpointKeys
from chalicelib.training.api.admin import routes as training_admin
from chalicelib.training.api.desk import routes as training_desk
from chalicelib.training.api.leading import routes as training_leading
from chalicelib.training.store.keys import ListedRow as TrainingRow
from chalicelib.visitors.api.fields import routes as visitors_fields
from chalicelib.visitors.api.widget import routes as visitors
from chalicelib.visitors.store.records import RecordRow
from chalicelib.visitors.store.visitors import VisitorRow
from chalicelib.web.api import routes as pages
from chalicelib.web.asking import routes as questionnaire_pages
from chalicelib.web.calls import routes as calls
from chalicelib.web.handing import routes as handing
from chalicelib.web.help import routes as help_pages
from chalicelib.web.leaving import routes as leaving
from chalicelib.web.protected import routes as protected
from chalicelib.webhooks.api.admin import routes as webhooks
from chalicelib.webhooks.store.keys import Keys as WebhookKeys

TABLES: tuple[type[Row], ...] = (
    MarkerRow,
    CounterRow,
    WorkRow,
    AuditRow,
    FileRow,
    PersonRow,
    PlanRow,
    VisitorRow,
    RecordRow,
    NoticeRow,
    KnowledgeKeys,
    FindingKeys,
    ArticleRow,
    AnnouncementKeys,
    HeaderRow,
    DecisionRow,
    ShiftKeys,
    RequestRow,
    LiveRow,
    TicketRow,
    FollowUpRow,
    CampaignKeys,
    OrderKeys,
    QuestionnaireKeys,
    SurveyRow,
    SubscriptionRow,
    ListedRow,
    MessageRow,
    ChannelKeys,
    SensitiveKeys,
    PhoneCallRow,
    EntryRow,
    HandoverKeys,
    DocumentRow,
    SuggestionKeys,
    LogbookKeys,
    TouchpointKeys,
    TrainingRow,
    OnCallKeys,
    IncidentRow,
    CostKeys,
    StoryRow,
    PerformanceKeys,
    BulletinKeys,
    WebhookKeys,
    RunRow,
    PrivacyKeys,
)

ROUTES: tuple[Routes, ...] = (
    people_desk,
    people_admin,
    people_rights,
    people_keys,
    people_agreements,
    people_pictures,
    people_mobiles,
    plans_pictures,
    plans_preview,
    plans_widget,
    plans_admin,
    plans_consents,
    plans_identity,
    plans_shop,
    visitors,
    visitors_fields,
    conversations_widget,
    conversations_desk,
    conversations_filing,
    conversations_ended,
    conversations_files,
    conversations_beside,
    conversations_merging,
    conversations_agreeing,
    conversations_customers,
    orders,
    orders_admin,
    routing_groups,
    routing_presence,
    routing_assignment,
    shifts_desk,
    shifts_admin,
    attendance_leave,
    attendance_records,
    attendance_admin,
    monitoring_widget,
    monitoring_desk,
    monitoring_wall,
    notifications,
    phrases,
    categories,
    unsaid,
    articles_finding,
    articles_help,
    articles,
    editions,
    announcements_desk,
    announcements_admin,
    tickets_widget,
    tickets_desk,
    tickets_admin,
    tickets_deadlines,
    tickets_policies,
    tickets_flows,
    tickets_complaints,
    followups,
    notices_widget,
    notices_desk,
    notices_admin,
    campaigns,
    questionnaires_admin,
    questionnaires_desk,
    surveys,
    records,
    quality_desk,
    quality_calibrations,
    quality_admin,
    offline,
    channels_inbound,
    channels_desk,
    channels_admin,
    sensitive,
    channels_mails,
    phone_inbound,
    phone_desk,
    staff_desk,
    staff_admin,
    handover,
    search,
    suggestions_widget,
    suggestions_desk,
    suggestions_proposals,
    logbook_shifts,
    logbook_checks,
    logbook_instructions,
    logbook_minutes,
    logbook_admin,
    touchpoints_desk,
    touchpoints_admin,
    training_desk,
    training_leading,
    training_admin,
    oncall_desk,
    oncall_admin,
    incidents_desk,
    incidents_admin,
    costs,
    reports,
    performance_desk,
    performance_admin,
    bulletins_desk,
    bulletins_days,
    bulletins_admin,
    webhooks,
    exchange,
    privacy_customer,
    privacy_admin,
    privacy_retention,
    privacy_leavers,
    operations,
)

PAGES: tuple[Blueprint, ...] = (
    pages,
    calls,
    handing,
    protected,
    questionnaire_pages,
    help_pages,
    leaving,
    provider,
    recordings,
    contract,
)
