"""A page says that somebody looks at it; a visitor answers what they are invited to."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import LimitReached, OriginNotAllowed
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.text import among
from chalicelib.files.model.upload import FileUsed, UnknownFile
from chalicelib.monitoring.model.live import INVITATIONS, Beat, Invitation, InvitationOver, device_of
from chalicelib.monitoring.service import answering, beats
from chalicelib.plans.model.plan import NobodyReceives, UnknownPlan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import VisitorRefused

OF_FILES = (UnknownFile, FileUsed)  # of a file that goes with the first message
routes = Routes(__name__)

ROOT = "/v1/widget/{plan_key}"
ONE = ROOT + "/invitations/{invitation_id}"


class OfferView(msgspec.Struct):
    """What a visitor is invited to: ``agent``'s words, or (null) the plan's. It is shown after ``after_ms`` on this
    page, until ``until``."""

    invitation_id: str
    text: str
    agent: AgentRef | None
    after_ms: int
    until: datetime
    state: Annotated[str, among(*INVITATIONS)]


class BeatenView(msgspec.Struct):
    """``beat_after_ms``: null, where the plan shows nobody (any more). ``invitation``: null, or what stands now."""

    beat_after_ms: int | None
    invitation: OfferView | None


class AcceptedView(msgspec.Struct):
    conversation_id: str


class DismissedView(msgspec.Struct):
    invitation_id: str


def show_offer(offer: Invitation) -> OfferView:
    agent = offer.by.ref if offer.by.kind == "agent" else None
    return OfferView(offer.invitation_id, offer.text, agent, offer.seconds * 1000, offer.until, offer.state)


@routes.post(
    ROOT + "/beats",
    caller=visitors.recognised,
    body=Beat,
    raises=(UnknownPlan, OriginNotAllowed, LimitReached),
)
def report_page(call: Call[visitors.Caller], plan_key: str) -> Answer[BeatenView]:
    """Somebody looks at a page: with consent, once a minute and on a change of page. Says what they are invited to."""
    came = beats.From(call.foreign_origin, call.source_ip, device_of(call.headers.get("user-agent", "")))
    done = beats.beat(call.desk, call.caller, plan_key, call.body, came)
    pace = int(done.pace.total_seconds() * 1000) if done.pace is not None else None
    return Answer(BeatenView(pace, show_offer(done.offer) if done.offer is not None else None))


@routes.post(
    ONE + "/accept",
    caller=visitors.recognised,
    body=StartConversation,
    raises=(
        UnknownPlan,
        OriginNotAllowed,
        LimitReached,
        NobodyReceives,
        KeyReused,
        InvitationOver,
        UnknownFile,
        FileUsed,
        VisitorRefused,
    ),
)
def accept_invitation(call: Call[visitors.Caller], plan_key: str, invitation_id: str) -> Answer[AcceptedView]:
    """Accept, with first words: a conversation begins with whoever invited; twice is once."""
    conversation_id = answering.accept(
        call.desk,
        call.caller,
        plan_key,
        invitation_id,
        call.body,
        origin=call.foreign_origin,
        address=call.source_ip,
    )
    call.notes["conversation_id"] = conversation_id
    return Answer(AcceptedView(conversation_id))


@routes.post(
    ONE + "/dismiss",
    caller=visitors.recognised,
    body=Empty,
    raises=(UnknownPlan, InvitationOver),
)
def dismiss_invitation(call: Call[visitors.Caller], plan_key: str, invitation_id: str) -> Answer[DismissedView]:
    """Decline: the visitor is left in peace for the days that the plan says; twice is once."""
    answering.dismiss(call.desk, call.caller, plan_key, invitation_id)
    return Answer(DismissedView(invitation_id))
