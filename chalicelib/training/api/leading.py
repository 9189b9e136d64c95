"""Attempts, certificates and orders: one's own, and of whom one leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BeyondYourRights, PermissionNeeded
from chalicelib.training.api.attempt_views import AttemptLineView, QuizAttemptView, show_attempt_line
from chalicelib.training.api.desk import show
from chalicelib.training.api.views import (
    CertificateView,
    MemberView,
    TrainingOrderView,
    show_certificate,
    show_member,
    show_order,
)
from chalicelib.training.model.attempts import LONGEST_COMMENT, Attempt, Judgement, NothingToJudge
from chalicelib.training.model.certificates import LONGEST_REASON, Certificate, CertificateRevoked
from chalicelib.training.model.courses import CourseArchived, CourseUnpublished
from chalicelib.training.model.orders import Order, OrderOpen, OrderOver
from chalicelib.training.model.rights import GRANT, LEAD
from chalicelib.training.service import access, attempting, lists, ordering, requiring, settling
from chalicelib.training.service.lists import Asked
from chalicelib.training.service.ordering import Wanted

routes = Routes(__name__)

ATTEMPTS = "/v1/desk/training/attempts"
CERTIFICATES = "/v1/desk/training/certificates"
ORDERS = "/v1/desk/training/orders"
ANYBODY, LEADER = people.anybody, people.may(LEAD)

Name = Annotated[str, msgspec.Meta(max_length=100)]
Reason = Annotated[str, msgspec.Meta(max_length=2 * LONGEST_REASON)]


class AttemptsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``view``: one's own, those of an ``agent`` or a ``course`` (``about``), or what waits for judgement."""

    view: Literal["own", "agent", "course", "judging"] = "own"
    about: Name = ""
    cursor: Cursor = ""


class CertificatesQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``view``: one's own, those of an ``agent``, of a ``course``, or of a ``group``'s members (``about``)."""

    view: Literal["own", "agent", "course", "group"] = "own"
    about: Name = ""
    cursor: Cursor = ""


class TrainingOrdersQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``view``: one's own, those of an ``agent`` or a ``course``, what came of a ``ticket`` or an ``inspection``
    (``about``), or all that are open."""

    view: Literal["own", "agent", "course", "ticket", "inspection", "open"] = "own"
    about: Name = ""
    cursor: Cursor = ""


class MembersQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``group_id``: whose members."""

    group_id: Name = ""
    cursor: Cursor = ""


class PointsView(msgspec.Struct, forbid_unknown_fields=True):
    """``points``: 0 to 100, of what the question weighs."""

    points: Annotated[int, msgspec.Meta(ge=0, le=100)]
    comment: Annotated[str, msgspec.Meta(max_length=2 * LONGEST_COMMENT)] = ""


class JudgeAttempt(msgspec.Struct, forbid_unknown_fields=True):
    """Points by question, for all that wait."""

    judgements: Mapping[str, PointsView]


class RevokeCertificate(msgspec.Struct, forbid_unknown_fields=True):
    """``reason``: its holder reads it."""

    reason: Reason


class OrderTraining(msgspec.Struct, forbid_unknown_fields=True):
    """``due_on``: the last day, on the desk's calendar. ``cause`` and ``about``: the ticket or inspection it comes
    of."""

    client_id: Id
    agent_id: Id
    course_id: Id
    reason: Reason
    due_on: date
    cause: Literal["ticket", "inspection"] | None = None
    about: Id | None = None

    @property
    def wanted(self) -> Wanted:
        """What is ordered."""
        return Wanted(self.agent_id, self.course_id, self.reason, self.due_on, self.cause, self.about)


class CancelTraining(msgspec.Struct, forbid_unknown_fields=True):
    """``reason``: its agent reads it."""

    reason: Reason


class GrantTraining(msgspec.Struct, forbid_unknown_fields=True):
    """``until``: null ends it. ``reason``: kept in the audit log."""

    until: Annotated[datetime, msgspec.Meta(tz=True)] | None
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class TrainingGrantView(msgspec.Struct):
    """Until when they are given conversations though they lack training."""

    agent_id: str
    granted_until: datetime | None


@routes.get(ATTEMPTS, caller=ANYBODY, query=AttemptsQuery, raises=(PermissionNeeded,))
def list_attempts(call: Call[people.Caller]) -> Answer[PageOf[AttemptLineView]]:
    """Attempts of one kind of list, in reach; a page may be short while others follow."""
    query = call.query
    asked = Asked(query.view, query.about, query.cursor or None)
    items, following = lists.list_attempts(call.desk, call.caller.agent, asked)
    return Answer(PageOf([show_attempt_line(each) for each in items], following))


@routes.get(ATTEMPTS + "/{attempt_id}", caller=ANYBODY, raises=(NotYours,))
def read_attempt(call: Call[people.Caller], attempt_id: str) -> Answer[QuizAttemptView]:
    """One's own attempt, or in reach; what is right is in none that runs."""
    agent = call.caller.agent
    attempt = lists.read(call.desk, agent, Attempt, attempt_id)
    able = LEAD in agent.rights.permissions
    may_judge = able and access.guides(agent, attempt.agent_id, people.Surroundings(call.desk, agent))
    return Answer(show(call, attempt, may_judge=may_judge))


