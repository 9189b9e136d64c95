"""Numbers and addresses that not everybody may read, and how they are shown to those who may not (F8). Pure.

Four kinds: identity cards (GB 11643, with the right check digit and a day of birth), bank cards (a known issuer and the
right check digit, ISO/IEC 7812), telephones (mobiles and land lines of China, others with + and their country) and
e-mail addresses. They are found however they are written: in any digits, Chinese or English words, in groups, over the
end of a line, with characters between that nobody sees. Order and parcel numbers, times and amounts are none.

What is shown instead has the same length, so that places in a text stay where they are: ``138****5678``,
``6222 **** **** 1234``, ``110***********123X``, ``z****@example.com``. The pages have the same function
(``desk/sensitive.ts``): both are held to the cases of ``tests/core/sensitive.json``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from chalicelib.core.digits import NUMERALS, WORDS, Group, Plain, plain, runs, spelt

ID_CARD, BANK_CARD, PHONE, EMAIL = "id_card", "bank_card", "phone", "email"
KINDS = (ID_CARD, BANK_CARD, PHONE, EMAIL)

_DIGITS = re.compile(rf"[\d{NUMERALS}](?:[^\dA-Za-z{NUMERALS}]{{0,4}}[\d{NUMERALS}]){{6}}")
_SPELT = re.compile(rf"(?:(?:{WORDS})[^0-9A-Za-z]{{0,3}}){{7}}", re.I)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]{8,15}(?:Z|[+-]\d\d:\d\d)?)?")
_ADDRESS = re.compile(
    r"[0-9A-Za-z._%+'-]{1,64}(?:[\r\n]{0,2}@[\r\n]{0,2}| ?[(\[] ?at ?[)\]] ?)"
    r"(?:[0-9A-Za-z-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![0-9A-Za-z@-])",
    re.I,
)
# a number that says what it is the number of is no telephone and no card
_LABEL = re.compile(
    r"(?:订单号码?|订单编号|单号|运单号码?|快递号|物流号|流水号|编号|货号|条码|序列号|取件码|"
    r"(?:^|[^A-Za-z])(?:order|tracking|parcel|waybill|invoice|serial|reference|ref|sku|isbn)"
    r"(?: ?(?:no\.?|number|id|code))?)"
    r"[ :：#为是]{0,3}(?:is )?#?\Z",
    re.I,
)
_MONEY_BEFORE = re.compile(r"(?:[¥$€£]|(?:^|[^A-Za-z])(?:rmb|cny|usd|eur)) ?\Z", re.I)
_MONEY_AFTER = re.compile(
    r"^(?:\.\d{1,2}(?![\d.])| ?(?:元|块|分钱|万|亿|美元|(?:rmb|cny|usd|eur|yuan|dollars?|euros?)(?![A-Za-z])))", re.I
)

_LENGTHS = {ID_CARD: range(18, 19), BANK_CARD: range(13, 20), PHONE: range(8, 16)}  # digits of a number

_PROVINCES = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_BORN = re.compile(r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# who issues cards, and how long their numbers are
_ISSUERS = re.compile(
    r"(?:62\d{14,17}|4\d{15}|4\d{12}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|35\d{14}|3[0689]\d{12}|"
    r"6(?:011|4[4-9]\d|5\d\d)\d{12}|(?:9558|60|8[12])\d{14,17})"
)
_CARD_SHAPES = {(4, 6, 5), (4, 6, 4), (6, 10), (6, 13), (6, 12), (6, 11), (8, 8), (6, 4, 4, 5), (4, 4, 8), (4, 4, 11)}
_MOBILE = re.compile(r"1[3-9]\d{9}")
_MOBILE_SHAPES = {(3, 4, 4), (3, 8), (7, 4)}
_LANDLINE = re.compile(r"(?:010|02\d)[2-8]\d{7}|0[3-9]\d\d[2-8]\d{6,7}")
_LANDLINE_SHAPES = re.compile(r"(?:3,8|4,[78]|3,4,4|4,[34],4)")
_MOST_OF_COUNTRY = {"86": 11, "852": 8, "853": 8, "886": 9, "65": 8, "1": 10, "44": 10, "33": 9, "61": 9, "66": 9}
_COUNTRY = re.compile(
    r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-689]\d|3[578]\d|42\d|5[09]\d|6[7-9]\d|8[058]\d|9[679]\d"
)


class Piece(NamedTuple):
    """One number or address in a text: from which character to which, and where in it what is hidden stands."""

    start: int
    end: int
    kind: str
    hidden: tuple[tuple[int, int], ...]


def may_have(text: str) -> bool:
    """Whether it is worth looking for any in this text: quick, and never wrong where it says no."""
    if _DATE.fullmatch(text):
        return False
    if "@" in text or "＠" in text or _DIGITS.search(text) is not None or "at)" in text or "at]" in text:
        return True
    lowered = text.lower()  # a mobile begins with one, a card of China with six
    return ("one" in lowered or "six" in lowered) and _SPELT.search(text) is not None


def pieces(text: str, kinds: Collection[str] = KINDS) -> tuple[Piece, ...]:
    """The numbers and addresses of these kinds in a text, in order, none over another."""
    if not kinds or not may_have(text):
        return ()
    places = [*_in(plain(text), kinds)]
    words = spelt(text)
    if words is not None:
        places += _in(words, kinds)
    free = list[Piece]()
    for each in sorted(places, key=lambda piece: (piece.start - piece.end, piece.start, KINDS.index(piece.kind))):
        if all(each.end <= other.start or other.end <= each.start for other in free):
            free.append(each)
    return tuple(sorted(free))


def hidden(text: str, kinds: Collection[str] = KINDS) -> str:
    """The text as it is shown to those who may not read such numbers: of each only the beginning and the end."""
    if not may_have(text):
        return text
    shown, at = list[str](), 0
    for piece in pieces(text, kinds):
        for start, end in piece.hidden:
            shown += [text[at:start], "*" * (end - start)]
            at = end
    return "".join([*shown, text[at:]]) if shown else text


def restored(text: str, before: object) -> str:
    """What somebody wrote who was shown a text in part: its numbers as they were ``before``, where they left them as
    they were shown; of several that are shown alike the first one first. So nobody stores a mask over what they could
    not read."""
    if "*" not in text or not isinstance(before, str):
        return text
    masked, alike = hidden(before), dict[str, list[str]]()
    for each in pieces(before) if masked != before else ():
        alike.setdefault(masked[each.start : each.end], []).append(before[each.start : each.end])
    for mask, numbers in alike.items():
        first, *others = text.split(mask)
        there = [*numbers, *numbers[-1:] * len(others)]
        text = first + "".join(number + part for number, part in zip(there, others, strict=False))
    return text


def kinds_in(text: str) -> tuple[str, ...]:
    """Which kinds there are in it, in the order of ``KINDS``."""
    present = {each.kind for each in pieces(text)}
    return tuple(each for each in KINDS if each in present)


# --- finding --------------------------------------------------------------------------------------------------------


def _in(written: Plain, kinds: Collection[str]) -> Iterator[Piece]:
    if EMAIL in kinds:
        yield from (_address(written, match) for match in _ADDRESS.finditer(written.text))
    numbers = [each for each in (ID_CARD, BANK_CARD, PHONE) if each in kinds]
    for run in runs(written.text) if numbers else ():
        yield from _numbers(written, run, numbers)


def _address(written: Plain, match: re.Match[str]) -> Piece:
    local = re.match(r"[0-9A-Za-z._%+'-]+", match[0])
    length = len(local[0]) if local is not None else 1
    first, last = match.start() + (1 if length > 1 else 0), match.start() + length
    return Piece(*written.span(match.start(), match.end()), EMAIL, (written.span(first, last),))


def _numbers(written: Plain, run: list[Group], kinds: Collection[str]) -> Iterator[Piece]:
    first = 0
    while first < len(run):
        last, kind = next(_beginning(written.text, run, first, kinds), (first, None))
        if kind is not None:
            yield _number(written, run[first : last + 1], kind)
        first = last + 1


def _beginning(text: str, run: list[Group], first: int, kinds: Collection[str]) -> Iterator[tuple[int, str]]:
    """What begins with this group, the surest kind before others, the longest first: its last group, and its kind."""
    windows, digits = list[tuple[int, str]](), ""
    for last, group in enumerate(run[first:], first):
        digits += group.digits
        if group.is_code or len(digits) > 19 or (last > first and group.plus):
            break
        if len(digits) >= 8:
            windows.append((last, digits))
    for kind in kinds:
        for last, digits in reversed(windows):
            if len(digits) not in _LENGTHS[kind]:
                continue
            groups, whole = run[first : last + 1], first == 0 and last == len(run) - 1
            if _RULES[kind](digits, groups, whole) and not _is_other(text, groups, kind):
                yield last, kind


def _is_other(text: str, groups: list[Group], kind: str) -> bool:
    """Whether what stands around says that it is an amount, or the number of an order or a parcel."""
    before, after = text[max(0, groups[0].start - 24) : groups[0].start], text[groups[-1].end :][:10]
    if kind == ID_CARD:
        return False
    if groups[0].plus:
        return bool(_MONEY_AFTER.search(after))
    return bool(_LABEL.search(before) or _MONEY_BEFORE.search(before) or _MONEY_AFTER.search(after))


def _is_id_card(digits: str, groups: list[Group], whole: bool) -> bool:
    if len(digits) != 18 or "X" in digits[:17] or not _PROVINCES.match(digits) or not _BORN.fullmatch(digits[6:14]):
        return False
    return _CHECKS[sum(int(each) * weight for each, weight in zip(digits, _WEIGHTS, strict=False)) % 11] == digits[17]


def _is_bank_card(digits: str, groups: list[Group], whole: bool) -> bool:
    if "X" in digits or groups[0].plus or not _ISSUERS.fullmatch(digits) or len(set(digits)) < 2:
        return False
    return (_is_even(groups, whole) or _shape(groups) in _CARD_SHAPES) and _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = [int(each) * (2 if place % 2 else 1) for place, each in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _is_phone(digits: str, groups: list[Group], whole: bool) -> bool:
    if "X" in digits:
        return False
    prefix = _prefix(digits, groups)
    own, rest = digits[len(prefix) :], _without(groups, len(prefix))
    if _MOBILE.fullmatch(own) and (_is_even(rest, whole) or _shape(rest) in _MOBILE_SHAPES):
        return True
    if _LANDLINE.fullmatch(own if not prefix or own.startswith("0") else f"0{own}"):
        shape = ",".join(map(str, _shape(rest)))
        return len(rest) == 1 or bool(prefix) or bool(_LANDLINE_SHAPES.fullmatch(shape))
    return groups[0].plus and _is_abroad(digits, groups)


def _prefix(digits: str, groups: list[Group]) -> str:
    """China's country code, where it stands before a number."""
    for code in ("0086", "86"):
        if digits.startswith(code) and len(digits) - len(code) >= 10:
            return code
    return ""


