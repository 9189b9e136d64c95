"""Learners: what decides about them, and which lessons they have seen; what groups require."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeSetAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.training.model.learner import Learner
from chalicelib.training.model.requirements import Requirement
from chalicelib.training.store.keys import Keys

RECORD, REQUIREMENTS = "record", "requirements"


class LearnerRow(Keys):
    version = NumberAttribute()
    learner_record = Packed(Learner)


class SeenRow(Keys):
    """``number``: of the version whose lessons these are; ``whole``: all of them were seen, and these since then."""

    number = NumberAttribute()
    lessons = UnicodeSetAttribute(null=True)
    whole = BooleanAttribute(null=True)


class RequirementRow(Keys):
    version = NumberAttribute()
    requirement = Packed(Requirement)


class LearnerMoved(Moved):
    """What decides about the learner is not as it was read."""


class SeenMoved(Moved):
    """They see the lessons of another version by now."""


class RequirementMoved(Moved):
    """What the group requires is not as it was read."""


def _key(agent_id: str) -> str:
    return f"learner#{agent_id}"


def learner(desk: Desk, agent_id: str) -> Learner:
    """One; a strongly consistent read. Who never learnt anything has nothing."""
    item = LearnerRow.find_item(desk.database, _key(agent_id), RECORD)
    return _learner_in(item) if item is not None else Learner(agent_id)


def _learner_in(item: RawItem) -> Learner:
    held: Learner = LearnerRow.learner_record.held_in(item)
    return held


def learners(desk: Desk, agent_ids: Sequence[str]) -> dict[str, Learner]:
    """Several; one strongly consistent request a hundred."""
    items = LearnerRow.find_items(desk.database, [(_key(each), RECORD) for each in dict.fromkeys(agent_ids)])
    known = {each.agent_id: each for each in map(_learner_in, items)}
    return {each: known.get(each, Learner(each)) for each in agent_ids}


def put_learner(tx: Transaction, before: Learner, after: Learner) -> None:
    """Store it. Lost: ``LearnerMoved``."""
    if after is before:
        return
    same = LearnerRow.version == before.version if before.version else LearnerRow.key.does_not_exist()
    tx.put(
        LearnerRow(_key(after.agent_id), RECORD, version=after.version, learner_record=after),
        condition=same,
        losing=lambda item: LearnerMoved(_learner_in(item) if item else None),
    )


class Seen(msgspec.Struct, frozen=True):
    """Of which version somebody saw which lessons; ``whole``: once all of them, and these since then."""

    number: int = 0
    lessons: frozenset[str] = frozenset()
    whole: bool = False


def seen(desk: Desk, agent_id: str, course_ids: Iterable[str]) -> dict[str, Seen]:
    """What they saw, by course; one request a hundred."""
    places = [(_key(agent_id), f"seen#{each}") for each in dict.fromkeys(course_ids)]
    rows = map(SeenRow.from_raw_data, SeenRow.find_items(desk.database, places))
    return {row.order.partition("#")[2]: _seen_in(row) for row in rows}


def _seen_in(row: SeenRow) -> Seen:
    return Seen(int(row.number), frozenset(row.lessons or ()), bool(row.whole))


def see(
    tx: Transaction, agent_id: str, course_id: str, number: int, lesson_id: str, *, anew: bool, whole: bool = False
) -> None:
    """They have seen a lesson of this version; twice is once. ``anew``: the first of this version. ``whole``: with it
    all of them, which are to be seen anew where the course is. Lost: ``SeenMoved``."""
    row = SeenRow(_key(agent_id), f"seen#{course_id}", number=number, lessons={lesson_id})
    if anew or whole:
        older = SeenRow.key.does_not_exist() | (SeenRow.number < number)
        if whole:
            row = SeenRow(_key(agent_id), f"seen#{course_id}", number=number, whole=True)
        there = older if anew else SeenRow.number == number
        tx.put(row, condition=there, losing=lambda _: SeenMoved(None))
    else:
        actions = [SeenRow.lessons.add({lesson_id})]
        tx.update(row, actions, condition=SeenRow.number == number, losing=lambda _: SeenMoved(None))


def requirements(desk: Desk, group_ids: Iterable[str]) -> list[Requirement]:
    """What these groups require, of those that require anything; one strongly consistent request a hundred."""
    places = [(REQUIREMENTS, each) for each in sorted(set(group_ids))]
    found = [_requirement_in(item) for item in RequirementRow.find_items(desk.database, places)]
    return sorted((each for each in found if each.course_ids), key=lambda each: each.group_id)


def requirement(desk: Desk, group_id: str) -> Requirement:
    """What a group requires; one read."""
    item = RequirementRow.find_item(desk.database, REQUIREMENTS, group_id)
    return _requirement_in(item) if item is not None else Requirement(group_id)


def all_requirements(desk: Desk) -> list[Requirement]:
    """What every group requires, by group; one query."""
    return [_requirement_in(item) for item in RequirementRow.all_pages(desk.database, REQUIREMENTS)]


def _requirement_in(item: RawItem) -> Requirement:
    held: Requirement = RequirementRow.requirement.held_in(item)
    return held


def put_requirement(tx: Transaction, before: Requirement, after: Requirement) -> None:
    """Store it. Lost: ``RequirementMoved``."""
    same = RequirementRow.version == before.version if before.version else RequirementRow.key.does_not_exist()
    tx.put(
        RequirementRow(REQUIREMENTS, after.group_id, version=after.version, requirement=after),
        condition=same,
        losing=lambda item: RequirementMoved(_requirement_in(item) if item else None),
    )
