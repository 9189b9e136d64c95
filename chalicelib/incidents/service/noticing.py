"""What visitors say, how it is filed and rated, and whether that is anything that a rule counts (F9).

It is asked where this is written or looked at anyway, and what there is to do is due work of the same transaction: so
nothing that a visitor or an agent does reads or writes more than before, until there is something to count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from chalicelib.incidents.model.rules import CATEGORY, HIGHEST, Rule, filed, saying, scored, topic_of
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

    rules: tuple[Rule, ...]
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
    watch, header = watched(desk), heard.header
    now = desk.now()
    dues = [*_of_words(watch, heard, now), *_of_filing(watch, header, now), *_of_holding(watch, heard)]
    return (lambda tx: _put(tx, dues)) if dues else None


def _put(tx: Transaction, dues: Sequence[Due]) -> None:
    for each in dues:
        work.put(tx, each)


def _of_words(watch: Watch, heard: Heard, now: datetime) -> list[Due]:
    header = heard.header
    said = [each for each in heard.entries if _is_said(each) and each.at > now - LATE]
    found = list(saying(watch.rules, header.plan_key, [each.words for each in said])) if said else []
    if not found:
        return []
    rules = [topic_of(each) for each in found]
    first = min(each.at for each in said if list(saying(found, header.plan_key, [each.words])))
    return [Count(header.conversation_id, first, tuple(rules))]


def _is_said(line: Line) -> bool:
    return line.kind == MESSAGE and line.author.kind == "visitor"


def _of_filing(watch: Watch, header: Header, now: datetime) -> list[Due]:
    """What ended within a day counts when it is filed; what is only looked at anew, long afterwards, does not."""
    category, closed_at, last_at = header.wrap.category_id, header.closed_at, header.last_at
    if category is None or closed_at is None or last_at is None or not _counts_filing(watch):
        return []
    if last_at < now - LATE or closed_at < now - FILED_WITHIN:
        return []
    return [CountFiled(header.conversation_id, last_at, category, header.plan_key)]


def _counts_filing(watch: Watch) -> bool:
    return any(each.active and each.kind == CATEGORY for each in watch.rules)


def _of_holding(watch: Watch, heard: Heard) -> list[Due]:
    """Who writes while their plan's visitors are told of an incident is told, too; who was told belongs to it."""
    header, dues = heard.header, list[Due]()
    told = [each for each in heard.entries if each.kind == AUTO_REPLY and (each.ref or "").startswith("inc_")]
    dues += [LinkThing(str(each.ref), header.conversation_id, each.at, BY_REPLY) for each in told]
    incident_id = watch.board.held(header.plan_key)
    wrote = any(map(_is_said, heard.entries)) and header.state != CLOSED
    if incident_id is not None and wrote and f"#{incident_id}" not in header.replied:
        dues.append(TellHolding(header.conversation_id, header.plan_key, incident_id))
    return dues


def hear_score(desk: Desk, scored_now: Scored) -> Also | None:
    """What there is to do about an answer to a survey; nothing is read for it."""
    answer, survey_id = scored_now.survey.answer, scored_now.survey.survey_id
    if answer is None or answer.score > HIGHEST:
        return None
    return lambda tx: _put(tx, [CountScore(survey_id)])


def count_score(desk: Desk, due: CountScore) -> None:
    """Count a low score by each rule for such. Safe to repeat."""
    survey = surveys.find(desk, due.survey_id)
    if survey is None or survey.answer is None or survey.answered_at is None:
        return
    found = [topic_of(each) for each in scored(watched(desk).rules, survey.plan_key, survey.answer.score)]
    if found:
        leads_to = survey.about if survey.about.startswith("cnv_") else None
        count_sign(desk, Count(survey.survey_id, survey.answered_at, tuple(found), leads_to))


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
