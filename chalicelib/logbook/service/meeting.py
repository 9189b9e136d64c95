"""Minutes of duty meetings: written, confirmed, added to; what was decided may become tickets (B8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from chalicelib.core import races, work
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import WrongFields
from chalicelib.core.once import Once
from chalicelib.core.text import checked_line, in_one_line
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.model.minutes import (
    CONFIRMED,
    LONGEST_ADDRESS,
    Absence,
    AbsenceForm,
    ChangeMinutes,
    ConfirmMinutes,
    CorrectMinutes,
    Decision,
    DecisionForm,
    LinkMinutes,
    Minutes,
    WriteMinutes,
    checked_cases,
    checked_day,
    checked_reason,
    checked_topics,
    confirmed,
    corrected,
    refuse_confirmed,
    refuse_long,
    with_ticket,
)
from chalicelib.logbook.model.records import LONGEST_LINE, LONGEST_TEXT, WHOLE_DESK, checked_words
from chalicelib.logbook.service.reach import group_in, logs_of, refuse_unled, refuse_unseen
from chalicelib.logbook.service.saving import change, once_only, page_of, read, remember, save
from chalicelib.logbook.store import records
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.corrections import Corrective
from chalicelib.tickets.model.forms import LONGEST_SUBJECT, CreateTicket

LONGEST_MEASURE = 1_000


class MakeDecided(Due, frozen=True):
    """A decision of confirmed minutes becomes a ticket."""

    kind = "logbook.make_decided"

    minutes_id: str
    decision_id: str


def list_minutes(
    desk: Desk, agent: Agent, group_id: str | None, before: str | None
) -> tuple[list[tuple[str, Minutes]], bool]:
    """A page of the minutes of one's groups and of the whole desk, or of this group; the newest first. Raises
    ``NotYours``."""
    return page_of(desk, [f"minutes#{each}" for each in logs_of(agent, group_id, desk_too=True)], before)


def read_minutes(desk: Desk, agent: Agent, minutes_id: str) -> Minutes:
    """One meeting's. Raises ``NotFound``, ``NotYours``."""
    minutes = read(desk, Minutes, minutes_id)
    refuse_unseen(agent, minutes.whose)
    return minutes


def write_minutes(desk: Desk, agent: Agent, form: WriteMinutes, once: Once | None) -> Minutes:
    """A draft of a meeting's minutes. Four requests. Raises ``Invalid`` with the fields, ``NotYours``,
    ``GroupArchived``, ``TooMuchWritten``, ``KeyReused``."""

    def act() -> Minutes:
        refuse_unled(desk, agent, form.group_id or WHOLE_DESK)
        group = group_in(desk, form.group_id) if form.group_id is not None else None
        words = {name: getattr(form, name) for name in form.__struct_fields__ if name != "group_id"}
        minutes = Minutes(
            desk.new_id("min"),
            group.group_id if group is not None else None,
            group.name if group is not None else "",
            created_at=desk.now(),
            written_by=by_agent(agent),
            **_checked(desk, words, ()),
        )
        refuse_long(minutes)
        tx = Transaction(desk)
        remember(tx, once, minutes.minutes_id)
        save(tx, None, minutes)
        tx.commit()
        return minutes

    return once_only(desk, Minutes, once, act)


def _checked(desk: Desk, words: Mapping[str, Any], known: Sequence[Decision]) -> dict[str, Any]:
    """What a form says, as it is kept. Raises ``Invalid`` naming each wrong field."""
    wrong, held = WrongFields(), dict[str, Any]()
    agents = _agents(desk, words)
    for name, value in words.items():
        with wrong:
            if name == "title":
                held[name] = checked_line("title", value, longest=LONGEST_LINE)
            elif name == "held_at":
                checked_day("held_at", value.date())
                held[name] = value
            elif name == "topics":
                held[name] = checked_topics(value)
            elif name == "cases":
                held[name] = checked_cases(value)
            elif name == "decisions":
                held[name] = _decisions(desk, value, agents, known)
            elif name == "absences":
                held[name] = _absences(value, agents)
            elif name == "present":
                held[name] = _people("present", value, agents)
            elif name == "chair_id":
                held["chair"] = next(iter(_people("chair_id", (value,) if value is not None else (), agents)), None)
            else:
                held[name] = value
    wrong.refuse()
    return held


def _agents(desk: Desk, words: Mapping[str, Any]) -> Mapping[str, Agent]:
    """Everybody who is named; one request for each hundred."""
    ids = {words.get("chair_id"), *(words.get("present") or ())}
    ids |= {each.agent_id for name in ("absences", "decisions") for each in words.get(name) or ()}
    ids.discard(None)
    return people.read_agents(desk, sorted(ids)) if ids else {}


def _people(field: str, ids: Sequence[str], agents: Mapping[str, Agent]) -> tuple[Author, ...]:
    wrong = WrongFields()
    if len(set(ids)) < len(ids):
        wrong.add(field, "each once")
    for each in ids:
        if each not in agents:
            wrong.add(field, f"no such agent: {each}")
    wrong.refuse()
    return tuple(by_agent(agents[each]) for each in ids)


def _absences(forms: Iterable[AbsenceForm], agents: Mapping[str, Agent]) -> tuple[Absence, ...]:
    wrong, held = WrongFields(), dict[str, Absence]()
    for number, each in enumerate(forms):
        with wrong:
            (who,) = _people(f"absences.{number}.agent_id", (each.agent_id,), agents)
            held[each.agent_id] = Absence(who, checked_reason(f"absences.{number}.reason", each.reason))
    wrong.refuse()
    return tuple(held.values())


