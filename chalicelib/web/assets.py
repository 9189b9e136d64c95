"""The built files of the pages: read once, named by their content, never looked up by path.

Nothing here knows about HTTP requests. A file's name says its content, so it may be cached for ever, and a page, which
names the files of its own release, is asked for anew each time.
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
}
BUILT = Path(__file__).parent / "built"
MANIFEST = "manifest.json"
LOADER = "widget.js"
SHORT = 12
# what an open page of a release may fetch late that named files by their sources alone
FORMER: Mapping[str, str] = {
    "widget-app.js": "widget-panel-app",
    "widget-board.js": "widget-panel-board",
    "widget-text-en.js": "words-en-widget",
    "widget-text-zh.js": "words-zh-widget",
    "form-sheet.js": "form-sheet",
    "form-text-en.js": "words-en-form",
    "form-text-zh.js": "words-zh-form",
    "rating-card.js": "widget-rating-card",
    "rating-text-en.js": "words-en-rating",
    "rating-text-zh.js": "words-zh-rating",
}
NAMED_BY_CONTENT = r"(.+)-\w+\.(?:js|css)"


class Asset(msgspec.Struct, frozen=True):
    """A file as the browser gets it."""

    name: str
    text: str
    content_type: str
    etag: str

    @property
    def is_page(self) -> bool:
        return self.name.endswith(".html")


class Manifest(msgspec.Struct, frozen=True):
    """What was built.

    ``styles``: source → file. ``lasting``: names without their content's mark → the file that pages of other releases
    may get under them. ``opening``: page → what a browser fetches until it works, besides the page.
    """

    styles: Mapping[str, str]
    lasting: Mapping[str, str]
    opening: Mapping[str, tuple[str, ...]]


class Site(msgspec.Struct, frozen=True):
    """All files of one release. `files` has every name; `asset` gives only what `/assets` may hand out."""

    manifest: Manifest
    files: Mapping[str, Asset]

    def asset(self, name: str) -> Asset | None:
        """The file of this name, or what stands now where another release had a file of such a name.

        Only what a page on somebody else's website fetches late lasts so; whoever has a page of ours open can load it
        anew. Pages are left out: they must come with the policy headers of their own routes.
        """
        asset = self.files.get(name) or self.files.get(self._lasting(name))
        return None if asset is None or asset.is_page else asset

    def _lasting(self, name: str) -> str:
        parts = re.fullmatch(NAMED_BY_CONTENT, name)
        return self.manifest.lasting.get(FORMER.get(name) or (parts[1] if parts else ""), "")

    def style(self, source: str) -> str:
        """The name of the built style sheet of this source."""
        return self.manifest.styles[source]


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]


def _asset(name: str, text: str) -> Asset:
    return Asset(name, text, CONTENT_TYPES[Path(name).suffix], f'"{short_hash(text)}"')


def read_site(folder: Path) -> Site:
    """The site in this folder, which ``infra.pages`` made."""
    manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    kept = sorted(path for path in folder.iterdir() if path.suffix in CONTENT_TYPES)
    return Site(manifest, {path.name: _asset(path.name, path.read_text(encoding="utf-8")) for path in kept})


@cache
def site() -> Site:
    """The files beside this module, read at the first request: a function that serves no page reads none."""
    return read_site(BUILT)
