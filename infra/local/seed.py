"""The first start's people: an administrator, two agents, a group, the plan ``demo`` with its shop and its
inbox, who letters come from."""

from __future__ import annotations

from contextlib import suppress

from chalicelib.channels.model.channel import NewChannel
from chalicelib.channels.service import settings as channels
from chalicelib.core import audit
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict
from chalicelib.logbook.model.schedules import PointForm
from chalicelib.logbook.service import checklists
from chalicelib.logbook.service.checklists import MakeCheckList
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateAgent, CreateGroup
from chalicelib.people.model.rights import ADMINISTRATOR, AGENT
from chalicelib.plans import service as plans
from chalicelib.plans.model.identity import HS256
from chalicelib.plans.model.limits import Limits
from chalicelib.plans.service.identity import add_key
from infra import founding
from infra.demo.crowd import ONE_MACHINE
from infra.demo.touchpoints import show_map
from infra.local import elsewhere
from infra.local.help_articles import publish_articles
from infra.local.hooks import serving as hooks
from infra.local.roster import plan_first_weeks
from infra.local.shop.serving import ORDERS

AGENTS = (("mei@example.com", "林小美", "1001"), ("tom@example.com", "Tom Baker", "1002"))
FACTS = [
    {
        "fact_id": "name",
        "texts": {"zh-CN": "收货人姓名", "en": "Name of the consignee"},
        "source": "shop",
        "way": "whole",
    },
    {
        "fact_id": "phone",
        "texts": {"zh-CN": "手机号后四位", "en": "Last four digits of the mobile number"},
        "source": "mobile",
        "way": "last_four",
    },
    {"fact_id": "word", "texts": {"zh-CN": "服务密码", "en": "Service word"}, "source": "shop", "way": "whole"},
]
INBOX = "help@example.com"
SENDER = {"sender_email": "noreply@example.com", "sender_name": "山岚茶铺", "sms_signature": "山岚茶铺"}


def first_start(desk: Desk, admin_email: str, password: str) -> bool:
    """Seed a desk that has none of it yet; each piece once, so that a start that died half-way is finished by the next.

    Whether the desk was founded now.
    """
    founded = founding.found(desk)
    admin_id = _agent(desk, admin_email, "管理员 Admin", "1000", password, ADMINISTRATOR)
    members = [_agent(desk, email, name, number, password, AGENT) for email, name, number in AGENTS]
    if not people.list_groups(desk):
        group = people.create_group(desk, CreateGroup(name="售前 Sales", leader_id=members[0], member_ids=members))
        plan_first_weeks(desk, admin_id, group.group_id, members)
    group_ids = [group.group_id for group in people.list_groups(desk)]
    with suppress(Conflict):
        fields = {"name": "山岚茶铺 Shanlan Tea House", "group_ids": group_ids[:1], "limits": ONE_MACHINE}
        plans.create_plan(desk, "demo", fields)
    if plans.read_plan(desk, "demo").limits == Limits():  # of a desk that was founded before plans had limits
        plans.update_plan(desk, "demo", {"limits": ONE_MACHINE}, None)
    _connect_shop(desk)
    hooks.connect(desk, admin_id, new=founded)
    elsewhere.connect(desk, "demo", new=founded)
    if notifications.read_settings(desk).version == 0:
        notifications.update_settings(desk, SENDER)
    if founded:
        _receive_mail(desk)
    _round(desk, group_ids[0], admin_email)
    publish_articles(desk)
    show_map(desk, group_ids[0])
    return founded


def _round(desk: Desk, group_id: str, admin_email: str) -> None:
    """What the group looks at in the morning and in the evening; once, while it has no list of its own."""
    admin = next((each for each in people.list_agents(desk) if each.email == admin_email), None)
    if admin is None:
        return
    caller = people.Caller(admin, "seed")
    if not checklists.list_check_lists(desk, caller, group_id):
        points = (PointForm("电话与网络", "拨测一次"), PointForm("工单系统"), PointForm("消防通道", "畅通"))
        form = MakeCheckList(group_id, "早晚巡检 Round", points, times=("09:00", "18:00"))
        checklists.make_check_list(desk, caller, form, None)


def _connect_shop(desk: Desk) -> None:
    """The demo's own shop knows its customers' orders; once, and wherever the desk is served this time."""
    plan, ring = plans.read_plan_and_shop_keys(desk, "demo")
    url = f"{desk.settings.public_url}{ORDERS}"
    if ring.version == 0 and not plan.shop.url:
        add_key(desk, "demo", HS256)
        plans.update_plan(desk, "demo", {"shop": {"url": url, "facts": FACTS, "needed": 2}}, None)
        plans.add_shop_key(desk, "demo")  # last, since it says that all of this is done
    elif plan.shop.url.endswith(ORDERS) and plan.shop.url != url:
        plans.update_plan(desk, "demo", {"shop": {"url": url}}, None)


def _receive_mail(desk: Desk) -> None:
    """The demo's plan receives e-mail, as ``/local/inbox`` writes it."""
    form = NewChannel(kind="email", name="邮箱 E-mail", plan_key="demo", inboxes=[INBOX])
    channels.create_channel(desk, form, audit.SYSTEM)


def _agent(desk: Desk, email: str, name: str, number: str, password: str, role: str) -> str:
    known = people.find_agent(desk, email)
    if known is not None:  # whose password was good enough once
        return known.agent_id
    try:
        agent = people.create_agent(
            desk,
            CreateAgent(
                email=email, name=name, number=number, password=password, role=role, capacity=5, temporary=False
            ),
        )
    except Conflict as conflict:
        return str(conflict.extra["agent_id"])
    return agent.agent_id
