"""Minutes of a meeting become an announcement: a draft, which whoever leads looks at and publishes (B8, E6)."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from chalicelib.announcements import service as announcements
from chalicelib.core.desk import Desk
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.model.markdown import in_markdown
from chalicelib.logbook.model.minutes import CONFIRMED, Minutes
from chalicelib.logbook.model.records import DutyOver
from chalicelib.logbook.service.reach import refuse_unled
from chalicelib.logbook.service.saving import change, once_only, remember
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent

ADDRESS = "/admin?announcement={id}#announcements"


def announce_minutes(desk: Desk, agent: Agent, minutes_id: str, language: str, once: Once | None) -> Minutes:
    """A draft of an announcement with their words, for their group or everybody, whose address stands in the minutes
    from then on; both or neither. Who has made it an announcement before is shown that. Five requests.

    Raises ``NotFound``, ``NotYours``, ``DutyOver`` for minutes that are not confirmed, ``PermissionNeeded``,
    ``KeyReused``.
    """
    zone, draft_id = people.read_desk(desk).time_zone, desk.new_id("ann")

    def step(held: Minutes) -> Minutes | None:
        refuse_unled(desk, agent, held.whose)
        if held.state != CONFIRMED:
            raise DutyOver("confirm them first")
        if held.published.startswith(ADDRESS.partition("{")[0]):
            return None
        return replace(held, published=ADDRESS.format(id=draft_id), version=held.version + 1)

    def also(tx: Transaction, before: Minutes, after: Minutes) -> None:
        remember(tx, once, minutes_id)
        text = in_markdown(before, zone, language).partition("\n")[2].strip()
        words = (before.title, text, before.group_id, minutes_id)
        announcements.draft_announcement(tx, agent, draft_id, *words)

    return once_only(desk, Minutes, once, partial(change, desk, Minutes, minutes_id, step, also))
