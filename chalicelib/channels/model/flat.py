"""Flat documents as the providers of WeChat's family post them: XML, or JSON where the account asks for it. Pure.

The XML is read as flat: a document that declares anything of its own is refused, and no entity is looked up.
"""

from __future__ import annotations

import html
import re

import msgspec

from chalicelib.core.errors import Invalid

MOST_READ = 128 * 1024  # bytes of what is posted, in its envelope
MOST_FIELDS = 200
_BEGIN = re.compile(r"\s*<([A-Za-z][A-Za-z0-9_]{0,39})>\s*")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_SPACE = re.compile(r"\s*")
_ROOT = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<xml>(.*)</xml>\s*", re.S)


def fields_of(body: bytes, most: int = MOST_READ) -> dict[str, str]:
    """What a document says, by name. Raises ``Invalid`` for what is no flat document of theirs."""
    if len(body) > most:
        raise Invalid.field("body", f"at most {most} bytes")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid.field("body", "UTF-8") from None
    return _of_json(text) if text.lstrip()[:1] in ("{", "[") else _of_xml(text)


def _of_xml(text: str) -> dict[str, str]:
    root = _ROOT.fullmatch(text)
    if root is None or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Invalid.field("body", "an <xml> document without declarations")
    inner, fields, place = root[1], dict[str, str](), 0
    while place < len(inner):
        begin = _BEGIN.match(inner, place)
        field = _field_at(inner, begin[1], begin.end()) if begin is not None else None
        if begin is None or field is None:
            if inner[place:].strip():
                raise Invalid.field("body", "fields of text alone")
            break
        fields[begin[1]], place = field
    return fields


def _field_at(text: str, name: str, place: int) -> tuple[str, int] | None:
    """What a field that began says, and where it is over; None: it is none. Nothing is looked at twice, however it is
    written: whoever posts it may be anybody."""
    end = f"</{name}>"
    if not text.startswith(_CDATA, place):
        over = text.find("<", place)
        if over < 0 or not text.startswith(end, over):
            return None
        return html.unescape(text[place:over]), over + len(end)
    place, over = place + len(_CDATA), text.find(_CDATA_END, place)
    while over >= 0:
        space = _SPACE.match(text, over + len(_CDATA_END))
        after = space.end() if space is not None else over
        if text.startswith(end, after):
            return text[place:over], after + len(end)
        over = text.find(_CDATA_END, max(after, over + 1))
    return None


def _of_json(text: str) -> dict[str, str]:
    try:
        said = msgspec.json.decode(text, type=dict[str, str | int | float | bool | None])
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        raise Invalid.field("body", "a flat object of JSON") from None
    if len(said) > MOST_FIELDS:
        raise Invalid.field("body", f"at most {MOST_FIELDS} fields")
    return {name: "" if value is None else str(value) for name, value in said.items()}
