"""How much of a desk a report shows: what its reader may see, as a value that others may be compared with (law 8).

Who sees the same shares one bulletin; who sees as much or more may read it later. Pure.
"""

from __future__ import annotations

import hashlib

import msgspec

from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ALL, GROUP, OWN

REPORTS = "reports.see"
# what decides which sections there are, and what stands in them
MATTERS = ("tickets.work", "conversations.answer", "offline.answer", "surveys.see")


class View(msgspec.Struct, frozen=True):
    """``scope``: all, group or own; ``group_ids``: of a group's scope, the reader's groups in order; ``agent_id``: of
    one's own, whose. ``subject``: the one group that it is about, if it is. ``permissions``: of those that matter."""

    scope: str
    group_ids: tuple[str, ...] = ()
    agent_id: str | None = None
    subject: str | None = None
    permissions: tuple[str, ...] = ()

    def bulletin_id(self, every: str, first: str) -> str:
        """The id of what this view shows of a period; the same whenever it is asked."""
        about = msgspec.json.encode((every, first, self))
        return f"bul_{hashlib.sha256(about).hexdigest()[:26]}"


def view_of(agent: Agent, group_ids: tuple[str, ...], subject: str | None = None) -> View | None:
    """What this agent, who is in these groups, sees (of one group, if it is ``subject``); None: nothing."""
    held = agent.rights.permissions
    if not agent.active or REPORTS not in held:
        return None
    permissions = tuple(each for each in MATTERS if each in held)
    scope = agent.rights.scope
    if subject is not None:
        reached = scope == ALL or (scope == GROUP and subject in group_ids)
        return View(GROUP, (subject,), None, subject, permissions) if reached else None
    if scope == ALL:
        return View(ALL, permissions=permissions)
    if scope == GROUP and group_ids:
        return View(GROUP, tuple(sorted(group_ids)), None, None, permissions)
    return View(OWN, (), agent.agent_id, None, permissions)


def may_read(agent: Agent, group_ids: tuple[str, ...], colleague_ids: frozenset[str], view: View) -> bool:
    """Whether this agent, as they are now, sees all that was shown in that view."""
    held = agent.rights.permissions
    if REPORTS not in held or not held.issuperset(view.permissions):
        return False
    scope = agent.rights.scope
    if scope == ALL:
        return True
    if view.scope == OWN:
        return view.agent_id in colleague_ids
    return view.scope == GROUP and scope == GROUP and set(view.group_ids) <= set(group_ids)
