"""What is done with people's data, for those who see to it: requests, archives, holds, tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, Literal

import msgspec

from chalicelib.core.authors import Author
from chalicelib.core.errors import NotFound
from chalicelib.core.files import FilesOff
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id, Line
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.privacy.model.requests import (
    MOST_WAITING_DAYS,
    Hold,
    NeedsSecondPerson,
    NotNow,
    OnHold,
    Request,
    RequestInTheWay,
    Settings,
    TakenBack,
)
from chalicelib.privacy.service import asking, persons
from chalicelib.privacy.service.persons import Person
from chalicelib.visitors.model.visitor import Visitor

routes = Routes(__name__)

ROOT = "/v1/admin/privacy"
REQUESTS = ROOT + "/requests"
ONE = REQUESTS + "/{request_id}"
PERSON = ROOT + "/persons/{visitor_id}"
MAY = people.may("privacy.manage", everywhere=True)
Reason = Annotated[Line, msgspec.Meta(min_length=1, max_length=300)]


class NewRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``kind``: give the data out, or erase it. ``reason``: why, for the audit log."""

    kind: Literal["export", "erase"]
    visitor_id: Id
    reason: Reason


class ConfirmErasing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``typed``: the person's id, typed by hand."""

    typed: Annotated[str, msgspec.Meta(max_length=100)]


class CallOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``reason``: why it is not done."""

    reason: Reason


class OpenArchive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``volume``: which of its files, from 1 on."""

    volume: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1


class HoldPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``reason``: why nothing of this person's may go."""

    reason: Reason


class ChangePrivacy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``wait_days``: how long a confirmed erasing waits. ``second_person``: who confirms is not who asked. What is left
    out stays."""

    wait_days: Annotated[int, msgspec.Meta(ge=0, le=MOST_WAITING_DAYS)] | None = None
    second_person: bool | None = None


class WhoQuery(PageQuery, forbid_unknown_fields=True):
    """``q``: a visitor's id, an e-mail address or a telephone number."""

    lenient: ClassVar[frozenset[str]] = frozenset({"q"})  # by anything else nobody is known

    q: str = ""


class HandView(msgspec.Struct):
    """``kind``: visitor, agent or system."""

    kind: str
    name: str | None


class DataCountView(msgspec.Struct):
    """So many of one kind of what is kept; ``names``: what it is called, by language."""

    name: str
    names: dict[str, str]
    number: int


@showing(Request, "request_id kind visitor_id plan_key state asked_at reason due_at why runs_at ended_at until volumes")
class PrivacyRequestView(msgspec.Struct):
    """``counts``: what there is, or was. ``late``: a customer waits for longer than they are to."""

    by: HandView
    confirmed_by: HandView | None
    counts: list[DataCountView]
    late: bool


@showing(Visitor, "visitor_id plan_key name email mobile first_seen_at last_seen_at")
class DataPersonView(msgspec.Struct):
    """``ids``: all visitors that this person is. ``hold``: nothing of theirs goes."""

    ids: list[str]
    hold: HoldView | None


@showing(Hold, "visitor_id at reason")
class HoldView(msgspec.Struct):
    by: HandView


@showing(Settings, "wait_days second_person")
class PrivacyView(msgspec.Struct):
    pass


class ArchiveView(msgspec.Struct):
    """``url``: where it is for ten minutes. ``link``: opens it until ``until``, for whoever it is about."""

    url: str
    link: str
    until: datetime | None


class RevokedTokensView(msgspec.Struct):
    """Of how many visitors all tokens were taken back."""

    visitors: int


@showing(TakenBack, "visitor_id at visitors")
class RevocationView(msgspec.Struct):
    """``visitors``: how many visitors that person was; ``by``: whose hand it was, as they are called now."""

    by: str | None


def _hand(author: Author | None) -> HandView | None:
    return HandView(author.kind, author.name) if author is not None else None


def show(call: Call[people.Caller], request: Request) -> PrivacyRequestView:
    counts = [DataCountView(*each) for each in persons.counted(request)]
    late = request.is_late(call.desk.now())
    by, confirmed_by = HandView(request.by.kind, request.by.name), _hand(request.confirmed_by)
    return shown(PrivacyRequestView, request, by=by, confirmed_by=confirmed_by, counts=counts, late=late)


def show_hold(hold: Hold) -> HoldView:
    return shown(HoldView, hold, by=HandView(hold.by.kind, hold.by.name))


def show_person(person: Person) -> DataPersonView:
    hold = show_hold(person.hold) if person.hold is not None else None
    return shown(DataPersonView, person.customer, ids=list(person.customer.all_ids), hold=hold)


def _by(call: Call[people.Caller]) -> Author:
    return by_agent(call.caller.agent)


@routes.get(ROOT + "/persons", caller=MAY, query=WhoQuery, raises=(NotFound,))
def find_persons(call: Call[people.Caller]) -> Answer[PageOf[DataPersonView]]:
    """Who is known by this id, address or number; nobody for anything else."""
    found = persons.find(call.desk, call.query.q)
    return Answer(page(call, found, lambda each: each.customer.visitor_id, show_person))


@routes.post(PERSON + "/revoke", caller=MAY, body=Empty, keyed=True)
def revoke_tokens(call: Call[people.Caller], visitor_id: str) -> Answer[RevokedTokensView]:
    """None of the tokens counts any more that this person was given until now, on whichever device; at once."""
    once = call.once(f"revoke#{visitor_id}#{call.caller.agent.agent_id}")
    return Answer(RevokedTokensView(asking.revoke(call.desk, call.caller.by(call.request_id), visitor_id, once)))


