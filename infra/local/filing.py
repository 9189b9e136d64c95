"""Files of the local desk: a folder beside its data, with the same forms and links as S3 (``core.files``).

A form carries what was signed for it; whoever posts it is held to that: this key, this type, so many bytes, until then.
A link carries its signature too. Contents are synced to disk before they are acknowledged, and appear whole or not at
all. What a browser is given has its type, its disposition, ``nosniff``, and a policy under which nothing in it runs.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.core.files import MOST_AT_ONCE, Form, Piece, Shown, Terms, disposition
from infra.local.gateway import Reply

PREFIX = "/local/files"
ROOM = 64 * 1024  # bytes of a form besides its content
_KEY = re.compile(r"[a-z0-9_-]+(/[a-z0-9_-]+)*")
_NAME = re.compile(rb'name="([^"]*)"')
CORS = {"Access-Control-Allow-Origin": "*"}
PREFLIGHT = {
    **CORS,
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "86400",
}
SAFE = {
    **CORS,
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class _Policy(msgspec.Struct, frozen=True):
    """What a form was signed for."""

    key: str
    type: str
    most: int
    until: int


class Folder:
    """Files in this folder; ``base`` is where the desk is reached. Any number of threads may use it at once."""

    def __init__(self, folder: Path, base: str, secret: str, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self._base = base
        self._secret = secret.encode()
        self._now = now

    @property
    def origin(self) -> str:
        """Where the desk itself is."""
        return self._base

    def form(self, key: str, terms: Terms) -> Form:
        """A form that ``take`` holds to its terms."""
        until = int(self._now().timestamp()) + terms.seconds
        policy = base64.b64encode(msgspec.json.encode(_Policy(key, terms.type, terms.most, until))).decode()
        fields = {"key": key, "Content-Type": terms.type, "policy": policy, "signature": self._sign(policy)}
        return Form(f"{self._base}{PREFIX}", fields)

    def link(self, key: str, shown: Shown) -> str:
        """An address that ``give`` answers."""
        begun = int(self._now().timestamp()) // 300 * 300
        asked = {"type": shown.type, "as": disposition(shown), "until": str(begun + shown.seconds + 300)}
        signature = self._sign(f"{key}\n{urlencode(asked)}")
        return f"{self._base}{PREFIX}/{key}?{urlencode({**asked, 'signature': signature})}"

    def read(self, key: str, start: int = 0, length: int = MOST_AT_ONCE) -> Piece | None:
        """Part of a file."""
        try:
            with self._path(key).open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size + start) if start < 0 else start)
                return Piece(file.read(length), size)
        except FileNotFoundError:
            return None

    def copy(self, key: str, to: str) -> bool:
        """The same bytes under another key."""
        piece = self.read(key)
        if piece is None:
            return False
        self.put(to, piece.content)
        return True

    def put(self, key: str, content: bytes) -> None:
        """Whole or not at all, and on the disk once this returns."""
        path = self._path(key)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        place = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)

    def delete(self, keys: Iterable[str]) -> None:
        """Files, and the folders that are empty then."""
        for key in keys:
            path = self._path(key)
            path.unlink(missing_ok=True)
            if path.parent != self.folder and path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()

    def take(self, fields: Mapping[str, str], content: bytes) -> None:
        """What a form brought. Raises ``ValueError``, in words, where it does not hold what was signed."""
        policy = self._policy(fields)
        if fields.get("key") != policy.key or fields.get("Content-Type") != policy.type:
            raise ValueError("the form is for another file, or another type")
        if not 1 <= len(content) <= policy.most:
            raise ValueError(f"1 to {policy.most} bytes")
        self.put(policy.key, content)

    def _policy(self, fields: Mapping[str, str]) -> _Policy:
        text = fields.get("policy", "")
        if not hmac.compare_digest(fields.get("signature", "").encode(), self._sign(text).encode()):
            raise ValueError("the form was not signed here")
        policy = msgspec.json.decode(base64.b64decode(text), type=_Policy)
        if self._now().timestamp() > policy.until:
            raise ValueError("the form has expired")
        return policy

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """A browser's request to an address that begins with ``PREFIX``."""
        if method == "OPTIONS":
            return Reply(204, dict(PREFLIGHT))
        try:
            if method == "POST":
                self.take(*form_in(headers.get("content-type", ""), body))
                return Reply(204, dict(CORS))
            if method in ("GET", "HEAD"):
                return self._given(target)
        except ValueError as error:
            return Reply(403, {**SAFE, "Content-Type": "text/plain; charset=utf-8"}, str(error).encode())
        return Reply(405, {**SAFE, "Allow": "GET, HEAD, POST, OPTIONS"})

    def _given(self, target: str) -> Reply:
        parts = urlsplit(target)
        key, asked = parts.path.removeprefix(f"{PREFIX}/"), dict(parse_qsl(parts.query))
        signature = asked.pop("signature", "")
        if not hmac.compare_digest(signature.encode(), self._sign(f"{key}\n{urlencode(asked)}").encode()):
            raise ValueError("the link was not signed here")
        if self._now().timestamp() > int(asked["until"]):
            raise ValueError("the link has expired")
        piece = self.read(key)
        if piece is None:
            return Reply(404, {**SAFE, "Content-Type": "text/plain; charset=utf-8"}, b"there is no such file")
        told = {"Content-Type": asked["type"], "Content-Disposition": asked["as"]}
        return Reply(200, {**SAFE, **told, "Cache-Control": "private, max-age=600, immutable"}, piece.content)

    def _sign(self, text: str) -> str:
        return hmac.digest(self._secret, f"files:{text}".encode(), hashlib.sha256).hex()

    def _path(self, key: str) -> Path:
        """Where a key's file is. Raises ``ValueError`` for what could lead anywhere else."""
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key of a file")
        return self.folder / key


def of_desk(folder: Path, desk: Desk) -> Folder:
    """The files of the desk that keeps its data beside this folder, signed with its key, by its clock."""
    return Folder(folder, desk.settings.public_url, desk.settings.token_keys[0][1], desk.now)


def form_in(content_type: str, body: bytes) -> tuple[dict[str, str], bytes]:
    """The fields of a ``multipart/form-data`` body, and its ``file``. Raises ``ValueError`` for what is none."""
    found = re.search(r'boundary="?([^";,]{1,70})"?', content_type)
    if not content_type.startswith("multipart/form-data") or found is None:
        raise ValueError("the body must be multipart/form-data")
    fields: dict[str, str] = {}
    for part in body.split(b"\r\n--" + found[1].encode()):
        head, _, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name is None:
            continue
        if name[1] == b"file":  # whatever stands behind it is not looked at, as in S3
            return fields, content
        if len(content) > ROOM:
            raise ValueError("a field is too long")
        fields[name[1].decode(errors="replace")] = content.decode(errors="replace")
    raise ValueError("the form has no file")
