"""The pages that lead to a password: who forgot it asks for a link, who has a link chooses one. They run no script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from chalicelib.core.errors import BadRequest
from chalicelib.core.i18n import nearest_locale
from chalicelib.web import rendering

MOST_FIELDS = 8
ASK, SENT, CHOOSE, DONE, OVER = "ask", "sent", "choose", "done", "over"

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "ask_title": "忘记密码",
        "ask_lead": "请填写登录邮箱，我们会发送一个设置新密码的链接。",
        "email": "登录邮箱",
        "ask": "发送链接",
        "sent_title": "请查看邮箱",
        "sent_lead": "如果该邮箱有客服账号，几分钟内会收到设置新密码的链接，一小时内有效。"
        "没有收到时请检查垃圾邮件，或联系管理员。",
        "choose_title": "设置密码",
        "choose_lead": "账号：",
        "new": "新密码",
        "again": "再输入一次",
        "rule": "至少 10 个字符，不要使用姓名、工号、邮箱或常见密码。",
        "choose": "保存密码",
        "done_title": "密码已设置",
        "done_lead": "其他设备上的登录已全部退出，请使用新密码登录。",
        "sign_in": "去登录",
        "over_title": "链接已失效",
        "over_lead": "链接只能使用一次，且有有效期。请重新申请。",
        "ask_again": "重新申请链接",
        "differs": "两次输入的密码不一致。",
        "too_short": "至少需要 10 个字符。",
        "too_long": "最多 128 个字符。",
        "blank": "请输入看得见的字符。",
        "too_simple": "至少需要 5 个不同的字符，且不要按顺序排列。",
        "too_common": "这个密码太常见，容易被猜到。",
        "same_as_before": "请使用与之前不同的密码。",
        "about_you": "不要使用姓名、工号或邮箱，或只稍加改动。",
        "later": "操作过于频繁，请稍后再试。",
    },
    "en": {
        "ask_title": "Forgotten your password?",
        "ask_lead": "Enter the e-mail address you sign in with; we send you a link to choose a new password.",
        "email": "E-mail",
        "ask": "Send me a link",
        "sent_title": "Look into your mailbox",
        "sent_lead": "If somebody signs in with this address, a link is on its way; it counts for an hour. "
        "If none comes, look among the junk mail, or ask your administrator.",
        "choose_title": "Choose a password",
        "choose_lead": "Account:",
        "new": "New password",
        "again": "The same again",
        "rule": "At least 10 characters; not your name, number or e-mail address, and none of the usual ones.",
        "choose": "Save",
        "done_title": "Your password is set",
        "done_lead": "You are signed out everywhere else. Sign in with the new password.",
        "sign_in": "Sign in",
        "over_title": "This link counts no more",
        "over_lead": "A link counts once, and not for long. Please ask for another one.",
        "ask_again": "Ask for another link",
        "differs": "The two are not the same.",
        "too_short": "At least 10 characters are needed.",
        "too_long": "At most 128 characters.",
        "blank": "Something that can be seen is needed.",
        "too_simple": "At least 5 different characters, and not one after the other.",
        "too_common": "This is one of the passwords that are tried first.",
        "same_as_before": "Another one than before, please.",
        "about_you": "Not your name, number or e-mail address, or that with little added.",
        "later": "Too many at once; please try again in a while.",
    },
}


def fields_of(body: bytes) -> Mapping[str, str]:
    """A form as a browser sends it, the first value of each name. Raises ``BadRequest``."""
    try:
        values = parse_qs(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadRequest("this is no form of ours") from None
    return {name: each[0] for name, each in values.items()}


def language_of(query: Mapping[str, Any] | None, accepted: str | None) -> str:
    """The language that the address says (``?lang=en``), or the browser prefers."""
    asked = (query or {}).get("lang") or (accepted or "").partition(",")[0].partition(";")[0].strip()
    return nearest_locale(str(asked) if asked else None)


def page_of(what: str, language: str, style: str, *, wrong: str = "", email: str = "", root: str = "") -> str:
    """One of the pages (``ASK`` …). ``wrong``: the word for what is wrong; ``root``: the way up to the first page."""
    words = WORDS[language]
    shown = {"what": what, "locale": language, "words": words, "wrong": words.get(wrong, wrong), "email": email}
    return rendering.page_of("password.html", style=style, root=root, **shown)
