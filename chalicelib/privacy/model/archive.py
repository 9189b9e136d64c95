"""One person's data as it is given out: JSON lines for programs, a page for people (F6). Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from typing import Any

from chalicelib.core.times import to_the_second

MOST_BYTES = 100 * 1024 * 1024  # of the files in one archive: what is more is in another one beside it

# what the declarations are called, in Chinese and English
NAMES: dict[str, tuple[str, str]] = {
    "visitors.customer": ("客户资料", "Customer record"),
    "visitors.user": ("网站账号", "Account on the website"),
    "visitors.records": ("来访、备注与自定义字段", "Visits, notes and fields"),
    "monitoring.live": ("在网站上的状态", "Presence on the website"),
    "monitoring.invited": ("收到的邀请", "Invitations"),
    "conversations.header": ("会话", "Conversations"),
    "conversations.entries": ("会话内容", "What was said"),
    "files.file": ("文件", "Files"),
    "files.of_conversation": ("会话中的文件", "Files of conversations"),
    "tickets.of_customer": ("名下工单", "Tickets of theirs"),
    "tickets.made_from": ("相关工单", "Tickets made of this"),
    "tickets.ticket": ("工单", "Tickets"),
    "tickets.entries": ("工单记录", "What was written in tickets"),
    "tickets.owed": ("待首次答复", "First answers that are owed"),
    "followups.followup": ("回访与承诺", "Follow-ups and promises"),
    "orders.watched": ("关注订单的进展", "Orders that are looked after"),
    "notices.of_customer": ("订阅与需求", "Subscriptions and needs"),
    "notices.mailed": ("收到的群发", "Mailings to them"),
    "surveys.survey": ("满意度评价", "Ratings"),
    "quality.inspection": ("质检", "Inspections"),
    "offline.message": ("离线留言", "Messages left"),
    "channels.thread": ("渠道往来", "Other channels"),
    "channels.mail": ("收到的邮件", "E-mails that came in"),
    "channels.parked": ("待处理的邮件", "E-mails that wait"),
    "channels.reach": ("在各渠道最近的来信", "Where they wrote last"),
    "channels.sender": ("渠道身份", "Who they are on a channel"),
    "channels.proved": ("已证实的地址", "Verified addresses"),
    "channels.refused": ("未能收下的消息", "What could not be taken in"),
    "channels.failures": ("未送达的消息", "What could not be brought out"),
    "notifications.letter": ("邮件与短信", "E-mails and text messages"),
    "notifications.attempts": ("发送记录", "Tries to send"),
    "notifications.together": ("合并发送的邮件", "Letters sent together"),
    "notifications.address": ("地址状态", "What is known of an address"),
    "search.documents": ("搜索索引", "Search index"),
    "suggestions.proposal": ("知识提案", "Proposed articles"),
    "handover.day": ("下班时未完事项", "What was left open"),
    "knowledge.question": ("未找到答案的提问", "Questions without an answer"),
    "knowledge.helped": ("文章评价", "What they said of articles"),
    "training.lessons": ("培训课程中的会话", "Conversations in courses"),
    "bulletins.quotes": ("报告中的引用", "Quotes in reports"),
    "webhooks.deliveries": ("推送记录", "Deliveries of webhooks"),
    "campaigns.standing": ("回访日期", "Dates of return visits"),
    "exchange.named": ("导入编号", "External ids"),
    "exchange.known": ("导入的资料", "What an import said"),
    "exchange.files": ("导入导出的文件", "Files of imports and exports"),
    "sensitive.listed": ("受保护的链接（目录）", "Protected links, listed"),
    "sensitive.link": ("受保护的链接", "Protected links"),
    "phone.call": ("电话", "Telephone calls"),
    "phone.caller": ("来电号码", "Numbers they telephone from"),
    "phone.missed": ("未接来电的回拨", "Callbacks after missed calls"),
    "questionnaires.response": ("问卷答复", "Answers to questionnaires"),
    "questionnaires.of_campaigns": ("收到的问卷及答复", "Questionnaires that they were sent, and answers"),
    "questionnaires.asked": ("收到的问卷（目录）", "Questionnaires that they were asked, listed"),
    "core.once": ("重复请求的应答", "Answers to requests that came twice"),
    "core.work": ("后台任务", "Due work"),
}


def name_of(name: str) -> tuple[str, str]:
    """What a declaration is called; by its own name where nobody has said."""
    return NAMES.get(name, (name, name))


def digest_of(*names: str) -> str:
    """By what a piece of an archive is named: the same page has the same."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]


def file_name(number: int, name: str) -> str:
    """A file's name in the archive: its own, as far as any system takes it."""
    return f"files/{number:04d}-{re.sub(r'[^0-9A-Za-z._一-鿿-]', '_', name)[-80:]}"


def page_of(groups: Iterable[tuple[str, list[Any]]], files: Iterable[str], at: datetime) -> str:
    """All of it as a page that needs nothing else: no script, no address, words in both languages."""
    body = "".join(_section(name, items) for name, items in groups)
    listed = "".join(f'<li><a href="{escape(each)}">{escape(each)}</a></li>' for each in files)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>个人数据 Personal data</title>'
        "<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}"
        "section section{border-top:1px solid #ccc;padding:.5rem 0}dl{display:grid;grid-template-columns:12rem 1fr;"
        "gap:.2rem 1rem;margin:0}dt{color:#555}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}"
        "@media(max-width:40rem){dl{grid-template-columns:1fr}}</style></head><body>"
        f"<h1>个人数据 Personal data</h1><p>{escape(to_the_second(at))}</p>{body}"
        f"<section><h2>文件 Files</h2><ul>{listed}</ul></section></body></html>"
    )


def _section(name: str, items: list[Any]) -> str:
    chinese, english = name_of(name)
    inside = "".join(f"<section>{_shown(each)}</section>" for each in items)
    return f"<section><h2>{escape(chinese)} {escape(english)} ({len(items)})</h2>{inside}</section>"


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        said = ((name, each) for name, each in value.items() if each not in (None, "", [], {}))
        return "<dl>" + "".join(f"<dt>{escape(str(name))}</dt><dd>{_shown(each)}</dd>" for name, each in said) + "</dl>"
    if isinstance(value, list | tuple):
        return "<br>".join(_shown(each) for each in value)
    return escape(str(value))
