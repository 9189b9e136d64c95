"""What people may do: permissions, the roles that tick them, and how far a role reaches (F7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.errors import Conflict, Forbidden, Invalid, members
from chalicelib.core.text import among

ADMINISTRATOR, SUPERVISOR, GROUP_LEADER, AGENT = "administrator", "supervisor", "group_leader", "agent"

AS_WRITTEN = "conversations.as_written"  # who lacks it sees a mask in place of abuse
SEE_NUMBERS = "sensitive.see"  # who lacks it sees the middle of customers' numbers and addresses hidden
SHOW_ONE = "sensitive.show"  # one number at a time, saying why
ANSWER = "conversations.answer"  # who lacks it can neither answer nor be there to

HEAR = "recordings.hear"  # who lacks it hears no call

OWN, GROUP, ALL = "own", "group", "all"
SCOPES = (OWN, GROUP, ALL)

# name → what it is called, in Chinese and English. A route names the one it needs.
PERMISSIONS: dict[str, tuple[str, str]] = {
    ANSWER: ("接待会话", "Answer conversations"),
    "conversations.take": ("从排队中接入", "Take from the line"),
    "conversations.transfer": ("转接、挂起、邀请", "Transfer, hold and invite"),
    "conversations.former": ("查看撤回与修改前的内容", "See what was withdrawn or edited"),
    AS_WRITTEN: ("查看被遮盖的原文", "See what abuse is masked"),
    SEE_NUMBERS: ("查看客户号码与邮箱的全文", "See customers' numbers and addresses in full"),
    SHOW_ONE: ("说明理由后查看单个号码", "Show one hidden number, saying why"),
    "orders.look_up": ("按订单号查询订单", "Look up orders by their number"),
    "visitors.block": ("拉黑访客", "Block visitors"),
    "visitors.merge": ("合并访客", "Merge visitors"),
    "conversations.reassign": ("改派、强制接管", "Reassign and take over"),
    "assignment.explain": ("查看分配原因", "See why a conversation was assigned"),
    "presence.others": ("设置他人状态", "Set the presence of others"),
    "live.see": ("查看在线访客并邀请", "See live visitors and invite them"),
    "wall.see": ("查看监控大屏", "Watch the wall"),
    "shifts.see": ("查看班表", "See rosters"),
    "shifts.plan": ("排班、发布班表", "Plan and publish rosters"),
    "leave.approve": ("审批请假与调班", "Approve leave and exchanges of shifts"),
    "leave.approve_long": ("审批长假与组长的申请", "Approve long leave, and that of leaders"),
    "leave.manage": ("管理假期类型与额度", "Manage kinds of leave and balances"),
    "attendance.see": ("查看考勤", "See attendance"),
    "attendance.correct": ("更正考勤", "Correct attendance"),
    "people.see": ("查看同事与分组", "See colleagues and groups"),
    "fields.manage": ("管理客户字段", "Manage customers' fields"),
    "desk.manage": ("管理坐席与设置", "Manage seats and settings"),
    "agents.manage": ("管理客服账号", "Manage agents"),
    "groups.manage": ("管理客服组", "Manage groups"),
    "roles.manage": ("管理角色", "Manage roles"),
    "plans.manage": ("管理客服方案", "Manage plans"),
    "knowledge.manage": ("管理常用语、禁语与咨询分类", "Manage phrases, words not to be said, and categories"),
    "articles.write": ("撰写文章", "Write articles"),
    "articles.publish": ("审核、发布与归档文章", "Review, publish and archive articles"),
    "announcements.manage": ("发布公告与统一口径", "Publish announcements and agreed answers"),
    "privacy.manage": ("个人数据：导出、删除与冻结", "Personal data: give out, erase and hold"),
    "audit.read": ("查看审计日志", "Read the audit log"),
    "work.manage": ("查看、重试、丢弃后台任务", "See, redrive and drop due work"),
    "offline.answer": ("处理离线留言", "Answer offline messages"),
    "offline.assign": ("分派离线留言", "Give offline messages to others"),
    "followups.work": ("执行回访", "Do follow-ups"),
    "followups.manage": ("管理回访计划", "Manage follow-ups"),
    "callbacks.work": ("处理低分回访", "Call back after low scores"),
    "tickets.work": ("处理工单", "Work on tickets"),
    "tickets.manage": ("管理工单", "Manage tickets"),
    "records.see": ("查看咨询记录", "See records of conversations"),
    "handover.see": ("查看下班时未完的事项", "See what was left open"),
    "duty.work": ("值班：交接班、检查、报障、请示", "Duty: hand over, check, report faults, ask"),
    "duty.lead": ("值班管理：答复请示、班务会纪要", "Duty: answer requests for instruction, write minutes"),
    "duty.manage": ("管理检查清单与值班设置", "Manage check lists and duty settings"),
    "surveys.see": ("查看满意度", "See satisfaction"),
    "questionnaires.manage": ("管理问卷", "Manage questionnaires"),
    "quality.inspect": ("质检打分", "Inspect and score"),
    "quality.decide": ("处理质检申诉、组织校准", "Decide on appeals and calibrate"),
    "quality.see": ("查看质检结果", "See what inspections came to"),
    "quality.manage": ("管理质检规则与评分表", "Manage inspection rules and sheets"),
    HEAR: ("收听通话录音", "Hear recordings of calls"),
    "staff.see": ("查看员工档案", "See staff files"),
    "staff.enter": ("记入奖惩", "Enter rewards and penalties"),
    "staff.approve": ("复核罚款", "Approve penalties in money"),
    "staff.manage": ("管理奖惩类型", "Manage kinds of rewards and penalties"),
    "touchpoints.see": ("查看接触点与规范率", "See touch points and how flows are kept"),
    "touchpoints.manage": ("管理接触点矩阵与流程", "Manage the map of touch points and its flows"),
    "training.lead": ("培训：评分、安排课程、撤销证书", "Training: judge, order courses, revoke certificates"),
    "training.manage": ("管理课程与上岗要求", "Manage courses and what groups require"),
    "reports.see": ("查看统计", "See figures"),
    "performance.see": ("查看他人绩效", "See the performance of others"),
    "performance.manage": ("管理绩效方案、录入与确认", "Manage performance schemes, enter values, confirm months"),
    "incidents.see": ("查看应急事件、勾选步骤", "See incidents and tick steps"),
    "incidents.lead": ("启动、处置与结束应急事件", "Declare, lead and end incidents"),
    "incidents.manage": ("管理应急规则与预案", "Manage rules and defined events of incidents"),
    "oncall.see": ("查看值班表与呼叫记录", "See who is on call, and calls"),
    "oncall.manage": ("管理值班表", "Manage who is on call"),
    "costs.see": ("查看费用", "See what the desk costs"),
    "costs.manage": ("管理预算、价格与节省方式", "Manage budget and prices"),
    "channels.manage": ("管理渠道", "Manage channels"),
    "bulletins.manage": ("管理日报、周报、月报", "Manage daily, weekly and monthly reports"),
    "keys.manage": ("管理 API 密钥", "Manage API keys"),
    "webhooks.manage": ("管理 Webhook", "Manage webhooks"),
    "exchange.import": ("导入数据", "Import data"),
    "exchange.export": ("导出数据", "Export data"),
    "notices.see": ("查看与重发通知", "See and resend notices"),
    "notices.manage": ("管理通知与短信余额", "Manage notices and SMS credit"),
    "notices.send": ("向订阅客户发送通知", "Send notices to subscribers"),
    "subscriptions.manage": ("管理订阅主题与群发", "Manage topics and mailings"),
    "customers.wishes": ("登记客户意愿、订阅与需求", "Write down customers’ wishes, subscriptions and needs"),
}

_AGENT = frozenset(
    {
        ANSWER,
        SHOW_ONE,
        "conversations.take",
        "conversations.transfer",
        "assignment.explain",
        "live.see",
        "people.see",
        "shifts.see",
        "offline.answer",
        "followups.work",
        "tickets.work",
        "customers.wishes",
        "duty.work",
        "reports.see",
    }
)
_LEADER = _AGENT | {
    SEE_NUMBERS,
    "conversations.former",
    AS_WRITTEN,
    "orders.look_up",
    "visitors.block",
    "visitors.merge",
    "conversations.reassign",
    "presence.others",
    "shifts.plan",
    "leave.approve",
    "attendance.see",
    "attendance.correct",
    "wall.see",
    "offline.assign",
    "followups.manage",
    "tickets.manage",
    "handover.see",
    "duty.lead",
    "duty.manage",
    "surveys.see",
    "touchpoints.see",
    "records.see",
    "knowledge.manage",
    "articles.write",
    "announcements.manage",
    "incidents.see",
    "performance.see",
    "quality.inspect",
    "quality.see",
    HEAR,
    "staff.see",
    "staff.enter",
    "training.lead",
}
_SUPERVISOR = _LEADER | {
    "questionnaires.manage",
    "articles.publish",
    "notices.see",
    "notices.send",
    "subscriptions.manage",
    "callbacks.work",
    "incidents.lead",
    "quality.decide",
    "staff.approve",
    "training.manage",
    "leave.approve_long",
    "costs.see",
    "oncall.see",
    "oncall.manage",
}


class Role(msgspec.Struct, frozen=True):
    """A set of permissions and how far they reach: a person's ``own`` conversations, their ``group``'s, or ``all``.

    ``version`` is one more with each change.
    """

    role_id: str
    name: str
    permissions: frozenset[str]
    scope: Annotated[str, among(*SCOPES)]
    built_in: bool = False
    created_at: datetime | None = None
    version: int = 1

    def exceeds(self, other: Role) -> bool:
        """Whether it allows something that ``other`` does not, or reaches further."""
        return not self.permissions <= other.permissions or SCOPES.index(self.scope) > SCOPES.index(other.scope)


BUILT_IN: dict[str, Role] = {
    role.role_id: role
    for role in (
        Role(ADMINISTRATOR, "管理员 Administrator", frozenset(PERMISSIONS), ALL, True),
        Role(SUPERVISOR, "主管 Supervisor", _SUPERVISOR, ALL, True),
        Role(GROUP_LEADER, "组长 Group leader", _LEADER, GROUP, True),
        Role(AGENT, "客服 Agent", _AGENT, OWN, True),
    )
}


class PermissionNeeded(Forbidden):
    """The caller's role lacks this permission of the catalogue."""

    beside = members(permission=str)


