"""What is told of an order by itself, in both languages, and by which marks it is known again (A11). Pure."""

from __future__ import annotations

from chalicelib.notices.model.mailings import LONGEST_TEXT, NoticeText
from chalicelib.orders.model.states import Sight

_SUBJECT = {"zh-CN": "订单 {number} 有新进展", "en": "News of your order {number}"}
_LINES = {
    "zh-CN": ("订单状态：{state}。", "物流：{parcel}。", "退款：{refund}。"),
    "en": ("Your order: {state}.", "Your parcel: {parcel}.", "Your refund: {refund}."),
}
_BETWEEN = {"zh-CN": "", "en": " "}


def told_of(sight: Sight, language: str) -> NoticeText:
    """The words of a notice about an order as it was seen."""
    known = language if language in _LINES else "en"
    parcel = " ".join(filter(None, (sight.parcel, sight.carrier, sight.parcel_number)))
    said = {"state": sight.state, "parcel": parcel, "refund": sight.refund}
    lines = zip(_LINES[known], said, strict=True)
    text = _BETWEEN[known].join(line.format(**said) for line, name in lines if said[name].strip())
    return NoticeText(_SUBJECT[known].format(number=sight.number), text[:LONGEST_TEXT])


def marks_in(words: object) -> dict[str, str]:
    """The marks of what a letter tells of an order, as ``marked`` wrote them; none for one that is somebody's own."""
    pairs = (each.partition("=") for each in str(words or "").split())
    return {name: mark for name, _, mark in pairs if mark}


def marked(sight: Sight, changed: tuple[str, ...]) -> str:
    """The marks of what is new of it, in one word of a letter."""
    marks = sight.marks
    return " ".join(f"{name}={marks[name]}" for name in changed if name in marks)
