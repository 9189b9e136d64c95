"""Leave and exchanges of shifts, as those see them who ask, and those who decide."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from chalicelib.attendance.api.views import (
    LeaveBalancesView,
    LeaveKindsView,
    LeavePreviewView,
    LeaveRequestView,
    OffersView,
    WholeRequestView,
    show_balances,
    show_finding,
    show_kind,
    show_offered,
    show_planned,
    show_request,
)
from chalicelib.attendance.model.account import BalanceTooSmall, LeaveOverlaps, TooManyOpen
from chalicelib.attendance.model.counting import Wanted
from chalicelib.attendance.model.requests import (
    LONGEST_WORDS,
    LeaveBegun,
    NotAccepted,
    Part,
    Request,
    RequestOver,
    ShiftGone,
)
from chalicelib.attendance.model.rights import APPROVE, APPROVE_LONG
from chalicelib.attendance.service import accounts, asking, deciding, lists, settings, swapping
from chalicelib.attendance.service.swapping import ShiftRef, Wished
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.shifts.model.rules import RulesBroken

routes = Routes(__name__)

ROOT = "/v1/desk/leave"
ALL = ROOT + "/requests"
ONE = ALL + "/{request_id}"

Words = Annotated[str, msgspec.Meta(max_length=2 * LONGEST_WORDS)]
Minute = Annotated[int, msgspec.Meta(ge=0, le=10**6)]


class LeaveRequestsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``view``: what one asked for, exchanges one is asked for, what an agent asked for (``agent_id``), what begins in
    a ``month`` such as 2026-11 (unsaid: this one), or what waits for one to decide."""

    view: Literal["own", "to_me", "agent", "month", "waiting"] = "own"
    agent_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    month: Annotated[str, msgspec.Meta(max_length=20)] = ""
    cursor: Cursor = ""


class LeaveBalancesQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``agent_id``: whose; unsaid: one's own. ``year``: unsaid, this one."""

    agent_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    year: Annotated[int, msgspec.Meta(ge=2000, le=2199)] | None = None


class LeavePreviewQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Days from ``first`` to ``last``, or a ``part`` of one day: half of it, or hours from ``start_minute`` to
    ``end_minute`` since that day's 00:00 (beyond 1440 on the next)."""

    kind_id: Id
    first: date
    last: date
    part: Part = "days"
    start_minute: Minute | None = None
    end_minute: Minute | None = None


class AskForLeave(msgspec.Struct, forbid_unknown_fields=True):
    """Days from ``first`` to ``last``, or a ``part`` of one day: half of it, or hours from ``start_minute`` to
    ``end_minute`` since that day's 00:00 (beyond 1440 on the next). ``reason``: for who decides."""

    client_id: Id
    kind_id: Id
    first: date
    last: date
    part: Part = "days"
    start_minute: Minute | None = None
    end_minute: Minute | None = None
    reason: Words = ""


class OffersQuery(msgspec.Struct, forbid_unknown_fields=True):
    """A group one is in, and a day."""

    group_id: Id
    day: date


class AskForSwap(msgspec.Struct, forbid_unknown_fields=True):
    """``gives``: one's own shift that the colleague is to have; ``takes``: theirs for it, if any."""

    client_id: Id
    colleague_id: Id
    gives: ShiftRef
    takes: ShiftRef | None = None
    reason: Words = ""


class AnswerSwap(msgspec.Struct, forbid_unknown_fields=True):
    """Whether one accepts, and a word to it."""

    accepts: bool
    text: Words = ""


class DecideOnLeave(msgspec.Struct, forbid_unknown_fields=True):
    """``text``: why; needed where it is refused."""

    outcome: Literal["approved", "refused"]
    text: Words = ""


class TakeBackLeave(msgspec.Struct, forbid_unknown_fields=True):
    """``text``: why; needed where somebody else's leave is cancelled."""

    text: Words = ""


def _show(call: Call[people.Caller], request: Request) -> LeaveRequestView:
    agent = call.caller.agent
    return show_request(agent, request, people.Surroundings(call.desk, agent), call.desk.now())


@routes.get(ROOT + "/kinds", caller=people.anybody)
def list_leave_kinds(call: Call[people.Caller]) -> Answer[LeaveKindsView]:
    """Which leave may be asked for."""
    found = settings.read_settings(call.desk)
    kinds = [show_kind(each) for each in found.kinds if each.active]
    return Answer(LeaveKindsView(kinds, found.leader_minutes, found.back_days))


@routes.get(ROOT + "/balances", caller=people.anybody, query=LeaveBalancesQuery, raises=(NotYours,))
def list_leave_balances(call: Call[people.Caller]) -> Answer[LeaveBalancesView]:
    """What somebody has of each kind of leave in a year: one's own, or in reach."""
    query = call.query
    year, found = accounts.balances_of(call.desk, call.caller.agent, query.agent_id, query.year)
    return Answer(show_balances(year, found))


@routes.get(ROOT + "/preview", caller=people.anybody, query=LeavePreviewQuery)
def preview_leave(call: Call[people.Caller]) -> Answer[LeavePreviewView]:
    """What leave would come to, and which minimum cover would not hold; nothing is asked for by it."""
    wanted = Wanted(**msgspec.structs.asdict(call.query))
    found = asking.preview_leave(call.desk, call.caller.agent, wanted)
    request, leave = found.request, found.request.leave
    minutes = {str(year): each for year, each in leave.minutes.items()} if leave is not None else {}
    return Answer(
        LeavePreviewView(
            request.since,
            request.until,
            minutes,
            {str(year): each for year, each in found.left.items()},
            request.senior,
            [show_planned(each) for each in found.spans],
            [show_finding(*each) for each in found.findings],
        )
    )


