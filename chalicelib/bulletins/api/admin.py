"""Who gets which report when, as administrators keep it; a look at one, and one sent to oneself."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from chalicelib.bulletins.api.views import BulletinView, Every, Language, show_bulletin
from chalicelib.bulletins.model.subscriptions import (
    MOST_GROUPS,
    MOST_RECIPIENTS,
    Recipient,
    Run,
    Subscription,
    TooManySubscriptions,
)
from chalicelib.bulletins.service import reading, subscriptions
from chalicelib.core.contacts import checked_mobile, region_of
from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import partly, showing, shown
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.rights import BeyondYourRights

routes = Routes(__name__, of_desk=True)

SUBSCRIPTIONS = "/v1/admin/bulletins/subscriptions"
ONE = SUBSCRIPTIONS + "/{subscription_id}"
MAY = people.may("bulletins.manage", everywhere=True)
Version = Annotated[int, msgspec.Meta(ge=1)]


class RecipientForm(msgspec.Struct, forbid_unknown_fields=True):
    """``mobile``: where the headline goes by SMS; null: nowhere."""

    agent_id: Id
    language: Language = "zh-CN"
    mobile: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class NewSubscription(msgspec.Struct, forbid_unknown_fields=True):
    """``at`` on the desk's clock, the day after, a quarter past midnight at the earliest; ``weekday``: 0 is Monday;
    ``day``: of the month after. ``group_ids``, ``department_ids``: of a monthly one, a report for each."""

    name: str
    every: Every = "daily"
    at: str = "08:00"
    weekday: Annotated[int, msgspec.Meta(ge=0, le=6)] = 0
    day: Annotated[int, msgspec.Meta(ge=1, le=28)] = 1
    recipients: Annotated[list[RecipientForm], msgspec.Meta(max_length=MOST_RECIPIENTS)] = []
    group_ids: Annotated[list[Id], msgspec.Meta(max_length=MOST_GROUPS)] = []
    department_ids: Annotated[list[Id], msgspec.Meta(max_length=MOST_GROUPS)] = []
    active: bool = True


@partly(NewSubscription)
class ChangeSubscription(msgspec.Struct):
    """What is left out stays."""

    version: Version | None = None


class RecipientView(Recipient, frozen=True):
    pass


@showing(Subscription, "subscription_id name every at weekday day active next_at version created_at")
class SubscriptionView(msgspec.Struct):
    """``next_at``: when the next report is sent; null while it is not active. ``zone``: the desk's, in which it is
    planned."""

    zone: str
    department_ids: list[str]
    recipients: list[RecipientView]
    group_ids: list[str]


@showing(Run, "first last state started_at done sent left_out missed_first missed_last")
class RunOfBulletins(msgspec.Struct):
    """``done`` of ``of`` letters were looked at, ``sent`` of them told; ``left_out``: to who may not have them now.
    ``missed_first``, ``missed_last``: days before for which none was sent."""

    of: int


class SubscriptionAndRun(SubscriptionView):
    last_run: RunOfBulletins | None


class PreviewQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``group_id``: of one group, or department, alone; unsaid: of all."""

    every: Every = "daily"
    language: Language = "zh-CN"
    group_id: Annotated[str, msgspec.Meta(max_length=100)] = ""


class SendTest(msgspec.Struct, forbid_unknown_fields=True):
    """``mobile``: where the headline goes by SMS, too."""

    every: Every = "daily"
    language: Language = "zh-CN"
    group_id: Id | None = None
    mobile: Annotated[str, msgspec.Meta(max_length=40)] | None = None


def _show(subscription: Subscription, zone: str) -> SubscriptionView:
    return shown(SubscriptionView, subscription, **_besides(subscription, zone))


def _besides(subscription: Subscription, zone: str) -> dict[str, Any]:
    recipients = [shown(RecipientView, each) for each in subscription.recipients]
    groups, departments = list(subscription.group_ids), list(subscription.department_ids)
    return {"recipients": recipients, "group_ids": groups, "department_ids": departments, "zone": zone}


def _zone(call: Call[people.Caller]) -> str:
    return people.read_desk(call.desk).time_zone