def _is_abroad(digits: str, groups: list[Group]) -> bool:
    country = _COUNTRY.match(digits)
    if country is None or not 8 <= len(digits) <= 15 or any("\n" in each.before for each in groups[1:]):
        return False
    return len(digits) - len(country[0]) <= _MOST_OF_COUNTRY.get(country[0], 12)


def _without(groups: list[Group], length: int) -> list[Group]:
    """The groups behind so many digits."""
    rest = list(groups)
    while length and rest:
        taken = min(length, len(rest[0].digits))
        length -= taken
        rest = ([rest[0].behind(taken)] if taken < len(rest[0].digits) else []) + rest[1:]
    return rest


def _shape(groups: list[Group]) -> tuple[int, ...]:
    return tuple(len(each.digits) for each in groups)


def _is_even(groups: list[Group], whole: bool) -> bool:
    """Whether it is written in one, or in groups of one size, the last of which may be shorter; in groups of one or two
    it must be all that stands there, for so do lists of small numbers."""
    sizes = _shape(groups)
    even = len(set(sizes[:-1])) <= 1 and sizes[-1] <= sizes[0]
    return len(sizes) == 1 or (even and (sizes[0] in (4, 5, 6) or whole))


_RULES = {ID_CARD: _is_id_card, BANK_CARD: _is_bank_card, PHONE: _is_phone}


# --- showing --------------------------------------------------------------------------------------------------------


def _number(written: Plain, groups: list[Group], kind: str) -> Piece:
    """With what is hidden of it: all but the first digits (three, or a card's four) and the last four."""
    places = [place for group in groups for place in group.places]
    digits = "".join(each.digits for each in groups)
    ahead = len(_prefix(digits, groups)) if kind == PHONE else 0
    keep = ahead + (4 if kind == BANK_CARD else 3)
    hide = places[keep:-4] if len(places) > keep + 6 else places[max(2, ahead) : -2]
    start = groups[0].start - (1 if groups[0].plus else 0)
    spans = tuple(written.span(each, each + 1) for each in hide)
    return Piece(*written.span(start, groups[-1].end), kind, spans)
