"""What can be imported and exported, and the columns of each (F10). Pure."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.text import among
from chalicelib.people.model.rights import PERMISSIONS

IMPORT, EXPORT = "exchange.import", "exchange.export"

TEXT, LIST, TIME, DAY, NUMBER, YES_NO, LINES = "text", "list", "time", "day", "number", "yes_no", "lines"
SHAPES = (TEXT, LIST, TIME, DAY, NUMBER, YES_NO, LINES)

CUSTOMERS, AGENTS, PHRASES = "customers", "agents", "phrases"
ARTICLES, TICKETS, CONVERSATIONS = "articles", "tickets", "conversations"
OWN_FIELD = "field:"  # before the id of a field of the desk's own


class Column(msgspec.Struct, frozen=True):
    """A column: what it is called in both languages, and what else it may be called (with bars between). ``needed``: no
    row without it. Of the shape ``lines`` it holds several things, as JSON."""

    name: str
    zh: str
    en: str
    shape: Annotated[str, among(*SHAPES)] = TEXT
    needed: bool = False
    also: str = ""

    @property
    def others(self) -> tuple[str, ...]:
        """What else it may be called."""
        return tuple(each for each in self.also.split("|") if each)


class Kind(msgspec.Struct, frozen=True):
    """A kind of thing. ``permissions``: one of these is needed besides the room's own; ``together``: how many are taken
    in one part; ``looked_at``: of a dry run, where these are more; ``planned``: each is of a plan."""

    name: str
    permissions: tuple[str, ...]
    columns: tuple[Column, ...]
    together: int = 5
    looked_at: int = 0
    planned: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(each.name for each in self.columns)

    def find(self, name: str) -> Column | None:
        """The column of this name."""
        return next((each for each in self.columns if each.name == name), None)


def _id(also: str) -> Column:
    """The external id of a kind of thing, and what it is called there."""
    return Column("external_id", "外部编号", "External id", also=f"id|编号|uid|no|{also}")


_PLAN = Column("plan", "方案", "Plan", also="方案编码|网站|店铺|plan_key|site|website")
_NAME = Column(
    "name",
    "姓名",
    "Name",
    also="客户姓名|客户名称|名称|昵称|称呼|full name|customer name|nickname",
)
_EMAIL = Column(
    "email",
    "邮箱",
    "E-mail",
    also="电子邮箱|邮件|电子邮件|邮箱地址|mail|email address|e-mail address",
)
_MOBILE = Column(
    "mobile",
    "手机",
    "Mobile",
    also="手机号|手机号码|电话|联系电话|电话号码|phone|telephone|tel|mobile number|phone number",
)
_LEVEL = Column("level", "等级", "Level", also="客户等级|会员等级|级别|customer level|vip")
_LANGUAGE = Column("locale", "语言", "Language", also="language|lang|语种")
_CREATED = Column("created_at", "创建时间", "Created at", TIME, also="建单时间|提交时间|created|create time|opened at")
_CLOSED = Column("closed_at", "结束时间", "Closed at", TIME, also="关闭时间|完结时间|closed|end time|ended at")
_CUSTOMER = Column(
    "customer",
    "客户外部编号",
    "Customer's external id",
    also="所属客户|客户编号|客户id|用户编号|访客编号|customer id|user id|visitor id",
)
_CATEGORY = Column("category", "分类", "Category", also="类目|栏目|咨询分类|topic|folder")
_AGENT = Column(
    "agent",
    "客服",
    "Agent",
    also="客服姓名|接待客服|坐席|处理人|受理人|assignee|handler|operator",
)

KINDS: dict[str, Kind] = {
    each.name: each
    for each in (
        Kind(
            CUSTOMERS,
            ("records.see", "visitors.merge"),
            (
                _id("客户编号|客户id|用户编号|用户id|会员编号|customer id|user id|member id"),
                _PLAN,
                _NAME,
                _EMAIL,
                _MOBILE,
                _LEVEL,
                Column("tags", "标签", "Tags", LIST, also="客户标签|tag|labels"),
                _LANGUAGE,
                Column(
                    "first_seen_at",
                    "首次到访",
                    "First seen",
                    TIME,
                    also="注册时间|创建时间|首次访问|registered at|registered|created at|created|signed up|since",
                ),
                Column(
                    "contacted_at",
                    "最近联系",
                    "Last contact",
                    TIME,
                    also="最后联系|最近联系时间|最后联系时间|last contacted|last contact at|last seen",
                ),
                Column("preferred_channel", "首选联系方式", "Preferred channel", also="联系偏好|preferred"),
                Column(
                    "refused_channels",
                    "拒绝的联系方式",
                    "Refused channels",
                    LIST,
                    also="退订|refused|opted out",
                ),
            ),
            together=24,
            looked_at=96,
            planned=True,
        ),
        Kind(
            AGENTS,
            ("agents.manage",),
            (
                _id("账号id|员工id|agent id|staff id"),
                Column("email", "邮箱", "E-mail", needed=True, also=_EMAIL.also + "|账号|登录账号|account|login"),
                Column("name", "姓名", "Name", needed=True, also="客服姓名|坐席姓名|full name|agent name"),
                Column(
                    "number",
                    "工号",
                    "Number",
                    needed=True,
                    also="员工编号|坐席工号|staff number|employee id|employee number",
                ),
                Column("role", "角色", "Role", also="权限组|岗位"),
                Column(
                    "groups",
                    "客服组",
                    "Groups",
                    LIST,
                    also="分组|技能组|组别|group|teams|team|skills",
                ),
                Column("capacity", "接待上限", "Capacity", NUMBER, also="最大接待量|接待量|max chats|slots"),
                Column("hidden", "隐身", "Hidden", YES_NO, also="不参与分配"),
                Column("active", "启用", "Active", YES_NO, also="状态|enabled|status"),
            ),
        ),
        Kind(
            PHRASES,
            ("knowledge.manage",),
            (
                _id("话术编号|常用语编号|phrase id"),
                Column("shelf", "归属", "Shelf", also="范围|所属|group|owner"),
                Column("occasion", "分类", "Category", also="场合|类目|occasion|folder|type"),
                Column("title", "标题", "Title", needed=True, also="名称|name|subject"),
                Column(
                    "text",
                    "内容",
                    "Text",
                    needed=True,
                    also="话术|回复内容|正文|content|body|message|reply",
                ),
                Column("shortcut", "快捷码", "Shortcut", also="快捷|快捷键|shortcode|keyword"),
                Column("language", "语言", "Language", also="locale|lang"),
            ),
            together=20,
        ),
        Kind(
            ARTICLES,
            ("articles.write",),
            (
                _id("文章编号|文章id|article id"),
                Column("title_zh", "标题", "Title (Chinese)", also="中文标题|名称|title_cn|title zh"),
                Column("body_zh", "正文", "Text (Chinese)", also="中文正文|内容|body_cn|body zh"),
                Column("title_en", "英文标题", "Title (English)", also="title|subject|title en"),
                Column("body_en", "英文正文", "Text (English)", also="body|content|text|markdown|body en"),
                _CATEGORY,
                Column("plans", "适用方案", "Plans", LIST, also="方案|plan|plan_keys|sites"),
                Column("state", "状态", "State", also="发布状态|status"),
                Column("review_on", "复审日期", "Review on", DAY, also="复审日|review date"),
            ),
        ),
        Kind(
            TICKETS,
            ("tickets.manage",),
            (
                _id("工单编号|工单id|ticket id|case id"),
                _PLAN,
                Column("number", "工单号", "Number", also="单号|ticket number"),
                Column("type", "类型", "Type", also="工单类型|ticket type"),
                Column("subject", "主题", "Subject", needed=True, also="标题|工单标题|title"),
                Column("text", "描述", "Text", also="内容|问题描述|详情|description|body|details"),
                Column("state", "状态", "State", also="工单状态|status"),
                Column("priority", "优先级", "Priority", also="紧急程度|urgency"),
                _CATEGORY,
                _LEVEL,
                _CUSTOMER,
                Column(
                    "visitor_name",
                    "客户姓名",
                    "Customer",
                    also="联系人|姓名|name|requester|customer name",
                ),
                _EMAIL,
                _MOBILE,
                _LANGUAGE,
                Column("handler", "处理人", "Handler", also=_AGENT.also),
                Column("owner", "负责人", "Owner", also="责任人|responsible"),
                Column("group", "责任组", "Group", also="客服组|处理组|team"),
                _CREATED,
                Column("solved_at", "解决时间", "Solved at", TIME, also="解决于|solved|resolved at|resolved"),
                _CLOSED,
                Column("history", "处理记录", "History", LINES, also="跟进记录|comments|entries"),
            ),
            planned=True,
        ),
        Kind(
            CONVERSATIONS,
            ("records.see",),
            (
                _id("会话编号|会话id|对话编号|conversation id|chat id|session id"),
                _PLAN,
                _CUSTOMER,
                Column(
                    "customer_name",
                    "客户姓名",
                    "Customer",
                    also="访客|访客姓名|客户|visitor|visitor name",
                ),
                _LEVEL,
                _AGENT,
                _CATEGORY,
                Column("source", "来源", "Source", also="渠道|channel"),
                _LANGUAGE,
                Column(
                    "started_at",
                    "开始时间",
                    "Started at",
                    TIME,
                    also="会话开始时间|start time|started|created at",
                ),
                _CLOSED,
                Column("messages", "消息", "Messages", LINES, also="对话|聊天记录|transcript|entries"),
                Column("at", "时间", "At", TIME, also="消息时间|发送时间|time|timestamp|date|sent at"),
                Column("author", "发言方", "Author", also="发送方|角色|sender type|role|from|side"),
                Column("author_name", "发言人", "Author's name", also="发送人|发送者|sender|sender name"),
                Column("text", "消息内容", "Text", also="内容|正文|message|body|content"),
            ),
            planned=True,
        ),
    )
}
OF_MESSAGES = ("at", "author", "author_name", "text")  # of a row that is one message

for _kind in KINDS.values():  # a slip of the pen is found when the room is imported
    if not set(_kind.permissions) <= PERMISSIONS.keys():
        raise ValueError(_kind.name)


def kind_of(name: str) -> Kind:
    """The kind of this name, which is one of them."""
    return KINDS[name]
