"""What an SMS costs: signature, encoding, segments (C4; 3GPP TS 23.038 and 23.040)."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from chalicelib.core.errors import Invalid

GSM_7, UCS_2 = "GSM-7", "UCS-2"
LONGEST_SMS = 1500  # characters; SNS takes 1,600 bytes of GSM-7 and splits what is longer without asking

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")  # two septets each: an escape and the character
_SINGLE = {GSM_7: 160, UCS_2: 70}
_PART = {GSM_7: 153, UCS_2: 67}  # a header of six bytes joins the parts
# a signature stands in such brackets; nothing that somebody wrote may look like a second one
_BRACKETS = str.maketrans("【】〖〗［］〔〕﹝﹞⟦⟧︻︼︗︘︹︺﹇﹈[]", "（）" * 10 + "()")
_SIGNATURE = r"[\u3400-\u4dbf\u4e00-\u9fff]{2,8}|[A-Za-z0-9 ]{3,11}"  # compiled when it is first asked


class Measured(msgspec.Struct, frozen=True):
    """``length`` in the encoding's units (septets, or 16-bit units), and how many messages that is."""

    encoding: str
    length: int
    segments: int


def measured(text: str) -> Measured:
    """How this text travels."""
    encoding = GSM_7 if all(each in _BASIC or each in _EXTENDED for each in text) else UCS_2
    sizes = [_size(each, encoding) for each in text]
    length = sum(sizes)
    return Measured(encoding, length, 1 if length <= _SINGLE[encoding] else _parts(sizes, _PART[encoding]))


def _size(character: str, encoding: str) -> int:
    if encoding == GSM_7:
        return 2 if character in _EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1


def _parts(sizes: Iterable[int], room: int) -> int:
    """Parts of this many units; nothing of two units is torn over the edge of a part."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts


def checked_signature(value: str) -> str:
    """The company's short name: 2–8 Chinese characters, or 3–11 Latin letters, digits and spaces. Empty: none."""
    value = value.strip().strip("【】").strip()
    if value and not re.fullmatch(_SIGNATURE, value):
        raise Invalid.field("sms_signature", "2 to 8 Chinese characters, or 3 to 11 Latin letters, digits and spaces")
    return value


def signed(text: str, signature: str) -> str:
    """The text as it goes out: in front the signature, if there is one; not longer than an SMS may be.

    The text's own square brackets become round ones, so that nothing in it looks like another signature.

    【】 is outside GSM-7: a text within it, with such a signature, would cost more than twice as much for the brackets.
    """
    text = text.translate(_BRACKETS)
    plain = measured(signature + text).encoding == GSM_7
    front = (f"[{signature}] " if plain else f"【{signature}】") if signature else ""
    whole = front + text
    return whole if len(whole) <= LONGEST_SMS else whole[: LONGEST_SMS - 1] + "…"
