"""Drawing: a conversation that is over, or rated, is looked at once it is, and never looked for (F4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED, Entry, Header
from chalicelib.conversations.model.telling import Over
from chalicelib.core import audit, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.quality.model.calendar import week_ends, week_of
from chalicelib.quality.model.heard import Heard, heard
from chalicelib.quality.model.inspection import (
    Inspection,
    drawn_again,
    given_to,
    inspection_id_of,
)
from chalicelib.quality.model.inspectors import took_part
from chalicelib.quality.model.rules import (
    AT_ITS_END,
    LOW_SCORE,
    READING,
    SHARE,
    Case,
    Reason,
    Rule,
    concerns,
    lowest,
    number_of,
    reasons_for,
)
from chalicelib.quality.model.settings import Settings
from chalicelib.quality.service import assigning
from chalicelib.quality.store import inspections as store
from chalicelib.quality.store import settings as settings_store
from chalicelib.quality.store import weeks
from chalicelib.quality.store.inspections import AlreadyDrawn, InspectionMoved, LoadMoved
from chalicelib.quality.store.sheets import SHEETS
from chalicelib.quality.store.weeks import Week, WeekMoved
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.survey import SurveyAnswered, survey_id_of

ENTRIES_READ = 200
SETTLED = timedelta(hours=1)  # after a week's end: what was said in its last minutes is known by then
IN_RESERVE = 20  # of a week, for what goes on, or is somebody else's, when it is over
Drawn = Sequence[tuple[Rule, Reason]]


class CloseWeek(Due, frozen=True):
    """An agent's week is over: those that are missing to the least number are drawn."""

    kind = "quality.close_week"

    rule_id: str
    agent_id: str
    week: str


def look_at_end(desk: Desk, over: Over) -> None:
    """A conversation is over: it is inspected if a rule draws it. Twice is once; one that goes on is left alone.

    One read where no rule says anything of its end, another one where a rule asks for scores: it may have been rated
    while it went on. Two more, of the conversation and its agent, and the transcript's where a rule asks for that;
    drawing it takes five besides, and each share with a least number two.
    """
    settings = settings_store.settings(desk, consistent=False)
    rules = [each for each in settings.rules if each.active and each.kind in AT_ITS_END]
    by_score = [each for each in settings.rules if each.active and each.kind == LOW_SCORE]
    score = _score(desk, survey_id_of(over.conversation_id)) if by_score else None
    found = _served(desk, over.conversation_id) if rules or score is not None else None
    if found is None:
        return
    header, agent = found
    rules = [each for each in rules if concerns(each, header.plan_key, agent.groups)]
    told = heard(entries_of(desk, header)) if any(each.kind in READING for each in rules) else None
    case = _case(header, agent, told or Heard())
    drawn = list(reasons_for(settings.seed, rules, case))
    if score is not None:
        drawn += reasons_for(settings.seed, by_score, replace(case, score=score))
    for rule in rules:
        if rule.kind == SHARE and rule.at_least:
            drawn += _in_week(desk, settings, rule, header)
    draw(desk, header, agent, drawn, told)


def look_at_rating(desk: Desk, answered: SurveyAnswered) -> None:
    """A conversation was rated: it is inspected if a rule draws those of its score. Twice is once; of one that goes on
    its end finds the score."""
    settings = settings_store.settings(desk, consistent=False)
    rules = [each for each in settings.rules if each.active and each.kind == LOW_SCORE]
    survey = surveys.find(desk, answered.survey_id) if rules else None
    found = _served(desk, survey.about) if survey is not None and survey.answer is not None else None
    if survey is None or survey.answer is None or found is None:
        return
    header, agent = found
    case = replace(_case(header, agent, Heard()), score=survey.answer.score)
    draw(desk, header, agent, list(reasons_for(settings.seed, rules, case)), None)


def _score(desk: Desk, survey_id: str) -> int | None:
    """What was given in answer to a survey, if anything was; one read."""
    survey = surveys.find(desk, survey_id)
    return survey.answer.score if survey is not None and survey.answer is not None else None


def close_week(desk: Desk, due: CloseWeek) -> None:
    """A week is over: the conversations that would have been drawn next are, until there are as many as the rule wants
    at least. Twice is once."""
    rule = settings_store.settings(desk).rule(due.rule_id)
    week = weeks.week(desk, due.rule_id, due.agent_id, due.week)
    if rule is not None and rule.active and rule.kind == SHARE:
        _draw_week(desk, rule, week)
    races.again(desk, lambda: _close(desk, due), WeekMoved)


def _draw_week(desk: Desk, rule: Rule, week: Week) -> None:
    left = rule.at_least
    for _, conversation_id in week.drawn:
        found = _served(desk, conversation_id) if left else None
        if found is not None and found[0].agent_id == week.agent_id:
            draw(desk, *found, [(rule, _of_week(rule))], None)
            left -= 1


def _close(desk: Desk, due: CloseWeek) -> None:
    week = weeks.week(desk, due.rule_id, due.agent_id, due.week)
    if not week.closed:
        tx = Transaction(desk)
        weeks.write(tx, week, replace(week, closed=True))
        tx.commit()


def draw(desk: Desk, header: Header, agent: Agent, drawn: Drawn, told: Heard | None) -> Inspection | None:
    """Have the conversation inspected for these reasons, if there are any; what is drawn already is told the others.

    It is given to an inspector in the same transaction.
    """
    if not drawn:
        return None
    rule, reasons = drawn[0][0], tuple(reason for _, reason in drawn)
    wanted = Wanted(reasons, rule.sheet_id, rule.inspector_group_ids)
    return open_inspection(desk, header, agent, wanted, told)


