"""The agreement: its record and versions, what each agent's record has a copy of, and who accepted what.

All in the table ``people``: shelf ``agreement`` with ``record`` and ``asks``; ``agreement#versions`` with its versions;
``accepted#<version>`` with who accepted that one.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.core.versions import Kept, order
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.agreements import Acceptance, Agreement, AgreementRecord, Asked
from chalicelib.people.store.announced import ANNOUNCING
from chalicelib.people.store.rows import (
    POOLS,
    ROSTER,
    AcceptanceRow,
    AgentRow,
    AgreementRow,
    AgreementVersionRow,
    AnnouncingRow,
    AsksRow,
    Gone,
    PasswordRow,
    PoolsRow,
    moved,
    row_of,
)

AGREEMENT, RECORD, ASKS, VERSIONS = "agreement", "record", "asks", "agreement#versions"
PAGE, VERSIONS_READ = 100, 10

AGREEMENTS = Kept[AgreementRecord, Agreement](
    record_row=AgreementRow,
    version_row=AgreementVersionRow,
    held="agreement",
    noun="agreement",
    record_at=lambda _: (AGREEMENT, RECORD),
    versions_at=lambda _: VERSIONS,
    shipped=lambda _: AgreementRecord(),
)


class Asks(msgspec.Struct, frozen=True):
    """What each agent must accept, and the version that says so (0: there never was one)."""

    asked: tuple[Asked, ...] = ()
    number: int = 0


def asks(desk: Desk) -> Asks:
    """What must be accepted; one strongly consistent read."""
    row = AsksRow.find(desk.database, AGREEMENT, ASKS)
    return Asks(row.asks, int(row.number)) if row is not None else Asks()


_WANTED = AsksRow.wanted(lambda row: Asks(row.asks, int(row.number)), AGREEMENT, ASKS)


def password_and_asks(desk: Desk, agent_id: str) -> tuple[str | None, Asks]:
    """The hash of the agent's password, and what must be accepted; one request."""
    password = PasswordRow.wanted(lambda row: row.hashed, "password", agent_id)
    hashed, held = read_all(desk.database, (password, _WANTED))
    return hashed, held or Asks()


def for_newcomers(desk: Desk) -> tuple[frozenset[str], Asks, bool]:
    """The allocations that plans use, what must be accepted, and whether anything was announced; one request."""
    pools = PoolsRow.wanted(lambda row: row.uses, ROSTER, POOLS)
    announcing = AnnouncingRow.wanted(lambda row: row.announcing, ROSTER, ANNOUNCING)
    held_uses, held, announced = read_all(desk.database, (pools, _WANTED, announcing))
    return frozenset(held_uses or ()), held or Asks(), bool(announced)


def write_asks(tx: Transaction, agreement: Agreement) -> None:
    """What each agent must accept by this version."""
    tx.put(AsksRow(AGREEMENT, ASKS, asks=agreement.asked, number=agreement.version))


def give_asks(tx: Transaction, agent: Agent, held: Asks) -> None:
    """The agent's copy, while this is what must be accepted. Lost: ``Gone``, ``AgentMoved``."""
    row = AsksRow(AGREEMENT, ASKS)
    tx.check(row, AsksRow.number == held.number, losing=lambda _: Gone("another version was published"))
    there = AgentRow.key.exists()
    tx.update(row_of(agent.agent_id), [AgentRow.asks.set(held.asked)], condition=there, losing=moved)


def accept(tx: Transaction, acceptance: Acceptance, session_id: str) -> None:
    """They accept this version, in this session, having accepted none from it on. Lost: ``AgentMoved``."""
    number, agent_id = acceptance.agreement, acceptance.agent_id
    before = AgentRow.agreed.does_not_exist() | (AgentRow.agreed < number)
    here = AgentRow.session_ids.contains(session_id)
    tx.update(row_of(agent_id), [AgentRow.agreed.set(number)], condition=here & before, losing=moved)
    row = AcceptanceRow(_accepted(number), agent_id, acceptance=acceptance)
    tx.put(row, condition=AcceptanceRow.key.does_not_exist())


def acceptance(desk: Desk, number: int, agent_id: str) -> Acceptance | None:
    """When they accepted this version; one read."""
    row = AcceptanceRow.find(desk.database, _accepted(number), agent_id)
    return row.acceptance if row is not None else None


def acceptances(desk: Desk, number: int, after: str | None) -> tuple[list[Acceptance], bool]:
    """A page of who accepted this version, by agent, behind that one, and whether there are more; one query."""
    behind = AcceptanceRow.key > after if after else None
    items, more = AcceptanceRow.read_page(desk.database, _accepted(number), range_condition=behind, limit=PAGE)
    return [AcceptanceRow.acceptance.held_in(each) for each in items], more is not None


def versions(desk: Desk, before: int | None) -> tuple[Sequence[Agreement], bool]:
    """A page of the versions below this number, the newest first, and whether there are more; one query."""
    below = AgreementVersionRow.key < order(before) if before is not None else None
    items, more = AgreementVersionRow.read_page(
        desk.database, VERSIONS, range_condition=below, forward=False, limit=VERSIONS_READ
    )
    return [AgreementVersionRow.agreement.held_in(each) for each in items], more is not None


def _accepted(number: int) -> str:
    return f"accepted#{number:08}"
