"""Letters as they look: text, HTML and SMS from one wording. Jinja2 is imported at the first letter, not before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.notifications.model.notice import WEB, Notice
from chalicelib.notifications.model.panels import Panel
from chalicelib.notifications.model.wording import DECLINE, filled, wording_of

TEMPLATES = Path(__file__).parent / "templates"
_LINE_ENDS = "\r\n|[\r\u0085\u2028\u2029]"
_UNSEEN = frozenset("\x7f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # and what turns text around
OURS = frozenset({"answer", "news"})  # longer texts that the desk itself says: all others are quoted
SIGNED = {"answer": "signature"}  # what stands below them, if there is something
EXCERPT = 60  # characters of a visitor's message in an SMS
ANSWERS = frozenset({"channel_text", "channel_text_file"})  # an agent's own words go out whole


class Rendered(msgspec.Struct, frozen=True):
    """An e-mail's two bodies."""

    text: str
    html: str


def email_of(notice: Notice, sender_name: str, decline_url: str = "", panels: Sequence[Panel] = ()) -> Rendered:
    """What the recipient of an e-mail reads, in their language. Whatever anybody typed is text and stays text.

    ``decline_url``: where they may say that they want no more of these; left out where the letter is shown to others.
    ``panels``: its tables, if it has some.
    """
    wording, words, locale = wording_of(notice.what, notice.locale), notice.words, notice.locale
    plain = {name: _plain(value) for name, value in words.items()}
    in_sentences = {name: " ".join(text.split()) for name, text in plain.items()}
    shown = {
        "locale": locale,
        "heading": filled(wording.heading, in_sentences, locale),
        "lead": filled(wording.lead, in_sentences, locale),
        "rows": [(label, plain[word]) for label, word in wording.rows if words.get(word)],
        "quotes": [(label, _signed(word, plain), word) for label, word in wording.quotes if words.get(word)],
        "ours": OURS,
        "panels": [_clean(each) for each in panels],
        "button": _button(wording.button, plain),
        "closing": filled(wording.closing, in_sentences, locale),
        "decline": (DECLINE.get(locale, DECLINE["en"]), decline_url) if decline_url else None,
        "sender_name": sender_name,
    }
    pages = _pages()
    return Rendered(pages.get_template("letter.txt").render(shown), pages.get_template("letter.html").render(shown))


def sms_of(notice: Notice) -> str:
    """What the recipient of an SMS reads, on one line, without the signature; a long one is cut, an answer is not."""
    return sms_text(notice.what, notice.words, notice.locale)


def sms_text(what: str, words: Mapping[str, Any], locale: str) -> str:
    """The same before there is a notice."""
    text = _plain(words.get("text"))
    words = {**words, "text": text if what in ANSWERS else _cut(text, EXCERPT)}
    said = filled(wording_of(what, locale).sms, words, locale)
    return " ".join("".join(each if each.isprintable() else " " for each in said).split())


def message_of(notice: Notice) -> str:
    """What its recipient reads on the website, or where they write from: plain lines, without what only an e-mail
    has."""
    wording, locale = wording_of(notice.what, notice.locale), notice.locale
    plain = {name: _plain(value) for name, value in notice.words.items()}
    in_sentences = {name: " ".join(text.split()) for name, text in plain.items()}
    button = _button(wording.button, plain)
    lines = [
        filled(wording.heading, in_sentences, locale),
        *(_signed(word, plain) for _, word in wording.quotes if notice.words.get(word)),
        f"{button[0]}: {button[1]}" if button else "",
        ""
        if notice.channel == WEB
        else filled(wording.closing, in_sentences, locale),  # there is the widget's own place
    ]
    return "\n\n".join(filter(None, lines))


def _signed(word: str, plain: Mapping[str, str]) -> str:
    """A longer text with what stands below it."""
    return "\n\n".join(filter(None, (plain[word], plain.get(SIGNED.get(word, "")))))


def _button(button: tuple[str, str] | None, plain: Mapping[str, str]) -> tuple[str, str] | None:
    """Label and address; only one of the web can be opened."""
    address = plain.get(button[1], "") if button else ""
    return (button[0], address) if button and address.startswith(("https://", "http://")) else None


def _plain(value: Any) -> str:
    """As text with plain line ends; no other control characters, and none that turn the direction of what follows."""
    text = "" if value is None else re.sub(_LINE_ENDS, "\n", str(value))
    return "".join(each for each in text if each in "\n\t" or (each >= " " and each not in _UNSEEN))


def _clean(panel: Panel) -> Panel:
    """The table with plain text in every cell."""
    rows = tuple(
        tuple(replace(each, text=_plain(each.text), small=_plain(each.small)) for each in row) for row in panel.rows
    )
    return replace(panel, title=_plain(panel.title), rows=rows, note=_plain(panel.note))


def _broken(text: str) -> Any:
    """Lines as ``<br>``: some mail programs drop the style that would keep line ends."""
    from markupsafe import Markup, escape

    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _quoted(text: str) -> str:
    """Lines as e-mail quotes them, so that nothing somebody wrote looks like a part of the letter."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


@lru_cache(maxsize=1)
def _pages() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    pages = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters |= {"broken": _broken, "quoted": _quoted}
    return pages