class Wanted(msgspec.Struct, frozen=True):
    """Why a conversation is inspected, by which sheet, and by members of which groups (none: by whoever may)."""

    reasons: tuple[Reason, ...]
    sheet_id: str
    by_groups: tuple[str, ...] = ()


def open_inspection(
    desk: Desk, header: Header, agent: Agent, wanted: Wanted, told: Heard | None = None, by: audit.By | None = None
) -> Inspection | None:
    """The inspection of a conversation, there from now on if it was not; None where its sheet is not published.

    ``by``: who asked for it by hand. Six requests, and the transcript's where it is not ``told``.
    """
    told = told or heard(entries_of(desk, header))
    inspection = first_of(desk, header, agent, told, wanted.sheet_id)
    if inspection is None:
        return None
    inspection = replace(inspection, reasons=wanted.reasons, inspector_group_ids=wanted.by_groups)

    def give() -> Inspection:
        tx = Transaction(desk)
        given = assigning.put_given(tx, inspection, people.roster(desk))
        given = replace(given, version=1)
        store.write(tx, None, given)
        if by is not None:
            audit.note(tx, by, "open_inspection", given.inspection_id, after={"inspector_id": given.inspector_id})
        tx.commit()
        return given

    try:
        return races.again(desk, give, LoadMoved, tries=races.CROWD)
    except AlreadyDrawn:
        return races.again(desk, lambda: _once_more(desk, inspection), (InspectionMoved, LoadMoved))


def first_of(desk: Desk, header: Header, agent: Agent, told: Heard, sheet_id: str) -> Inspection | None:
    """A new inspection that nobody has yet; None where its sheet is not published. One read."""
    sheet = SHEETS.record(desk, sheet_id).published
    if sheet is None:
        return None
    others = {header.owner.id if header.owner is not None else None, *(each.id for each in header.guests)}
    involved = sorted({*told.writers, *(each for each in others if each is not None)} - {agent.agent_id})
    now = desk.now()
    return Inspection(
        inspection_id_of(header.conversation_id),
        header.conversation_id,
        header.plan_key,
        by_agent(agent),
        header.closed_at or now,
        now,
        sheet.sheet_id,
        sheet.version,
        visitor_name=header.visitor_name,
        last_seq=header.last_seq,
        agent_group_ids=tuple(sorted(agent.groups)),
        involved=tuple(involved),
    )


def _once_more(desk: Desk, news: Inspection) -> Inspection | None:
    """What is there already is told what is new: reasons, and who took part since, who cannot inspect it then."""
    before = store.inspection(desk, news.inspection_id)
    if before is None or before.is_submitted:
        return before
    after = drawn_again(before, news.reasons) or before
    joined = tuple(sorted({*before.involved, *news.involved, news.agent_id} - {before.agent_id}))
    after = replace(after, involved=joined, last_seq=max(before.last_seq, news.last_seq))
    tx = Transaction(desk)
    if before.inspector_id is not None and took_part(before.inspector_id, after):
        store.count(tx, before.inspector_id, -1)
        after = assigning.put_given(tx, given_to(after, None), people.roster(desk))
    if after == before:
        return before
    after = replace(after, version=before.version + 1)
    store.write(tx, before, after)
    tx.commit()
    return after


def _in_week(desk: Desk, settings: Settings, rule: Rule, header: Header) -> list[tuple[Rule, Reason]]:
    """Note that it ended in its agent's week; drawn at once where that is over, and it is among those that count."""
    closed_at, agent_id = header.closed_at or desk.now(), str(header.agent_id)
    zone = people.read_desk(desk).time_zone
    name = week_of(closed_at, zone)
    own = (number_of(settings.seed, rule.rule_id, header.conversation_id), header.conversation_id)

    def note() -> Week:
        before = weeks.week(desk, rule.rule_id, agent_id, name)
        after = replace(before, drawn=lowest([*before.drawn, own], rule.at_least + IN_RESERVE))
        if after.drawn == before.drawn:
            return before
        tx = Transaction(desk)
        weeks.write(tx, before, after)
        if not before.number:
            at = max(week_ends(name, zone) + SETTLED, desk.now())
            work.put(tx, CloseWeek(rule.rule_id, agent_id, name), at=at)
        tx.commit()
        return after

    week = races.again(desk, note, WeekMoved, tries=races.CROWD)
    return [(rule, _of_week(rule))] if week.closed and own in week.drawn[: rule.at_least] else []


def _of_week(rule: Rule) -> Reason:
    return Reason(rule.kind, rule.rule_id, rule.name)


def _served(desk: Desk, conversation_id: str) -> tuple[Header, Agent] | None:
    """A conversation that is over, and who had it; None where it is not, or nobody did. Two reads."""
    try:
        header = conversations.find(desk, conversation_id)
        if header.state != CLOSED or header.agent_id is None:
            return None
        return header, people.read_agent(desk, header.agent_id)
    except NotFound:
        return None


def entries_of(desk: Desk, header: Header) -> Iterator[Entry]:
    """Its whole transcript; a query for each two hundred entries."""
    after = 0
    while True:
        page = conversations.entries_after(desk, header.conversation_id, after, ENTRIES_READ)
        yield from page.entries
        if not page.more or not page.entries:
            return
        after = page.entries[-1].seq


def _case(header: Header, agent: Agent, told: Heard) -> Case:
    return Case(header.conversation_id, header.plan_key, agent.groups, told.waited, told.first_answer, told.texts)
