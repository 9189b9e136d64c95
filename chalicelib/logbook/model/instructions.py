"""Requests for instruction 请示: answered level by level, passed up with one's own opinion (B8). Pure.

    agent → leader of their group → supervisors → administrators

Nobody answers what they asked themselves, and nobody a level that is not theirs. A level where nobody else is, is gone
past; one that is skipped because it is urgent stands in the steps with the reason, and hears of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.errors import Conflict, Forbidden, Invalid, WrongFields
from chalicelib.core.text import Id, among, checked_line
from chalicelib.logbook.model.records import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TEXT,
    DutyOver,
    Line,
    Linked,
    Links,
    Reason,
    Text,
    checked_words,
)
from chalicelib.people.model.agents import Agent, Group, Roster
from chalicelib.people.model.rights import ADMINISTRATOR as ADMINISTRATORS_ROLE
from chalicelib.people.model.rights import ALL, GROUP

LEADER, SUPERVISOR, ADMINISTRATOR = "leader", "supervisor", "administrator"
LEVELS = (LEADER, SUPERVISOR, ADMINISTRATOR)
LEAD = "duty.lead"

WAITING, ANSWERED, DONE, WITHDRAWN = "waiting", "answered", "done", "withdrawn"
STATES = (WAITING, ANSWERED, DONE, WITHDRAWN)

ASKED, PASSED, SKIPPED, NOBODY, LATE = "asked", "passed", "skipped", "nobody", "late"
REPLIED, CARRIED_OUT, TAKEN_BACK = "answered", "carried_out", "withdrawn"
STEPS = (ASKED, PASSED, SKIPPED, NOBODY, LATE, REPLIED, CARRIED_OUT, TAKEN_BACK)
MOST_TOLD = 20

LevelName = Literal["leader", "supervisor", "administrator"]


class AskInstruction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``proposal``: what one would do oneself. ``level``: whom it is put to at once, past those below (only where it is
    ``urgent``, with a ``reason``); left out: the first level above oneself. ``group_id``: of which of one's groups it
    is; left out: the first."""

    subject: Line
    text: Text
    proposal: Text = ""
    urgent: bool = False
    level: LevelName | None = None
    reason: Reason = ""
    group_id: Id | None = None
    links: Links = ()


class AnswerInstruction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be done."""

    text: Text


class PassUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``text``: one's own opinion. ``level``: past the next one, only where it is urgent, with a ``reason``."""

    text: Text
    level: LevelName | None = None
    reason: Reason = ""


class CarryOut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``text``: what was done, or one's own view of it, if any."""

    text: Text = ""


