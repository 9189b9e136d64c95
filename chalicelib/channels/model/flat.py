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
_FIELD = re.compile(r"<([A-Za-z][A-Za-z0-9_]{0,39})>\s*(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))\s*</\1>", re.S)
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
    inner = root[1]
    if _FIELD.sub("", inner).strip():
        raise Invalid.field("body", "fields of text alone")
    return {name: cdata if cdata or not plain else html.unescape(plain) for name, cdata, plain in _FIELD.findall(inner)}


def _of_json(text: str) -> dict[str, str]:
    try:
        said = msgspec.json.decode(text, type=dict[str, str | int | float | bool | None])
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        raise Invalid.field("body", "a flat object of JSON") from None
    if len(said) > MOST_FIELDS:
        raise Invalid.field("body", f"at most {MOST_FIELDS} fields")
    return {name: "" if value is None else str(value) for name, value in said.items()}
