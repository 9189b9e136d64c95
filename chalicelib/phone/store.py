"""The table ``phone``: calls, who telephones from which number, what telephone systems told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.once import AlreadyDone
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, index, read_all, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.phone.model.call import PhoneCall, tail_of

CALL, NUMBER, GIVEN, MISSED = "call", "number", "given", "missed"
KEPT_GIVEN, KEPT_MISSED = timedelta(days=400), timedelta(days=31)
MOST_TOLD = 20  # tellings of one call that are known again
BY_AGENT, BY_PLAN, BY_DAY, BY_TAIL, BY_CONVERSATION = "by_agent", "by_plan", "by_day", "by_tail", "by_conversation"


class Caller(msgspec.Struct, frozen=True):
    """Which visitor telephones from a number."""

    visitor_id: str


class Given(msgspec.Struct, frozen=True):
    """Which call a telephone system's id is, and what it said of it: last ``at`` that moment (None: before this was
    kept); ``told``: what was told since, by fingerprints, the last ones."""

    call_id: str
    fingerprint: str
    at: datetime | None = None
    told: tuple[str, ...] = ()

    def again(self, fingerprint: str, at: datetime) -> Given:
        """After it was told again."""
        told = (*self.told, fingerprint)[-MOST_TOLD:]
        return replace(self, told=told, at=max(at, self.at) if self.at is not None else at)


class Missed(msgspec.Struct, frozen=True):
    """That whoever telephones from a number is to be called back since they telephoned in vain: in this call, then."""

    call_id: str
    at: datetime
    callback_id: str


class Keys(Row):
    class Meta:
        table_name = table_name("phone")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(null=True)


class CallRow(Keys):
    """``listed``: when it was, and its id: the order of all lists."""

    listed = UnicodeAttribute()
    version = NumberAttribute()
    call = Packed(PhoneCall)
    agent_id = UnicodeAttribute(null=True)
    plan_key = UnicodeAttribute()
    day = UnicodeAttribute()
    tail = UnicodeAttribute(null=True)
    conversation_id = UnicodeAttribute()
    by_agent = index(agent_id=UnicodeAttribute, listed=UnicodeAttribute)
    by_plan = index(plan_key=UnicodeAttribute, listed=UnicodeAttribute)
    by_day = index(day=UnicodeAttribute, listed=UnicodeAttribute)
    by_tail = index(tail=UnicodeAttribute, listed=UnicodeAttribute)
    by_conversation = index(conversation_id=UnicodeAttribute, listed=UnicodeAttribute)


class CallerRow(Keys):
    caller = Packed(Caller)


class GivenRow(Keys):
    given = Packed(Given)


class MissedRow(Keys):
    missed = Packed(Missed)


class CallMoved(Moved):
    """The call is not as it was read; ``record`` is how it stands now."""


class GivenMoved(Lost):
    """The call was told again since it was read."""


class MissedMoved(Lost):
    """Somebody else plans a callback for the same number at this moment."""


class NumberKnown(Lost):
    """Somebody else has just made this number known."""


def place_of(call: PhoneCall) -> str:
    """Where it stands in every list."""
    return f"{times.sortable(call.at)}#{call.call_id}"


def call(desk: Desk, call_id: str) -> PhoneCall | None:
    """One; one strongly consistent read."""
    row = CallRow.find(desk.database, call_id, CALL)
    return row.call if row is not None else None


def put_call(tx: Transaction, before: PhoneCall | None, after: PhoneCall, zone: str) -> None:
    """Store it; ``zone``: where its day is counted. Lost: ``CallMoved``."""
    row = CallRow(
        after.call_id,
        CALL,
        listed=place_of(after),
        version=after.version,
        call=after,
        agent_id=after.owner_id,
        plan_key=after.plan_key,
        day=times.hour(after.at, zone)[:10],
        tail=tail_of(after.number),
        conversation_id=after.conversation_id,
    )
    same = CallRow.version == before.version if before is not None else CallRow.key.does_not_exist()
    tx.put(row, condition=same, losing=CallRow.call.losing(CallMoved))


def calls(desk: Desk, by: str, whose: str, limit: int, before: str | None) -> tuple[list[PhoneCall], bool]:
    """A page of a list (``by_agent``, ``by_plan``, ``by_day``, ``by_tail``, ``by_conversation``), the newest first, and
    whether others follow. One query, and one read of those it names."""
    behind = CallRow.listed < before if before else None
    items, following = CallRow.read_page(
        desk.database, whose, index=by, range_condition=behind, limit=limit, forward=False
    )
    ids = [item["key"]["S"] for item in items]
    return _whole(desk, ids), following is not None


def _whole(desk: Desk, call_ids: Sequence[str]) -> list[PhoneCall]:
    wanted = [CallRow.wanted(lambda row: row.call, each, CALL) for each in call_ids]
    return [each for each in read_all(desk.database, wanted) if each is not None] if wanted else []


def _place_of_number(plan_key: str, number: str) -> tuple[str, str]:
    return f"number#{plan_key}#{hashlib.sha256(number.encode()).hexdigest()[:40]}", NUMBER


def _place_of_missed(plan_key: str, number: str) -> tuple[str, str]:
    return _place_of_number(plan_key, number)[0], MISSED


def caller_and_missed(desk: Desk, plan_key: str, number: str) -> tuple[str | None, Missed | None]:
    """The visitor who telephones from this number, and the callback that was planned for it; one strongly consistent
    request."""
    caller = CallerRow.wanted(lambda row: row.caller, *_place_of_number(plan_key, number))
    planned = MissedRow.wanted(lambda row: row.missed, *_place_of_missed(plan_key, number))
    one, other = read_all(desk.database, (caller, planned))
    return (one.visitor_id if one is not None else None), other


def missed(desk: Desk, plan_key: str, number: str) -> Missed | None:
    """The callback that was planned for a number last; one strongly consistent read."""
    row = MissedRow.find(desk.database, *_place_of_missed(plan_key, number))
    return row.missed if row is not None else None


def put_missed(tx: Transaction, call: PhoneCall, before: Missed | None, after: Missed) -> None:
    """A callback is planned for the number of this call. Lost: ``MissedMoved``."""
    until = int((tx.desk.now() + KEPT_MISSED).timestamp())
    row = MissedRow(*_place_of_missed(call.plan_key, call.number), missed=after, expires_at=until)
    same = MissedRow.missed == before if before is not None else MissedRow.key.does_not_exist()
    tx.put(row, condition=same, losing=lambda _: MissedMoved("planned at this moment"))


def put_caller(tx: Transaction, plan_key: str, number: str, visitor_id: str, *, before: str | None) -> None:
    """They telephone from this number from now on. Lost: ``NumberKnown``."""
    row = CallerRow(*_place_of_number(plan_key, number), caller=Caller(visitor_id))
    same = CallerRow.caller == Caller(before) if before is not None else CallerRow.key.does_not_exist()
    tx.put(row, condition=same, losing=lambda _: NumberKnown("known since this moment"))


def _place_of_given(channel_id: str, external_id: str) -> tuple[str, str]:
    return f"given#{channel_id}#{hashlib.sha256(external_id.encode()).hexdigest()[:40]}", GIVEN


def given(desk: Desk, channel_id: str, external_id: str) -> Given | None:
    """Which call a telephone system's id is; one strongly consistent read."""
    row = GivenRow.find(desk.database, *_place_of_given(channel_id, external_id))
    return row.given if row is not None else None


def put_given(tx: Transaction, channel_id: str, external_id: str, made: Given) -> None:
    """This id is that call. Lost: ``AlreadyDone``, with what it was before."""
    until = int((tx.desk.now() + KEPT_GIVEN).timestamp())
    row = GivenRow(*_place_of_given(channel_id, external_id), given=made, expires_at=until)

    def losing(item: RawItem | None) -> Exception:
        before = GivenRow.given.held_in(item) if item else made
        return AlreadyDone({"call_id": before.call_id})

    tx.put(row, condition=GivenRow.key.does_not_exist(), losing=losing)


def put_told(tx: Transaction, channel_id: str, external_id: str, before: Given, after: Given) -> None:
    """The call was told again. Lost: ``GivenMoved``."""
    until = int((tx.desk.now() + KEPT_GIVEN).timestamp())
    row = GivenRow(*_place_of_given(channel_id, external_id), given=after, expires_at=until)
    tx.put(row, condition=GivenRow.given == before, losing=lambda _: GivenMoved("told again since"))
