"""Words that must not be said: what the composer looks for, how they are kept, and who says them all the same."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import asdict

from chalicelib.core.errors import NotFound
from chalicelib.core.etags import PRIVATE, unless_known
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import Cursor, PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import partly, showing, shown
from chalicelib.core.text import Id
from chalicelib.knowledge.model.said import Said, WordSaid
from chalicelib.knowledge.model.unsaid import Unsaid, UnsaidFull
from chalicelib.knowledge.service import unsaid
from chalicelib.knowledge.service.shelves import MANAGE
from chalicelib.people import service as people
from chalicelib.people.model.rights import ANSWER, BeyondYourRights

routes = Routes(__name__, of_desk=True)

UNSAID = "/v1/admin/unsaid-words"
ONE = UNSAID + "/{word_id}"
MAY = people.may(MANAGE, everywhere=True)
AT_ONCE = 25  # agents on a page of what was said: their counters are one request

Kind = Literal["abusive", "negative", "promising"]
Effect = Literal["warn", "stop"]
Version = Annotated[int, msgspec.Meta(ge=1)]


class NewUnsaid(msgspec.Struct, forbid_unknown_fields=True):
    """``words``: of which none is to be said; ``exceptions``: longer ones in which they may stand. ``replaces``: the
    advice is the better wording. ``plans``: keys of those for whom it holds; none: for all."""

    words: list[str]
    kind: Kind
    effect: Effect = "warn"
    advice_zh: str = ""
    advice_en: str = ""
    replaces: bool = False
    exceptions: list[str] = msgspec.field(default_factory=list)
    plans: list[Id] = msgspec.field(default_factory=list)
    active: bool = True


@partly(NewUnsaid)
class ChangeUnsaid(msgspec.Struct):
    """What is left out stays."""

    version: Version | None = None


class SaidQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Days in UTC, both included; unsaid: the last thirty."""

    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    cursor: Cursor = ""


@showing(Unsaid)
class UnsaidView(msgspec.Struct):
    pass


class SaidWordsView(Said, frozen=True):
    pass


class WordSaidView(WordSaid, frozen=True):
    pass


class AddedUnsaid(msgspec.Struct):
    """``added``: how many of them were not there."""

    added: int


def show_unsaid(entry: Unsaid) -> UnsaidView:
    return shown(UnsaidView, entry)


@routes.get("/v1/desk/unsaid-words", caller=people.may(ANSWER, MANAGE), query=PageQuery, statuses=(200, 304))
def list_unsaid(call: Call[people.Caller]) -> Answer[PageOf[UnsaidView]]:
    """The words that must not be said, in the order in which they were made, with those that do not hold now.

    ``If-None-Match`` is answered with 304 while nothing of it has changed.
    """
    words = unsaid.read_unsaid(call.desk)

    def listed() -> PageOf[UnsaidView]:
        return page(call, enumerate(words.entries), lambda each: each[0], lambda each: show_unsaid(each[1]))

    return unless_known(call, f"{words.revision}#{call.query.cursor}".encode(), PRIVATE, listed)


@routes.post(UNSAID, caller=MAY, body=NewUnsaid, statuses=(200, 201), keyed=True, raises=(UnsaidFull, NotFound))
def create_unsaid(call: Call[people.Caller]) -> Answer[UnsaidView]:
    """Say which words must not be said."""
    by, once = call.caller.by(call.request_id), call.once(f"unsaid#{call.caller.agent.agent_id}")
    entry, again = unsaid.create_unsaid(call.desk, by, asdict(call.body), once)
    return Answer(show_unsaid(entry), status=200 if again else 201)


@routes.put(ONE, caller=MAY, body=ChangeUnsaid, raises=(NotFound, UnsaidFull, ChangedMeanwhile))
def update_unsaid(call: Call[people.Caller], word_id: str) -> Answer[UnsaidView]:
    """Change which words must not be said, where, and what is said instead."""
    values: dict[str, Any] = asdict(call.body)
    version = values.pop("version")
    return Answer(
        show_unsaid(unsaid.update_unsaid(call.desk, call.caller.by(call.request_id), word_id, values, version))
    )


@routes.delete(ONE, caller=MAY, statuses=(204,))
def delete_unsaid(call: Call[people.Caller], word_id: str) -> Answer[None]:
    """Let words be said again; twice is once."""
    unsaid.delete_unsaid(call.desk, call.caller.by(call.request_id), word_id)
    return Answer(status=204)


@routes.post("/v1/admin/shipped-unsaid-words", caller=MAY, body=Empty, raises=(UnsaidFull,))
def add_shipped_unsaid(call: Call[people.Caller]) -> Answer[AddedUnsaid]:
    """Add the words that come with the product; twice adds nothing twice."""
    return Answer(AddedUnsaid(unsaid.add_shipped_unsaid(call.desk, call.caller.by(call.request_id))))


@routes.get("/v1/admin/said-words", caller=people.may("surveys.see"), query=SaidQuery)
def list_said(call: Call[people.Caller]) -> Answer[PageOf[SaidWordsView]]:
    """How many replies of each agent in reach had words that must not be said, or would have had them."""
    agents, days = unsaid.said_by(call.desk, call.caller.agent, call.query.first, call.query.last)
    start: str | None = start_of(call)
    behind = [each for each in agents if start is None or each.number > start]
    counted = unsaid.counts(call.desk, behind[:AT_ONCE], days)
    numbers = {each.agent_id: each.number for each in behind[:AT_ONCE]}
    more = len(behind) > AT_ONCE
    show = partial(shown, SaidWordsView)
    return Answer(page(call, counted, lambda each: numbers[each.agent_id], show, more=more))


@routes.get(
    "/v1/admin/said-words/{agent_id}",
    caller=people.may("surveys.see"),
    query=SaidQuery,
    raises=(NotFound, BeyondYourRights),
    of_desk=False,
)
def list_said_by_word(call: Call[people.Caller], agent_id: str) -> Answer[PageOf[WordSaidView]]:
    """The same of one agent, by word, in the order of the list."""
    query = call.query
    counted = unsaid.counts_by_word(call.desk, call.caller.agent, agent_id, query.first, query.last)
    return Answer(page(call, enumerate(counted), lambda each: each[0], lambda each: shown(WordSaidView, each[1])))
