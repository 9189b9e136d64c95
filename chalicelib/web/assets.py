"""The static files of the pages: read once, named by one common version, never looked up by path.

Comments are for who reads the source: they are left out of what the browser gets.

Nothing here knows about HTTP requests. The version is a hash over all files, so that every address below
`/assets/{version}/` may be cached for ever, and modules that import each other always come from one release.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

CONTENT_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
PLACEHOLDER = "__VERSION__"
LOADER = "widget.js"
SHORT = 12
COMMENT_LINES = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)[ \t]*$", re.MULTILINE)


class Asset(msgspec.Struct, frozen=True):
    """A file as the browser gets it."""

    name: str
    text: str
    content_type: str
    etag: str

    @property
    def is_page(self) -> bool:
        return self.name.endswith(".html")


class Site(msgspec.Struct, frozen=True):
    """All files of one release. `files` has every name; `asset` gives only what `/assets` may hand out."""

    version: str
    files: Mapping[str, Asset]

    def asset(self, name: str) -> Asset | None:
        """Pages are left out: they must come with the policy headers of their own routes."""
        found = self.files.get(name)
        return None if found is None or found.is_page else found


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]


def without_comments(text: str) -> str:
    """A script or style sheet without the lines that are only comments; every other line keeps its number."""
    return COMMENT_LINES.sub(lambda comment: "\n" * comment[0].count("\n"), text)


def build_site(texts: Mapping[str, str]) -> Site:
    """The site made of these files (name -> text). Pages and the loader get the version where they name it."""
    version = short_hash("".join(f"{name}\0{texts[name]}\0" for name in sorted(texts)))
    return Site(version, {name: _asset(name, text, version) for name, text in texts.items()})


def _asset(name: str, text: str, version: str) -> Asset:
    if name == LOADER or name.endswith(".html"):
        text = text.replace(PLACEHOLDER, version)
    if name.endswith((".js", ".css")):
        text = without_comments(text)
    return Asset(name, text, CONTENT_TYPES[Path(name).suffix], f'"{short_hash(text)}"')


@cache
def site() -> Site:
    """The files beside this module, read at the first request: a function that serves no page reads none."""
    folder = Path(__file__).parent / "static"
    kept = [path for path in folder.iterdir() if path.suffix in CONTENT_TYPES]
    return build_site({path.name: path.read_text(encoding="utf-8") for path in kept})
