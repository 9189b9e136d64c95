"""Who may say what to whose leave, exchanges and attendance (B8). Pure."""

from __future__ import annotations

from chalicelib.attendance.model.requests import Request
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.reach import EVERYWHERE, NEAR, Act, reaches
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP

APPROVE, APPROVE_LONG, MANAGE = "leave.approve", "leave.approve_long", "leave.manage"
SEE, CORRECT = "attendance.see", "attendance.correct"
REACHED = frozenset({NEAR, EVERYWHERE})  # never as the one whom it is about
JUDGE = Act("decide_on_leave", REACHED, (APPROVE,))
JUDGE_LONG = Act("decide_on_long_leave", REACHED, (APPROVE_LONG,))
READ = Act("see_attendance", REACHED, (SEE, CORRECT))
READ_LEAVE = Act("see_leave", REACHED, (APPROVE, APPROVE_LONG, SEE))
MEND = Act("correct_attendance", REACHED, (CORRECT,))


def act_for(request: Request) -> Act:
    """What deciding on it is."""
    return JUDGE_LONG if request.senior else JUDGE


def is_senior(asker: Agent, minutes: int, leader_minutes: int) -> bool:
    """Whether it is for whoever may approve long leave: it is long, or from somebody who approves others' leave."""
    return minutes > leader_minutes or not asker.rights.permissions.isdisjoint((APPROVE, APPROVE_LONG))


def approvers(roster: Roster, request: Request, most: int) -> list[Agent]:
    """Who is told of it: those with the permission whose role reaches whom it is about, none of these themselves; of
    them those who lead their group, else whoever reaches everybody, administrators only if there is nobody else."""
    groups, wanted = list(roster.groups.values()), act_for(request).permissions
    able = [
        each
        for each in roster.agents.values()
        if each.active
        and not each.rights.permissions.isdisjoint(wanted)
        and each.agent_id not in request.party_ids
        and all(reaches(each, agent_id, (), groups) for agent_id in request.party_ids)
    ]
    near = [each for each in able if each.rights.scope == GROUP]
    others = [each for each in able if each.role != ADMINISTRATOR]
    return sorted(near or others or able, key=lambda each: each.agent_id)[:most]
