"""Markdown made into a safe subset of HTML: the one place where what somebody wrote becomes markup (E2). Pure.

``markdown-it-py`` reads it; what is shown of that is written here, kind by kind. Nothing that is not named below ever
becomes markup, whatever the library makes of it: a text is escaped, an element has the attributes that stand here and
no others, a link leads to an address that ``_Addresses`` knows.

    [words](https://…), mailto:, tel:         a link out of the house
    [words](article:art_…)                    a link to another article
    ![words](picture:fil_…)                   a picture that was uploaded for the article
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import msgspec

MOST_NESTED = 16  # lists in lists, quotes in quotes; deeper is text
MOST_CELLS = 10_000  # columns by lines: cells that are left out are made all the same
LONGEST_LINK = 2000
LONGEST_EXCERPT = 200
SCHEMES = {"http", "https", "mailto", "tel"}
ARTICLE, PICTURE = "article:", "picture:"
_ARTICLE_ID, _FILE_ID = re.compile(r"art_[0-9a-z]{26}"), re.compile(r"fil_[0-9a-z]{26}")
_COLUMNS = re.compile(r"[-:| \t>]*")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

# the kinds of token that are an element and nothing else; a title stands above, so that an article's are one lower
_PLAIN = {
    "paragraph": "p",
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "list_item": "li",
    "strong": "strong",
    "em": "em",
    "s": "s",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
}
_LOWER = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6", "h6": "h6"}
_ALIGNED = {f"text-align:{side}": side for side in ("left", "center", "right")}


class Places(msgspec.Struct, frozen=True):
    """Where own things are, as seen from the page: another article's and a picture's address by its id; None: it is
    shown without."""

    article: Callable[[str], str | None] = lambda _: None
    picture: Callable[[str], str | None] = lambda _: None


NOWHERE = Places()


def as_html(text: str, places: Places = NOWHERE) -> str:
    """The HTML of a text, whoever wrote it: paragraphs, headings, lists, quotes, code, tables, links, own pictures."""
    return "".join(_shown(_read(text), places))


def as_text(text: str) -> str:
    """What is read of it: the words without marks, a line for each paragraph, cell and item."""
    parts: list[str] = []
    for token in _read(text):
        if token.type == "inline":
            parts.append("".join(_words(token.children or [])))
        elif token.type in {"fence", "code_block"}:
            parts.append(token.content.strip("\n"))
    return "\n".join(filter(None, (" ".join(part.split(" ")).strip() for part in parts)))


def as_message(text: str) -> str:
    """The same as somebody writes it into a conversation: items keep their numbers and dashes, links out of the house
    their addresses, quoted lines and paragraphs a line each."""
    lines, numbers, mark = list[str](), list[int | None](), ""
    for token in _read(text):
        if token.type == "ordered_list_open":
            numbers.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            numbers.append(None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            numbers.pop()
        elif token.type == "list_item_open":
            number = numbers[-1]
            mark = "  " * (len(numbers) - 1) + ("- " if number is None else f"{number}. ")
            numbers[-1] = None if number is None else number + 1
        elif token.type == "inline":
            line = " ".join("".join(_spoken(token.children or [])).split(" ")).strip()
            lines.append(mark + line if line else "")
            mark = ""
        elif token.type in {"fence", "code_block"}:
            lines.append(mark + token.content.strip("\n"))
            mark = ""
    return "\n".join(filter(None, lines))


def _spoken(tokens: Sequence[Any]) -> Iterator[str]:
    """Words, each link followed by its address where that is another one."""
    link, since = "", list[str]()
    for token in tokens:
        if token.type == "link_open":
            link, since = safe_address(str(token.attrGet("href") or "")) or "", []
        elif token.type == "link_close":
            words = "".join(since)
            yield f" {link}" if link and link != words else ""
            link = ""
        for word in _words([token]) if not token.type.startswith("link_") else ():
            since.append(word)
            yield word


def excerpt(text: str, longest: int = LONGEST_EXCERPT) -> str:
    """How it begins, in one line, cut between words where it has any."""
    line = " ".join(as_text(text).split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > longest * 2 // 3 else cut).rstrip(",;:，、；：") + "…"


def pictures_in(text: str) -> list[str]:
    """The ids of the files that it shows, each once, in order."""
    return list(dict.fromkeys(_ids(text, "image", "src", PICTURE, _FILE_ID)))


def is_file_id(text: str) -> bool:
    """Whether this can be the id of a picture."""
    return _FILE_ID.fullmatch(text) is not None


def with_pictures(text: str, renamed: Mapping[str, str | None]) -> str:
    """The text with other ids of these pictures; of one that is none (None) what it says stays."""
    for name, after in renamed.items():
        if after is None:
            text = re.sub(rf"!\[([^\]\n]*)\]\({PICTURE}{re.escape(name)}[^)\n]*\)", r"\1", text)
        else:
            text = text.replace(f"{PICTURE}{name}", f"{PICTURE}{after}")
    return text


def articles_in(text: str) -> list[str]:
    """The ids of the articles that it leads to, each once, in order."""
    return list(dict.fromkeys(_ids(text, "link_open", "href", ARTICLE, _ARTICLE_ID)))


def safe_address(address: str) -> str | None:
    """An address out of the house that may stand in a link: whole, of a scheme that is known, without what cannot be
    seen. None for any other."""
    if len(address) > LONGEST_LINK or _UNSEEN.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES:
        return None
    if parts.scheme.lower() in {"http", "https"}:
        return address if parts.netloc and "\\" not in address else None
    return address if parts.path else None


def _read(text: str) -> Sequence[Any]:
    """What stands in it; of tables only those that are not much larger than what was written."""
    widest = max((line.count("|") for line in text.split("\n") if _COLUMNS.fullmatch(line)), default=0)
    tokens: Sequence[Any] = _parser(tables=widest * text.count("\n") <= MOST_CELLS).parse(text)
    return tokens


@cache
def _parser(*, tables: bool) -> Any:
    """Made when the first text is read: the library is imported by nobody who reads none."""
    from markdown_it import MarkdownIt

    made: Any = MarkdownIt(
        "commonmark", {"html": False, "linkify": False, "typographer": False, "maxNesting": MOST_NESTED}
    )
    made.enable(["table", "strikethrough"] if tables else ["strikethrough"])
    made.disable(["html_block", "html_inline", "reference"])
    made.validateLink = lambda _: True  # what becomes of an address is decided below, alike for all
    made.normalizeLink = lambda address: address
    made.normalizeLinkText = lambda address: address
    return made


def _shown(tokens: Sequence[Any], places: Places) -> Iterator[str]:
    closing: list[str] = []  # of links, which may have become none
    for token in tokens:
        if token.hidden:
            continue
        kind, _, side = token.type.rpartition("_")
        if token.type == "inline":
            yield from _shown(token.children or [], places)
        elif token.type in {"link_open", "link_close"}:
            yield _link(token, places, closing)
        elif kind in _PLAIN and side in {"open", "close"}:
            yield f"<{'/' if side == 'close' else ''}{_PLAIN[kind]}>"
        elif side in {"open", "close"} and kind in _ELEMENTS:
            yield _ELEMENTS[kind](token, side == "open")
        elif token.type in _SINGLE:
            yield _SINGLE[token.type](token, places)
        else:
            yield html.escape(token.content)


def _link(token: Any, places: Places, closing: list[str]) -> str:
    if token.type == "link_close":
        return closing.pop() if closing else ""
    address = str(token.attrGet("href") or "")
    own = address.removeprefix(ARTICLE) if address.startswith(ARTICLE) else None
    if own is not None:
        where = places.article(own) if _ARTICLE_ID.fullmatch(own) else None
        opened = f'<a href="{html.escape(where)}">' if where is not None else ""
    else:
        opened = _outward(safe_address(address))
    closing.append("</a>" if opened else "")
    return opened


def _outward(address: str | None) -> str:
    if address is None:
        return ""
    if address.lower().startswith(("http:", "https:")):
        return f'<a href="{html.escape(address)}" rel="noopener noreferrer nofollow" target="_blank">'
    return f'<a href="{html.escape(address)}">'


def _picture(token: Any, places: Places) -> str:
    words = html.escape("".join(_words(token.children or [])))
    address = str(token.attrGet("src") or "")
    file_id = address.removeprefix(PICTURE) if address.startswith(PICTURE) else ""
    where = places.picture(file_id) if _FILE_ID.fullmatch(file_id) else None
    return f'<img src="{html.escape(where)}" alt="{words}" loading="lazy">' if where is not None else words


def _heading(token: Any, opens: bool) -> str:
    return f"<{'' if opens else '/'}{_LOWER.get(token.tag, 'h6')}>"


def _numbered(token: Any, opens: bool) -> str:
    start = token.attrGet("start") if opens else None
    if isinstance(start, int) and 0 <= start <= 999_999_999:
        return f'<ol start="{start}">'
    return "<ol>" if opens else "</ol>"


def _table(_: Any, opens: bool) -> str:
    return '<div class="table"><table>' if opens else "</table></div>"


def _cell(tag: str) -> Callable[[Any, bool], str]:
    def made(token: Any, opens: bool) -> str:
        side = _ALIGNED.get(str(token.attrGet("style") or "")) if opens else None
        scope = ' scope="col"' if opens and tag == "th" else ""
        return f"<{'' if opens else '/'}{tag}{scope}{f' class={chr(34)}{side}{chr(34)}' if side else ''}>"

    return made


def _words(tokens: Sequence[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "image":
            yield from _words(token.children or [])
        else:
            yield token.content


def _ids(text: str, kind: str, attribute: str, prefix: str, form: re.Pattern[str]) -> Iterator[str]:
    for token in _every(_read(text)):
        if token.type == kind:
            address = str(token.attrGet(attribute) or "")
            if address.startswith(prefix) and form.fullmatch(address.removeprefix(prefix)):
                yield address.removeprefix(prefix)


def _every(tokens: Sequence[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        yield from _every(token.children or [])


_ELEMENTS: dict[str, Callable[[Any, bool], str]] = {
    "heading": _heading,
    "ordered_list": _numbered,
    "table": _table,
    "th": _cell("th"),
    "td": _cell("td"),
}
_SINGLE: dict[str, Callable[[Any, Places], str]] = {
    "image": _picture,
    "code_inline": lambda token, _: f"<code>{html.escape(token.content)}</code>",
    "code_block": lambda token, _: f"<pre><code>{html.escape(token.content)}</code></pre>",
    "fence": lambda token, _: f"<pre><code>{html.escape(token.content)}</code></pre>",
    "hr": lambda *_: "<hr>",
    "softbreak": lambda *_: "\n",
    "hardbreak": lambda *_: "<br>",
}