class Withdraw(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``reason``: why no answer is needed any more."""

    reason: Reason


class Step(msgspec.Struct, frozen=True):
    """Something that was done with it: by whom, at which ``level``, in which words; ``reason``: why one was skipped."""

    what: Annotated[str, among(*STEPS)]
    at: datetime
    by: Author
    level: str | None = None
    text: str = ""
    reason: str = ""


class Instruction(msgspec.Struct, frozen=True):
    """``level``: who is to answer now; ``due_at``: by when; ``late``: those of this level did not in time, and those
    ``above`` may answer too."""

    kind: ClassVar[str] = "instruction"

    instruction_id: str
    group_id: str
    group: str
    asker: Author
    subject: str
    text: str
    level: str
    asked_at: datetime
    due_at: datetime
    steps: tuple[Step, ...]
    proposal: str = ""
    urgent: bool = False
    late: bool = False
    above: str | None = None
    state: Annotated[str, among(*STATES)] = WAITING
    links: tuple[Linked, ...] = ()
    version: int = 1

    @property
    def key(self) -> str:
        return self.instruction_id

    @property
    def at(self) -> datetime:
        return self.asked_at

    @property
    def whose(self) -> str:
        return self.group_id

    @property
    def lists(self) -> frozenset[str]:
        named = {f"instruction#{self.group_id}", f"instruction-of#{self.asker.id}"}
        if self.state == WAITING:
            named |= {waiting_at(each, self.group_id) for each in self.answerable}
        return frozenset(named)

    @property
    def answerable(self) -> Sequence[str]:
        """At which levels it may be answered now."""
        return (self.level, self.above) if self.above is not None else (self.level,)

    @property
    def texts(self) -> Sequence[str]:
        return (self.subject, self.text, self.proposal, self.asker.name or "", *(each.text for each in self.steps))


class NobodyAbove(Conflict):
    """There is nobody whom it could be put to."""

    code = "nobody_above"
    title = "There is nobody above who could answer"


class NotYourLevel(Forbidden):
    """Others are to answer it, or it is one's own."""

    code = "not_your_level"
    title = "This is for others to answer"


def waiting_at(level: str, group_id: str) -> str:
    """The list of what waits for a level: of a leader by group."""
    return f"instruction-at#{level}#{group_id}" if level == LEADER else f"instruction-at#{level}"


def level_of(agent: Agent, group: Group) -> str | None:
    """At which level somebody stands for what this group asks; None: they answer nothing of it."""
    if LEAD not in agent.rights.permissions or not agent.active:
        return None
    if agent.role == ADMINISTRATORS_ROLE:
        return ADMINISTRATOR
    if agent.rights.scope == ALL:
        return SUPERVISOR
    near = agent.rights.scope == GROUP and agent.agent_id in group.member_ids
    return LEADER if near or agent.agent_id == group.leader_id else None


def at_level(roster: Roster, group: Group, level: str, but_for: str | None) -> list[Agent]:
    """Who stands there, by id; those nearest for a leader's level: who leads the group."""
    people = [each for each in roster.agents.values() if each.agent_id != but_for and level_of(each, group) == level]
    ordered = sorted(people, key=lambda each: (each.agent_id != group.leader_id, each.agent_id))
    return ordered[:MOST_TOLD]


class Route(msgspec.Struct, frozen=True):
    """To which level something goes, past which that were ``skipped``, and past which where ``nobody`` is."""

    level: str
    skipped: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()


def way_up(roster: Roster, group: Group, below: str | None, wanted: str | None, but_for: str | None) -> Route:
    """The next level above ``below`` (None: an agent's) where anybody is, or the ``wanted`` one. Raises
    ``NobodyAbove``, ``Invalid`` for a level that is not above."""
    above = LEVELS[LEVELS.index(below) + 1 :] if below is not None else LEVELS
    if wanted is not None and wanted not in above:
        raise Invalid.field("level", f"one of {', '.join(above)}" if above else "there is none above")
    there = [each for each in above if at_level(roster, group, each, but_for)]
    if wanted is not None and wanted not in there:
        raise NobodyAbove("nobody else is at that level")
    if not there:
        raise NobodyAbove("nobody else is above")
    level = wanted or there[0]
    before = above[: above.index(level)]
    return Route(
        level, tuple(each for each in before if each in there), tuple(each for each in before if each not in there)
    )


def next_level(roster: Roster, group: Group, level: str, but_for: str | None) -> str | None:
    """The next level above where anybody is."""
    above = LEVELS[LEVELS.index(level) + 1 :]
    return next((each for each in above if at_level(roster, group, each, but_for)), None)


def asked(form: AskInstruction) -> dict[str, str]:
    """Its words as they are kept. Raises ``Invalid`` naming each field."""
    wrong, held = WrongFields(), dict[str, str]()
    with wrong:
        held["subject"] = checked_line("subject", form.subject, longest=LONGEST_LINE)
    with wrong:
        held["text"] = checked_words("text", form.text, LONGEST_TEXT, needed=True)
    with wrong:
        held["proposal"] = checked_words("proposal", form.proposal, LONGEST_TEXT)
    wrong.refuse()
    return held


def checked_skip(way: Route, reason: str, *, urgent: bool) -> str:
    """Why levels are skipped. Raises ``Invalid`` where it is not urgent, or nothing is said."""
    if not way.skipped:
        return ""
    if not urgent:
        raise Invalid.field("level", "levels are skipped only where it is urgent")
    return checked_words("reason", reason, LONGEST_REASON, needed=True)


def steps_up(first: Step, way: Route, reason: str) -> tuple[Step, ...]:
    """What stands in the history of something that goes up this way."""
    gone = [replace(first, what=SKIPPED, level=each, text="", reason=reason) for each in way.skipped]
    empty = [Step(NOBODY, first.at, SYSTEM, each) for each in way.nobody]
    return (first, *empty, *gone)


def _with(instruction: Instruction, *steps: Step, **fields: object) -> Instruction:
    every = (*instruction.steps, *steps)
    return replace(instruction, steps=every, version=instruction.version + 1, **fields)


def refuse_settled(instruction: Instruction, state: str = WAITING) -> None:
    """Raises ``DutyOver`` for one that does not stand so."""
    if instruction.state != state:
        raise DutyOver(f"it is {instruction.state}")


def refuse_level(instruction: Instruction, agent: Agent, group: Group) -> str:
    """The level at which somebody may answer it. Raises ``NotYourLevel``."""
    level = level_of(agent, group)
    if agent.agent_id == instruction.asker.id or level is None or level not in instruction.answerable:
        raise NotYourLevel("nobody answers their own, or what another level is to answer")
    return level


def answered(instruction: Instruction, level: str, text: str, by: Author, now: datetime) -> Instruction:
    """With its answer."""
    refuse_settled(instruction)
    text = checked_words("text", text, LONGEST_TEXT, needed=True)
    return _with(instruction, Step(REPLIED, now, by, level, text), state=ANSWERED)


def passed_up(
    instruction: Instruction, form: PassUp, level: str, way: Route, by: Author, now: datetime, minutes: int
) -> Instruction:
    """It is for a level above to answer, with the opinion of who passed it on."""
    refuse_settled(instruction)
    text = checked_words("text", form.text, LONGEST_TEXT, needed=True)
    reason = checked_skip(way, form.reason, urgent=instruction.urgent)
    steps = steps_up(Step(PASSED, now, by, level, text), way, reason)
    return _with(instruction, *steps, level=way.level, late=False, above=None, due_at=now + timedelta(minutes=minutes))


def grown_late(instruction: Instruction, above: str | None, now: datetime) -> Instruction | None:
    """Those of its level did not answer in time, and those ``above`` may too; None: it is answered, or that is
    known."""
    if instruction.state != WAITING or instruction.late:
        return None
    step = Step(LATE, now, SYSTEM, instruction.level)
    return _with(instruction, step, late=True, above=above)


def carried_out(instruction: Instruction, text: str, by: Author, now: datetime) -> Instruction:
    """Who asked has done as they were told, and may say what they think of it."""
    refuse_settled(instruction, ANSWERED)
    text = checked_words("text", text, LONGEST_TEXT)
    return _with(instruction, Step(CARRIED_OUT, now, by, None, text), state=DONE)


def withdrawn(instruction: Instruction, reason: str, by: Author, now: datetime) -> Instruction:
    """Who asked needs no answer any more."""
    refuse_settled(instruction)
    reason = checked_words("reason", reason, LONGEST_REASON, needed=True)
    return _with(instruction, Step(TAKEN_BACK, now, by, None, "", reason), state=WITHDRAWN)
