"""Departments 部门: what groups belong to, named once for the whole desk. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

import msgspec

from chalicelib.core.errors import WrongFields
from chalicelib.core.text import checked

MOST, LONGEST = 100, 60
NONE = "-"  # of a group that belongs to no department


class Department(msgspec.Struct, frozen=True):
    """A department, and what it is called."""

    department_id: str
    name: str


class NamedDepartment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A department as it is to be; without a ``department_id`` it is a new one."""

    name: str
    department_id: str | None = None


class OfDepartment(Protocol):
    """What a department has of a group."""

    @property
    def department_id(self) -> str:
        """The group's department."""

    @property
    def member_ids(self) -> tuple[str, ...]:
        """Who is in the group."""


def members_of(department_id: str, groups: Iterable[OfDepartment]) -> frozenset[str]:
    """Who is in a group of this department, by id."""
    return frozenset(member for each in groups if each.department_id == department_id for member in each.member_ids)


def changed(
    before: Sequence[Department], wanted: Sequence[NamedDepartment], new_id: Callable[[], str]
) -> tuple[Department, ...]:
    """The departments as they are wanted, in this order; those that are not named are no more.

    Raises ``Invalid`` for names that are none, or are there twice, and for ids that are not known.
    """
    known, wrong, after = {each.department_id for each in before}, WrongFields(), list[Department]()
    if len(wanted) > MOST:
        wrong.add("departments", f"at most {MOST}")
    for number, each in enumerate(wanted):
        where = f"departments.{number}"
        if each.department_id is not None and each.department_id not in known:
            wrong.add(f"{where}.department_id", "no such department, or named twice")
        known.discard(each.department_id or "")
        with wrong:
            name = checked(f"{where}.name", each.name, longest=LONGEST)
            if name in {one.name for one in after}:
                wrong.add(f"{where}.name", "another department is called so")
            after.append(Department(each.department_id or new_id(), name))
    wrong.refuse()
    return tuple(after)


def checked_department(department_id: str, known: Collection[Department]) -> str:
    """A department that there is, or none. Raises ``Invalid``."""
    if department_id != NONE and department_id not in {each.department_id for each in known}:
        wrong = WrongFields()
        wrong.add("department_id", "no such department")
        wrong.refuse()
    return department_id
