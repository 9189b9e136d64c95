"""What a text may be, and filling the placeholders of every text of the desk: plans' texts, keyword answers, notices,
system entries.

A placeholder whose value is empty goes without leaving a gap: "Hello {name}, welcome" to nobody is "Hello, welcome",
"您好，{name}！" is "您好！". Only the template is mended; values are put in as they are, and nothing is filled twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Annotated

import msgspec

from chalicelib.core.errors import Invalid

LONGEST_NAME = 100
# an id or key in a request, of ours or a client's own; DynamoDB refuses keys of more than 1024 bytes
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME)]
# one line: an address of a page, the name of a language
Line = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]


def among(*values: str) -> msgspec.Meta:
    """Says in the contract which values a text of ours has; nobody checks it when it is encoded."""
    return msgspec.Meta(extra_json_schema={"enum": list(values)})


BRACES = re.compile(r"\{([^{}]*)\}")

_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # names in Persian and many an emoji need them
_GAP = "\x00"  # stands where an empty value stood, until it is mended away
_PAUSES = ",，、;；"
_ENDS = ".。!！?？:：…"
_CHINESE = r"[\u2e80-\u9fff\uff00-\uffef“”‘’（）【】《》]"

# (what is around a gap, what stands there instead), in order
_MENDED = (
    # brackets that hold nothing else to fill, quotation marks that hold nothing at all
    (rf"[(（][^(){{}}（）\n]*{_GAP}[^(){{}}（）\n]*[)）]", _GAP),
    (rf"[「『“‘\"'【\[《]\s*{_GAP}\s*[」』”’\"'】\]》]", _GAP),
    (rf"{_GAP}(?:[ \t]*{_GAP})+", _GAP),
    # at the beginning of a line or sentence: with the pause after it, and the space
    (rf"(?m)(^|(?<=[。！？])|(?<=[.!?]))([ \t]*){_GAP}[ \t]*[{_PAUSES}:：]?[ \t]*", r"\2"),
    # before a pause, an end, or the end of the line: with the pause before it
    (rf"[ \t]*[{_PAUSES}]?[ \t]*{_GAP}[ \t]*(?=[{_PAUSES}{_ENDS}])", ""),
    (rf"(?m)[ \t]*[{_PAUSES}]?[ \t]*{_GAP}[ \t]*$", ""),
    # between words: one space, and none beside Chinese
    (rf"(?<={_CHINESE})[ \t]*{_GAP}[ \t]*|[ \t]*{_GAP}[ \t]*(?={_CHINESE})", ""),
    (rf"[ \t]+{_GAP}[ \t]+", " "),
    (_GAP, ""),
)


@cache
def _mending() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Made when the first gap is mended: twelve milliseconds of a cold start."""
    return tuple((re.compile(pattern), instead) for pattern, instead in _MENDED)


def filled(text: str, /, **words: object) -> str:
    """The text with its placeholders filled; what nobody names stays as it stands."""
    return filled_from(text, words)


def filled_from(text: str, words: Mapping[str, object]) -> str:
    """The same from a mapping: a value that is None or has nothing visible in it leaves no gap."""
    values = {name: "" if value is None else str(value) for name, value in words.items()}
    empty = {name for name, value in values.items() if not value.strip()}
    template = text.replace(_GAP, "")
    if any(found[1] in empty for found in BRACES.finditer(template)):
        template = _mended(BRACES.sub(lambda match: _GAP if match[1] in empty else match[0], template))
    return BRACES.sub(lambda match: values.get(match[1], match[0]), template)


def _mended(template: str) -> str:
    before = template.partition(_GAP)[0]
    began_with_gap = not any(each.isalnum() or each == "{" for each in before)
    for pattern, instead in _mending():
        template = pattern.sub(instead, template)
    template = template.strip(" \t")
    return template[:1].upper() + template[1:] if began_with_gap else template


_UNSEEN = {"Cc", "Cf", "Cs"}


_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs of nothing


def checked(field: str, value: str, *, longest: int) -> str:
    """A name or label: trimmed, 1 to ``longest`` characters, one line of printable text."""
    value = value.strip()
    if not value or len(value) > longest:
        raise Invalid.field(field, f"1 to {longest} characters")
    if any(ord(character) < 32 or ord(character) == 127 for character in value):
        raise Invalid.field(field, "no control characters")
    if not is_visible(value):
        raise Invalid.field(field, "something that can be seen")
    return value


def checked_line(field: str, value: str, *, longest: int) -> str:
    """What a stranger wrote into one line: printable, single spaces, 1 to ``longest`` characters; a line end would
    begin a new header in a letter. Raises ``Invalid``."""
    if any(unicodedata.category(each) in _UNPRINTABLE and each not in _JOINERS for each in value):
        raise Invalid.field(field, "no control characters and no line ends")
    value = " ".join(value.split())
    if not 1 <= len(value) <= longest:
        raise Invalid.field(field, f"1 to {longest} characters")
    if not is_visible(value):
        raise Invalid.field(field, "something that can be seen")
    return value


def in_one_line(text: str, longest: int) -> str:
    """What somebody wrote, as a line that ``checked_line`` takes: what cannot be printed goes, words have one space
    between them, and it ends after ``longest`` characters."""
    printable = (
        each if unicodedata.category(each) not in _UNPRINTABLE or each in _JOINERS or each.isspace() else ""
        for each in text
    )
    return " ".join("".join(printable).split())[:longest].strip()


def is_visible(text: str) -> bool:
    """Whether anything of it can be seen: not only spaces, joiners, marks and fillers."""
    return any(
        unicodedata.category(each) not in _UNSEEN and unicodedata.category(each)[0] not in "ZM" and each not in _FILLERS
        for each in text
    )


def has_half_a_character(text: str) -> bool:
    """Whether there is a lone surrogate in it, which no UTF-8 can say."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
