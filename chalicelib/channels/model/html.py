"""The words of a letter that is written in HTML (A9). Pure: nothing of it is ever shown as HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

MOST_HTML = 2_000_000  # characters of it that are read
LONGEST = 200_000  # characters of text that are read out
DEEPEST = 200

SKIPPED = {"script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe", "select"}
BLOCKS = {"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "pre"}
BLOCKS |= {"blockquote", "hr", "header", "footer", "form", "dl", "dt", "dd", "center", "address", "fieldset"}
VOID = {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
QUOTES = re.compile(
    r"gmail_quote|gmail_extra|yahoo_quoted|moz-cite-prefix|OutlookMessageHeader|divRplyFwdMsg|qmbox|isReplyContent"
    r"|zmail_extra|mail_quote|ntes_quote|protonmail_quote"
)
_LOOSE = re.compile(r"<(?=[^<>]*(?:<|$))")  # of no tag; the parser would look for its end each time anew
_BLANKS = re.compile(r"[ \t\u00a0]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[tuple[str, bool, bool]] = []  # tag, whether it is skipped, whether it is quoted
        self.links: list[tuple[str, int]] = []

    @property
    def _skips(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    @property
    def _quotes(self) -> bool:
        return bool(self.open) and self.open[-1][2]

    def add(self, text: str) -> None:
        if self.length < LONGEST:
            self.pieces.append(text)
            self.length += len(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "br" or tag in BLOCKS or tag == "li":
            self._break(quoted=self._quotes)
        if tag == "li":
            self.add("- ")
        if tag in VOID or len(self.open) >= DEEPEST:
            if tag == "img" and not self._skips and held.get("alt", "").strip():
                self.add(f"[{held['alt'].strip()[:100]}]")
            return
        hidden = "hidden" in held or re.search(r"display\s*:\s*none|font-size\s*:\s*0", held.get("style", "").lower())
        quote = tag == "blockquote" or QUOTES.search(f"{held.get('class', '')} {held.get('id', '')}") is not None
        self.open.append((tag, self._skips or tag in SKIPPED or bool(hidden), self._quotes or quote))
        if quote:
            self._break(quoted=True)
        if tag == "a" and held.get("href", "").startswith(("http://", "https://")):
            self.links.append((held["href"][:2000], len(self.pieces)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links:
            href, since = self.links.pop()
            shown = "".join(self.pieces[since:])
            if href.rstrip("/") not in shown and shown.strip():
                self.add(f" <{href}>")
            elif not shown.strip():
                self.add(href)
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                break
        if tag in BLOCKS:
            self._break(quoted=self._quotes)
        elif tag in ("td", "th"):
            self.add(" ")

    def handle_data(self, data: str) -> None:
        if not self._skips:
            in_pre = any(tag == "pre" for tag, _, _ in self.open)
            self.add(data if in_pre else " ".join(re.split(r"\s+", data)))

    def _break(self, *, quoted: bool) -> None:
        self.add("\n> " if quoted else "\n")


def _without_comments(html: str) -> str:
    pieces, place = [], 0
    while (begin := html.find("<!--", place)) >= 0:
        pieces.append(html[place:begin])
        end = html.find("-->", begin + 4)
        if end < 0:
            return "".join(pieces)
        place = end + 3
    return "".join(pieces) + html[place:]


def text_in(html: str) -> str:
    """What the HTML says, a block a line, links with their addresses, what is quoted with ``>`` before it. Scripts,
    styles and what is hidden are left out; at most ``LONGEST`` characters."""
    reader = _Reader()
    try:
        reader.feed(_LOOSE.sub("&lt;", _without_comments(html[:MOST_HTML])))
        reader.close()
    except (AssertionError, ValueError):  # the parser's own, about declarations that are none
        pass
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(reader.pieces).split("\n"))
    kept: list[str] = []
    for line in lines:
        bare = "" if line == ">" else line
        if bare or (kept and kept[-1]):
            kept.append(bare)
    return _EMPTY_LINES.sub("\n\n", "\n".join(kept)).strip()[:LONGEST]