class BeyondYourRights(Forbidden):
    """It goes further than what the caller's own role allows or reaches (law 8)."""

    code = "beyond_your_rights"
    title = "This goes beyond your own rights"


class BuiltInRole(Conflict):
    """The roles that every desk has are nobody's to change."""

    code = "built_in_role"
    title = "Built-in roles stay as they are"


class LastAdministrator(Conflict):
    """Without them nobody could administer the desk."""

    code = "last_administrator"
    title = "The desk needs an administrator"


class EmailTaken(Conflict):
    """Another agent signs in with it."""

    code = "email_taken"
    title = "This e-mail address belongs to another agent"
    beside = members(field=str, agent_id=str)


class NumberTaken(Conflict):
    """Another agent has it."""

    code = "number_taken"
    title = "This number belongs to another agent"
    beside = members(field=str, agent_id=str)


def refuse_without(permission: str, held: Iterable[str]) -> None:
    """Raises ``PermissionNeeded`` for one that is missing."""
    if permission not in held:
        zh, en = PERMISSIONS[permission]
        raise PermissionNeeded(f"you need the permission {en} ({zh})", extra={"permission": permission})


def checked_permissions(permissions: Sequence[str]) -> frozenset[str]:
    """Permissions of the catalogue, at least one."""
    unknown = [each for each in permissions if each not in PERMISSIONS]
    if unknown or not permissions:
        raise Invalid.field("permissions", f"one or more of {', '.join(PERMISSIONS)}")
    return frozenset(permissions)


def checked_scope(scope: str) -> str:
    """How far a role reaches."""
    if scope not in SCOPES:
        raise Invalid.field("scope", f"one of {', '.join(SCOPES)}")
    return scope
