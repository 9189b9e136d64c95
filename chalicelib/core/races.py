"""Changing a record that others may change at the same moment (law 2): the optimistic loops.

Such a record carries a ``version``, one more with each change, and every change is a write on condition that it still
has the version it was read with. A request that changes some fields works like this:

    def changed(plan: Plan) -> Plan: ...                   # the request's own fields over the record; may refuse it
    def save(before: Plan, after: Plan) -> None: ...       # one transaction; lost: a ``Moved`` with the record

    plan = races.change(desk, plan, races.names_in(fields), changed, save)

Whoever loses the race has the record from the refusal, puts the own fields over that and tries again: two who change
different fields both hold. Only where somebody changed the same field to something else is the request refused, with
the field and the value it has now (``ChangedMeanwhile``), for its caller had not seen that value.

What is not a change of fields is not for this: a count that is added to, a set that is joined or left, a time that
only its own writer sets. Such writes overwrite nobody's, and need no version.

Whoever makes a move from one state to the next (a conversation is closed, a message claimed) decides it anew from the
record as it then stands: ``follow`` hands them what the lost race brought, ``again`` lets them read it themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Protocol, TypeVar

import msgspec
from msgspec.structs import asdict, replace
from pynamodb.attributes import Attribute, NumberAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, FieldError, Lost, NotFound, Unavailable, WrongFields, members

TRIES = 30
CROWD = 150  # tries, where a hundred may write at the same moment
LONGEST_PAUSE, SHORT_PAUSE = 0.25, 0.06  # seconds; short where people write and wait for it


class Versioned(Protocol):
    """A struct with a ``version``."""

    __struct_fields__: ClassVar[tuple[str, ...]]

    @property
    def version(self) -> int:
        """One more with each change; 0 for what was written before there were versions."""


T = TypeVar("T")
A = TypeVar("A")
R = TypeVar("R", bound=Versioned)
Checks = Mapping[str, Callable[[Any], Any]]  # a field's name → what gives it back as it is stored, or refuses it
Read = Callable[[Any, str], Any]


class Moved(Lost):
    """The record is not as it was read; ``record`` is how it stands now (None: it is not there)."""

    def __init__(self, record: Any) -> None:
        super().__init__("the record has changed")
        self.record = record


class ChangedMeanwhile(Conflict):
    """Somebody else changed the same field at the same time; ``extra["present"]`` has what each such field is now."""

    code = "changed_meanwhile"
    title = "Somebody else changed this at the same time"
    beside = members(present=dict[str, Any], version=int)


def at_version(key: Attribute[Any], attribute: NumberAttribute, version: int) -> Condition:
    """The item with this key is there and has this version; 0: also one that was written before there were versions."""
    same: Condition = attribute == version
    return same if version else same | (attribute.does_not_exist() & key.exists())


def change(
    desk: Desk,
    record: R,
    names: Iterable[str],
    changed: Callable[[R], R],
    save: Callable[[R, R], None],
    *,
    read: Read | None = None,
    known_as: Mapping[str, str] | None = None,
) -> R:
    """The record with the request's own fields, stored; its version is one more if that is any change.

    ``names``: the fields the request changes, dotted within parts (``look.color``), read by ``read``. ``known_as``:
    those that callers know by another name and whose value is not shown to them.

    Raises ``ChangedMeanwhile``, ``NotFound`` when the record went meanwhile, ``Unavailable`` when others keep changing
    it, and what ``changed`` and ``save`` raise.
    """
    own, first, value, hidden = tuple(names), record, read or value_of, known_as or {}
    for attempt in range(TRIES):
        after = changed(record)
        if after != record:
            after = replace(after, version=record.version + 1)  # type: ignore[type-var]  # no protocol can say: a struct
        try:
            save(record, after)
        except Moved as moved:
            if moved.record is None:
                raise NotFound("it is not there any more") from None
            record = moved.record
            present = {name: value(record, name) for name in own}
            wanted = {name: (value(first, name), value(after, name)) for name in own}
            _refuse_overwriting(
                {name: now for name, now in present.items() if now not in wanted[name]}, record.version, hidden
            )
            desk.pause(attempt)
        else:
            return after
    raise Unavailable("others keep changing this", retry_after=1)


def _refuse_overwriting(others: Mapping[str, Any], version: int, hidden: Mapping[str, str]) -> None:
    """Raises ``ChangedMeanwhile`` if there are any fields that somebody else changed to these values."""
    if others:
        shown = {name: now for name, now in others.items() if name not in hidden}
        fields = [hidden.get(name, name) for name in others]
        raise changed_meanwhile(*fields, present=shown, version=version) from None


def follow(
    desk: Desk,
    record: A,
    act: Callable[[A], T],
    lost: type[Moved],
    *,
    tries: int = TRIES,
    longest: float = LONGEST_PAUSE,
) -> T:
    """Do it with the record as it was read, and again with the record as it stands while it loses that way.

    ``act`` is given None for a record that went. Between two tries up to ``longest`` seconds are waited. Raises
    ``Unavailable`` when it always loses.
    """
    for attempt in range(tries):
        try:
            return act(record)
        except lost as moved:
            record = moved.record
            desk.pause(attempt, limit=longest)
    raise Unavailable("others keep changing this", retry_after=1)


def again(
    desk: Desk,
    act: Callable[[], T],
    lost: type[Lost] | tuple[type[Lost], ...],
    *,
    tries: int = TRIES,
    longest: float = LONGEST_PAUSE,
) -> T:
    """Do it, and from the beginning again while it loses that way. Raises ``Unavailable`` when it always does."""
    for attempt in range(tries):
        try:
            return act()
        except lost:
            desk.pause(attempt, limit=longest)
    raise Unavailable("others keep changing this", retry_after=1)


def changed_meanwhile(*fields: str, present: Mapping[str, Any] | None = None, **more: object) -> ChangedMeanwhile:
    """The refusal of a change of these fields, with what those that may be shown are now."""
    return ChangedMeanwhile(
        f"changed by somebody else at the same time: {', '.join(fields)}" if fields else "changed since you read it",
        errors=[FieldError(field, "somebody else changed this at the same time") for field in fields],
        extra={"present": msgspec.to_builtins(present), **more} if present is not None else more,
    )


def refuse_older(version: int | None, record: Versioned) -> None:
    """Raises ``ChangedMeanwhile`` for a caller who has seen another version than the present one; None: no matter."""
    if version is not None and version != record.version:
        raise changed_meanwhile(version=record.version)


def fields_in(
    form: msgspec.Struct | Mapping[str, Any], checks: Checks | None = None, *, without: Collection[str] = ()
) -> dict[str, Any]:
    """What a form says of a record's fields, each as its check gives it back: what is None is left out, and stays.

    Raises ``Invalid`` naming every field that does not hold, and whatever else a check raises.
    """
    said = asdict(form) if isinstance(form, msgspec.Struct) else form
    values = {name: value for name, value in said.items() if value is not None and name not in without}
    return checked_fields(values, checks or {})


def checked_fields(values: Mapping[str, Any], checks: Checks) -> dict[str, Any]:
    """The values, each as the check of its name gives it back. Raises as ``fields_in`` does."""
    wrong, held = WrongFields(), dict[str, Any]()
    for name, value in values.items():
        with wrong:
            held[name] = checks[name](value) if name in checks else value
    wrong.refuse()
    return held


def names_in(fields: Mapping[str, Any], depths: Mapping[str, int] | None = None) -> Iterator[str]:
    """The names of these fields; in those with a depth, the names of what is that deep in their mappings."""
    for name, value in fields.items():
        depth = (depths or {}).get(name, 0)
        if depth and isinstance(value, Mapping):
            inner = names_in(value, dict.fromkeys(value, depth - 1))
            yield from (f"{name}.{each}" for each in inner)
        else:
            yield name


def value_of(record: Any, name: str) -> Any:
    """What a dotted name leads to, through attributes and mappings; None where there is nothing."""
    for part in name.split("."):
        record = record.get(part) if isinstance(record, Mapping) else getattr(record, part, None)
    return record
