"""What this room, and the ground floor, keep of people (F6)."""

from __future__ import annotations

from typing import Any

import msgspec

from chalicelib.core import work
from chalicelib.core.audit import AuditRow
from chalicelib.core.colleagues import copies, goes
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.former import Leaver
from chalicelib.core.kept import KeptRow
from chalicelib.core.limits import CounterRow
from chalicelib.core.once import MarkerRow
from chalicelib.core.persons import TICKET, Kept, Nothing, Swept, blanked, listed
from chalicelib.core.seals import SealRow
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.core.work import WorkRow
from chalicelib.privacy.store import (
    HoldRow,
    LeavingRow,
    LineRow,
    PartRow,
    RequestRow,
    RevokedRow,
    SeenRow,
    SettingsRow,
    TodoRow,
)
from chalicelib.privacy.store_retention import (
    AppliedRow,
    GoingRow,
    GoneRow,
    LeftRow,
    RemovedRow,
    RulesRow,
    SweepRow,
    ThingHoldRow,
    TrackRow,
    UnsweptRow,
)

WORDS = {"visitor_name", "name", "email", "mobile", "comment", "text", "said", "to"}


def _has_words(held: Any) -> bool:
    """Whether a piece of due work carries anything but ids and times."""
    if isinstance(held, dict):
        return any(each and (name in WORDS or _has_words(each)) for name, each in held.items())
    return isinstance(held, list) and any(map(_has_words, held))


def _sweep(desk: Desk, ids: frozenset[str], step: int) -> tuple[int, bool]:
    """One partition of due work, or the dead: pieces that carry words of a person's are never done."""
    shards = [*work.shards(desk), work.DEAD]
    dropped = 0
    for item in WorkRow.all_pages(desk.database, shards[step]):
        piece = work.of_item(item)
        said = msgspec.json.encode(piece.payload).decode()
        if (_has_words(piece.payload) or piece.shard == work.DEAD) and any(each in said for each in ids):
            tx = Transaction(desk)
            work.discard(tx, piece)
            try:
                tx.commit()
            except Lost:
                continue  # it was done at this moment: what it wrote is found the second time
            dropped += 1
    return dropped, step + 1 < len(shards)


DECLARED = (
    Swept(name="core.work", rows=(WorkRow,), sweep=_sweep),
    Nothing(rows=(AuditRow, SealRow), why="who did what to which ids; nothing of it ever changes"),
    Kept(
        name="core.once",
        rows=(MarkerRow,),
        of=TICKET,
        find=listed(MarkerRow, "by_about"),
        erase=blanked(MarkerRow, {"answer.ticket": None}),
        hides=("fingerprint", "expires_at", "key"),
    ),
    Nothing(rows=(CounterRow, KeptRow), why="numbers, and what many ask for, for a short while"),
    Nothing(
        rows=(RequestRow, LineRow, TodoRow, SeenRow, PartRow, SettingsRow, HoldRow, LeavingRow, RevokedRow),
        why="requests, by ids; by what was looked is forgotten once all is done",
    ),
    Nothing(
        rows=(
            RulesRow,
            AppliedRow,
            TrackRow,
            GoingRow,
            GoneRow,
            LeftRow,
            UnsweptRow,
            SweepRow,
            RemovedRow,
            ThingHoldRow,
        ),
        why="how long things are kept, and which of them went, by ids",
    ),
)


def _of_address(item: RawItem, leaver: Leaver) -> bool:
    """How often somebody was written to lately, by their address."""
    return any(map(leaver.is_at, item["key"]["S"].split("#")))


AGENTS = (
    goes("core.limits", CounterRow, _of_address),
    copies(HoldRow, RequestRow, LeavingRow, RulesRow, ThingHoldRow),
    copies(WorkRow),
    copies(MarkerRow),
    Nothing(
        rows=(AuditRow, KeptRow, SealRow, LineRow, PartRow, RevokedRow, SeenRow, SettingsRow, TodoRow),
        why="by ids; what an audit entry says never changes, and names nobody",
    ),
    Nothing(
        rows=(AppliedRow, TrackRow, GoingRow, GoneRow, LeftRow, UnsweptRow, SweepRow, RemovedRow),
        why="how long things are kept, and which of them went, by ids",
    ),
)
