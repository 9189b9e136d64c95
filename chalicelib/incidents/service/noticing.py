"""What visitors say, how it is filed and rated, and whether that is anything that a rule counts (F9).

It is asked where this is written or looked at anyway, and what there is to do is due work of the same transaction: so
nothing that a visitor or an agent does reads or writes more than before, until there is something to count.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from chalicelib.conversations.model.conversation import AUTO_REPLY, CLOSED, MESSAGE, Header
from chalicelib.conversations.model.conversation import Entry as Line
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.tables import read_both
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model.bursts import BACK
from chalicelib.incidents.model.incident import BY_REPLY, Board
from chalicelib.incidents.model.rules import CATEGORY, HIGHEST, BurstRule, filed, saying, scored, topic_of
from chalicelib.incidents.model.settings import Settings
from chalicelib.incidents.service.counting import Count, count_sign
from chalicelib.incidents.service.holding import TellHolding
from chalicelib.incidents.service.linking import LinkThing
from chalicelib.incidents.store.incidents import wanted_board
from chalicelib.incidents.store.settings import wanted_settings
from chalicelib.knowledge import service as knowledge
from chalicelib.offline import service as offline
from chalicelib.offline.model.message import MessageWritten
from chalicelib.search.model.hearing import Heard
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.survey import Scored
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.origins import TicketWritten

KEPT, PLACE = timedelta(seconds=10), "incidents"
LATE = timedelta(minutes=BACK)
FILED_WITHIN = timedelta(days=1)  # of the end of a conversation

Also = Callable[[Transaction], None]


class Watch(msgspec.Struct, frozen=True):
    """What is counted, and what is open, as it was some seconds ago at most."""

    rules: tuple[BurstRule, ...]
    board: Board
    at: datetime


class CountFiled(Due, frozen=True):
    """Something was filed under a category."""

    kind = "incidents.count_filed"

    about: str
    at: datetime
    category: str
    plan_key: str | None = None


class CountScore(Due, frozen=True):
    """A survey was answered with a low score."""

    kind = "incidents.count_score"

    survey_id: str


def watched(desk: Desk) -> Watch:
    """What is counted and what is open; one read in ten seconds of a container."""
    known: Watch | None = desk.kept.get(PLACE)
    if known is None or not known.at <= desk.now() < known.at + KEPT:
        settings, board = read_both(desk.database, wanted_settings(), wanted_board())
        known = Watch((settings or Settings()).rules, board or Board(), desk.now())
        desk.kept[PLACE] = known
    return known


def forget_watched(desk: Desk) -> None:
    """It was changed here: what comes next is looked at by what is stored."""
    desk.kept.pop(PLACE, None)


def hear(desk: Desk, heard: Heard) -> Also | None:
    """What there is to do about what was said in a conversation, or how it is filed now."""
    watch, header, now = watched(desk), heard.header, desk.now()
    counts, told = _counted_words(watch, heard, now), _told(heard)
    filed_at, incident_id = _filed_at(watch, header, now), _untold(watch, heard)
    if counts is None and filed_at is None and incident_id is None and not told:
        return None

    def also(tx: Transaction) -> None:
        if counts is not None:
            work.put(tx, Count(header.conversation_id, *counts))
        if filed_at is not None:
            work.put(tx, CountFiled(header.conversation_id, filed_at, str(header.wrap.category_id), header.plan_key))
        if incident_id is not None:
            work.put(tx, TellHolding(header.conversation_id, header.plan_key, incident_id))
        for line in told:
            work.put(tx, LinkThing(str(line.ref), header.conversation_id, line.at, BY_REPLY))

    return also


def _counted_words(watch: Watch, heard: Heard, now: datetime) -> tuple[datetime, tuple[str, ...]] | None:
    """Since when, and for which topics, it counts by what its visitor said lately."""
    lines = [each for each in heard.entries if _is_said(each) and each.at > now - LATE]
    plan_key = heard.header.plan_key
    rules = list(saying(watch.rules, plan_key, [each.words for each in lines])) if lines else []
    if not rules:
        return None
    first = next(each.at for each in lines if list(saying(rules, plan_key, [each.words])))
    return first, tuple(topic_of(each) for each in rules)


def _is_said(line: Line) -> bool:
    return line.kind == MESSAGE and line.author.kind == "visitor"


def _filed_at(watch: Watch, header: Header, now: datetime) -> datetime | None:
    """When it was filed, if that counts: within a day of its end; what is only looked at anew, long afterwards, does
    not."""
    category, closed_at, last_at = header.wrap.category_id, header.closed_at, header.last_at
    if category is None or closed_at is None or last_at is None or not _counts_filing(watch):
        return None
    return last_at if last_at >= now - LATE and closed_at >= now - FILED_WITHIN else None


def _counts_filing(watch: Watch) -> bool:
    return any(each.active and each.kind == CATEGORY for each in watch.rules)


def _told(heard: Heard) -> list[Line]:
    """By which of its lines its visitor was told of an incident, to which it belongs since then."""
    return [each for each in heard.entries if each.kind == AUTO_REPLY and (each.ref or "").startswith("inc_")]


def _untold(watch: Watch, heard: Heard) -> str | None:
    """The incident of which its plan's visitors are told, if this one wrote and was not told yet."""
    header = heard.header
    incident_id = watch.board.held(header.plan_key)
    wrote = any(map(_is_said, heard.entries)) and header.state != CLOSED
    return incident_id if incident_id is not None and wrote and f"#{incident_id}" not in header.replied else None


