"""Phrases: what the composer offers, and how people keep them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import asdict

from chalicelib.core.errors import NotFound
from chalicelib.core.etags import PRIVATE, unless_known
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import partly, showing, shown
from chalicelib.core.text import among
from chalicelib.knowledge.model.imports import Imported
from chalicelib.knowledge.model.imports import Line as ImportedLine
from chalicelib.knowledge.model.phrases import (
    COMPANY,
    GROUP,
    OWN,
    Owner,
    Phrase,
    Shelf,
    ShelfFull,
    ShortcutTaken,
)
from chalicelib.knowledge.service import phrases, shelves
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import ANSWER, BeyondYourRights, PermissionNeeded

routes = Routes(__name__, of_desk=True)

PHRASES = "/v1/desk/phrases"
SHELF = PHRASES + "/{shelf}"
PHRASE = SHELF + "/{phrase_id}"
MOST_BYTES = 2 * 1024 * 1024  # of a file: 400,000 characters, as JSON has them
MAY = people.may(ANSWER, shelves.MANAGE)
REFUSED = (NotFound, NotYours, BeyondYourRights, PermissionNeeded)
FULL = (ShortcutTaken, ShelfFull)

Occasion = Literal["opening", "holiday", "apology", "waiting", "closing", "other"]
Language = Literal["zh-CN", "en"]
Version = Annotated[int, msgspec.Meta(ge=1)]


class NewPhrase(msgspec.Struct, forbid_unknown_fields=True):
    """``shortcut``: what is typed after the slash."""

    title: str
    text: str
    shortcut: str = ""
    language: Language = "zh-CN"
    occasion: Occasion = "other"


@partly(NewPhrase)
class ChangePhrase(msgspec.Struct):
    """What is left out stays."""

    version: Version | None = None


class ImportPhrases(msgspec.Struct, forbid_unknown_fields=True):
    """``csv``: a file whose first line names its columns. ``dry_run``: only say what would become of each line."""

    csv: str
    dry_run: bool = True


@showing(Phrase, "phrase_id title text shortcut language occasion initials version")
class PhraseView(msgspec.Struct):
    """``shelf``: own, company, or the group's id. ``initials``: of the title as it is spoken, to be found by."""

    shelf: str
    reach: Annotated[str, among(OWN, GROUP, COMPANY)]


class ImportedLineView(ImportedLine, frozen=True):
    pass


class ImportedView(msgspec.Struct):
    """``written``: how many phrases were added or changed; in a dry run, how many would be."""

    lines: list[ImportedLineView]
    written: int


def show_phrase(owner: Owner, phrase: Phrase) -> PhraseView:
    return shown(PhraseView, phrase, shelf=owner.shelf, reach=owner.reach)


def show_import(result: Imported) -> ImportedView:
    return ImportedView([shown(ImportedLineView, each) for each in result.lines], len(result.phrases))


def _hand(call: Call[people.Caller]) -> phrases.Hand:
    return phrases.Hand(call.desk, call.caller, call.request_id)


def _page(call: Call[people.Caller], listed: Iterable[Shelf]) -> PageOf[PhraseView]:
    numbered = [(number, each.owner, phrase) for number, each in enumerate(listed) for phrase in each.phrases]
    places = [([number, place], owner, phrase) for place, (number, owner, phrase) in enumerate(numbered)]
    return page(call, places, lambda each: each[0], lambda each: show_phrase(each[1], each[2]))


@routes.get(PHRASES, caller=people.may(ANSWER), query=PageQuery, statuses=(200, 304))
def list_phrases(call: Call[people.Caller]) -> Answer[PageOf[PhraseView]]:
    """What one may say: the company's phrases, those of one's groups, one's own.

    ``If-None-Match`` is answered with 304 while none of them has changed.
    """
    listed = shelves.read_shelves(call.desk, call.caller.agent)
    known = repr([(each.owner, each.revision) for each in listed] + [call.query.cursor])
    return unless_known(call, known.encode(), PRIVATE, lambda: _page(call, listed))


@routes.get(SHELF, caller=MAY, query=PageQuery, raises=(NotFound, NotYours))
def list_shelf(call: Call[people.Caller], shelf: str) -> Answer[PageOf[PhraseView]]:
    """The phrases of one shelf: own, company, or a group's by its id."""
    return Answer(_page(call, [shelves.read_shelf(call.desk, call.caller.agent, shelf)]))


@routes.post(SHELF, caller=MAY, body=NewPhrase, statuses=(200, 201), keyed=True, raises=(*REFUSED, *FULL))
def create_phrase(call: Call[people.Caller], shelf: str) -> Answer[PhraseView]:
    """Put a phrase on a shelf: one's own; a group's, by its leader; the company's, by who keeps it."""
    once = call.once(f"phrase#{call.caller.agent.agent_id}#{shelf}")
    owner, phrase, again = phrases.create_phrase(_hand(call), shelf, asdict(call.body), once)
    return Answer(show_phrase(owner, phrase), status=200 if again else 201)


@routes.put(PHRASE, caller=MAY, body=ChangePhrase, raises=(*REFUSED, *FULL, ChangedMeanwhile))
def update_phrase(call: Call[people.Caller], shelf: str, phrase_id: str) -> Answer[PhraseView]:
    """Change what is said of a phrase."""
    values: dict[str, Any] = asdict(call.body)
    version = values.pop("version")
    return Answer(show_phrase(*phrases.update_phrase(_hand(call), shelf, phrase_id, values, version)))


@routes.delete(PHRASE, caller=MAY, statuses=(204,), raises=REFUSED)
def delete_phrase(call: Call[people.Caller], shelf: str, phrase_id: str) -> Answer[None]:
    """Take a phrase off its shelf; twice is once."""
    phrases.delete_phrase(_hand(call), shelf, phrase_id)
    return Answer(status=204)


@routes.post(
    "/v1/desk/phrase-imports/{shelf}",
    caller=MAY,
    body=ImportPhrases,
    most_bytes=MOST_BYTES,
    raises=(*REFUSED, *FULL),
)
def import_phrases(call: Call[people.Caller], shelf: str) -> Answer[ImportedView]:
    """Put the phrases of a file on a shelf, or say line by line what would become of them; twice is once."""
    body: ImportPhrases = call.body
    return Answer(show_import(phrases.import_phrases(_hand(call), shelf, body.csv, dry_run=body.dry_run)))


@routes.post(
    "/v1/admin/phrases/shipped",
    caller=people.may(shelves.MANAGE, everywhere=True),
    body=Empty,
    raises=FULL,
)
def add_shipped_phrases(call: Call[people.Caller]) -> Answer[ImportedView]:
    """Give the company the phrases that come with the product; twice adds nothing twice."""
    return Answer(show_import(phrases.add_shipped_phrases(_hand(call))))
