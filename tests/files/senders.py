"""Whoever sends files in tests, as a browser does; and a scanner that says what it is told to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.core.desk import Desk
from chalicelib.core.files import Form
from chalicelib.files import service as files
from chalicelib.files.model.scanning import Scanner, Verdict
from chalicelib.files.model.upload import Allowed, Upload, Wish
from infra.local.filing import Folder

ANY = Allowed()
ME = "visitor#vis_1"


def place(desk: Desk) -> Folder:
    """Where the files of a test's desk are."""
    assert isinstance(desk.files, Folder)
    return desk.files


def post(desk: Desk, form: Form, content: bytes) -> None:
    """What a browser does with a form."""
    place(desk).take(form.fields, content)


def multipart(fields: Mapping[str, str], content: bytes) -> tuple[str, bytes]:
    """As a browser writes it."""
    parts = [
        f'--XyZ\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]
    last = '--XyZ\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    return "multipart/form-data; boundary=XyZ", "".join([*parts, last]).encode() + content + b"\r\n--XyZ--\r\n"


def kept(desk: Desk) -> list[str]:
    """The keys of everything that is there."""
    folder = place(desk).folder
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


def sent(
    desk: Desk, name: str, content: bytes, *, owner: str = ME, small: bytes | None = None, allowed: Allowed = ANY
) -> Upload:
    """A file that was asked for, uploaded, and looked at."""
    wish = Wish(name, len(content), preview=len(small) if small is not None else None)
    ticket = files.ask_for(desk, owner, wish, allowed)
    post(desk, ticket.form, content)
    if small is not None and ticket.preview is not None:
        post(desk, ticket.preview, small)
    return files.arrived(desk, owner, ticket.upload.file_id)


@dataclass
class ToldScanner:
    """Says of every file what it is told to; ``asked`` has the questions."""

    verdict: Verdict | OSError = field(default_factory=lambda: Verdict("clean"))
    asked: list[bytes] = field(default_factory=list)

    def ask(self, scanner: Scanner, body: bytes, at: int) -> Verdict:
        self.asked.append(body)
        if isinstance(self.verdict, OSError):
            raise self.verdict
        return self.verdict
