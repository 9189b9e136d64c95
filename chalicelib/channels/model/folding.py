"""What is new in a letter, the history that is quoted below it, and the signature (A9). Pure."""

from __future__ import annotations

import re

import msgspec

# how the line ends that stands above what is quoted, before its colon
_SAID = (
    "wrote",
    "écrit",
    "schrieb",
    "escribió",
    "scritto",
    "schreef",
    "写道",
    "寫道",
    "写到",
    "のメッセージ",
    "さんは書きました",
)
_RULED = re.compile(
    r"[-–—_=*\s]{2,60}(?:Original Message|Forwarded message|Original-Nachricht|Ursprüngliche Nachricht"
    r"|Message d'origine|原始邮件|原始郵件|转发邮件|轉寄郵件|转发的邮件|邮件原文|回复的原邮件"
    r"|Mensaje original)[-–—_=*\s]{0,60}"
    r"|Begin forwarded message:",
    re.I,
)
_HEADER = re.compile(
    r"^\**(?:From|Von|De|Da|发件人|發件人|寄件者|差出人|Sent|Date|发送时间|發送時間|发送日期|日期|时间|To|收件人|收件者"
    r"|Subject|主题|主旨|主題)\s*[:：]\**\s*\S.*$",
    re.I,
)
_FROM = re.compile(r"^\**(?:From|Von|De|Da|发件人|發件人|寄件者|差出人)\s*[:：]", re.I)
_DELIMITER = re.compile(r"^--\s?$")
_SENT_BY = re.compile(
    r"^(?:Sent from (?:my )?\S.{0,60}|Get Outlook for \S.{0,30}|Von meinem \S.{0,30} gesendet|发自我的\s?\S.{0,30}"
    r"|来自\s?\S.{0,30}(?:客户端|邮箱|手机)|從我的\s?\S.{0,30}(?:傳送|發送).{0,5}|发送自\s?\S.{0,30})$",
    re.I,
)
LONGEST_SIGNATURE = 12  # lines
LONGEST_LINE = 400  # characters of a line that says who wrote what is quoted


class Folded(msgspec.Struct, frozen=True):
    """A letter's words: ``text`` is new, ``quoted`` what was said before, ``signature`` stands below each letter."""

    text: str
    quoted: str = ""
    signature: str = ""


def folded(whole: str) -> Folded:
    """Split what is new from the history below it and from the signature.

    What stands between quoted lines stays with them in ``text``: it answers them. A letter that says nothing new, such
    as one that was forwarded, is new as a whole.
    """
    lines = whole.strip().split("\n")
    begin = _history(lines)
    text, quoted = "\n".join(lines[:begin]).strip(), "\n".join(lines[begin:]).strip()
    text, signature = _signed(text)
    if not text and quoted and not signature:
        return Folded(whole.strip())
    return Folded(text, quoted, signature)


def _history(lines: list[str]) -> int:
    """The line from which on everything is quoted."""
    answered = _answered(lines)
    for place, line in enumerate(lines):
        if answered[place]:
            continue
        if line.startswith(">"):
            return _with_introduction(lines, place)
        if _introduces(lines, place):
            return place
    return len(lines)


def _answered(lines: list[str]) -> list[bool]:
    """For each line whether, from there on, somebody answers between quoted lines or under them."""
    answered = plain = False
    places = []
    for line in reversed(lines):
        if _DELIMITER.match(line):
            answered = plain = False
        elif line.startswith(">"):
            answered = answered or plain
        elif line.strip() and not _SENT_BY.match(line.strip()):
            plain = True
        places.append(answered)
    return places[::-1]


def _introduces(lines: list[str], place: int) -> bool:
    line = lines[place].strip()
    if not line or len(line) >= LONGEST_LINE:
        return False
    following = lines[place + 1].strip() if place + 1 < len(lines) else ""
    if _says_who(line) or _RULED.fullmatch(line):
        return True
    if line.casefold().startswith("on ") and len(following) < LONGEST_LINE and _says_who(following):
        return True
    if re.fullmatch(r"[_\-—=]{10,}", line) and following:
        place, line = place + 1, following
    headers = [each.strip()[:LONGEST_LINE] for each in lines[place : place + 6] if each.strip()]
    return bool(_FROM.match(line)) and sum(bool(_HEADER.match(each)) for each in headers) >= 3


def _says_who(line: str) -> bool:
    return line.endswith((":", "：")) and line.rstrip(":： ").endswith(_SAID)


def _with_introduction(lines: list[str], place: int) -> int:
    """The quoted lines together with the one that says who wrote them."""
    before = place - 1
    while before > 0 and not lines[before].strip():
        before -= 1
    if (
        before >= 0
        and lines[before].rstrip().endswith((":", "："))
        and len(lines[before]) < 400
        and place - before <= 2
    ):
        return before
    return place


def _signed(text: str) -> tuple[str, str]:
    """The words, and the signature below them."""
    lines = text.split("\n")
    for place in range(max(0, len(lines) - LONGEST_SIGNATURE), len(lines)):
        if _DELIMITER.match(lines[place]) or _SENT_BY.match(lines[place].strip()):
            return "\n".join(lines[:place]).strip(), "\n".join(lines[place:]).strip()
    return text, ""
