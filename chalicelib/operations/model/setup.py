"""What a desk lacks so that nobody waits in vain: who receives, who leads, who is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from chalicelib.notifications.model.settings import NoticeSettings
from chalicelib.people.model.agents import Agent, Group, Roster
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans.model.plan import Plan

ANSWER = "conversations.answer"


class Lack(msgspec.Struct, frozen=True):
    """Something that is not as it should be: what (``code``), and whose it is. ``about`` is an id, or empty."""

    code: str
    about: str = ""
    name: str = ""


class Kind(NamedTuple):
    """A code, and what it means in Chinese and English."""

    code: str
    chinese: str
    english: str


KINDS = (
    Kind("nobody_else", "除您以外还没有别的账号", "Nobody but you has an account yet"),
    Kind("nothing_embedded", "网站上还没有出现过客服图标", "No website has shown the chat yet"),
    Kind("no_agents", "还没有可以接待的客服", "Nobody can answer yet"),
    Kind("one_administrator", "只有一位管理员，无法登录时无人能帮忙", "One administrator only: nobody can let them in"),
    Kind("agent_receives_nothing", "不在任何组或方案中，不会被分配会话", "In no group and no plan, so never assigned"),
    Kind("group_empty", "组内没有可以接待的客服", "Nobody in this group can answer"),
    Kind("leader_away", "组长已停用，提醒无人接收", "The leader is disabled, so nobody is reminded"),
    Kind("plan_unserved", "没有可以接待该方案的客服", "Nobody can answer this plan's visitors"),
    Kind("plan_partly_unserved", "各组限定了来源或等级，其他访客无人接待", "Its groups do not receive every visitor"),
    Kind("plan_not_seen", "还没有网站显示过该方案的客服图标", "No website has shown this plan's chat yet"),
    Kind("nobody_told", "离线留言不会通知任何人", "Nobody is told of messages that are left"),
    Kind("no_sender", "未设置发件邮箱，邮件无法发出", "No sender's address: no e-mail can be sent"),
    Kind("sender_unconfirmed", "邮件服务商未确认该发件邮箱，邮件会被拒绝", "The mail provider refuses this sender"),
    Kind("no_signature", "未设置短信签名，短信无法发出", "No signature: no SMS can be sent"),
)  # fmt: skip
CODES = tuple(each.code for each in KINDS)


def lacks(
    roster: Roster, plans: Sequence[Plan], settings: NoticeSettings, sender_confirmed: bool | None = None
) -> list[Lack]:
    """Everything that is lacking; nothing where all is well.

    ``sender_confirmed``: what the provider says of the sender's address; None, if it cannot tell, is no lack.
    """
    return [
        *_of_people(roster, plans),
        *_of_groups(roster),
        *_of_plans(roster, plans),
        *_of_letters(plans, settings, sender_confirmed),
    ]


def _can_answer(agent: Agent) -> bool:
    return agent.active and not agent.hidden and ANSWER in agent.rights.permissions


def _of_people(roster: Roster, plans: Sequence[Plan]) -> Iterator[Lack]:
    if len(roster.agents) == 1:
        yield Lack("nobody_else")
    able = [each for each in roster.agents.values() if _can_answer(each)]
    if not able:
        yield Lack("no_agents")
    if sum(1 for each in roster.agents.values() if each.active and each.role == ADMINISTRATOR) == 1:
        yield Lack("one_administrator")
    if any(_is_everybodys(plan) for plan in plans):
        return  # whoever can answer receives from there
    receiving = {member_id for group in _groups_in_use(roster) for member_id in group.member_ids}
    receiving.update(agent_id for plan in plans for agent_id in plan.agent_ids)
    for agent in able:
        if agent.agent_id not in receiving and agent.role != ADMINISTRATOR:
            yield Lack("agent_receives_nothing", agent.agent_id, agent.name)


def _is_everybodys(plan: Plan) -> bool:
    return not plan.reaches_nobody and not plan.group_ids and not plan.agent_ids


def _groups_in_use(roster: Roster) -> list[Group]:
    return [each for each in roster.groups.values() if not each.archived]


def _of_groups(roster: Roster) -> Iterator[Lack]:
    for group in _groups_in_use(roster):
        members = [roster.agents[each] for each in group.member_ids if each in roster.agents]
        if not any(map(_can_answer, members)):
            yield Lack("group_empty", group.group_id, group.name)
        leader = roster.agents.get(group.leader_id)
        if leader is None or not leader.active:
            yield Lack("leader_away", group.group_id, group.name)


def _of_plans(roster: Roster, plans: Sequence[Plan]) -> Iterator[Lack]:
    served = [plan for plan in plans if not plan.reaches_nobody and not plan.archived]
    unseen = [plan for plan in served if plan.seen_at is None]
    if len(unseen) == len(served):
        yield Lack("nothing_embedded")
    else:
        yield from (Lack("plan_not_seen", plan.plan_id, plan.name) for plan in unseen)
    for plan in served:
        groups = [roster.groups[each] for each in plan.receiving_ids if each in roster.groups]
        named = [roster.agents[each] for each in plan.agent_ids if each in roster.agents]
        members = [roster.agents[each] for group in groups for each in group.member_ids if each in roster.agents]
        if not any(map(_can_answer, roster.agents.values() if _is_everybodys(plan) else [*named, *members])):
            yield Lack("plan_unserved", plan.plan_id, plan.name)
        elif groups and not any(map(_can_answer, named)) and all(each.levels or each.channels for each in groups):
            yield Lack("plan_partly_unserved", plan.plan_id, plan.name)


def _of_letters(plans: Sequence[Plan], settings: NoticeSettings, sender_confirmed: bool | None) -> Iterator[Lack]:
    for plan in plans:
        if not plan.reaches_nobody and not plan.offline.recipients:
            yield Lack("nobody_told", plan.plan_id, plan.name)
    if not settings.sender_email:
        yield Lack("no_sender")
    elif sender_confirmed is False:
        yield Lack("sender_unconfirmed", name=settings.sender_email)
    if not settings.sms_signature and any(each.mobile for plan in plans for each in plan.offline.recipients):
        yield Lack("no_signature")
