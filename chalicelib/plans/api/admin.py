"""The administration of plans, and their names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.core.contacts import Recipient
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import partly, showing
from chalicelib.core.text import Id
from chalicelib.files.model.upload import MOST_MEGABYTES, UnknownFile
from chalicelib.people import service as people
from chalicelib.people.model.forms import AttributeAskedBody
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.plans.api.shop import ChangeShop
from chalicelib.plans.model.hours.week import said_of
from chalicelib.plans.model.limits import Limits
from chalicelib.plans.model.look import NO_PICTURES, Look, Pictures
from chalicelib.plans.model.monitoring import Monitoring
from chalicelib.plans.model.plan import KeyTaken, Plan, UnknownPlan
from chalicelib.plans.model.prechat import Prechat
from chalicelib.plans.model.shop import Shop
from chalicelib.plans.model.suggesting import NOTHING, Suggests
from chalicelib.plans.model.watch import LEAST, MOST, Watch
from chalicelib.plans.service import definitions, reach, reading

routes = Routes(__name__, of_desk=True)

V = TypeVar("V")

MOST_BYTES = 384 * 1024  # of a plan with all its rules, texts and days
Ids = Annotated[list[Id], msgspec.Meta(max_length=50)]
Few = Annotated[list[str], msgspec.Meta(max_length=50)]
Texts = dict[str, dict[str, str]]
Spans = Annotated[list[list[str]], msgspec.Meta(max_length=50)]
Most = Annotated[int, msgspec.Meta(ge=1, le=10_000_000)] | UnsetType
Within = Annotated[int, msgspec.Meta(ge=LEAST, le=MOST)] | UnsetType | None


class LookBody(Look, frozen=True, forbid_unknown_fields=True):
    pass


class RecipientBody(Recipient, frozen=True, forbid_unknown_fields=True):
    pass


class OfflineBody(msgspec.Struct, forbid_unknown_fields=True):
    recipients: Annotated[list[RecipientBody], msgspec.Meta(max_length=50)] = []
    remind_after_minutes: Annotated[int, msgspec.Meta(ge=5, le=10_080)] = 60


class AutoReplyBody(msgspec.Struct, forbid_unknown_fields=True):
    reply_id: Id
    match: str
    words: Annotated[list[str], msgspec.Meta(max_length=100)]
    texts: dict[str, str]
    active: bool = True


class ChoiceBody(msgspec.Struct, forbid_unknown_fields=True):
    choice_id: Id
    texts: dict[str, str]


class QuestionBody(msgspec.Struct, forbid_unknown_fields=True):
    question_id: Id
    kind: str
    texts: dict[str, str]
    choices: Annotated[list[ChoiceBody], msgspec.Meta(max_length=50)] = []


class SurveyBody(msgspec.Struct, forbid_unknown_fields=True):
    ask: str = "always"
    share: Annotated[int, msgspec.Meta(ge=1, le=100)] = 100
    again_after_days: Annotated[int, msgspec.Meta(ge=0, le=365)] = 7
    link_after_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 10
    remind_after_hours: Annotated[int, msgspec.Meta(ge=1, le=168)] = 24
    expire_after_days: Annotated[int, msgspec.Meta(ge=1, le=60)] = 7
    reasons: Annotated[list[ChoiceBody], msgspec.Meta(max_length=50)] | None = None
    questions: Annotated[list[QuestionBody], msgspec.Meta(max_length=50)] = []
    low_score: Annotated[int, msgspec.Meta(ge=1, le=5)] = 3
    callback_minutes: Annotated[int, msgspec.Meta(ge=10, le=10_080)] = 120
    callback_time: str = "calendar"


class OwnDayBody(msgspec.Struct, forbid_unknown_fields=True):
    date: str
    spans: Spans = []
    name: str = ""


@partly(LookBody, unsaid=UNSET)
class ChangeLook(msgspec.Struct):
    """What is left out stays, here and in the other parts of a plan; a list, and the week, is changed as a whole."""


@partly(OfflineBody, unsaid=UNSET)
class ChangeOffline(msgspec.Struct):
    pass


@partly(SurveyBody, unsaid=UNSET)
class ChangeSurvey(msgspec.Struct):
    """``reasons``: null is our own ones."""


class ChangeHours(msgspec.Struct, forbid_unknown_fields=True):
    """``weekly``: a weekday that is not named is closed."""

    weekly: dict[str, Spans] | UnsetType = UNSET
    breaks: Spans | UnsetType = UNSET
    country: str | UnsetType | None = UNSET
    exceptions: Annotated[list[OwnDayBody], msgspec.Meta(max_length=500)] | UnsetType = UNSET


class ChangeLimits(msgspec.Struct, forbid_unknown_fields=True):
    """How often strangers may do what: see ``plans.model.Limits``."""

    visits_by_address: Most = UNSET
    visits_by_plan: Most = UNSET
    starts_by_visitor: Most = UNSET
    starts_by_address: Most = UNSET
    starts_by_plan: Most = UNSET
    waiting_by_address: Annotated[int, msgspec.Meta(ge=1, le=1_000)] | UnsetType = UNSET
    messages_by_visitor: Most = UNSET
    left_by_visitor: Most = UNSET
    left_by_address: Most = UNSET
    left_by_plan: Most = UNSET
    idle_minutes: Annotated[int, msgspec.Meta(ge=0, le=10_080)] | UnsetType = UNSET
    marks: bool | UnsetType = UNSET
    notices_by_recipient: Annotated[int, msgspec.Meta(ge=1, le=1_000)] | UnsetType = UNSET
    sms_by_day: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] | UnsetType = UNSET
    sms_countries: Few | UnsetType = UNSET
    keep_parameters: Few | UnsetType = UNSET
    file_kinds: Few | UnsetType = UNSET
    file_megabytes: Annotated[int, msgspec.Meta(ge=1, le=MOST_MEGABYTES)] | UnsetType = UNSET
    files_by_sender: Most = UNSET
    files_by_address: Most = UNSET
    reopen_days: Annotated[int, msgspec.Meta(ge=0, le=365)] | UnsetType = UNSET
    reopen_by_visitor: bool | UnsetType = UNSET
    mask_abuse: bool | UnsetType = UNSET
    replaces: Few | UnsetType = UNSET
    stops: Few | UnsetType = UNSET
    help: bool | UnsetType = UNSET


class ChangeWatch(msgspec.Struct, forbid_unknown_fields=True):
    """How long a question stands, and who is not there is waited for, in seconds; null: never."""

    warn_seconds: Within = UNSET
    move_seconds: Within = UNSET
    absent_seconds: Within = UNSET
    left_seconds: Within = UNSET


class InvitationRuleBody(msgspec.Struct, forbid_unknown_fields=True):
    """Whom the plan invites by itself: see ``plans.model.monitoring``. Times of day like 09:00, on the plan's clock."""

    rule_id: Id
    texts: dict[str, str] = {}
    seconds: Annotated[int, msgspec.Meta(ge=5, le=3_600)] = 30
    pages: Few = []
    visits: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1
    levels: Few = []
    begins: str | None = None
    ends: str | None = None
    when_free: bool = True
    active: bool = True
    attributes: Annotated[list[AttributeAskedBody], msgspec.Meta(max_length=50)] = []