@routes.post(
    ROOT,
    caller=people.anybody,
    body=AskForLeave,
    statuses=(200, 201),
    raises=(BalanceTooSmall, LeaveOverlaps, KeyReused),
)
def ask_for_leave(call: Call[people.Caller]) -> Answer[LeaveRequestView]:
    """Ask for leave; what it takes of the balance is reserved. The same ``client_id`` is asked once."""
    form = msgspec.structs.asdict(call.body)
    client_id = form.pop("client_id")
    request, again = asking.ask_leave(call.desk, call.caller, Wanted(**form), client_id, call.request_id)
    call.notes["leave_request_id"] = request.request_id
    return Answer(_show(call, request), status=200 if again else 201)


@routes.get(ROOT + "/offers", caller=people.anybody, query=OffersQuery, raises=(NotYours,))
def list_shifts_to_ask_for(call: Call[people.Caller]) -> Answer[OffersView]:
    """Colleagues' published shifts of a day, in a group one is in, and to whom one may give a shift."""
    offered, there = lists.shifts_to_ask_for(call.desk, call.caller.agent, call.query.group_id, call.query.day)
    return Answer(OffersView([show_offered(each) for each in offered], [by_agent(each).ref for each in there]))


@routes.post(
    ROOT + "/swaps",
    caller=people.anybody,
    body=AskForSwap,
    statuses=(200, 201),
    raises=(ShiftGone, LeaveOverlaps, RulesBroken, TooManyOpen, KeyReused),
)
def ask_for_swap(call: Call[people.Caller]) -> Answer[LeaveRequestView]:
    """Ask a colleague to exchange shifts, or to take one; the same ``client_id`` is asked once."""
    form = call.body
    wished = Wished(form.colleague_id, form.gives, form.takes, form.reason)
    request, again = swapping.ask_swap(call.desk, call.caller, wished, form.client_id, call.request_id)
    call.notes["leave_request_id"] = request.request_id
    return Answer(_show(call, request), status=200 if again else 201)


@routes.get(ALL, caller=people.anybody, query=LeaveRequestsQuery, raises=(NotYours, PermissionNeeded))
def list_leave_requests(call: Call[people.Caller]) -> Answer[PageOf[LeaveRequestView]]:
    """Leave and exchanges of one kind of list, in reach; a page may be short while others follow."""
    query, agent = call.query, call.caller.agent
    asked = {"agent_id": query.agent_id, "month": query.month, "cursor": query.cursor or None}
    items, following = lists.list_requests(call.desk, agent, query.view, **asked)
    around = people.Surroundings(call.desk, agent)
    return Answer(PageOf([show_request(agent, each, around, call.desk.now()) for each in items], following))


@routes.get(ONE, caller=people.anybody, raises=(NotYours,))
def read_leave_request(call: Call[people.Caller], request_id: str) -> Answer[WholeRequestView]:
    """One, with what stands against it while it is open: cover that would not hold, rules of rosters."""
    request = lists.read_request(call.desk, call.caller.agent, request_id)
    findings = [show_finding(*each) for each in asking.cover_of(call.desk, request)]
    findings += [show_finding(None, each) for each in swapping.findings_of(call.desk, request) if request.is_open]
    return Answer(WholeRequestView(_show(call, request), findings))


@routes.post(
    ONE + "/answer",
    caller=people.anybody,
    body=AnswerSwap,
    raises=(NotYours, RequestOver, ShiftGone, LeaveOverlaps, RulesBroken),
)
def answer_swap(call: Call[people.Caller], request_id: str) -> Answer[LeaveRequestView]:
    """Accept or decline an exchange one is asked for; once accepted, whoever leads decides. Twice is once."""
    form = call.body
    done = swapping.answer(
        call.desk, call.caller, request_id, accepts=form.accepts, text=form.text, audit_id=call.request_id
    )
    return Answer(_show(call, done))


@routes.post(
    ONE + "/decide",
    caller=people.may(APPROVE, APPROVE_LONG),
    body=DecideOnLeave,
    keyed=True,
    raises=(NotYours, RequestOver, NotAccepted, ShiftGone, LeaveOverlaps, RulesBroken, KeyReused),
)
def decide_on_leave(call: Call[people.Caller], request_id: str) -> Answer[LeaveRequestView]:
    """Approve or refuse what waits, never one's own; the roster follows at once."""
    form = call.body
    once = call.once(f"decide-on-leave#{request_id}#{call.caller.agent.agent_id}")
    done = deciding.decide(call.desk, call.caller, request_id, form.outcome, form.text, once, call.request_id)
    return Answer(_show(call, done))


@routes.post(ONE + "/withdraw", caller=people.anybody, body=TakeBackLeave, raises=(NotYours, RequestOver))
def withdraw_leave(call: Call[people.Caller], request_id: str) -> Answer[LeaveRequestView]:
    """Take back what one asked for, while nobody has decided; twice is once."""
    done = deciding.withdraw(call.desk, call.caller, request_id, call.body.text, call.request_id)
    return Answer(_show(call, done))


@routes.post(ONE + "/cancel", caller=people.anybody, body=TakeBackLeave, raises=(NotYours, RequestOver, LeaveBegun))
def cancel_leave(call: Call[people.Caller], request_id: str) -> Answer[LeaveRequestView]:
    """Approved leave is none after all: one's own before it begins, others' with a reason; twice is once."""
    done = deciding.cancel(call.desk, call.caller, request_id, call.body.text, call.request_id)
    return Answer(_show(call, done))
