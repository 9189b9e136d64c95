"""A ticket as a page for whoever has its link, on any phone and without scripts (D4). Pure but for the template."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

import msgspec
from msgspec.structs import asdict

from chalicelib.core import times
from chalicelib.core.errors import BadRequest
from chalicelib.core.times import moment
from chalicelib.tickets.model.flows import FlowField
from chalicelib.tickets.model.settings import MOMENT
from chalicelib.tickets.model.signatures import HIGH, WIDE
from chalicelib.tickets.model.signing import Shown, Signing
from chalicelib.tickets.model.states import allowed_to_customer
from chalicelib.tickets.model.ticket import Entry, Ticket, Value
from chalicelib.tickets.model.words import word_in
from chalicelib.visitors.model.wishes import CHANNELS, Wishes
from chalicelib.web import rendering

SAY, SOLVED_IT, NOT_SOLVED, CHOOSE, ACCEPT = "say", "solved", "not_solved", "choose", "accept"
ACTS = (SAY, SOLVED_IT, NOT_SOLVED, CHOOSE, ACCEPT)
MOST_FIELDS = 40
SHEET = {"wide": WIDE, "high": HIGH}

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "title": "问题处理进度",
        "number": "编号",
        "state": "当前状态",
        "owner": "负责人",
        "awaited": "需要您",
        "until": "请在此之前：",
        "history": "处理过程",
        "nothing": "我们正在处理，有进展会显示在这里。",
        "you": "您",
        "desk": "客服",
        "add": "补充说明",
        "send": "发送",
        "solved": "已解决",
        "not_solved": "没有解决，请继续处理",
        "question": "问题解决了吗？",
        "again": "还没有解决？可以要求继续处理。",
        "missing": "没有找到这个页面",
        "missing_text": "请检查链接是否完整，或向客服提供编号查询。",
        "refused": "暂时无法处理",
        "wrong": "请填写内容，不超过规定的长度。",
        "late": "这项操作现在不能进行：问题的状态已经变化，或已超过可重新处理的时间。",
        "later": "操作过于频繁，请稍后再试。",
        "details": "详细信息",
        "accept": "验收签字",
        "accept_about": "请确认服务已完成，填写姓名并签字。填写姓名即视为签字；也可以在下方手写。",
        "name": "您的姓名",
        "draw": "手写签名",
        "wipe": "清除",
        "accept_it": "验收并签字",
        "unsigned": "请填写姓名，并勾选需要您同意的事项。",
        "yes": "是",
        "no": "否",
        "told": "通知方式",
        "preferred": "优先使用",
        "any": "都可以",
        "email": "电子邮件",
        "sms": "短信",
        "never": "请勿使用：{channel}",
        "keep": "保存",
    },
    "en": {
        "title": "How your request stands",
        "number": "Number",
        "state": "State",
        "owner": "Responsible",
        "awaited": "We need from you",
        "until": "Please by",
        "history": "What was done",
        "nothing": "We are working on it; what is done will stand here.",
        "you": "You",
        "desk": "Service desk",
        "add": "Add something",
        "send": "Send",
        "solved": "It is solved",
        "not_solved": "It is not solved, please go on",
        "question": "Is it solved?",
        "again": "Not solved? You can ask us to go on.",
        "missing": "There is no such page",
        "missing_text": "Check that the link is whole, or ask us with the number.",
        "refused": "This cannot be done now",
        "wrong": "Please write something, and not too much.",
        "late": "This cannot be done any more: the request stands otherwise by now, or was closed too long ago.",
        "later": "That was too often. Please wait a little.",
        "details": "In detail",
        "accept": "Acceptance",
        "accept_about": "Please confirm that the work was done. Your name signs by itself; you may sign by hand, too.",
        "name": "Your name",
        "draw": "Signature by hand",
        "wipe": "Clear",
        "accept_it": "Accept and sign",
        "unsigned": "Please give your name, and tick what you are asked to agree to.",
        "yes": "Yes",
        "no": "No",
        "told": "How we tell you",
        "preferred": "Preferably by",
        "any": "either",
        "email": "e-mail",
        "sms": "SMS",
        "never": "Never by {channel}",
        "keep": "Save",
    },
}


class Form(msgspec.Struct, frozen=True):
    """What the page's form says: what to do, in which words, and which version of the ticket it showed; to accept it,
    who signs, what they drew, and to what they agree."""

    act: str
    text: str
    version: str
    preferred: str | None = None
    refused: tuple[str, ...] = ()
    name: str = ""
    signature: str = ""
    consents: tuple[str, ...] = ()

    @property
    def client_id(self) -> str:
        """The request's own name: the same form sent twice is one request."""
        said = "\n".join((self.act, self.version, self.text, self.name, self.signature, *self.consents))
        return f"page-{hashlib.sha256(said.encode(errors='replace')).hexdigest()[:40]}"