class ChangeMonitoring(msgspec.Struct, forbid_unknown_fields=True):
    """Whether agents see who is on the website, only with consent or not, and whom the plan invites by itself."""

    active: bool | UnsetType = UNSET
    consent: bool | UnsetType = UNSET
    quiet_days: Annotated[int, msgspec.Meta(ge=0, le=365)] | UnsetType = UNSET
    rules: Annotated[list[InvitationRuleBody], msgspec.Meta(max_length=50)] | UnsetType = UNSET


class FirstChoiceBody(msgspec.Struct, forbid_unknown_fields=True):
    """``group_id``: who receives whoever chooses it; null: whoever receives the plan's other visitors."""

    choice_id: Id
    texts: dict[str, str]
    group_id: Id | None = None


class ChangePrechat(msgspec.Struct, forbid_unknown_fields=True):
    """What is asked before a visitor's first message: off, optional or required; see ``plans.model.prechat``."""

    active: bool | UnsetType = UNSET
    name: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    mobile: str | UnsetType = UNSET
    choices: Annotated[list[FirstChoiceBody], msgspec.Meta(max_length=50)] | UnsetType = UNSET
    consent: dict[str, str] | UnsetType = UNSET
    consent_optional: bool | UnsetType = UNSET
    refusal: dict[str, str] | UnsetType = UNSET


