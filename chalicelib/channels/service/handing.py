"""Files that are more than a channel takes: a link goes out instead, to a page that hands them over (A9)."""

from __future__ import annotations

import msgspec

from chalicelib.channels.model.channel import Channel
from chalicelib.channels.model.handed import Handed, handed, handed_in
from chalicelib.channels.model.outbound import Thread, goes_by_link
from chalicelib.conversations.model.conversation import Entry
from chalicelib.core import links
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.files import service as files
from chalicelib.notifications.model.notice import Link

PURPOSE, PATH = "handed", "/f/"
FETCHED_WITHIN = 300  # seconds that the file's own address counts
READY, WAITING, OVER = "ready", "waiting", "over"


class Offered(msgspec.Struct, frozen=True):
    """What the page says of it: ``ready``, ``waiting`` (it is being looked at), or ``over``; ``url``: where it is
    fetched now."""

    state: str
    handed: Handed
    name: str = ""
    size: int = 0
    url: str = ""


def link_for(channel: Channel, thread: Thread, entry: Entry) -> Link | None:
    """The link that goes out instead of an entry's file; None: it has none, or the channel takes it."""
    if entry.file is None or not goes_by_link(channel, entry.file.size):
        return None
    return Link(PATH, PURPOSE, handed(entry.file.id, entry.at, thread.locale).name)


def url_for(desk: Desk, channel: Channel, thread: Thread, entry: Entry) -> str | None:
    """The same as an address."""
    link = link_for(channel, thread, entry)
    return links.url_of(desk, link.path, link.purpose, link.name) if link is not None else None


def offered(desk: Desk, token: str) -> Offered:
    """What is behind a link. One read. Raises ``NotFound`` for one that this desk did not make."""
    asked = handed_in(links.read(desk, PURPOSE, token))
    if desk.now() >= asked.until:
        return Offered(OVER, asked)
    try:
        upload = files.find(desk, asked.file_id)
        url = files.link(desk, upload, seconds=FETCHED_WITHIN)
    except NotFound:
        return Offered(OVER, asked)
    except Conflict:
        return Offered(WAITING, asked)
    return Offered(READY, asked, upload.name, upload.size, url)