def _values(body: Any) -> dict[str, Any]:
    """What the form says, as it is kept."""
    said = {name: each for name, each in msgspec.structs.asdict(body).items() if each is not None}
    if "recipients" in said:
        said["recipients"] = tuple(Recipient(each.agent_id, each.language, each.mobile) for each in body.recipients)
    for name in ("group_ids", "department_ids"):
        if name in said:
            said[name] = tuple(said[name])
    return said


@routes.get(SUBSCRIPTIONS, caller=MAY, query=PageQuery)
def list_bulletin_subscriptions(call: Call[people.Caller]) -> Answer[PageOf[SubscriptionView]]:
    """Who gets which report when."""
    found, zone = subscriptions.list_subscriptions(call.desk), _zone(call)
    return Answer(page(call, found, lambda each: each.subscription_id, lambda each: _show(each, zone)))


@routes.post(
    SUBSCRIPTIONS,
    caller=MAY,
    body=NewSubscription,
    statuses=(200, 201),
    keyed=True,
    raises=(TooManySubscriptions, NotFound),
)
def create_bulletin_subscription(call: Call[people.Caller]) -> Answer[SubscriptionView]:
    """Have a report sent by schedule."""
    once = call.once(f"bulletins#{call.caller.agent.agent_id}")
    made, again = subscriptions.create_subscription(call.desk, call.caller, _values(call.body), once, call.request_id)
    return Answer(_show(made, _zone(call)), status=200 if again else 201)


@routes.get(ONE, caller=MAY)
def read_bulletin_subscription(call: Call[people.Caller], subscription_id: str) -> Answer[SubscriptionAndRun]:
    """One of them, and how its last report was sent."""
    found, run = subscriptions.read_subscription(call.desk, subscription_id)
    last_run = shown(RunOfBulletins, run) if run is not None else None
    return Answer(shown(SubscriptionAndRun, found, last_run=last_run, **_besides(found, _zone(call))))


@routes.put(ONE, caller=MAY, body=ChangeSubscription, raises=(ChangedMeanwhile,))
def update_bulletin_subscription(call: Call[people.Caller], subscription_id: str) -> Answer[SubscriptionView]:
    """Change who gets it, when, or whether."""
    values = _values(call.body)
    version = values.pop("version", None)
    held = subscriptions.update_subscription(call.desk, call.caller, subscription_id, values, version, call.request_id)
    return Answer(_show(held, _zone(call)))


@routes.delete(ONE, caller=MAY, statuses=(204,))
def delete_bulletin_subscription(call: Call[people.Caller], subscription_id: str) -> Answer[None]:
    """Send it no more; what was sent stays."""
    subscriptions.delete_subscription(call.desk, call.caller, subscription_id, call.request_id)
    return Answer(status=204)


@routes.get(
    "/v1/admin/bulletins/preview",
    caller=MAY,
    query=PreviewQuery,
    raises=(BeyondYourRights, LimitReached),
    of_desk=False,
)
def preview_bulletin(call: Call[people.Caller]) -> Answer[BulletinView]:
    """The report of the last day, week or month that is over, as oneself would get it now."""
    query = call.query
    bulletin = reading.preview(call.desk, call.caller.agent, query.every, query.group_id or None)
    return Answer(show_bulletin(bulletin, query.language))


@routes.post(
    "/v1/admin/bulletins/test",
    caller=MAY,
    body=SendTest,
    keyed=True,
    raises=(BeyondYourRights, LimitReached),
)
def send_test_bulletin(call: Call[people.Caller]) -> Answer[BulletinView]:
    """The same, sent to one's own address."""
    agent, body = call.caller.agent, call.body
    region = region_of(people.read_desk(call.desk).time_zone)
    mobile = checked_mobile("mobile", body.mobile, region) if body.mobile else None
    to = Recipient(agent.agent_id, body.language, mobile)
    once = call.once(f"test_bulletin#{agent.agent_id}")
    bulletin = reading.send_test(call.desk, call.caller, body.every, body.group_id, to, once)
    return Answer(show_bulletin(bulletin, body.language))
