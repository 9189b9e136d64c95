"""Who has read an announcement, and who is missing: those whom it reaches as they are now (E6)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from chalicelib.announcements.model.announcement import Announcement
from chalicelib.announcements.model.reading import Counts, Reader, counted, readers
from chalicelib.announcements.model.sheet import header, row
from chalicelib.announcements.service import access
from chalicelib.announcements.store import receipts
from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.reach import NotYours, circle_in

MARK = "\ufeff"  # tells spreadsheets that it is UTF-8


def read_readers(
    desk: Desk, agent: Agent, announcement_id: str, group_id: str | None
) -> tuple[Announcement, list[Reader], Counts, Roster]:
    """Whom it reaches now, of those in the reader's reach (a leader's groups), or of one group; and how many have read
    it. Three requests, however many they are. Raises ``NotFound``, ``NotYours``."""
    announcement = access.read(desk, announcement_id)
    access.refuse_unkept(agent, announcement, desk.now())
    roster = people.directory(desk)
    among = None if agent.reaches_all else circle_in(agent, roster.groups.values()).colleague_ids
    if group_id is not None:
        group = roster.groups.get(group_id)
        members = frozenset(group.member_ids) if group is not None else frozenset()
        if among is not None and not members <= among:
            raise NotYours("it is another group")
        among = members
    people_of_it = readers(announcement, roster, receipts.every(desk, announcement_id), among)
    return announcement, people_of_it, counted(people_of_it), roster


def chosen(people_of_it: Sequence[Reader], view: str) -> list[Reader]:
    """Of those, who is ``missing``, has ``read`` it, or all."""
    if view == "missing":
        return [each for each in people_of_it if each.is_reached and not each.is_done]
    return [each for each in people_of_it if view == "all" or each.is_done]


def export(desk: Desk, agent: Agent, announcement_id: str, language: str) -> str:
    """All of them as CSV. Four requests. Refusals as of ``read_readers``."""
    _, people_of_it, _, roster = read_readers(desk, agent, announcement_id, None)
    lines = [header(language), *(row(each, roster, language) for each in people_of_it)]
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(lines)
    return MARK + file.getvalue()