@partly(Suggests, unsaid=UNSET)
class ChangeSuggests(msgspec.Struct):
    """When visitors are shown articles."""


class PlanFields(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    name: str | None = None
    group_ids: Ids | None = None
    agent_ids: Ids | None = None
    allocation: Literal["rotation", "balanced"] | None = None
    prefer_last_agent: bool | None = None
    wait_for_last_agent_seconds: Annotated[int, msgspec.Meta(ge=0, le=600)] | None = None
    accept_seconds: Annotated[int, msgspec.Meta(ge=10, le=86_400)] | None = None
    time_zone: str | None = None
    allowed_origins: Few | None = None
    languages: Few | None = None
    look: ChangeLook | None = None
    texts: Texts | None = None
    open: bool | None = None
    hours: ChangeHours | UnsetType | None = UNSET
    offline: ChangeOffline | None = None
    auto_replies: Annotated[list[AutoReplyBody], msgspec.Meta(max_length=100)] | None = None
    survey: ChangeSurvey | None = None
    limits: ChangeLimits | None = None
    watch: ChangeWatch | None = None
    reaches_nobody: bool | None = None
    needs_category: bool | None = None
    monitoring: ChangeMonitoring | None = None
    prechat: ChangePrechat | None = None
    archived: bool | None = None
    shop: ChangeShop | None = None
    suggests: ChangeSuggests | None = None


class CreatePlan(PlanFields, forbid_unknown_fields=True, kw_only=True):
    key: Id


class CopyPlan(msgspec.Struct, forbid_unknown_fields=True):
    """What the copy is called; all else is as the plan has it."""

    key: Id
    name: str


class PlansQuery(PageQuery, forbid_unknown_fields=True):
    """``archived``: those that are archived, instead of the others."""

    archived: bool = False


class UpdatePlan(PlanFields, forbid_unknown_fields=True, kw_only=True):
    version: int | None = None


class OwnDayView(msgspec.Struct):
    date: str
    spans: list[list[str]]
    name: str


class HoursView(msgspec.Struct):
    weekly: dict[str, list[list[str]]]
    breaks: list[list[str]]
    country: str | None
    exceptions: list[OwnDayView]


@showing(
    Plan,
    "plan_id key name group_ids agent_ids allocation prefer_last_agent wait_for_last_agent_seconds "
    "accept_seconds time_zone allowed_origins languages open version created_at",
)
class PlanView(msgspec.Struct):
    look: LookBody
    texts: Texts
    offline: OfflineBody
    auto_replies: list[AutoReplyBody]
    survey: SurveyBody
    limits: Limits
    watch: Watch
    hours: HoursView | None = None
    reaches_nobody: bool = False
    needs_category: bool = False
    seen_at: datetime | None = None
    seen_origin: str | None = None
    monitoring: Monitoring = msgspec.field(default_factory=Monitoring)
    prechat: Prechat = msgspec.field(default_factory=Prechat)
    archived: bool = False
    shop: Shop = msgspec.field(default_factory=Shop)
    pictures: Pictures = NO_PICTURES
    suggests: Suggests = NOTHING


class PlanName(msgspec.Struct):
    """``color``: of its widget, #rrggbb, by which its conversations are told apart. ``archived``: nothing begins there
    any more. ``orders``: agents find its customers' orders, or what is checked of them, beside a conversation."""

    plan_key: str
    name: str
    color: str
    archived: bool = False
    orders: bool = False


def show_plan(plan: Plan) -> PlanView:
    plain = {**msgspec.structs.asdict(plan), "hours": None}
    shown: PlanView = msgspec.convert(plain, PlanView, from_attributes=True)
    shown.hours = msgspec.convert(said_of(plan.hours), HoursView) if plan.hours else None
    return shown


NAMED_TO = ("people.see", "conversations.answer", "offline.answer", "followups.work", "callbacks.work")


@routes.get("/v1/desk/plans", caller=people.may(*NAMED_TO), query=PageQuery)
def list_plan_names(call: Call[people.Caller]) -> Answer[PageOf[PlanName]]:
    """The names and colours of all plans."""
    return Answer(
        _plans(call, lambda each: PlanName(each.key, each.name, each.look.color, each.archived, each.shop.is_used))
    )


def _plans(
    call: Call[people.Caller], show: Callable[[Plan], V], among: Callable[[Plan], bool] | None = None
) -> PageOf[V]:
    plans, more = reading.some_plans(call.desk, after=start_of(call))
    return page(call, plans, lambda plan: plan.plan_id, show, more=more, among=among)


@routes.post(
    "/v1/admin/plans",
    caller=people.may("plans.manage"),
    body=CreatePlan,
    most_bytes=MOST_BYTES,
    statuses=(201,),
    keyed=True,
    raises=(BeyondYourRights, KeyTaken),
)
def create_plan(call: Call[people.Caller]) -> Answer[PlanView]:
    """Make a plan for a website; what is not said has defaults."""
    fields: dict[str, Any] = msgspec.to_builtins(call.body)
    once = call.once(f"create_plan#{call.caller.agent.agent_id}")
    key, giver, by = fields.pop("key"), call.caller.agent, call.caller.by(call.request_id)
    plan = definitions.create_plan(call.desk, key, fields, once, giver=giver, by=by)
    return Answer(show_plan(plan), status=201)


@routes.post(
    "/v1/admin/plans/{plan_id}/copy",
    caller=people.may("plans.manage"),
    body=CopyPlan,
    statuses=(201,),
    keyed=True,
    raises=(NotYours, BeyondYourRights, UnknownPlan, KeyTaken, UnknownFile),
)
def copy_plan(call: Call[people.Caller], plan_id: str) -> Answer[PlanView]:
    """Make another plan that has all of this one but its key, its name and its keys; pictures are copied."""
    once = call.once(f"copy_plan#{call.caller.agent.agent_id}")
    giver, by = call.caller.agent, call.caller.by(call.request_id)
    plan = definitions.copy_plan(call.desk, plan_id, call.body.key, call.body.name, once, giver=giver, by=by)
    return Answer(show_plan(plan), status=201)


@routes.get("/v1/admin/plans", caller=people.may("plans.manage"), query=PlansQuery)
def list_plans(call: Call[people.Caller]) -> Answer[PageOf[PlanView]]:
    """The plans in reach, with all that can be changed; those that are archived only where they are asked for."""
    reached, archived = reach.reached_by(call.desk, call.caller.agent), call.query.archived
    return Answer(_plans(call, show_plan, lambda plan: plan.archived is archived and reached(plan)))


@routes.get("/v1/admin/plans/{plan_id}", caller=people.may("plans.manage"), raises=(NotYours, UnknownPlan))
def read_plan(call: Call[people.Caller], plan_id: str) -> Answer[PlanView]:
    """One plan."""
    return Answer(show_plan(reach.find_plan(call.desk, plan_id, call.caller.agent)))


@routes.put(
    "/v1/admin/plans/{plan_id}",
    caller=people.may("plans.manage"),
    body=UpdatePlan,
    most_bytes=MOST_BYTES,
    raises=(NotYours, BeyondYourRights, UnknownPlan, ChangedMeanwhile),
)
def update_plan(call: Call[people.Caller], plan_id: str) -> Answer[PlanView]:
    """Change what is said of a plan; what is left out stays, also within its parts."""
    fields: dict[str, Any] = msgspec.to_builtins(call.body)
    version, giver, by = fields.pop("version"), call.caller.agent, call.caller.by(call.request_id)
    return Answer(show_plan(definitions.update_plan(call.desk, plan_id, fields, version, giver=giver, by=by)))
