"""Letters as they look: text, HTML and SMS from one wording. Jinja2 is imported at the first letter, not before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from chalicelib.notices.model import Notice, filled, wording_of

TEMPLATES = Path(__file__).parent / "templates"
EXCERPT = 60  # characters of a visitor's message in an SMS


@dataclass(frozen=True)
class Rendered:
    """An e-mail's two bodies."""

    text: str
    html: str


def email_of(notice: Notice, sender_name: str) -> Rendered:
    """What the recipient of an e-mail reads, in their language. Whatever anybody typed is text and stays text."""
    wording, words, locale = wording_of(notice.what, notice.locale), notice.words, notice.locale
    shown = {
        "locale": locale,
        "heading": filled(wording.heading, words, locale),
        "lead": filled(wording.lead, words, locale),
        "rows": [(label, _plain(words.get(word))) for label, word in wording.rows if words.get(word)],
        "quotes": [(label, _plain(words.get(word))) for label, word in wording.quotes if words.get(word)],
        "button": _button(wording.button, words),
        "closing": filled(wording.closing, words, locale),
        "sender_name": sender_name,
    }
    pages = _pages()
    return Rendered(pages.get_template("letter.txt").render(shown), pages.get_template("letter.html").render(shown))


def sms_of(notice: Notice) -> str:
    """What the recipient of an SMS reads, on one line, without the signature; somebody's long message is cut."""
    return sms_text(notice.what, notice.words, notice.locale)


def sms_text(what: str, words: Mapping[str, Any], locale: str) -> str:
    """The same before there is a notice."""
    words = {**words, "text": _cut(_plain(words.get("text")), EXCERPT)}
    said = filled(wording_of(what, locale).sms, words, locale)
    return " ".join("".join(each if each.isprintable() else " " for each in said).split())


def _button(button: tuple[str, str] | None, words: Mapping[str, Any]) -> tuple[str, str] | None:
    """Label and address; only one of the web can be opened."""
    address = _plain(words.get(button[1])) if button else ""
    return (button[0], address) if button and address.startswith(("https://", "http://")) else None


def _plain(value: Any) -> str:
    """As text with plain line ends; no other control characters."""
    said = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in said if each in "\n\t" or (each >= " " and each != "\x7f"))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


@lru_cache(maxsize=1)
def _pages() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
