"""How much of a desk a report shows: what its reader may see, as a value that others may be compared with (law 8).

Who sees the same shares one bulletin; who sees as much or more may read it later. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ALL, GROUP, OWN

REPORTS = "reports.see"
# what decides which sections there are, and what stands in them
MATTERS = ("tickets.work", "conversations.answer", "offline.answer", "surveys.see")


MOST_OF_DEPARTMENT = 20  # groups that are looked at one by one


def is_department(subject: str) -> bool:
    """Whether a report is about a department, and not a group."""
    return subject.startswith("dep_")


class View(msgspec.Struct, frozen=True):
    """``scope``: all, group or own; ``group_ids``: of a group's scope, the reader's groups in order; ``agent_id``: of
    one's own, whose. ``subject``: the one group, or the department (of these groups), that it is about, if it is.
    ``permissions``: of those that matter."""

    scope: str
    group_ids: tuple[str, ...] = ()
    agent_id: str | None = None
    subject: str | None = None
    permissions: tuple[str, ...] = ()

    @property
    def subjects(self) -> tuple[str | None, ...]:
        """The groups that are asked about one by one: those of its subject; None: all that its reader reaches."""
        return self.group_ids if self.subject is not None else (None,)

    def bulletin_id(self, every: str, first: str) -> str:
        """The id of what this view shows of a period; the same whenever it is asked."""
        about = msgspec.json.encode((every, first, self))
        return f"bul_{hashlib.sha256(about).hexdigest()[:26]}"


def view_of(
    agent: Agent, group_ids: tuple[str, ...], subject: str | None = None, of: Sequence[str] = ()
) -> View | None:
    """What this agent, who is in these groups, sees (of ``subject``, a group or a department ``of`` these groups, if
    that is said); None: nothing."""
    held = agent.rights.permissions
    if not agent.active or REPORTS not in held:
        return None
    permissions = tuple(each for each in MATTERS if each in held)
    scope = agent.rights.scope
    if subject is not None:
        groups = tuple(sorted(of))[:MOST_OF_DEPARTMENT] if is_department(subject) else (subject,)
        reached = scope == ALL or (scope == GROUP and set(groups) <= set(group_ids))
        return View(GROUP, groups, None, subject, permissions) if reached and groups else None
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
