"""Pictures that go with what is said: exports of other desks have a word in their place, and here they are sent."""

from __future__ import annotations

import struct
import urllib.request
import uuid
import zlib
from typing import Any

from infra.demo.wire import Wire

WORDS = ("[图片]", "[picture]")
SIDE = 48  # pixels


def stands_for_one(text: str) -> bool:
    """Whether this is the word for a picture."""
    return text.strip().lower() in WORDS


def send(wire: Wire, path: str, arrived: str, token: str) -> str:
    """Upload a picture; the id by which a message names it. ``arrived``: where that is said, its id left open."""
    content = picture()
    wish = {"name": "picture.png", "size": len(content)}
    ticket = wire.call("file", "POST", path, token, wish)
    _post(ticket["form"], content)
    wire.call("file", "POST", arrived.format(file_id=ticket["file_id"]), token, {})
    return str(ticket["file_id"])


def _post(form: dict[str, Any], content: bytes) -> None:
    mark = uuid.uuid4().hex
    fields = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form["fields"].items()
    )
    last = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="picture.png"\r\n\r\n'
    body = (fields + last).encode() + content + f"\r\n--{mark}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={mark}"}
    request = urllib.request.Request(form["url"], body, headers, method="POST")  # noqa: S310
    with urllib.request.urlopen(request, timeout=30):  # noqa: S310
        return


def picture() -> bytes:
    """Tea in a cup, seen from far above: a PNG of one green in another."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    def color(x: int, y: int) -> bytes:
        return b"\x8f\xb0\x6a" if (x - SIDE // 2) ** 2 + (y - SIDE // 2) ** 2 < (SIDE // 3) ** 2 else b"\xee\xe6\xd6"

    rows = b"".join(b"\0" + b"".join(color(x, y) for x in range(SIDE)) for y in range(SIDE))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