@routes.post(
    ATTEMPTS + "/{attempt_id}/judgement",
    caller=LEADER,
    body=JudgeAttempt,
    keyed=True,
    raises=(NotYours, NothingToJudge, KeyReused),
)
def judge_attempt(call: Call[people.Caller], attempt_id: str) -> Answer[QuizAttemptView]:
    """Give points for the answers in words of somebody one leads; the learner hears of it."""
    once = call.once(f"judge-attempt#{attempt_id}#{call.caller.agent.agent_id}")
    points = {name: Judgement(each.points, each.comment) for name, each in call.body.judgements.items()}
    attempt = attempting.judge(call.desk, call.caller, attempt_id, points, once, call.request_id)
    return Answer(show(call, attempt))


@routes.get(CERTIFICATES, caller=ANYBODY, query=CertificatesQuery, raises=(PermissionNeeded, NotYours, NotFound))
def list_certificates(call: Call[people.Caller]) -> Answer[PageOf[CertificateView]]:
    """Certificates of one kind of list, in reach; a page may be short while others follow."""
    query = call.query
    asked = Asked(query.view, query.about, query.cursor or None)
    items, following = lists.list_certificates(call.desk, call.caller.agent, asked)
    return Answer(PageOf([show_certificate(each, call.desk.now()) for each in items], following))


@routes.get(CERTIFICATES + "/{certificate_id}", caller=ANYBODY, raises=(NotYours,))
def read_certificate(call: Call[people.Caller], certificate_id: str) -> Answer[CertificateView]:
    """One's own certificate, or in reach."""
    certificate = lists.read(call.desk, call.caller.agent, Certificate, certificate_id)
    return Answer(show_certificate(certificate, call.desk.now()))


@routes.post(
    CERTIFICATES + "/{certificate_id}/revocation",
    caller=LEADER,
    body=RevokeCertificate,
    raises=(NotYours, CertificateRevoked),
)
def revoke_certificate(call: Call[people.Caller], certificate_id: str) -> Answer[CertificateView]:
    """A certificate of somebody one leads counts no more, with the reason."""
    certificate = settling.revoke(call.desk, call.caller, certificate_id, call.body.reason, call.request_id)
    return Answer(show_certificate(certificate, call.desk.now()))


@routes.get(ORDERS, caller=ANYBODY, query=TrainingOrdersQuery, raises=(PermissionNeeded, NotYours, NotFound))
def list_training_orders(call: Call[people.Caller]) -> Answer[PageOf[TrainingOrderView]]:
    """Orders of one kind of list, in reach; a page may be short while others follow."""
    query = call.query
    asked = Asked(query.view, query.about, query.cursor or None)
    items, following = lists.list_orders(call.desk, call.caller.agent, asked)
    return Answer(PageOf([show_order(each) for each in items], following))


@routes.post(
    ORDERS,
    caller=LEADER,
    body=OrderTraining,
    statuses=(200, 201),
    raises=(NotYours, CourseUnpublished, CourseArchived, OrderOpen, KeyReused, PermissionNeeded),
)
def order_training(call: Call[people.Caller]) -> Answer[TrainingOrderView]:
    """Order a course of somebody one leads; the same ``client_id`` is ordered once."""
    form = call.body
    order, again = ordering.order(call.desk, call.caller, form.wanted, form.client_id, call.request_id)
    call.notes["order_id"] = order.order_id
    return Answer(show_order(order), status=200 if again else 201)


@routes.get(ORDERS + "/{order_id}", caller=ANYBODY, raises=(NotYours,))
def read_training_order(call: Call[people.Caller], order_id: str) -> Answer[TrainingOrderView]:
    """One's own order, or in reach."""
    return Answer(show_order(lists.read(call.desk, call.caller.agent, Order, order_id)))


@routes.post(ORDERS + "/{order_id}/cancellation", caller=LEADER, body=CancelTraining, raises=(NotYours, OrderOver))
def cancel_training_order(call: Call[people.Caller], order_id: str) -> Answer[TrainingOrderView]:
    """Take an order back; its agent is told why."""
    return Answer(show_order(ordering.cancel(call.desk, call.caller, order_id, call.body.reason, call.request_id)))


@routes.get("/v1/desk/training/members", caller=LEADER, query=MembersQuery, raises=(NotYours, NotFound))
def list_training_of_members(call: Call[people.Caller]) -> Answer[PageOf[MemberView]]:
    """Who of a group lacks what it requires."""
    query = call.query
    standing = lists.standing_of(call.desk, call.caller.agent, Asked("group", query.group_id, query.cursor or None))
    now = call.desk.now()
    return Answer(PageOf([show_member(each, standing.courses, now) for each in standing.members], standing.following))


@routes.post(
    "/v1/desk/training/agents/{agent_id}/grant",
    caller=people.may(GRANT),
    body=GrantTraining,
    raises=(BeyondYourRights,),
)
def grant_training(call: Call[people.Caller], agent_id: str) -> Answer[TrainingGrantView]:
    """Let a colleague be given conversations though they lack training, for two weeks at most, or no longer;
    audited."""
    form = call.body
    agent = requiring.grant(call.desk, call.caller, agent_id, form.until, form.reason, call.request_id)
    granted = agent.training.granted_until if agent.training is not None else None
    return Answer(TrainingGrantView(agent_id, granted))
