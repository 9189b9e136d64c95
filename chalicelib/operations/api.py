"""Due work over HTTP, for whoever may manage it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.seals import SealedDay
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.core.work import DEAD as BURIED
from chalicelib.core.work import Work
from chalicelib.operations import service
from chalicelib.operations.model.due import DEAD, DUE, STATES, NotDead, UnknownWork, shown_error, shown_payload
from chalicelib.operations.model.setup import CODES, KINDS, Lack
from chalicelib.people import service as people

routes = Routes(__name__)


class WorkQuery(msgspec.Struct, forbid_unknown_fields=True):
    state: str = DEAD
    cursor: str = ""


@showing(Work, "work_id kind due_at tries leased_until last_error request_id payload")
class WorkView(msgspec.Struct):
    state: Annotated[str, among(*STATES)]


def show_work(piece: Work) -> WorkView:
    return shown(
        WorkView,
        piece,
        state=DEAD if piece.shard == BURIED else DUE,
        last_error=shown_error(piece.last_error),
        payload=shown_payload(piece.payload),
    )


class LackView(msgspec.Struct):
    """Something that is lacking, in words; ``about`` is the id of the agent, group or plan, or empty."""

    code: Annotated[str, among(*CODES)]
    about: str
    name: str
    words: dict[str, str]


def show_lack(lack: Lack) -> LackView:
    kind = next(each for each in KINDS if each.code == lack.code)
    return LackView(lack.code, lack.about, lack.name, {"zh-CN": kind.chinese, "en": kind.english})


@routes.get("/v1/admin/setup", caller=people.may("desk.manage", everywhere=True), query=PageQuery)
def check_setup(call: Call[people.Caller]) -> Answer[PageOf[LackView]]:
    """What the desk lacks so that nobody waits in vain; nothing where all is well."""
    lacking = sorted(service.check_setup(call.desk), key=_place)
    return Answer(page(call, lacking, _place, show_lack))


def _place(lack: Lack) -> str:
    """Where a lack stands in the list: by kind, then by whose it is."""
    return f"{CODES.index(lack.code):02d}#{lack.name}#{lack.about}"


class VerifyQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``chain``: the seal from the letter about the day."""

    chain: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{64})?$")] = ""


@routes.get("/v1/admin/audit/seals", caller=people.may("audit.read", everywhere=True), query=PageQuery)
def list_sealed(call: Call[people.Caller]) -> Answer[PageOf[SealedDay]]:
    """The days whose audit log is sealed, newest first."""
    found, following = service.list_sealed(call.desk, call.query.cursor or None)
    return Answer(PageOf(found, following))


@routes.get(
    "/v1/admin/audit/seals/{day}",
    caller=people.may("audit.read", everywhere=True),
    query=VerifyQuery,
    raises=(NotFound,),
)
def verify_day(call: Call[people.Caller], day: str) -> Answer[SealedDay]:
    """Whether the audit log of a day is as it was sealed; ``fault`` is the first thing that is not."""
    return Answer(service.verify_day(call.desk, day, call.query.chain or None))


@routes.get("/v1/admin/work", caller=people.may("work.manage", everywhere=True), query=WorkQuery)
def list_work(call: Call[people.Caller]) -> Answer[PageOf[WorkView]]:
    """Due work, or what died of it."""
    found, following = service.read_page(call.desk, call.query.state, call.query.cursor or None)
    return Answer(PageOf([show_work(piece) for piece in found], following))


@routes.get("/v1/admin/work/{work_id}", caller=people.may("work.manage", everywhere=True), raises=(UnknownWork,))
def read_work(call: Call[people.Caller], work_id: str) -> Answer[WorkView]:
    """One piece of work, without what people wrote."""
    return Answer(show_work(service.read_piece(call.desk, work_id)))


@routes.post(
    "/v1/admin/work/{work_id}/redrive",
    caller=people.may("work.manage", everywhere=True),
    body=Empty,
    raises=(UnknownWork,),
)
def redrive_work(call: Call[people.Caller], work_id: str) -> Answer[WorkView]:
    """Give a dead piece all its tries again, at once."""
    return Answer(show_work(service.redrive(call.desk, work_id, by=call.caller.by(call.request_id))))


@routes.post(
    "/v1/admin/work/{work_id}/drop",
    caller=people.may("work.manage", everywhere=True),
    body=Empty,
    statuses=(204,),
    raises=(UnknownWork, NotDead),
)
def drop_work(call: Call[people.Caller], work_id: str) -> Answer[None]:
    """Never do a dead piece."""
    service.drop(call.desk, work_id, by=call.caller.by(call.request_id))
    return Answer(status=204)
