"""The page behind the link that ends letters nobody asked for: on any phone, without scripts, and to be undone.

Only a POST changes anything, since programs that look for dangerous links open every one of them. The button of a mail
program posts by itself (RFC 8058) and reads no answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.notifications.model.address import Declining
from chalicelib.web import rendering

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
AGAIN = b"again=1"

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "title": "评价邀请邮件",
        "from": "{desk} 会在服务结束后给 {email} 发送评价邀请邮件。",
        "stop": "不再接收",
        "stopped": "已退订",
        "stopped_text": "{desk} 不会再给 {email} 发送评价邀请邮件。您的留言仍会得到回复。",
        "again": "恢复接收",
    },
    "en": {
        "title": "Letters asking for a rating",
        "from": "{desk} asks {email} by e-mail how it went, after serving you.",
        "stop": "No more of these letters",
        "stopped": "You will get no more of these letters",
        "stopped_text": "{desk} will not ask {email} for ratings any more. Messages you leave are still answered.",
        "again": "Send them again",
    },
}


def wants_again(body: bytes) -> bool:
    """Whether the form asks for these letters after all; anything else that is posted ends them."""
    return body.strip() == AGAIN


def page_of(declining: Declining, style: str) -> str:
    """What there is to end, or that it has ended, in the language of the letter."""
    from markupsafe import Markup, escape

    locale = declining.locale if declining.locale in WORDS else "en"
    words, apart = WORDS[locale], Markup("<bdi>{}</bdi>")
    text = escape(words["stopped_text" if declining.is_declined else "from"])
    sentence = text.format(desk=apart.format(declining.desk), email=apart.format(declining.email))
    shown = {"locale": locale, "words": words, "is_declined": declining.is_declined, "sentence": sentence}
    return rendering.page_of("declining.html", style=style, **shown)
