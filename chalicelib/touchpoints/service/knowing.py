"""What is known of a conversation that its flow is judged by: asked of the rooms that know, and only what is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from msgspec.structs import asdict

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED, Entry, Header
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.plans import service as plans
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.asking import not_asked_because, unrated_because
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.touchpoints.model.checks import ELSEWHERE, SURVEY, TRANSCRIPT, Facts
from chalicelib.touchpoints.model.transcript import Told, told_by
from chalicelib.touchpoints.store import placements as store
from chalicelib.touchpoints.store.placements import Elsewhere

ENTRIES_READ = 200
MOST_PAGES = 25  # of a transcript: its beginning says when somebody was greeted


def facts_of(desk: Desk, header: Header, readings: Collection[str]) -> Facts:
    """What is known of it by now. No request for what its header says; a query for each two hundred entries where the
    transcript is asked, one for what came of it elsewhere, two for its survey."""
    told = told_by(_entries(desk, header)) if TRANSCRIPT in readings else Told()
    beside = store.elsewhere(desk, header.conversation_id) if ELSEWHERE in readings else Elsewhere()
    ended_at = header.closed_at if header.state == CLOSED else None
    return Facts(
        header.started_at,
        ended_at,
        **asdict(told),
        closed_by=header.closed_by,
        is_known=header.verified is not None or bool(header.proved),
        is_filed=header.wrap.category_id is not None or bool(header.category),
        is_recorded=header.wrap.record is not None and bool(header.wrap.record.problem or header.wrap.record.result),
        survey=_survey(desk, header, ended_at) if SURVEY in readings else None,
        tickets=beside.tickets,
        follow_ups=beside.follow_ups,
    )


def _entries(desk: Desk, header: Header) -> Iterator[Entry]:
    after = 0
    for _ in range(MOST_PAGES):
        page = conversations.entries_after(desk, header.conversation_id, after, ENTRIES_READ)
        yield from page.entries
        if not page.more or not page.entries:
            return
        after = page.entries[-1].seq


def _survey(desk: Desk, header: Header, ended_at: datetime | None) -> bool | None:
    """Whether a survey was sent; None: its plan asks nobody of these."""
    survey_id = survey_id_of(header.conversation_id)
    if surveys.find(desk, survey_id) is not None:
        return True
    if ended_at is None:
        return False
    if unrated_because(header) is not None:
        return None
    try:
        rules = plans.read_plan(desk, header.plan_key).survey
    except NotFound:
        return None
    return (
        None if not_asked_because(rules, survey_id, None, ended_at) is not None else _not_since(rules.again_after_days)
    )


def _not_since(days: int) -> bool | None:
    """Of a visitor who is left in peace for some days nobody knows afterwards why they were not asked."""
    return False if not days else None
