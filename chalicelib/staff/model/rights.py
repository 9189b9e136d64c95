"""Who may do what with staff files (F12). Pure."""

from __future__ import annotations

from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.reach import EVERYWHERE, NEAR, Act, reaches
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.staff.model.entry import Entry

SEE, ENTER, APPROVE, MANAGE = "staff.see", "staff.enter", "staff.approve", "staff.manage"
REACHED = frozenset({NEAR, EVERYWHERE})  # never as the one whom it is about
READ = Act("read_staff_file", REACHED, (SEE, ENTER, APPROVE))
WRITE = Act("enter_in_staff_file", REACHED, (ENTER,))
JUDGE = Act("approve_staff_entry", REACHED, (APPROVE,))


def approvers(roster: Roster, entry: Entry, most: int) -> list[Agent]:
    """Who can be the second person: those with the permission whose role reaches its agent, neither its author nor whom
    it is about; administrators only if there is nobody else. By id."""
    groups = list(roster.groups.values())
    able = [
        each
        for each in roster.agents.values()
        if each.active
        and APPROVE in each.rights.permissions
        and each.agent_id not in (entry.author_id, entry.agent_id)
        and reaches(each, entry.agent_id, (), groups)
    ]
    others = [each for each in able if each.role != ADMINISTRATOR]
    return sorted(others or able, key=lambda each: each.agent_id)[:most]