def form_of(body: bytes) -> Form:
    """The form as a browser sends it. Raises ``BadRequest``."""
    try:
        values = parse_qs(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadRequest("this is no form of ours") from None
    act, text, version, name, signature = (
        values.get(field, [""])[0] for field in ("act", "text", "version", "name", "signature")
    )
    if act not in ACTS:
        raise BadRequest("this is no form of ours")
    preferred, refused = values.get("preferred", [""])[0], tuple(values.get("refused", ()))
    if preferred not in ("", *CHANNELS) or not set(refused) <= set(CHANNELS):
        raise BadRequest("this is no form of ours")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    consents = tuple(values.get("consent", ()))
    return Form(act, text, version[:20], preferred or None, refused, name, signature, consents)


class Beside(msgspec.Struct, frozen=True):
    """What a page shows beside a ticket's history: how its customer wishes to be told, what its flow shows them; and
    the files that it fetches: its style sheet, and where something is to be signed the script for drawing."""

    wishes: Wishes
    shown: Shown
    style: str
    script: str


def page_of(ticket: Ticket, entries: Sequence[Entry], beside: Beside, wrong: str = "") -> str:
    """The page; ``wrong`` names what was wrong with what was sent: wrong, unsigned, late or later."""
    language, zone = ticket.locale if ticket.locale in WORDS else "en", ticket.time_zone
    words, awaited = WORDS[language], ticket.awaited
    until = awaited.until if awaited is not None else None
    return rendering.page_of(
        "ticket.html",
        style=beside.style,
        script=beside.script,
        sheet=SHEET,
        fields=[_field(each, zone, language) for each in beside.shown.fields],
        signing=_signing(beside.shown.signing, language),
        locale=language,
        words=words,
        ticket=ticket,
        state=word_in(ticket.state, language),
        awaited=awaited.what if awaited is not None else "",
        until=moment(until, zone, language) if until is not None else "",
        entries=[_shown(each, zone, language) for each in entries],
        **asdict(allowed_to_customer(ticket)),
        channels=[(each, words[each]) for each in CHANNELS],
        wishes=beside.wishes,
        wrong=words.get(wrong, ""),
    )


def notice_of(what: str, language: str, style: str) -> str:
    """A page that says that there is none, or that nothing can be done now."""
    words = WORDS[language if language in WORDS else "en"]
    text = words["missing_text"] if what == "missing" else words["later"]
    return rendering.page_of("ticket_notice.html", style=style, locale=language, title=words[what], text=text)


def _field(field: tuple[FlowField, Value, str], zone: str, language: str) -> tuple[str, str]:
    """A field of its flow, by name and in words."""
    definition, value, words = field
    if isinstance(value, bool):
        words = WORDS[language]["yes" if value else "no"]
    elif definition.kind == MOMENT:
        words = moment(times.read(str(value)), zone, language)
    return definition.names.get(language, definition.key), words


def _signing(signing: Signing | None, language: str) -> list[tuple[str, str]] | None:
    """To what who signs agrees, each by its field and in words; None: nothing is to be signed."""
    if signing is None:
        return None
    return [(each.key, each.names.get(language, each.key)) for each in signing.consents]


def _shown(entry: Entry, zone: str, language: str) -> dict[str, Any]:
    words = WORDS[language]
    is_customers = entry.author.kind == "visitor"
    return {
        "by": words["you"] if is_customers else entry.author.name or words["desk"],
        "at": moment(entry.at, zone, language),
        "text": entry.text,
        "state": word_in(entry.state, language),
    }
