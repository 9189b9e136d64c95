"""Files to be filled in: for each kind of thing its columns, and a line of what stands in them (F10). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chalicelib.exchange.model.kinds import (
    AGENTS,
    ARTICLES,
    CONVERSATIONS,
    CUSTOMERS,
    LINES,
    PHRASES,
    TICKETS,
    Column,
    Kind,
)
from chalicelib.exchange.model.lines import body, head
from chalicelib.exchange.model.sheets import CSV

SAMPLES: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    CUSTOMERS: (
        {
            "external_id": "C0001",
            "name": "王小明",
            "email": "wang@example.com",
            "mobile": "13800138000",
            "level": "VIP",
            "tags": "老客户;华东",
            "locale": "zh-CN",
            "first_seen_at": "2025-03-01 10:00",
            "contacted_at": "2025-06-18 15:30",
            "preferred_channel": "邮件",
            "refused_channels": "短信",
        },
        {
            "external_id": "C0001",
            "name": "Ann Smith",
            "email": "ann@example.com",
            "mobile": "+447400123456",
            "level": "vip",
            "tags": "regular;london",
            "locale": "en",
            "first_seen_at": "2025-03-01 10:00",
            "contacted_at": "2025-06-18 15:30",
            "preferred_channel": "email",
            "refused_channels": "sms",
        },
    ),
    AGENTS: (
        {
            "external_id": "A0001",
            "email": "zhang@example.com",
            "name": "张三",
            "number": "2001",
            "role": "agent",
            "capacity": "5",
            "hidden": "否",
            "active": "是",
        },
        {
            "external_id": "A0001",
            "email": "john@example.com",
            "name": "John Brown",
            "number": "2001",
            "role": "agent",
            "capacity": "5",
            "hidden": "no",
            "active": "yes",
        },
    ),
    PHRASES: (
        {
            "external_id": "P0001",
            "shelf": "公司",
            "occasion": "开场",
            "title": "问候（示例）",
            "text": "您好，请问有什么可以帮您？",
            "shortcut": "nihao",
            "language": "中文",
        },
        {
            "external_id": "P0001",
            "shelf": "company",
            "occasion": "opening",
            "title": "Greeting (sample)",
            "text": "Hello, how can we help you?",
            "shortcut": "hello",
            "language": "English",
        },
    ),
    ARTICLES: (
        {
            "external_id": "K0001",
            "title_zh": "如何退货",
            "body_zh": "收货后七天内可以退货。",
            "title_en": "Returns",
            "body_en": "Within seven days.",
            "state": "草稿",
        },
        {
            "external_id": "K0001",
            "title_zh": "如何退货",
            "body_zh": "收货后七天内可以退货。",
            "title_en": "Returns",
            "body_en": "Within seven days.",
            "state": "draft",
        },
    ),
    TICKETS: (
        {
            "external_id": "T0001",
            "type": "售后",
            "subject": "没有收到货",
            "text": "下单一周仍未收到。",
            "state": "已关闭",
            "priority": "普通",
            "visitor_name": "王小明",
            "email": "wang@example.com",
            "mobile": "13800138000",
            "locale": "zh-CN",
            "created_at": "2025-05-01 10:00",
            "solved_at": "2025-05-02 10:00",
            "closed_at": "2025-05-03 10:00",
            "history": '[{"at":"2025-05-02 09:00","author":"客服","text":"已催仓库"}]',
        },
        {
            "external_id": "T0001",
            "type": "aftersale",
            "subject": "Parcel missing",
            "text": "Ordered a week ago.",
            "state": "closed",
            "priority": "normal",
            "visitor_name": "Ann Smith",
            "email": "ann@example.com",
            "mobile": "+447400123456",
            "locale": "en",
            "created_at": "2025-05-01 10:00",
            "solved_at": "2025-05-02 10:00",
            "closed_at": "2025-05-03 10:00",
            "history": '[{"at":"2025-05-02 09:00","author":"agent","text":"Asked the warehouse"}]',
        },
    ),
    CONVERSATIONS: (
        {
            "external_id": "S0001",
            "customer_name": "王小明",
            "source": "web",
            "locale": "zh-CN",
            "at": "2025-05-01 10:00:00",
            "author": "访客",
            "author_name": "王小明",
            "text": "在吗？（同一会话的每条消息各占一行）",
        },
        {
            "external_id": "S0001",
            "customer_name": "Ann Smith",
            "source": "web",
            "locale": "en",
            "at": "2025-05-01 10:00:00",
            "author": "visitor",
            "author_name": "Ann Smith",
            "text": "Hello? (each message of a conversation is a line)",
        },
    ),
}


def template_of(kind: Kind, own: Sequence[Column], language: str) -> str:
    """A CSV with the names of all columns and one line of what may stand in them; what each desk has its own of, and
    the desk's ``own`` fields, are left empty."""
    columns = [*kind.columns, *own]
    if kind.name == CONVERSATIONS:
        columns = [each for each in columns if each.shape != LINES and each.name not in ("started_at", "closed_at")]
    sample = SAMPLES[kind.name][0 if language.startswith("zh") else 1]
    return (head(columns, CSV, language) + body(columns, CSV, [sample])).decode()
