"""What happened goes into the log, some seconds after it was written (F1): told twice it is told once."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.telling import Written
from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.followups import service as followups
from chalicelib.followups.model.followup import FollowUpChanged, FollowUpWritten
from chalicelib.notifications.model.notice import NoticeSettled
from chalicelib.offline import service as offline
from chalicelib.offline.model.message import Message, MessageWritten
from chalicelib.people.model.attendance import PresenceSpent
from chalicelib.quality import service as quality
from chalicelib.quality.model.inspection import InspectionScored
from chalicelib.reports.model.facts import ANSWERED_MESSAGE, INSPECTED, LEFT_MESSAGE, RATED, Fact
from chalicelib.reports.model.records import fact_of_notice, facts_of_follow_up, facts_of_presence
from chalicelib.reports.model.story import Story, tell
from chalicelib.reports.model.ticket_story import begun_anew, facts_of_deadlines
from chalicelib.reports.model.ticket_story import tell_ticket as tell_history
from chalicelib.reports.service.contacts import look_at_contacts
from chalicelib.reports.service.ground import ground
from chalicelib.reports.service.writing import put_facts, put_versions
from chalicelib.reports.store import log as store
from chalicelib.reports.store.log import StoryMoved
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.survey import SurveyAnswered
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.tickets.model.settled import DeadlinesSettled

TOGETHER = 15  # entries that are told together: what comes of them fits a transaction
ENTRIES = 20  # the same of a ticket, of which each is a fact, perhaps in an hour of its own
HOURS = 20


def tell_conversation(desk: Desk, written: Written) -> None:
    """Tell what came since the conversation was told last. Safe to repeat, out of order and at once.

    A read, a query and a transaction for each fifteen entries; a read more for the desk's clock where anything is
    counted, and a transaction more for an hour in which nothing had happened yet. Of one that has ended its customer's
    contacts are looked at.
    """
    while (told := races.again(desk, lambda: _tell_further(desk, written.conversation_id), StoryMoved)) is not None:
        header, story, more = told
        if not more:
            if story.ended is not None:
                look_at_contacts(desk, header.visitor_id, [*story.ends, story.ended])
            return


def _tell_further(desk: Desk, conversation_id: str) -> tuple[Header, Story, bool] | None:
    """The conversation, how far it was told, and whether there is more; None: it is not there. Lost: ``StoryMoved``."""
    told = store.told(desk, conversation_id)
    try:
        page = conversations.entries_after(desk, conversation_id, told.story.upto, TOGETHER)
        header = page.header or conversations.find(desk, conversation_id)
    except NotFound:
        return None
    if header.imported:
        return None
    story, facts = tell(told.story, header, page.entries)
    if story != told.story:
        put_facts(desk, facts, also=lambda tx: store.put_story(tx, conversation_id, told, story))
    return header, story, page.more and bool(page.entries)  # behind a gap there is nothing yet


def tell_rating(desk: Desk, answered: SurveyAnswered) -> None:
    """How a conversation was rated, on the day it was asked. Safe to repeat; a later answer replaces the one before."""
    survey = surveys.find(desk, answered.survey_id)
    if survey is None or survey.answer is None:
        return
    try:
        header = conversations.find(desk, survey.about)
    except NotFound:
        return  # of a ticket, or a message: nothing says that it was asked
    answer = survey.answer
    rated = Fact(RATED, survey.survey_id, 0, survey.asked_at, survey.plan_key, header.source, header.level)
    rated = replace(rated, agent_id=survey.agent_id, score=answer.score, resolved=answer.resolved)
    put_versions(desk, [rated], survey.version)


def tell_inspection(desk: Desk, scored: InspectionScored) -> None:
    """What an inspection came to, on the day it was submitted. Safe to repeat; a change after an appeal replaces it."""
    inspection = quality.find(desk, scored.inspection_id)
    score, at = (inspection.final, inspection.scored_at) if inspection is not None else (None, None)
    if inspection is None or score is None or at is None or inspection.calibration_id is not None:
        return
    told = Fact(INSPECTED, inspection.inspection_id, 0, at, inspection.plan_key, agent_id=inspection.agent_id)
    told = replace(told, points=round(score.total * 10), fatal=bool(score.fatal))
    put_versions(desk, [told], inspection.version)


def tell_message(desk: Desk, written: MessageWritten) -> None:
    """That a message was left while nobody was there, and when it was answered. Safe to repeat."""
    try:
        message = offline.find(desk, written.message_id)
    except NotFound:
        return
    put_versions(desk, list(_of_message(message)), message.version)


def _of_message(message: Message) -> Iterable[Fact]:
    left = Fact(LEFT_MESSAGE, message.message_id, 0, message.created_at, message.plan_key, level=message.level)
    left = replace(left, agent_id=message.agent_id)
    yield left
    if message.answered_at is not None and message.answers:
        # an answer that did not arrive is followed by another one: it counts once, where the first was
        seconds = (message.answered_at - message.created_at).total_seconds()
        answered = replace(left, kind=ANSWERED_MESSAGE, at=message.answers[0].at)
        yield replace(answered, seconds=max(0.0, seconds), in_time=message.looks == 0)


def tell_ticket(desk: Desk, written: TicketWritten) -> None:
    """Tell what came of a ticket since it was told last. Safe to repeat, out of order and at once.

    Three requests, a read more for the desk's clock where anything is counted, and a query and a transaction for each
    twenty entries.
    """
    while races.again(desk, lambda: _tell_ticket_further(desk, written.ticket_id), StoryMoved):
        pass


def _tell_ticket_further(desk: Desk, ticket_id: str) -> bool:
    """Whether there is more. Lost: ``StoryMoved``."""
    told = store.told_of_ticket(desk, ticket_id)
    try:
        ticket = tickets.find(desk, ticket_id)
    except NotFound:
        return False
    if ticket.imported:
        return False
    before = begun_anew(told.story, ticket)
    entries = tickets.entries_after(desk, ticket_id, before.upto, ENTRIES)
    story, facts = tell_history(before, ticket, entries)
    if story != told.story:
        put_facts(desk, facts, also=lambda tx: store.put_ticket_story(tx, ticket_id, told, story))
    return len(entries) == ENTRIES


def tell_deadlines(desk: Desk, settled: DeadlinesSettled) -> None:
    """Deadlines of a ticket that were kept or missed. Safe to repeat, and out of order."""
    put_versions(desk, list(facts_of_deadlines(settled)), settled.version)


def tell_follow_up(desk: Desk, changed: FollowUpWritten | FollowUpChanged) -> None:
    """What is known of a follow-up by now. Safe to repeat, and out of order."""
    try:
        follow_up = followups.find(desk, changed.followup_id)
    except NotFound:
        return
    put_versions(desk, list(facts_of_follow_up(follow_up, desk.now())), follow_up.version)


def tell_notice(desk: Desk, settled: NoticeSettled) -> None:
    """What became of a letter. Safe to repeat, and out of order."""
    put_versions(desk, [fact_of_notice(settled)], settled.version)


def tell_presence(desk: Desk, spent: PresenceSpent) -> None:
    """How long somebody was what they were, by the hours of the desk's clock. Safe to repeat, and out of order."""
    there = ground(desk)
    facts = list(facts_of_presence(spent, there.desk.zone_at))
    for begin in range(0, len(facts), HOURS):
        put_facts(desk, facts[begin : begin + HOURS], there=there)
