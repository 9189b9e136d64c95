"""Texts in which some words are not shown to everybody (E5), and which of them say who somebody is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chalicelib.core.sensitive import pieces

Spans = tuple[tuple[int, int], ...]  # of a text: from which character to which
MASK = "***"  # in place of each span, so that not even its length is told

# besides what is sensitive wherever it stands: whatever is as long as a card, whether it can be one or not
_LONG = re.compile(
    r"(?<!\d)\d{17}[Xx](?![0-9A-Za-z])"
    r"|(?<!\d)\d{4}([- ]?)\d{4}\1\d{4}\1\d{1,7}(?!\d)"
    r"|(?<!\d)\d{4}[- ]\d{6}[- ]\d{5}(?!\d)"
    r"|(?<!\d)\d{13,30}(?!\d)"
)
# what a person says of themselves is no knowledge for others: numbers of five digits or more, addresses
_OWN = re.compile(r"[0-9A-Za-z._%+-]{1,64}@[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63}){1,5}|\d(?:[- ]?\d){4,29}")


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a mask in place of each of these spans, which are in order and do not overlap (E5)."""
    pieces, shown = list[str](), 0
    for start, end in spans:
        pieces += [text[shown:start], MASK]
        shown = end
    return "".join([*pieces, text[shown:]])


def own_words(text: str) -> frozenset[str]:
    """Numbers and addresses that somebody gave of themselves in this text, as they wrote them."""
    return frozenset(found[0] for found in _OWN.finditer(text))


def personal(text: str, own: Iterable[str] = ()) -> Spans:
    """Where a text says who somebody is: whatever is sensitive (F8), other long numbers, and wherever one of their
    ``own_words`` stands, however it is written there; in order, and none over another."""
    places = [each[:2] for each in pieces(text)] + [found.span() for found in _LONG.finditer(text)]
    own = frozenset(own)
    if own:
        places += [found.span() for found in _OWN.finditer(text) if _plain(found[0]) in set(map(_plain, own))]
    return tuple(_joined(sorted(places)))


def _plain(word: str) -> str:
    return re.sub(r"[- ]", "", word).casefold() if "@" not in word else word.casefold()


def _joined(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    before: tuple[int, int] | None = None
    for start, end in places:
        if before is not None and start < before[1]:
            before = before[0], max(end, before[1])
            continue
        if before is not None:
            yield before
        before = start, end
    if before is not None:
        yield before