@routes.get(ROOT + "/revocations", caller=MAY, query=PageQuery)
def list_revocations(call: Call[people.Caller]) -> Answer[PageOf[RevocationView]]:
    """Whose tokens were taken back by somebody of the desk, and when; the newest first."""
    start = start_of(call)
    found, more = asking.list_revoked(call.desk, str(start) if start is not None else None)
    agents = people.directory(call.desk).agents

    def show_it(each: tuple[str, TakenBack]) -> RevocationView:
        author = agents.get(each[1].by_id)
        return shown(RevocationView, each[1], by=author.name if author is not None else None)

    return Answer(page(call, found, lambda each: each[0], show_it, forward=False, more=more))


@routes.post(PERSON + "/hold", caller=MAY, body=HoldPerson)
def hold_person(call: Call[people.Caller], visitor_id: str) -> Answer[HoldView]:
    """Nothing of this person's goes, by a request or by a rule, until the hold ends. Twice is once."""
    return Answer(show_hold(asking.hold(call.desk, _by(call), visitor_id, call.body.reason, call.request_id)))


@routes.delete(PERSON + "/hold", caller=MAY, statuses=(204,))
def end_hold(call: Call[people.Caller], visitor_id: str) -> Answer[None]:
    """It may go again."""
    asking.end_hold(call.desk, _by(call), visitor_id, call.request_id)
    return Answer(status=204)


@routes.get(ROOT + "/holds", caller=MAY, query=PageQuery)
def list_holds(call: Call[people.Caller]) -> Answer[PageOf[HoldView]]:
    """Of whom nothing goes."""
    start = start_of(call)
    found, more = asking.list_held(call.desk, str(start) if start is not None else None)
    return Answer(page(call, sorted(found, key=lambda each: each.visitor_id), _place_of, show_hold, more=more))


def _place_of(hold: Hold) -> str:
    return hold.visitor_id


@routes.get(REQUESTS, caller=MAY, query=PageQuery)
def list_privacy_requests(call: Call[people.Caller]) -> Answer[PageOf[PrivacyRequestView]]:
    """All requests to give out or to erase one person's data, the newest first."""
    start = start_of(call)
    found, more = asking.list_requests(call.desk, str(start) if start is not None else None)
    return Answer(page(call, found, lambda each: each[0], lambda each: show(call, each[1]), forward=False, more=more))


@routes.post(
    REQUESTS,
    caller=MAY,
    body=NewRequest,
    statuses=(200, 201),
    keyed=True,
    raises=(NotFound, RequestInTheWay, OnHold, FilesOff),
)
def make_privacy_request(call: Call[people.Caller]) -> Answer[PrivacyRequestView]:
    """Give out or erase one person's data: what there is is counted, and shown before anything goes.

    200: it was made before."""
    once, form = call.once(f"privacy#{call.caller.agent.agent_id}"), call.body
    made, again = asking.ask(call.desk, _by(call), form.kind, form.visitor_id, form.reason, once, call.request_id)
    return Answer(show(call, made), status=200 if again else 201)


@routes.get(ONE, caller=MAY)
def read_privacy_request(call: Call[people.Caller], request_id: str) -> Answer[PrivacyRequestView]:
    """One request."""
    return Answer(show(call, asking.read(call.desk, request_id)))


@routes.post(ONE + "/accept", caller=MAY, body=Empty, raises=(NotNow, OnHold, FilesOff))
def accept_privacy_request(call: Call[people.Caller], request_id: str) -> Answer[PrivacyRequestView]:
    """What a customer asked for is begun."""
    return Answer(show(call, asking.accept(call.desk, _by(call), request_id, call.request_id)))


@routes.post(ONE + "/confirm", caller=MAY, body=ConfirmErasing, raises=(NotNow, NeedsSecondPerson, OnHold))
def confirm_erasing(call: Call[people.Caller], request_id: str) -> Answer[PrivacyRequestView]:
    """Erase what was shown, once it has waited; until then it can be called off. Twice is once."""
    done = asking.confirm(call.desk, _by(call), request_id, call.body.typed, call.request_id)
    return Answer(show(call, done))


@routes.post(ONE + "/cancel", caller=MAY, body=CallOff, raises=(NotNow,))
def cancel_privacy_request(call: Call[people.Caller], request_id: str) -> Answer[PrivacyRequestView]:
    """It is not done; nothing has gone. Twice is once."""
    return Answer(show(call, asking.cancel(call.desk, _by(call), request_id, call.body.reason, call.request_id)))


@routes.post(ONE + "/archive", caller=MAY, body=OpenArchive, raises=(FilesOff,))
def open_archive(call: Call[people.Caller], request_id: str) -> Answer[ArchiveView]:
    """Where the archive is, for ten minutes, and a link for whoever it is about; audited."""
    url, token = asking.open_archive(call.desk, _by(call), request_id, call.body.volume, call.request_id)
    request = asking.read(call.desk, request_id)
    return Answer(ArchiveView(url, f"/v1/widget/{request.plan_key}/archives/{token}", request.until))


@routes.get(ROOT + "/settings", caller=MAY)
def read_privacy(call: Call[people.Caller]) -> Answer[PrivacyView]:
    """How long an erasing waits, and who confirms it."""
    return Answer(shown(PrivacyView, asking.read_settings(call.desk)))


@routes.post(ROOT + "/settings", caller=MAY, body=ChangePrivacy)
def change_privacy(call: Call[people.Caller]) -> Answer[PrivacyView]:
    """Change it; what is confirmed already waits as long as it was to."""
    form = call.body
    after = asking.change_settings(
        call.desk, _by(call), form.wait_days, call.request_id, second_person=form.second_person
    )
    return Answer(shown(PrivacyView, after))
