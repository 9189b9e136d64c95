"""What administrators say of agents and groups: the bodies of their requests, as the services take them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec

from chalicelib.core import contacts
from chalicelib.core.errors import WrongFields
from chalicelib.core.text import Id
from chalicelib.people.model.attributes import AttributeAsked
from chalicelib.people.model.departments import NONE

Language = Literal["zh-CN", "en"]
Capacity = Annotated[int, msgspec.Meta(ge=1, le=100)]
Members = Annotated[list[Id], msgspec.Meta(max_length=500)]
Levels = Annotated[list[str], msgspec.Meta(max_length=20)]
Channels = Annotated[list[str], msgspec.Meta(max_length=50)]


class CreateAgent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """With a ``temporary`` password they must choose their own first. Without any they are invited, in ``language``."""

    email: str
    name: str
    number: str
    password: str | None = None
    role: Id = "agent"
    capacity: Capacity = 5
    hidden: bool = False
    temporary: bool = True
    language: Language = "zh-CN"


class Invite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In which language somebody is invited once more."""

    language: Language = "zh-CN"


class UpdateAgent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; ``temporary`` is said of a new ``password``."""

    email: str | None = None
    name: str | None = None
    number: str | None = None
    password: str | None = None
    role: Id | None = None
    capacity: Capacity | None = None
    active: bool | None = None
    hidden: bool | None = None
    temporary: bool = True


class AttributeAskedBody(AttributeAsked, frozen=True, forbid_unknown_fields=True):
    """What must be proved of a visitor, as an administrator says it."""


Attributes = Annotated[list[AttributeAskedBody], msgspec.Meta(max_length=50)]


class CreateGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The leader is a member, named among the others or not. ``department_id``: what it belongs to; ``-``: nothing."""

    name: str
    leader_id: Id
    member_ids: Members = []
    levels: Levels = []
    channels: Channels = []
    attributes: Attributes = []
    department_id: Id = NONE


class CopyGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the copy is called; all else is as the group has it."""

    name: str


class UpdateGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays."""

    name: str | None = None
    leader_id: Id | None = None
    member_ids: Members | None = None
    levels: Levels | None = None
    channels: Channels | None = None
    attributes: Attributes | None = None
    archived: bool | None = None
    department_id: Id | None = None


def checked_email(value: str) -> str:
    """An address that mail can be sent to, in the form it is compared in at sign-in. Raises ``Invalid``."""
    contacts.checked_email("email", value)
    return value.strip().casefold()


def checked_members(leader_id: str, member_ids: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The members, each once, leader included. Raises ``Invalid`` naming those nobody knows."""
    known_ids = set(known)
    wrong = WrongFields()
    if leader_id not in known_ids:
        wrong.add("leader_id", "no such agent")
    for member in member_ids:
        if member not in known_ids:
            wrong.add("member_ids", f"no such agent: {member}")
    wrong.refuse()
    return tuple(dict.fromkeys([leader_id, *member_ids]))
