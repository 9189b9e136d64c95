"""Campaigns and rules, as leaders and supervisors keep them."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.campaigns.model.campaigns import Campaign, CampaignPaused, Run
from chalicelib.campaigns.model.rules import Rule
from chalicelib.campaigns.service import definitions, preview, runs
from chalicelib.campaigns.service.preview import Customer
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import partly, showing, shown
from chalicelib.core.text import Id
from chalicelib.followups.model.followup import Progress
from chalicelib.people import service as people
from chalicelib.people.model.rights import BeyondYourRights

routes = Routes(__name__, of_desk=True)

CAMPAIGNS, RULES = "/v1/admin/campaigns", "/v1/admin/follow-up-rules"
PREVIEWS = "/v1/admin/campaign-previews"
CAMPAIGN, RULE = CAMPAIGNS + "/{campaign_id}", RULES + "/{rule_id}"

Kind = Literal["pre_sale", "after_sale", "complaint", "care", "renewal"]
Days = Annotated[int, msgspec.Meta(ge=1, le=3650)]
Quota = Annotated[int, msgspec.Meta(ge=1, le=200)]
Weekday = Annotated[int, msgspec.Meta(ge=0, le=6)]
AfterDays = Annotated[int, msgspec.Meta(ge=1, le=366)]
Agents = Annotated[list[Id], msgspec.Meta(max_length=200)]
Plans = Annotated[list[Id], msgspec.Meta(max_length=50)]
Few = Annotated[list[str], msgspec.Meta(max_length=50)]
Version = Annotated[int, msgspec.Meta(ge=1)]
DaysAfter = Annotated[int, msgspec.Meta(ge=-366, le=366)]
Intervals = Annotated[dict[str, int], msgspec.Meta(max_length=10)]


class NewCampaign(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    plan_key: Id
    kind: Kind = "care"
    days_without_contact: Days = 90
    quota_per_agent: Quota = 20
    every: Literal["day", "week"] = "week"
    weekday: Weekday = 0
    at: str = "09:00"
    agent_ids: Agents | None = None
    group_id: Id | None = None
    not_again_days: Days = 30
    levels: Few | None = None
    reachable_only: bool = False
    script: dict[str, str] | None = None
    active: bool = True
    by: Literal["contact", "date", "level"] = "contact"
    date_field: Id | None = None
    days_after: DaysAfter = 0
    yearly: bool = False
    intervals: Intervals | None = None
    questionnaire_id: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    way: Literal["call", "letter"] = "call"


class NewRule(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    kind: Kind = "after_sale"
    plan_keys: Plans | None = None
    categories: Few | None = None
    levels: Few | None = None
    after_days: AfterDays = 7
    at: str = "10:00"
    owner: Id = "last_agent"
    script: dict[str, str] | None = None
    active: bool = True
    questionnaire_id: Annotated[str, msgspec.Meta(max_length=100)] | None = None


@partly(NewCampaign)
class ChangeCampaign(msgspec.Struct):
    """What is left out stays."""

    version: Version | None = None


@partly(NewRule)
class ChangeRule(msgspec.Struct):
    """What is left out stays."""

    version: Version | None = None


class ProgressView(Progress, frozen=True):
    pass


@partly(NewCampaign)
class PreviewCampaign(msgspec.Struct):
    """What a campaign would say."""


@showing(Run, "day state started_at due_at passed is_full")
class RunView(msgspec.Struct):
    """``passed``: how many were due and were left alone, for they were followed up not long ago, or are not of those
    who are wanted; ``is_full``: it ended because everybody had their quota."""

    run_id: str
    planned: int


class DueCustomer(Customer, frozen=True):
    pass


class CampaignPreview(msgspec.Struct):
    """``count``: how many customers it is for now, of a campaign by date in the next thirty days; ``more``: at least so
    many; ``passed``: due as well, but left alone; ``first``: who comes first."""

    count: int
    passed: int
    more: bool
    first: list[DueCustomer]


@showing(
    Campaign,
    "campaign_id name kind plan_key days_without_contact quota_per_agent every weekday at agent_ids group_id "
    "not_again_days levels reachable_only script active version created_at next_run_at last_run_on "
    "by date_field days_after yearly intervals questionnaire_id way",
)
class CampaignView(msgspec.Struct):
    pass


class CampaignProgress(CampaignView):
    progress: ProgressView
    last_run: RunView | None


class RuleView(Rule, frozen=True):
    pass


def _said(body: Any) -> tuple[dict[str, Any], int | None]:
    said = msgspec.structs.asdict(body)
    version: int | None = said.pop("version", None)
    return said, version


@routes.get(CAMPAIGNS, caller=people.may("followups.manage"), query=PageQuery)
def list_campaigns(call: Call[people.Caller]) -> Answer[PageOf[CampaignView]]:
    """The campaigns in reach."""
    campaigns = definitions.list_campaigns(call.desk, call.caller.agent)
    return Answer(page(call, campaigns, lambda each: each.campaign_id, partial(shown, CampaignView)))


@routes.post(
    CAMPAIGNS,
    caller=people.may("followups.manage"),
    body=NewCampaign,
    statuses=(200, 201),
    keyed=True,
    raises=(BeyondYourRights,),
)
def create_campaign(call: Call[people.Caller]) -> Answer[CampaignView]:
    """Plan a campaign of visits: whom, how many, how often."""
    once = call.once(f"campaign#{call.caller.agent.agent_id}")
    said, _ = _said(call.body)
    campaign, again = definitions.create_campaign(call.desk, call.caller, said, once, call.request_id)
    return Answer(shown(CampaignView, campaign), status=200 if again else 201)


@routes.get(CAMPAIGN, caller=people.may("followups.manage"), raises=(BeyondYourRights,))
def read_campaign(call: Call[people.Caller], campaign_id: str) -> Answer[CampaignProgress]:
    """One campaign, and how far it has come."""
    campaign, progress, last = definitions.read_campaign(call.desk, campaign_id, call.caller.agent)
    last_run = shown(RunView, last) if last else None
    return Answer(shown(CampaignProgress, campaign, progress=shown(ProgressView, progress), last_run=last_run))


@routes.put(
    CAMPAIGN,
    caller=people.may("followups.manage"),
    body=ChangeCampaign,
    raises=(BeyondYourRights, ChangedMeanwhile),
)
def update_campaign(call: Call[people.Caller], campaign_id: str) -> Answer[CampaignView]:
    """Change what is said of a campaign."""
    said, version = _said(call.body)
    campaign = definitions.update_campaign(call.desk, call.caller, campaign_id, said, version, call.request_id)
    return Answer(shown(CampaignView, campaign))


@routes.post(
    CAMPAIGN + "/run",
    caller=people.may("followups.manage"),
    body=Empty,
    statuses=(200, 201),
    raises=(CampaignPaused, BeyondYourRights),
)
def run_campaign(call: Call[people.Caller], campaign_id: str) -> Answer[RunView]:
    """Plan the visits of today now; twice is once."""
    run, again = runs.run_now(call.desk, call.caller, campaign_id, call.request_id)
    return Answer(shown(RunView, run), status=200 if again else 201)


@routes.get(CAMPAIGN + "/runs", caller=people.may("followups.manage"), query=PageQuery, raises=(BeyondYourRights,))
def list_campaign_runs(call: Call[people.Caller], campaign_id: str) -> Answer[PageOf[RunView]]:
    """What its last thirty runs came to, the newest first."""
    start_of(call)
    found = definitions.list_runs(call.desk, call.caller.agent, campaign_id)
    return Answer(page(call, found, lambda each: each.day, partial(shown, RunView), forward=False))


@routes.post(PREVIEWS, caller=people.may("followups.manage"), body=PreviewCampaign, raises=(BeyondYourRights,))
def preview_campaign(call: Call[people.Caller]) -> Answer[CampaignPreview]:
    """Whom a campaign that says this would be for; nothing is written."""
    said, _ = _said(call.body)
    return Answer(msgspec.convert(preview.preview(call.desk, call.caller, said), CampaignPreview, from_attributes=True))


@routes.get(RULES, caller=people.may("followups.manage"), query=PageQuery)
def list_follow_up_rules(call: Call[people.Caller]) -> Answer[PageOf[RuleView]]:
    """The rules that plan visits after conversations."""
    rules = definitions.list_rules(call.desk, call.caller.agent)
    return Answer(page(call, rules, lambda each: each.rule_id, partial(shown, RuleView)))


@routes.post(
    RULES,
    caller=people.may("followups.manage"),
    body=NewRule,
    statuses=(200, 201),
    keyed=True,
    raises=(BeyondYourRights,),
)
def create_follow_up_rule(call: Call[people.Caller]) -> Answer[RuleView]:
    """Make such a rule."""
    once = call.once(f"follow-up-rule#{call.caller.agent.agent_id}")
    said, _ = _said(call.body)
    rule, again = definitions.create_rule(call.desk, call.caller, said, once, call.request_id)
    return Answer(shown(RuleView, rule), status=200 if again else 201)


@routes.put(
    RULE,
    caller=people.may("followups.manage"),
    body=ChangeRule,
    raises=(BeyondYourRights, ChangedMeanwhile),
)
def update_follow_up_rule(call: Call[people.Caller], rule_id: str) -> Answer[RuleView]:
    """Change what is said of a rule."""
    said, version = _said(call.body)
    rule = definitions.update_rule(call.desk, call.caller, rule_id, said, version, call.request_id)
    return Answer(shown(RuleView, rule))