def _decisions(
    desk: Desk, forms: Iterable[DecisionForm], agents: Mapping[str, Agent], known: Sequence[Decision]
) -> tuple[Decision, ...]:
    wrong, held, ids = WrongFields(), list[Decision](), {each.decision_id for each in known}
    for number, each in enumerate(forms):
        with wrong:
            text = checked_words(f"decisions.{number}.text", each.text, LONGEST_TEXT, needed=True)
            named = (each.agent_id,) if each.agent_id is not None else ()
            who = _people(f"decisions.{number}.agent_id", named, agents)
            if each.until is not None:
                checked_day(f"decisions.{number}.until", each.until)
            is_known = each.decision_id in ids and each.decision_id not in {one.decision_id for one in held}
            name = str(each.decision_id) if is_known else desk.new_id("dec")
            held.append(Decision(name, text, next(iter(who), None), each.until, each.ticket))
    wrong.refuse()
    return tuple(held)


def change_minutes(desk: Desk, agent: Agent, minutes_id: str, form: ChangeMinutes) -> Minutes:
    """Other words in a draft. Three requests. Raises ``NotFound``, ``NotYours``, ``DutyOver`` for confirmed ones,
    ``Invalid``, ``ChangedMeanwhile``, ``TooMuchWritten``."""
    first = read(desk, Minutes, minutes_id)
    refuse_unled(desk, agent, first.whose)
    races.refuse_older(form.version, first)
    refuse_confirmed(first)
    fields = _checked(desk, races.fields_in(form, without={"version"}), first.decisions)

    def changed(held: Minutes) -> Minutes:
        refuse_confirmed(held)
        after = replace(held, **fields)
        refuse_long(after)
        return after

    def store(before: Minutes, after: Minutes) -> None:
        if after != before:
            tx = Transaction(desk)
            save(tx, before, after)
            tx.commit()

    return races.change(desk, first, fields, changed, store)


def confirm_minutes(desk: Desk, agent: Agent, minutes_id: str, form: ConfirmMinutes, once: Once | None) -> Minutes:
    """They stand from now on; decisions that are to become tickets do. Four requests. Raises ``NotFound``,
    ``NotYours``, ``DutyOver``, ``ChangedMeanwhile`` for who read another version."""

    def step(held: Minutes) -> Minutes:
        refuse_unled(desk, agent, held.whose)
        after = confirmed(held, by_agent(agent), desk.now())
        races.refuse_older(form.version, held)
        return after

    def also(tx: Transaction, before: Minutes, after: Minutes) -> None:
        remember(tx, once, minutes_id)
        for each in after.decisions:
            if each.ticket:
                work.put(tx, MakeDecided(minutes_id, each.decision_id))

    return once_only(desk, Minutes, once, partial(change, desk, Minutes, minutes_id, step, also))


def correct_minutes(desk: Desk, agent: Agent, minutes_id: str, form: CorrectMinutes, once: Once | None) -> Minutes:
    """Add what was otherwise; nothing of what was confirmed is changed. Raises ``NotFound``, ``NotYours``,
    ``DutyOver`` for a draft, ``Invalid``, ``TooMuchWritten``, ``KeyReused``."""

    def step(held: Minutes) -> Minutes:
        refuse_unled(desk, agent, held.whose)
        return corrected(held, form.text, by_agent(agent), desk.now())

    def also(tx: Transaction, before: Minutes, after: Minutes) -> None:
        remember(tx, once, minutes_id)

    return once_only(desk, Minutes, once, partial(change, desk, Minutes, minutes_id, step, also))


def link_minutes(desk: Desk, agent: Agent, minutes_id: str, form: LinkMinutes) -> Minutes:
    """Say where the announcement or article is that they became; empty for none. Raises ``NotFound``, ``NotYours``,
    ``Invalid``."""
    address = checked_line("address", form.address, longest=LONGEST_ADDRESS) if form.address.strip() else ""

    def step(held: Minutes) -> Minutes | None:
        refuse_unled(desk, agent, held.whose)
        return replace(held, published=address, version=held.version + 1) if held.published != address else None

    return change(desk, Minutes, minutes_id, step)


def make_decided(desk: Desk, due: MakeDecided) -> None:
    """The ticket of a decision, once, for who is responsible. Some fourteen requests; one where it is made."""
    minutes = records.find(desk, Minutes, due.minutes_id)
    if minutes is None or minutes.state != CONFIRMED:
        return
    decision = next((each for each in minutes.decisions if each.decision_id == due.decision_id), None)
    if decision is None or decision.ticket_id is not None:
        return
    group = people.find_group(desk, minutes.group_id) if minutes.group_id is not None else None
    group_id = group.group_id if group is not None and not group.archived else None
    who = decision.who.id if decision.who is not None else None
    made = tickets.make_for_duty(desk, decision.decision_id, _form(desk, minutes, decision, group_id), who)
    change(desk, Minutes, due.minutes_id, lambda held: with_ticket(held, due.decision_id, made.ticket_id, made.number))


def _form(desk: Desk, minutes: Minutes, decision: Decision, group_id: str | None) -> CreateTicket:
    line = in_one_line(decision.text, LONGEST_MEASURE)
    who = decision.who.name if decision.who is not None else None
    measure = Corrective(line, who or "", decision.until)
    return CreateTicket(
        client_id=decision.decision_id,
        type="correction",
        subject=line[:LONGEST_SUBJECT].strip(),
        text=f"{minutes.title}\n{decision.text}",
        group_id=group_id,
        tell_by="none",
        fields=measure.values(people.read_desk(desk).time_zone),
    )
