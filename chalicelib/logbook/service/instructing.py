"""Requests for instruction: asked, answered, passed up level by level (B8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec

from chalicelib.core import times, work
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.model.instructions import (
    ASKED,
    LEADER,
    WAITING,
    AnswerInstruction,
    AskInstruction,
    CarryOut,
    Instruction,
    PassUp,
    Route,
    Step,
    Withdraw,
    answered,
    asked,
    at_level,
    carried_out,
    checked_skip,
    grown_late,
    level_of,
    next_level,
    passed_up,
    refuse_level,
    refuse_settled,
    steps_up,
    waiting_at,
    way_up,
    withdrawn,
)
from chalicelib.logbook.model.records import checked_links
from chalicelib.logbook.service.reach import MOST_GROUPS, leads, logs_of, own_group
from chalicelib.logbook.service.saving import change, once_only, page_of, read, remember, save
from chalicelib.logbook.service.telling import LANGUAGE, write
from chalicelib.logbook.store import records
from chalicelib.logbook.store.settings import settings
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group, Roster, by_agent
from chalicelib.people.model.reach import NotYours

View = Literal["mine", "to_answer", "all"]
NOWHERE = Group("", "", "", (), datetime.min.replace(tzinfo=UTC))  # who stands above it stands above every group


class RemindLevel(Due, frozen=True):
    """The time of a level to answer is over; void once it is at another, or answered."""

    kind = "logbook.remind_level"

    instruction_id: str
    level: str


class Shown(msgspec.Struct, frozen=True):
    """A request as somebody sees it; ``may_answer``: they are to answer it, or pass it up."""

    instruction: Instruction
    may_answer: bool


def ask_instruction(desk: Desk, agent: Agent, form: AskInstruction, once: Once | None) -> Instruction:
    """Put a question to the next level, or past it where it is urgent. Five requests and letters. Raises ``Invalid``
    with the fields, ``NotYours``, ``GroupArchived``, ``NobodyAbove``, ``KeyReused``."""

    def act() -> Instruction:
        group = own_group(desk, agent, form.group_id)
        words, links = asked(form), checked_links("links", form.links)
        roster = people.directory(desk)
        way = way_up(roster, group, level_of(agent, group), form.level, agent.agent_id)
        reason = checked_skip(way, form.reason, urgent=form.urgent)
        now = desk.now()
        minutes = settings(desk).minutes(urgent=form.urgent)
        made = Instruction(
            desk.new_id("ins"),
            group.group_id,
            group.name,
            by_agent(agent),
            level=way.level,
            asked_at=now,
            due_at=now + timedelta(minutes=minutes),
            steps=steps_up(Step(ASKED, now, by_agent(agent)), way, reason),
            urgent=form.urgent,
            links=links,
            subject=words["subject"],
            text=words["text"],
            proposal=words["proposal"],
        )
        tx = Transaction(desk)
        remember(tx, once, made.instruction_id)
        save(tx, None, made)
        _put_to(tx, roster, group, made, way, reason, by_agent(agent))
        tx.commit()
        return made

    return once_only(desk, Instruction, once, act)


def _put_to(
    tx: Transaction, roster: Roster, group: Group, made: Instruction, way: Route, reason: str, by: Author
) -> None:
    """Add to the transaction: whom it is put to hears of it, so do those who were skipped, and when time is up."""
    words = _words(roster, made) | {"owner": by.name or ""}
    to = at_level(roster, group, made.level, made.asker.id)
    write(tx, to, "instruction_waiting", made.instruction_id, words)
    for level in way.skipped:
        gone = [each for each in at_level(roster, group, level, by.id) if each.agent_id != made.asker.id]
        write(tx, gone, "instruction_skipped", made.instruction_id, words | {"reasons": reason})
    work.put(tx, RemindLevel(made.instruction_id, made.level), at=made.due_at)


def _words(roster: Roster, made: Instruction) -> dict[str, object]:
    return {
        "name": made.asker.name or "",
        "group": made.group,
        "title": made.subject,
        "text": made.text,
        "proposal": made.proposal,
        "urgent": "【紧急】" if made.urgent else "",
        "due": times.moment(made.due_at, roster.desk.time_zone, LANGUAGE),
    }


def _in_group(desk: Desk, instruction_id: str) -> tuple[Instruction, Roster, Group]:
    """A request with the group that asks. Raises ``NotFound``."""
    held, roster = read(desk, Instruction, instruction_id), people.directory(desk)
    known = roster.groups.get(held.group_id)
    return held, roster, known or Group(held.group_id, held.group, "", (), held.asked_at, archived=True)


def _decide(
    desk: Desk,
    instruction_id: str,
    once: Once | None,
    step: Callable[[Instruction, Roster, Group], Instruction],
    tell: Callable[[Transaction, Roster, Group, Instruction], None],
) -> Instruction:
    """A step of somebody; decided anew where others did something with it meanwhile."""

    def act() -> Instruction:
        _, roster, group = _in_group(desk, instruction_id)

        def change_it(held: Instruction) -> Instruction:
            return step(held, roster, group)

        def also(tx: Transaction, before: Instruction, after: Instruction) -> None:
            remember(tx, once, instruction_id)
            tell(tx, roster, group, after)

        return change(desk, Instruction, instruction_id, change_it, also)

    return once_only(desk, Instruction, once, act)


def answer_instruction(
    desk: Desk, agent: Agent, instruction_id: str, form: AnswerInstruction, once: Once | None
) -> Instruction:
    """Say what is to be done; who asked hears of it. Four requests. Raises ``NotFound``, ``NotYourLevel``,
    ``DutyOver`` where another did first, ``Invalid``, ``TooMuchWritten``, ``KeyReused``."""

    def step(held: Instruction, roster: Roster, group: Group) -> Instruction:
        refuse_settled(held)
        return answered(held, refuse_level(held, agent, group), form.text, by_agent(agent), desk.now())

    def tell(tx: Transaction, roster: Roster, group: Group, after: Instruction) -> None:
        asker = roster.agents.get(after.asker.id or "")
        words = _words(roster, after) | {"owner": agent.name, "answer": after.steps[-1].text}
        write(tx, [asker] if asker is not None else [], "instruction_answered", instruction_id, words)

    return _decide(desk, instruction_id, once, step, tell)


def pass_up(desk: Desk, agent: Agent, instruction_id: str, form: PassUp, once: Once | None) -> Instruction:
    """Pass it to a level above, with one's own opinion. Five requests and letters. Raises as ``answer_instruction``
    does, and ``NobodyAbove``."""
    minutes = settings(desk)
    way: Route | None = None

    def step(held: Instruction, roster: Roster, group: Group) -> Instruction:
        nonlocal way
        refuse_settled(held)
        level = refuse_level(held, agent, group)
        way = way_up(roster, group, level, form.level, held.asker.id)
        return passed_up(held, form, level, way, by_agent(agent), desk.now(), minutes.minutes(urgent=held.urgent))

    def tell(tx: Transaction, roster: Roster, group: Group, after: Instruction) -> None:
        if way is not None:
            _put_to(tx, roster, group, after, way, form.reason.strip(), by_agent(agent))

    return _decide(desk, instruction_id, once, step, tell)


def carry_out(desk: Desk, agent: Agent, instruction_id: str, form: CarryOut, once: Once | None) -> Instruction:
    """Who asked has done as they were told. Raises ``NotFound``, ``NotYours``, ``DutyOver``, ``Invalid``."""

    def step(held: Instruction, _: Roster, __: Group) -> Instruction:
        _refuse_others(held, agent)
        return carried_out(held, form.text, by_agent(agent), desk.now())

    return _decide(desk, instruction_id, once, step, _nobody)


def withdraw(desk: Desk, agent: Agent, instruction_id: str, form: Withdraw, once: Once | None) -> Instruction:
    """Who asked needs no answer any more. Raises as ``carry_out`` does."""

    def step(held: Instruction, _: Roster, __: Group) -> Instruction:
        _refuse_others(held, agent)
        return withdrawn(held, form.reason, by_agent(agent), desk.now())

    return _decide(desk, instruction_id, once, step, _nobody)


def _nobody(_: Transaction, __: Roster, ___: Group, ____: Instruction) -> None:
    """Nobody needs a letter."""


def _refuse_others(held: Instruction, agent: Agent) -> None:
    if held.asker.id != agent.agent_id:
        raise NotYours("somebody else asked")


def list_instructions(
    desk: Desk, agent: Agent, view: View, group_id: str | None, before: str | None
) -> tuple[list[tuple[str, Instruction]], bool]:
    """A page: one's own; what waits for one's answer; or all of the groups that one leads. The newest first. A query
    for each group, and a request. Raises ``NotYours``."""
    if view == "mine":
        return page_of(desk, [f"instruction-of#{agent.agent_id}"], before)
    if view == "to_answer":
        return page_of(desk, _waiting_for(desk, agent, group_id), before)
    logs = logs_of(agent, group_id)
    return page_of(desk, [f"instruction#{each}" for each in logs if leads(desk, agent, each)], before)


def _waiting_for(desk: Desk, agent: Agent, group_id: str | None) -> Sequence[str]:
    above = level_of(agent, NOWHERE)
    if above is not None:
        return [waiting_at(above, "")]
    groups = people.Surroundings(desk, agent).groups
    led = [each.group_id for each in groups if level_of(agent, each) == LEADER and group_id in (None, each.group_id)]
    return [waiting_at(LEADER, each) for each in sorted(led)[:MOST_GROUPS]]


def read_instruction(desk: Desk, agent: Agent, instruction_id: str) -> Shown:
    """One of them, for who asked, and who leads there. Two requests. Raises ``NotFound``, ``NotYours``."""
    held, _, group = _in_group(desk, instruction_id)
    level = level_of(agent, group)
    if held.asker.id != agent.agent_id and level is None:
        raise NotYours("it is between who asked and those who lead")
    return Shown(held, _may_answer(held, agent, level))


def _may_answer(held: Instruction, agent: Agent, level: str | None) -> bool:
    return held.state == WAITING and level in held.answerable and held.asker.id != agent.agent_id


def shown_to(desk: Desk, agent: Agent, instruction: Instruction) -> Shown:
    """The same of one that was just changed; a request."""
    group = people.find_group(desk, instruction.group_id)
    return Shown(instruction, group is not None and _may_answer(instruction, agent, level_of(agent, group)))


def remind_level(desk: Desk, due: RemindLevel) -> None:
    """Those of the level did not answer in time: they hear of it once, and so does the level above, which may answer
    from now on. Twice is once. Four requests and letters."""
    if records.find(desk, Instruction, due.instruction_id) is None:
        return
    _, roster, group = _in_group(desk, due.instruction_id)

    def late(held: Instruction) -> Instruction | None:
        if held.level != due.level or held.due_at > desk.now():
            return None
        return grown_late(held, next_level(roster, group, held.level, held.asker.id), desk.now())

    def also(tx: Transaction, before: Instruction, after: Instruction) -> None:
        told = {each.agent_id: each for level in after.answerable for each in at_level(roster, group, level, None)}
        told.pop(after.asker.id or "", None)
        write(tx, told.values(), "instruction_late", after.instruction_id, _words(roster, after))

    change(desk, Instruction, due.instruction_id, late, also)
