"""Bytes of letters as text, whatever their senders call the charset (A9). Pure.

Nothing is refused: what does not fit the charset that is named is read by the commonest that it fits.
"""

from __future__ import annotations

import codecs
import re
from email.header import decode_header

# names that mean another charset than Python takes them for, or that it does not know
MEANT = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "x-big5": "big5hkscs",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "",
    "ascii": "",
    "unknown-8bit": "",
    "x-unknown": "",
    "unicode-1-1-utf-7": "utf-7",
    "utf8": "utf-8",
    "utf8mb4": "utf-8",
}
TRIED = ("utf-8", "gb18030", "cp1252")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u202a-\u202e\u2066-\u2069]")


def text_of(data: bytes, charset: str | None) -> str:
    """The bytes as text, without control characters and marks that turn its direction."""
    if data.startswith(b"\xef\xbb\xbf"):
        data, charset = data[3:], "utf-8"
    elif data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        charset = "utf-16"
    return clean(_decoded(data, codec_of(charset)))


def codec_of(charset: str | None) -> str:
    """The codec that a charset's name means; empty: none is named, or nobody knows it."""
    name = (charset or "").strip().strip("\"'").casefold()
    name = MEANT.get(name, name)
    try:
        found = codecs.lookup(name) if name else None
    except (LookupError, ValueError):
        return ""
    return found.name if found is not None and found._is_text_encoding else ""


def _decoded(data: bytes, codec: str) -> str:
    for each in dict.fromkeys((codec, *TRIED)):
        if each:
            try:
                return data.decode(each)
            except (UnicodeDecodeError, UnicodeError):
                continue
    return data.decode(codec or "utf-8", "replace")


def clean(text: str) -> str:
    """With one kind of line ends."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def header_text(value: str) -> str:
    """A header as people read it: encoded words decoded, bytes that were not encoded read all the same, on one line."""
    try:
        pieces = decode_header(value)
    except Exception:  # broken base64 and the like: it stays as it came
        pieces = [(value, None)]
    words: list[str] = []
    for piece, charset in pieces:
        raw = piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape")
        words.append(text_of(raw, charset))
    return " ".join("".join(words).split())
