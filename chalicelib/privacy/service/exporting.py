"""One person's data in one archive: gathered in parts, packed once all are there, given by a link that expires (F6)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import msgspec

from chalicelib.core import links, persons, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound, existing
from chalicelib.core.files import MOST_AT_ONCE, NOWHERE, FilesOff, Shown
from chalicelib.core.persons import FILE, value_in
from chalicelib.core.transactions import Transaction
from chalicelib.privacy import store
from chalicelib.privacy.model.archive import MOST_BYTES, digest_of, file_name, page_of
from chalicelib.privacy.model.requests import CANCELLED, LINK_LASTS, OVER, PACKING, READY, Request, moved
from chalicelib.privacy.service.walking import Page
from chalicelib.privacy.store import Part

ARCHIVE = "privacy-archive"
SECONDS = 600


class Pack(Due, frozen=True):
    """The next volume of an archive, behind so many, whose files begin with this one."""

    kind = "privacy.pack"

    request_id: str
    first: int = 0
    behind: int = 0


class LetGo(Due, frozen=True):
    """An archive has been there for as long as it is."""

    kind = "privacy.let_go"

    request_id: str


def keep_page(desk: Desk, request: Request, tx: Transaction, page: Page) -> None:
    """A page of what was found becomes a piece of the archive; the same one however often."""
    if not page.items:
        return
    number, start = page.todo.at
    trace = page.todo.trace
    digest = digest_of(page.kept.name, trace.kind, trace.id, str(number), msgspec.json.encode(start).decode())
    place = f"kept/{request.request_id.lower()}/{digest}"
    lines = [msgspec.json.encode(persons.shown(page.kept, each)) for each in page.items]
    known = Transaction(desk)  # before there is a file, so that whoever calls this off finds it
    store.put_part(known, request.request_id, f"{page.kept.name}#{digest}", Part(page.kept.name, place))
    known.commit()
    desk.files.put(place, b"\n".join(lines) + b"\n")
    for item in page.items if page.kept.of == FILE else ():
        upload = value_in(item, "upload") or {}
        if upload.get("key"):
            held = Part(upload["name"], upload["key"], int(upload["size"]))
            store.put_part(tx, request.request_id, f"~{upload['file_id']}", held)


def pack_on(desk: Desk, due: Pack) -> None:
    """The next volume, as due work."""
    pack(desk, due)


def pack(desk: Desk, due: Pack) -> int | None:
    """One volume: the first has all data and the page, and as many files as it takes; the others have files alone. With
    which file the next one begins; None: that was the last, or this one was packed before."""
    request = store.request(desk, due.request_id)
    if request is not None and request.state in (CANCELLED, OVER):  # whoever was at it then may have left a volume
        drop_volumes(desk, request)
    if request is None or request.state != PACKING or request.volumes != due.behind:
        return None
    parts = store.parts(desk, request.request_id)
    pieces = [part for order, part in parts if not order.startswith("part#~")]
    files = [part for order, part in parts if order.startswith("part#~")]
    last, size = due.first, 0
    while last < len(files) and (last == due.first or size + files[last].size <= MOST_BYTES):
        size, last = size + files[last].size, last + 1
    names = [file_name(number + 1, each.name) for number, each in enumerate(files)]
    volume, held = request.volumes + 1, io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        if due.first == 0:
            _write_data(desk, archive, pieces, names)
        for number in range(due.first, last):
            archive.writestr(names[number], _bytes_of(desk, files[number]))
    desk.files.put(_place(request, volume), held.getvalue())
    tx = Transaction(desk)
    if last < len(files):
        store.write(tx, request, moved(request, PACKING, volumes=volume))
        work.put(tx, Pack(request.request_id, last, volume))
    else:
        until = desk.now() + LINK_LASTS
        store.write(tx, request, moved(request, READY, volumes=volume, until=until, ended_at=desk.now()))
        work.put(tx, LetGo(request.request_id), at=until)
    tx.commit()
    return last if last < len(files) else None


def _write_data(desk: Desk, archive: zipfile.ZipFile, pieces: Sequence[Part], names: Sequence[str]) -> None:
    groups: dict[str, list[bytes]] = {}
    for each in pieces:
        found = desk.files.read(each.place)
        groups.setdefault(each.name, []).append(found.content if found is not None else b"")
    decoded = {name: [msgspec.json.decode(line) for line in b"".join(of).splitlines()] for name, of in groups.items()}
    for name, of in groups.items():
        archive.writestr(f"data/{name}.jsonl", b"".join(of))
    archive.writestr("index.html", page_of(decoded.items(), names, desk.now()))


def _bytes_of(desk: Desk, part: Part) -> bytes:
    content = b""
    while piece := desk.files.read(part.place, len(content), MOST_AT_ONCE):
        content += piece.content
        if not piece.content or len(content) >= piece.size:
            break
    return content


def _place(request: Request, volume: int) -> str:
    return f"kept/{request.request_id.lower()}/archive-{volume}"


def token_of(desk: Desk, request: Request) -> str:
    """What opens the archive, as long as it is there."""
    return links.sign(desk, ARCHIVE, request.request_id)


def behind(desk: Desk, token: str) -> Request:
    """The request whose archive a link opens; one read. Raises ``NotFound``, also for one whose time is over."""
    request = existing(store.request(desk, links.read(desk, ARCHIVE, token)), "no such archive")
    if request.until is None or request.until <= desk.now():
        raise NotFound("its time is over")
    return request


def address_of(desk: Desk, request: Request, volume: int) -> str:
    """Where a volume is, for some minutes. Raises ``NotFound``: it is not there, or no more; ``FilesOff``."""
    refuse_nowhere(desk)
    if request.state != READY or not 1 <= volume <= request.volumes:
        raise NotFound("no such archive")
    name = f"personal-data-{request.request_id}-{volume}.zip"
    return desk.files.link(_place(request, volume), Shown("application/zip", name, seconds=SECONDS))


def content_of(desk: Desk, request: Request, volume: int) -> bytes:
    """The bytes of a volume. Raises ``NotFound``: it is not there, or no more."""
    if request.state != READY or not 1 <= volume <= request.volumes:
        raise NotFound("no such archive")
    return _bytes_of(desk, Part("", _place(request, volume)))


def refuse_nowhere(desk: Desk) -> None:
    """Raises ``FilesOff`` where no place for files belongs to the desk."""
    if desk.files is NOWHERE:
        raise FilesOff("no place for files: there can be no archive")


def let_go(desk: Desk, due: LetGo) -> None:
    """The archive goes, and all pieces that it was made of. Twice is once."""
    request = store.request(desk, due.request_id)
    if request is None or request.state not in (READY, OVER):
        return
    drop_volumes(desk, request)
    drop_pieces(desk, request)
    if request.state == READY:
        tx = Transaction(desk)
        store.write(tx, request, moved(request, OVER))
        tx.commit()


def drop_volumes(desk: Desk, request: Request) -> None:
    """The archive's files go, one that is being written too. Twice is once."""
    desk.files.delete([_place(request, each + 1) for each in range(request.volumes + 1)])


def drop_pieces(desk: Desk, request: Request) -> None:
    """What an archive was made of goes; the person's own files stay where they are."""
    for order, part in store.parts(desk, request.request_id):
        if not order.startswith("part#~"):
            desk.files.delete([part.place])
        tx = Transaction(desk)
        store.drop_part(tx, request.request_id, order)
        tx.commit()
