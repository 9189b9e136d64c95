"""An agent who left, erased: their account at once, then their name and what is about them in every table, twice (F6).

Nobody is looked for in an index: an agent's name stands beside all that they ever did. Each piece of due work looks
through some pages of the tables, writes what changes, each by itself, and then how far it has come; one that died is
done once more, and finds what it changed as it is to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import msgspec

from chalicelib.core import audit, races, work
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.authors import Author
from chalicelib.core.colleagues import Left
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.events import OUTLIVED
from chalicelib.core.former import Leaver
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.tables import Row
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.service.forgetting import forget_files_of
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.service import leaving as accounts
from chalicelib.privacy import store
from chalicelib.privacy.model.leavers import (
    MOST_NAMES,
    Leaving,
    LeavingInTheWay,
    known,
    moved,
    refuse_unless,
    unknown,
)
from chalicelib.privacy.model.requests import CANCELLED, DONE, ERASING, SHOWN, WALKING
from chalicelib.privacy.service import declared
from chalicelib.privacy.store import LeavingMoved

PAGES, PAGE = 20, 100  # pages of one piece of due work, and items of a page
ROUNDS = 2  # the second one finds what was under way during the first
FILES = "exchange.files"


class Leave(Due, frozen=True):
    """The next pages of what is kept of an agent who left."""

    kind = "privacy.leave"

    leaving_id: str


# --- asking ---------------------------------------------------------------------------------------------------------


def ask(
    desk: Desk, by: Agent, agent_id: str, reason: str, once: Once | None = None, request_id: str = ""
) -> tuple[Leaving, bool]:
    """The data of an agent who left is to go: it is looked through at once, and nothing goes before it is confirmed;
    and whether this was asked before.

    Raises ``NotFound``, ``AgentErased``, ``NotOneself``, ``StillHere``, ``LastAdministrator``, ``BeyondYourRights``,
    ``LeavingInTheWay``.
    """
    before = recall(desk, once, desk.now().timestamp())
    if before is not None:
        return read(desk, str(before["leaving_id"])), True
    try:
        return _begin(desk, by_agent(by), by, agent_id, reason, once, request_id), False
    except AlreadyDone as done:
        return read(desk, str(done.answer["leaving_id"])), True


def ask_by_command(desk: Desk, by: Author, agent_id: str, reason: str) -> Leaving:
    """The same by whoever runs the desk. Raises as ``ask`` does."""
    return _begin(desk, by, None, agent_id, reason, None, "")


def _begin(
    desk: Desk, by: Author, asker: Agent | None, agent_id: str, reason: str, once: Once | None, request_id: str
) -> Leaving:
    _, leaver = accounts.leaver(desk, agent_id, asker)
    former = store.last_leaving(desk, agent_id)
    if former is not None and former.is_open:
        raise LeavingInTheWay("there is one already", extra={"request": former.leaving_id})
    made = known(Leaving(desk.new_id("lvg"), agent_id, reason, desk.now(), by), leaver)
    tx = Transaction(desk)
    mark(tx, once, {"leaving_id": made.leaving_id})
    store.put_leaving(tx, former, made)
    work.put(tx, Leave(made.leaving_id))
    _note(tx, by, "erase_agent", made, request_id)
    try:
        tx.commit()
    except LeavingMoved:
        other = store.last_leaving(desk, agent_id)
        beside = {"request": other.leaving_id} if other is not None else {}
        raise LeavingInTheWay("there is one already", extra=beside) from None
    return made


def read(desk: Desk, leaving_id: str) -> Leaving:
    """One request. Raises ``NotFound``."""
    return existing(store.leaving(desk, leaving_id), "no such request")


def list_leavings(desk: Desk, before: str | None) -> tuple[list[tuple[str, Leaving]], bool]:
    """A page of all of them, the newest first, with their places."""
    return store.leavings(desk, before)


def confirm(
    desk: Desk, by: Author, leaving_id: str, typed: str, *, asker: Agent | None = None, request_id: str = ""
) -> Leaving:
    """What was shown goes: the account in this very moment, all else as due work. Twice is once.

    Raises ``NotFound``, ``NotNow``, ``Invalid`` for an id that was not typed, and as ``ask`` does.
    """

    def go() -> Leaving:
        before = read(desk, leaving_id)
        if before.confirmed_by is not None and before.state in (ERASING, DONE):
            return before
        refuse_unless(before, SHOWN)
        if typed.strip() != before.agent_id:
            raise Invalid.field("typed", "the agent's id")
        agent, leaver = accounts.leaver(desk, before.agent_id, asker)
        now = desk.now()
        after = moved(known(before, leaver), state=ERASING, confirmed_by=by, erased_at=now, place=(0, None), round=0)
        tx = Transaction(desk)
        store.write_leaving(tx, before, after)
        accounts.erase(tx, agent)
        work.put(tx, Leave(after.leaving_id))
        _note(tx, by, "confirm_erasing_agent", after, request_id)
        tx.commit_and_tell()
        return after

    return races.again(desk, go, (LeavingMoved, people.AgentMoved))


def cancel(desk: Desk, by: Author, leaving_id: str, why: str, request_id: str = "") -> Leaving:
    """Nothing goes. Twice is once. Raises ``NotFound``, ``NotNow`` once it was confirmed."""

    def stop() -> Leaving:
        before = read(desk, leaving_id)
        if before.state == CANCELLED:
            return before
        refuse_unless(before, WALKING, SHOWN)
        after = unknown(before, CANCELLED, ended_by=by, ended_at=desk.now(), why=why)
        tx = Transaction(desk)
        store.write_leaving(tx, before, after)
        _note(tx, by, "cancel_erasing_agent", after, request_id)
        tx.commit()
        return after

    return races.again(desk, stop, LeavingMoved)


def _note(tx: Transaction, by: Author, act: str, leaving: Leaving, request_id: str) -> None:
    hand = By(str(by.id), by.name or "", request_id)
    audit.note(tx, hand, act, leaving.agent_id, after={"request_id": leaving.leaving_id, "reason": leaving.reason})


# --- looking through ------------------------------------------------------------------------------------------------


def leave(desk: Desk, due: Leave) -> None:
    """Look through some pages; what is next is due work again, until there is nothing left. Twice is once."""
    leaving = store.leaving(desk, due.leaving_id)
    if leaving is None:
        return
    leaver = leaving.leaver(accounts.shared(desk, frozenset(leaving.names), leaving.agent_id))
    for _ in range(PAGES):
        if leaving is None or leaving.state not in (WALKING, ERASING):
            return
        if leaving.place[0] > len(declared.of_agents()):
            _walked(desk, leaving)
            return
        leaving = _look_further(desk, leaving, leaver)
    work.put_alone(desk, Leave(due.leaving_id))


def _look_further(desk: Desk, leaving: Leaving, leaver: Leaver) -> Leaving | None:
    """Look at the next page, and write down how far it has come; None: somebody else goes on with it."""
    number, tables = leaving.place[0], declared.of_agents()
    seen = (
        _in_table(desk, leaving, leaver, *tables[number]) if number < len(tables) else _in_files(desk, leaving, leaver)
    )
    place = (number, seen.more) if seen.more is not None else (number + 1, None)
    counts = Counter(leaving.counts) + seen.found
    names = tuple(dict.fromkeys((*leaving.names, *sorted(seen.names))))[:MOST_NAMES]
    after = moved(leaving, place=place, counts=dict(counts), names=names)
    tx = Transaction(desk)
    store.write_leaving(tx, leaving, after)
    try:
        tx.commit()
    except LeavingMoved:
        return None
    return after


class _Seen(msgspec.Struct):
    """What a page has of them: how many of which kind, what they are called there; and where the next page begins."""

    found: Counter[str]
    more: Any
    names: set[str] = set()


def _in_table(desk: Desk, leaving: Leaving, leaver: Leaver, row: type[Row], kinds: Sequence[Left]) -> _Seen:
    """A page of a table; in an erasing, what is theirs in it goes."""
    items, more = row.some_of_all(desk.database, PAGE, leaving.place[1])
    seen = _Seen(Counter(), more)
    for item in filter(leaver.may_be_in, items):
        for each in kinds:
            if each.holds(item, leaver):
                seen.found[each.name] += leaving.state == WALKING
                seen.names |= set(each.finds(item, leaver))
                if leaving.state == ERASING:
                    each.erase(desk, item, leaver)
    return seen


def _in_files(desk: Desk, leaving: Leaving, leaver: Leaver) -> _Seen:
    """An import or export whose files are still there; in an erasing, they go if they speak of them."""
    if leaving.state == WALKING:
        return _Seen(Counter(), None)
    number = leaving.place[1] or 0
    known_by = frozenset(f"#{each}" for each in (*leaver.names, *leaver.addresses, leaver.agent_id))
    forgotten, more = forget_files_of(desk, known_by, number)
    return _Seen(Counter({FILES: forgotten}), number + 1 if more else None)


def _walked(desk: Desk, leaving: Leaving) -> None:
    """It can be shown now; or is to be looked through once more; or all is done."""
    tx = Transaction(desk)
    if leaving.state == WALKING:
        store.write_leaving(tx, leaving, moved(leaving, state=SHOWN, place=(0, None)))
    elif leaving.round + 1 < ROUNDS:
        store.write_leaving(tx, leaving, moved(leaving, round=leaving.round + 1, place=(0, None)))
        work.put(tx, Leave(leaving.leaving_id), at=desk.now() + OUTLIVED)
    else:
        store.write_leaving(tx, leaving, unknown(leaving, DONE, ended_at=desk.now()))
        audit.note(tx, SYSTEM, "erased_agent", leaving.agent_id, after={"request_id": leaving.leaving_id})
    with suppress(LeavingMoved):  # somebody else has done it
        tx.commit()
