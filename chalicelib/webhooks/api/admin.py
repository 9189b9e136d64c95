"""Webhooks for administrators: who hears of what, secrets, deliveries and sending them again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.outbound import LONGEST_ADDRESS
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import partly, showing, shown
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.webhooks.model.catalogue import CATALOGUE, Kind
from chalicelib.webhooks.model.deliveries import Delivery, Place, StillPending, Try
from chalicelib.webhooks.model.endpoints import (
    MOST_PLANS,
    Endpoint,
    EndpointDisabled,
    Health,
    TooManyEndpoints,
)
from chalicelib.webhooks.service import endpoints, replaying
from chalicelib.webhooks.service.endpoints import Whole

routes = Routes(__name__, of_desk=True)

ENDPOINTS = "/v1/admin/webhooks"
ONE = ENDPOINTS + "/{endpoint_id}"
MAY = people.may("webhooks.manage", everywhere=True)
MOST_EVENTS = 100


class NewWebhook(msgspec.Struct, forbid_unknown_fields=True):
    """``events``: names, families such as ``ticket.*``, or ``*`` for all. ``plan_keys``: only what concerns these plans
    (empty: all, and what concerns the whole desk). ``personal``: what people wrote and who they are comes with it.
    ``numbers``: numbers and addresses in that as they are, instead of hidden in part (F8).
    ``ordered``: what happens to one thing comes in its order, each once the one before arrived or was given up."""

    url: Annotated[str, msgspec.Meta(max_length=LONGEST_ADDRESS)]
    description: Annotated[str, msgspec.Meta(max_length=200)]
    events: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=MOST_EVENTS)]
    plan_keys: Annotated[list[Id], msgspec.Meta(max_length=MOST_PLANS)] = []
    personal: bool = False
    numbers: bool = False
    ordered: bool = False
    enabled: bool = True


@partly(NewWebhook)
class ChangeWebhook(msgspec.Struct):
    """What is left out stays."""

    version: Annotated[int, msgspec.Meta(ge=1)] | None = None


class RotateSecret(msgspec.Struct, forbid_unknown_fields=True):
    """``hours``: how long the secrets before stay valid beside the new one; 0: no longer at all."""

    hours: Annotated[int, msgspec.Meta(ge=0, le=168)] = 24


class ReplayDeliveries(msgspec.Struct, forbid_unknown_fields=True):
    """Either one ``delivery``, by its name in the list, or all that were begun ``since`` then and did not arrive;
    ``arrived_too``: those that did as well."""

    delivery: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    since: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    arrived_too: bool = False


class SendTestEvent(msgspec.Struct, forbid_unknown_fields=True):
    """Nothing is to be said."""


class SecretOfWebhook(msgspec.Struct):
    """``secret``: shown once, when it is made; null from then on. ``ends_at``: null until another has taken its
    place."""

    secret_id: str
    created_at: datetime
    ends_at: datetime | None
    secret: str | None


@showing(
    Endpoint, "endpoint_id url description personal numbers ordered enabled disabled_at why_disabled created_at since"
)
class WebhookView(msgspec.Struct):
    """``failing_since``: nothing has arrived there since then; null: the last delivery did."""

    events: list[str]
    plan_keys: list[str]
    version: int
    failing_since: datetime | None


class WebhookAndSecrets(WebhookView):
    secrets: list[SecretOfWebhook]


class TryView(Try, frozen=True):
    pass


@showing(Delivery, "event_id name subject happened_at state replays began_at settled_at body")
class HookDeliveryView(msgspec.Struct):
    """``delivery``: its name, by which it is sent again; ``body``: what is sent. ``next_at``: of the next try; null
    once it is settled."""

    delivery: str
    tries: list[TryView]
    next_at: datetime | None


@showing(Kind, "name about version")
class EventKindView(msgspec.Struct):
    """An event that there is; its shape stands in ``/openapi.json`` under ``webhooks``. ``has_personal``: whether
    more comes with it where personal text does."""

    has_personal: bool


class DayQuery(PageQuery, forbid_unknown_fields=True):
    """``day``: such as 2026-11-29, in UTC; empty: today."""

    day: Annotated[str, msgspec.Meta(max_length=10)] = ""


def show(endpoint: Endpoint, health: Health) -> WebhookView:
    return shown(WebhookView, endpoint, **_besides(endpoint, health))


def show_whole(whole: Whole, *, new: bool = False) -> WebhookAndSecrets:
    """``new``: its first secret was made by this request."""
    secrets = [
        SecretOfWebhook(each.secret_id, each.created_at, each.ends_at, each.secret if new and number == 0 else None)
        for number, each in enumerate(whole.secrets.secrets)
    ]
    return shown(WebhookAndSecrets, whole.endpoint, **_besides(whole.endpoint, whole.health), secrets=secrets)


def show_delivery(placed: tuple[Place, Delivery]) -> HookDeliveryView:
    place, delivery = placed
    tries = [shown(TryView, each) for each in delivery.tries]
    following = delivery.next_at if delivery.settled_at is None else None
    return shown(HookDeliveryView, delivery, delivery=place.name, tries=tries, next_at=following)


def _besides(endpoint: Endpoint, health: Health) -> dict[str, Any]:
    lists = {"events": list(endpoint.events), "plan_keys": list(endpoint.plan_keys)}
    return {**lists, "failing_since": health.failing_since if endpoint.enabled else None}


def _values(body: Any) -> dict[str, Any]:
    """What the form says, as it is kept."""
    values = {name: each for name, each in msgspec.structs.asdict(body).items() if each is not None}
    values.pop("version", None)
    return {name: tuple(each) if isinstance(each, list) else each for name, each in values.items()}


@routes.get("/v1/admin/webhook-events", caller=MAY, query=PageQuery)
def list_webhook_events(call: Call[people.Caller]) -> Answer[PageOf[EventKindView]]:
    """Every event that a webhook can ask for, by its name."""

    def show_kind(kind: Kind) -> EventKindView:
        return shown(EventKindView, kind, has_personal=kind.personal is not None)

    return Answer(page(call, sorted(CATALOGUE.values(), key=lambda each: each.name), lambda each: each.name, show_kind))


@routes.get(ENDPOINTS, caller=MAY, query=PageQuery)
def list_webhooks(call: Call[people.Caller]) -> Answer[PageOf[WebhookView]]:
    """Who hears of what; ten at most."""
    found = endpoints.list_endpoints(call.desk)
    return Answer(page(call, found, lambda each: each[0].endpoint_id, lambda each: show(*each)))


@routes.post(ENDPOINTS, caller=MAY, body=NewWebhook, statuses=(200, 201), keyed=True, raises=(TooManyEndpoints,))
def create_webhook(call: Call[people.Caller]) -> Answer[WebhookAndSecrets]:
    """Have another program told of what happens. Its secret is shown here, and never again.

    The address is https and one that the whole internet can reach; no redirect is followed. 200: it was made before.
    """
    once = call.once(f"create_webhook#{call.caller.agent.agent_id}")
    made, before = endpoints.create_endpoint(call.desk, call.caller, _values(call.body), once, call.request_id)
    return Answer(show_whole(made, new=True), status=200 if before else 201)


@routes.get(ONE, caller=MAY)
def read_webhook(call: Call[people.Caller], endpoint_id: str) -> Answer[WebhookAndSecrets]:
    """One, with the ids of its secrets."""
    return Answer(show_whole(endpoints.read_endpoint(call.desk, endpoint_id)))


@routes.put(ONE, caller=MAY, body=ChangeWebhook, raises=(ChangedMeanwhile,))
def change_webhook(call: Call[people.Caller], endpoint_id: str) -> Answer[WebhookAndSecrets]:
    """Change it; what is left out stays. Enabled again, it hears of what happens from now on."""
    values = _values(call.body)
    changed = endpoints.change_endpoint(call.desk, call.caller, endpoint_id, values, call.body.version, call.request_id)
    return Answer(show_whole(changed))


@routes.delete(ONE, caller=MAY, statuses=(204,))
def delete_webhook(call: Call[people.Caller], endpoint_id: str) -> Answer[None]:
    """Nothing is sent to it any more."""
    endpoints.delete_endpoint(call.desk, call.caller, endpoint_id, call.request_id)
    return Answer(status=204)


@routes.post(ONE + "/secrets", caller=MAY, body=RotateSecret, statuses=(201,), keyed=True)
def rotate_webhook_secret(call: Call[people.Caller], endpoint_id: str) -> Answer[WebhookAndSecrets]:
    """A new secret, shown here and never again; for some time requests are signed with those before as well."""
    once = call.once(f"rotate_webhook#{endpoint_id}#{call.caller.agent.agent_id}")
    whole = endpoints.rotate_secret(call.desk, call.caller, endpoint_id, call.body.hours, once, call.request_id)
    return Answer(show_whole(whole, new=True), status=201)


@routes.post(ONE + "/tests", caller=MAY, body=SendTestEvent, statuses=(201,), keyed=True)
def test_webhook(call: Call[people.Caller], endpoint_id: str) -> Answer[HookDeliveryView]:
    """Send it a ``webhook.test`` now, also while it is disabled; what it said stands in the answer."""
    once = call.once(f"test_webhook#{endpoint_id}#{call.caller.agent.agent_id}")
    return Answer(
        show_delivery(endpoints.send_test(call.desk, call.caller, endpoint_id, once, call.request_id)), status=201
    )


@routes.get(ONE + "/deliveries", caller=MAY, query=DayQuery, of_desk=False)
def list_webhook_deliveries(call: Call[people.Caller], endpoint_id: str) -> Answer[PageOf[HookDeliveryView]]:
    """What was sent to it on a day, the newest first, with every try; kept for thirty days."""
    start = start_of(call)
    before = str(start) if start is not None else None
    found, more = replaying.list_deliveries(call.desk, endpoint_id, call.query.day, before)
    return Answer(page(call, found, lambda each: each[0].order, show_delivery, forward=False, more=more))


class Replayed(msgspec.Struct):
    """``delivery``: the one that is sent again; null: several are, one after the other."""

    delivery: HookDeliveryView | None


@routes.post(
    ONE + "/deliveries",
    caller=MAY,
    body=ReplayDeliveries,
    statuses=(202,),
    keyed=True,
    raises=(EndpointDisabled, StillPending),
)
def replay_webhook_deliveries(call: Call[people.Caller], endpoint_id: str) -> Answer[Replayed]:
    """Send one again, or those from a time on, with the ids and bodies that they had."""
    form, once = call.body, call.once(f"replay_webhook#{endpoint_id}#{call.caller.agent.agent_id}")
    if (form.delivery is None) == (form.since is None):
        endpoints.read_endpoint(call.desk, endpoint_id)  # that there is none is said first
        raise Invalid.field("since", "either a delivery, or a time since when")
    if form.delivery is not None:
        sent = replaying.replay_one(call.desk, call.caller, endpoint_id, form.delivery, once, call.request_id)
        return Answer(Replayed(show_delivery(sent)), status=202)
    replaying.replay_since(
        call.desk,
        call.caller,
        endpoint_id,
        form.since,
        arrived_too=form.arrived_too,
        once=once,
        request_id=call.request_id,
    )
    return Answer(Replayed(None), status=202)