def hear_score(desk: Desk, scored_now: Scored) -> Also | None:
    """What there is to do about an answer to a survey; nothing is read for it."""
    answer, survey_id = scored_now.survey.answer, scored_now.survey.survey_id
    if answer is None or answer.score > HIGHEST:
        return None

    def also(tx: Transaction) -> None:
        work.put(tx, CountScore(survey_id))

    return also


def count_score(desk: Desk, due: CountScore) -> None:
    """Count a low score by each rule for such. Safe to repeat."""
    survey = surveys.find(desk, due.survey_id)
    if survey is None or survey.answer is None or survey.answered_at is None:
        return
    found = [topic_of(each) for each in scored(watched(desk).rules, survey.plan_key, survey.answer.score)]
    if found:
        count_sign(desk, Count(survey.survey_id, survey.answered_at, tuple(found), survey.about))


def count_filed(desk: Desk, due: CountFiled) -> None:
    """Count what was filed by each rule for its category, or for what that stands under. Safe to repeat."""
    tree = knowledge.read_tree(desk)
    category = tree.find(due.category)
    path = [each.category_id for each in tree.path(category)] if category is not None else [due.category]
    found = [topic_of(each, due.category) for each in filed(watched(desk).rules, due.plan_key, path)]
    if found:
        count_sign(desk, Count(due.about, due.at, tuple(found)))


def hear_ticket(desk: Desk, written: TicketWritten) -> None:
    """Count a ticket that was made under a category. Safe to repeat; one read where no rule asks for categories."""
    if not _counts_filing(watched(desk)):
        return
    try:
        ticket = tickets.find(desk, written.ticket_id)
    except NotFound:
        return
    if ticket.category is not None and ticket.created_at > desk.now() - LATE:
        count_filed(desk, CountFiled(ticket.ticket_id, ticket.created_at, ticket.category, ticket.plan_key))


def hear_message(desk: Desk, written: MessageWritten) -> None:
    """Count a message that was left, by the words in it. Safe to repeat."""
    rules = watched(desk).rules
    if not rules:
        return
    try:
        message = offline.find(desk, written.message_id)
    except NotFound:
        return
    found = [topic_of(each) for each in saying(rules, message.plan_key, [message.text])]
    if found and message.created_at > desk.now() - LATE:
        count_sign(desk, Count(message.message_id, message.created_at, tuple(found)))
