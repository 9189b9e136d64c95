"""What happened goes into the log, some seconds after it was written (F1): told twice it is told once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.telling import Written
from chalicelib.core import races, times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.offline import service as offline
from chalicelib.offline.model.message import Message, MessageWritten
from chalicelib.people import service as people
from chalicelib.quality import service as quality
from chalicelib.quality.model.inspection import InspectionScored
from chalicelib.reports import store
from chalicelib.reports.model.facts import ANSWERED_MESSAGE, INSPECTED, LEFT_MESSAGE, RATED, Fact
from chalicelib.reports.model.story import tell
from chalicelib.reports.service.rolling import is_kept, plan_hour
from chalicelib.reports.store import LaterVersion, NotPlanned, StoryMoved
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.survey import SurveyAnswered

TOGETHER = 15  # entries that are told together: what comes of them fits a transaction


def tell_conversation(desk: Desk, written: Written) -> None:
    """Tell what came since the conversation was told last. Safe to repeat, out of order and at once.

    A read, a query and a transaction for each fifteen entries; a read more for the desk's clock where anything is
    counted, and a transaction more for an hour in which nothing had happened yet.
    """
    while races.again(desk, lambda: _tell_further(desk, written.conversation_id), StoryMoved):
        pass


def _tell_further(desk: Desk, conversation_id: str) -> bool:
    """Whether there is more. Lost: ``StoryMoved``."""
    told = store.told(desk, conversation_id)
    try:
        page = conversations.entries_after(desk, conversation_id, told.story.upto, TOGETHER)
        header = page.header or conversations.find(desk, conversation_id)
    except NotFound:
        return False
    story, facts = tell(told.story, header, page.entries)
    if story != told.story:
        put_facts(desk, facts, also=lambda tx: store.put_story(tx, conversation_id, told, story))
    return page.more and bool(page.entries)  # behind a gap there is nothing yet


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


def put_versions(desk: Desk, facts: Sequence[Fact], version: int) -> None:
    """Write facts of what has versions; a version that is known already, or a later one, stays."""
    for fact in facts:
        try:
            put_facts(desk, [fact], version)
        except LaterVersion:
            continue


def put_facts(
    desk: Desk, facts: Sequence[Fact], version: int = 0, also: Callable[[Transaction], None] | None = None
) -> None:
    """Write facts, and have their hours summed, in one transaction; what is so old that the log of it is gone is
    summed for good. Raises ``LaterVersion``, or what ``also`` loses by."""
    facts = [each for each in facts if is_kept(desk, each.at)]
    zone = people.read_desk(desk).time_zone if facts else ""
    hours = {fact.name: times.hour(fact.at, zone) for fact in facts}
    unplanned: set[str] = set()

    def put() -> None:
        tx = Transaction(desk)
        if also is not None:
            also(tx)
        for fact in facts:
            store.put_fact(tx, hours[fact.name], fact, fact.at + store.KEPT, version)
        for hour, share in sorted({(hours[fact.name], store.share_of(fact)) for fact in facts}):
            if store.planned_name(store.hour_name(hour), share) in unplanned:
                plan_hour(tx, hour, share)
            else:
                store.check_planned(tx, store.hour_name(hour), share)
        try:
            tx.commit()
        except NotPlanned as lost:
            unplanned.add(lost.name)
            raise

    races.again(desk, put, NotPlanned, tries=len(facts) + races.TRIES)
