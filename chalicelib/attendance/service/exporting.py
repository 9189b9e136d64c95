"""A month's attendance as CSV, in parts (B8)."""

from __future__ import annotations

import csv
import io

import msgspec

from chalicelib.attendance.model.sheet import header, row
from chalicelib.attendance.service.sums import Whose, list_sums
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Agent

MARK = "\ufeff"  # tells spreadsheets that it is UTF-8


class Part(msgspec.Struct, frozen=True):
    """Some lines of a file; ``done``: how many agents there are by now; ``following``: where the next part goes on."""

    text: str
    done: int
    following: str | None


def part_of(desk: Desk, agent: Agent, whose: Whose, language: str, cursor: str | None = None) -> Part:
    """A page of ``list_sums`` as lines, before the first part's their names. Requests and refusals as of that."""
    purpose = f"attendance-csv#{agent.agent_id}#{language}"
    after, done = unseal(desk, purpose, cursor) if cursor else (None, 0)
    month, sums, following = list_sums(desk, agent, whose, after)
    lines = [header(language)] if after is None else []
    lines += [row(month, each.agent.number, each.agent.name, each.sums) for each in sums]
    done += len(sums)
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(lines)
    text = (MARK if after is None else "") + file.getvalue()
    return Part(text, done, seal(desk, purpose, [following, done]) if following is not None else None)
