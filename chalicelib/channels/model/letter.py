"""A letter that became part of a conversation, beside its words (A9). Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.channels.model.mail import Mail
from chalicelib.core.text import among, has_half_a_character, in_one_line

LONGEST_WORDS, LONGEST_FOLDED = 20_000, 50_000
LONGEST_REFERENCES = 800  # characters: with the name of the thread less than RFC 5322 lets a line have
PERSON, AUTOMATIC = "person", "automatic"
_RE = re.compile(r"^\s*(?:re|aw|sv|antw|回复|答复|回覆|回複)\s?(?:\[\d+\])?\s?[:：]", re.I)
_NO_SUBJECT = {"zh-CN": "您的咨询", "en": "Your enquiry"}


class Letter(msgspec.Struct, frozen=True):
    """What is shown of it at entry ``seq``. ``proved``: its own checks say that it is from its sender's domain.
    ``foreign``: its sender is not the customer whose conversation this is. ``earlier``: the conversation or ticket
    that it answers, where that is another one. ``left_out``: files that were too large or too many, by name.
    ``folds``: there is more of it, to be unfolded. ``reply_to``: another address that it asks to be answered at;
    ``obeyed``: answers go there."""

    seq: int
    at: datetime
    sender: str
    sender_name: str = ""
    subject: str = ""
    proved: bool = False
    foreign: bool = False
    earlier: str | None = None
    left_out: tuple[str, ...] = ()
    folds: bool = False
    kind: Annotated[str, among(PERSON, AUTOMATIC)] = PERSON
    reply_to: str = ""
    obeyed: bool = False


class Folded(msgspec.Struct, frozen=True):
    """What is folded away of a letter: ``rest``, the end of very long words; ``signature``; ``quoted``, the history."""

    rest: str = ""
    signature: str = ""
    quoted: str = ""


def clean(text: str) -> str:
    """As it can be kept: no NUL, no half a character."""
    text = text.replace("\x00", "")
    return text.encode("utf-8", "replace").decode() if has_half_a_character(text) else text


def words_of(mail: Mail) -> str:
    """What it says anew; of a letter that says nothing but its subject, that."""
    return clean(mail.text).strip()[:LONGEST_WORDS] or ("" if mail.files else clean(mail.subject).strip())


def folded_of(mail: Mail) -> Folded:
    """What is kept beside the words."""
    rest = clean(mail.text).strip()[LONGEST_WORDS:]
    left = LONGEST_FOLDED - len(rest)
    return Folded(rest[:LONGEST_FOLDED], clean(mail.signature)[:2_000], clean(mail.quoted)[: max(0, left)])


def answer_subject(subject: str, locale: str) -> str:
    """The subject of an answer."""
    line = in_one_line(subject, 140) or _NO_SUBJECT.get(locale, _NO_SUBJECT["en"])
    return line if _RE.match(line) else f"Re: {line}"


def answered_by(mail: Mail) -> tuple[str, ...]:
    """What an answer refers to, the nearest last: as many as a line of a header can hold."""
    names = [*mail.references, mail.message_id]
    plain = [each for each in names if each and each.isascii() and each.isprintable() and len(each) <= 200]
    nearest, room = list[str](), LONGEST_REFERENCES
    for each in reversed(dict.fromkeys(plain)):
        room -= len(each) + 3
        if room < 0:
            break
        nearest.insert(0, each)
    return tuple(nearest)
