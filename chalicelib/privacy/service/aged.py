"""What is over one day, of all rooms, as they declare it themselves; and what holds it (F6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

import msgspec

from chalicelib.conversations import persons as conversations
from chalicelib.core.aging import Aged, Thing
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.persons import ABOUT, ADDRESS, SENDER, TICKET, USER, VISITOR, Trace, value_in
from chalicelib.followups import persons as followups
from chalicelib.notifications import persons as notifications
from chalicelib.offline import persons as offline
from chalicelib.phone import persons as phone
from chalicelib.privacy import store, store_retention
from chalicelib.privacy.model.retention import COMPLAINTS, CONVERSATIONS, CUSTOMERS, TICKETS
from chalicelib.privacy.service import declared
from chalicelib.privacy.service.erasing import ids_of
from chalicelib.quality import service as quality
from chalicelib.quality.model.inspection import DECIDED, SCORED, inspection_id_of
from chalicelib.questionnaires import persons as questionnaires
from chalicelib.surveys import persons as surveys
from chalicelib.surveys import service as surveys_asked
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.tickets import persons as tickets
from chalicelib.tickets import service as ticket_service
from chalicelib.visitors import persons as visitors

AGED: Mapping[str, Aged] = {
    each.name: each
    for each in (
        *conversations.AGED,
        *phone.AGED,
        *offline.AGED,
        *tickets.AGED,
        *followups.AGED,
        *surveys.AGED,
        *questionnaires.AGED,
        *notifications.AGED,
        *visitors.AGED,
    )
}
# by how ids begin: what a letter, a survey … may be part of
PARENTS: Mapping[str, Sequence[str]] = {
    "cnv": (CONVERSATIONS,),
    "tkt": (TICKETS, COMPLAINTS),
    "off": ("messages",),
    "flw": ("followups",),
    "srv": ("surveys",),
    "qsr": ("responses",),
}
LEADING = frozenset({CONVERSATIONS, "messages", "followups", TICKETS, COMPLAINTS})  # tickets are made from these
CALLER = "caller"  # whoever telephones from a number
# a thing that goes takes along neither whom it is of nor what was made from it, which is kept for a time of its own
WALLS = frozenset({VISITOR, USER, ADDRESS, SENDER, CALLER, TICKET})
THEIRS = ("conversations.header", "tickets.of_customer", "followups.followup", "offline.message")
MOST_PAGES = 40

HELD, PERSON_HELD, OPEN, TICKET_OPEN, TICKET_HELD = "held", "person_held", "open", "ticket_open", "ticket_held"
INSPECTED, NOT_YET, NOT_LAST = "inspected", "not_yet", "not_last"
HOLDS = (HELD, PERSON_HELD, OPEN, TICKET_OPEN, TICKET_HELD, INSPECTED)


class Looked(msgspec.Struct, frozen=True):
    """A thing, of whom nothing may be held for it to go (``holders``), and what holds it, if anything does."""

    thing: Thing
    holders: tuple[str, ...]
    why: str | None


def through(kind: str) -> Callable[[Trace], bool]:
    """What is followed when a thing of this kind goes; a person takes all of theirs along."""
    return (lambda _: True) if kind == CUSTOMERS else (lambda trace: trace.kind not in WALLS)


def look(desk: Desk, kind: str, thing: Thing) -> Looked:
    """Whether anybody or anything holds it; some reads, one more for each ticket made from it."""
    person_id, is_open = thing.visitor_id, False
    parent = _parent(desk, thing.about)
    if parent is not None:
        is_open, theirs = parent
        person_id = person_id or theirs
    ids = ids_of(desk, person_id) if person_id is not None else ()
    holders = (thing.id, *([thing.about] if thing.about else []), *ids)
    why = _held(desk, thing, ids) or (OPEN if is_open else None)
    if why is None and kind in LEADING:
        why = _by_tickets(desk, thing.id)
    if why is None and kind == CONVERSATIONS:
        why = _by_inspection(desk, thing.id) or _by_callback(desk, thing.id)
    if why is None and kind == CUSTOMERS:
        why = _not_alone(desk, thing, ids)
    return Looked(thing, tuple(dict.fromkeys(holders)), why)


def _held(desk: Desk, thing: Thing, person: Sequence[str]) -> str | None:
    if store_retention.thing_holds(desk, [each for each in (thing.id, thing.about) if each]):
        return HELD
    if store.hold_of(desk, person):
        return PERSON_HELD
    return None


def _parent(desk: Desk, about: str | None) -> tuple[bool, str | None] | None:
    """Whether what it is part of is still open, and whose that is; None: it is part of nothing."""
    for name in PARENTS.get((about or "").partition("_")[0], ()):
        item = AGED[name].item(desk, str(about))
        if item is not None:
            over = any(AGED[each].meaning(item) is not None for each in PARENTS[str(about).partition("_")[0]])
            own = item["visitor_id"]["S"] if "visitor_id" in item else None
            for packed in ("survey", "response"):
                own = own or (value_in(item, packed) or {}).get("visitor_id")
            return not over, own
    return None


def _by_tickets(desk: Desk, about: str) -> str | None:
    made_from = next(each for each in declared.found_by(ABOUT) if each.name == "tickets.made_from")
    start, pages = None, 0
    while pages < MOST_PAGES:
        items, start = made_from.find(desk, about, start)
        ids = [each["order"]["S"] for each in items]
        for each in ids:
            with suppress(NotFound):
                if not ticket_service.find(desk, each).is_over:
                    return TICKET_OPEN
        if ids and store_retention.thing_holds(desk, ids):
            return TICKET_HELD
        if start is None:
            return None
        pages += 1
    return TICKET_OPEN


def _by_inspection(desk: Desk, conversation_id: str) -> str | None:
    """It is being inspected, appealed against, or may be yet."""
    inspection = quality.find(desk, inspection_id_of(conversation_id))
    if inspection is None or inspection.state == DECIDED:
        return None
    until = inspection.appeal_until
    may_be = inspection.appeal is None and until is not None and desk.now() < until
    return INSPECTED if inspection.state != SCORED or may_be else None


def _by_callback(desk: Desk, conversation_id: str) -> str | None:
    """Its low score is to be talked about yet."""
    survey = surveys_asked.find(desk, survey_id_of(conversation_id))
    if survey is None or survey.callback_id is None:
        return None
    item = AGED["followups"].item(desk, survey.callback_id)
    return OPEN if item is not None and AGED["followups"].meaning(item) is None else None


def _not_alone(desk: Desk, thing: Thing, person: Sequence[str]) -> str | None:
    """Anything of theirs is kept, or happened since, by whichever of their names."""
    if person and person[0] != thing.id:
        return NOT_LAST  # they are part of somebody
    others = [AGED[CUSTOMERS].item(desk, each) for each in person[1:]]
    since = [item["contacted_at"]["S"] for item in others if item is not None and "contacted_at" in item]
    if any(each > thing.place for each in since) or any("open_conversation_id" in item for item in others if item):
        return NOT_LAST
    return NOT_LAST if any(_has_any(desk, each) for each in person or (thing.id,)) else None


def _has_any(desk: Desk, visitor_id: str) -> bool:
    """Whether anything is kept of them that did not go yet; some pages at most."""
    for kept in declared.found_by(VISITOR):
        if kept.name not in THEIRS:
            continue
        start, pages = None, 0
        while pages < MOST_PAGES:
            items, start = kept.find(desk, visitor_id, start)
            ids = [(each.get("key") or each["conversation_id"])["S"] for each in items]
            if len(store_retention.gone(desk, ids)) < len(set(ids)):
                return True
            if start is None:
                break
            pages += 1
        else:
            return True
    return False
