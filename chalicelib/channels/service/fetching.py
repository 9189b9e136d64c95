"""What providers post: messages, or that there are some, which are asked for from where the last answer ended (A9).

That there is something new is due work as soon as it is heard. A page is taken in message by message, each once by its
own number, and only then the cursor moves: whoever dies in between is followed by one who asks for the same page again.
One message that cannot be taken keeps no other waiting: it is written down among what failed. Of somebody who writes
faster than anybody may, the rest waits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec

from chalicelib.channels.model import providers
from chalicelib.channels.model.channel import Channel, ChannelOff
from chalicelib.channels.model.inbound import Incoming, Sender, SentFile
from chalicelib.channels.model.outbound import REFUSED, Failure
from chalicelib.channels.model.provider import Access, Asked, News, Page, Provider, Refused
from chalicelib.channels.service.calling import posting
from chalicelib.channels.service.providing import proved, take, with_access
from chalicelib.channels.store import channels as store
from chalicelib.channels.store.refused import put_refused
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import DeskError, LimitReached, Unavailable
from chalicelib.core.transactions import Transaction

MOST_PAGES = 10  # in one go


class Fetch(Due, frozen=True):
    """There is something new at this channel's provider."""

    kind = "channels.fetch"

    channel_id: str
    desk: str = ""
    word: str = ""


class Kept(msgspec.Struct, frozen=True):
    """A message that waits; ``files``: name and address of each."""

    message_id: str
    sender_id: str
    text: str = ""
    thread: str | None = None
    files: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, incoming: Incoming) -> Kept:
        """The message as it is kept meanwhile."""
        files = tuple((each.name, each.url or "") for each in incoming.files)
        return cls(incoming.message_id, incoming.sender.id, incoming.text, incoming.thread, files)

    @property
    def incoming(self) -> Incoming:
        """The message as it came."""
        files = [SentFile(name, url=url) for name, url in self.files]
        return Incoming(self.message_id, Sender(self.sender_id), self.text, files, self.thread)


class TakeLater(Due, frozen=True):
    """These messages of one sender are taken once they may write again."""

    kind = "channels.take_later"

    channel_id: str
    messages: tuple[Kept, ...] = ()


def hear(desk: Desk, channel_id: str, query: Mapping[str, str], body: bytes) -> None:
    """What the provider posts: messages are stored once, news are due work; one write. Raises as
    ``receiving.receive`` does."""
    channel, adapter, posted = proved(desk, channel_id, query, body)
    heard = adapter.heard(posted)
    for each in heard.messages:
        take(desk, channel, adapter, each)
    if heard.news is not None:
        if not channel.active:
            raise ChannelOff("it was switched off")
        tx = Transaction(desk)
        work.put(tx, Fetch(channel_id, heard.news.desk, heard.news.word))
        tx.commit()


def fetch(desk: Desk, due: Fetch) -> None:
    """Ask for what is new, page by page, behind the cursor that is kept. Twice is once. Raises ``Unavailable``: the
    provider does not answer now."""
    channel = store.channel(desk, due.channel_id)
    adapter = providers.of(channel) if channel is not None else None
    if channel is None or adapter is None or not channel.active:
        return
    news = News(due.desk, due.word)
    for _ in range(MOST_PAGES):
        cursor = store.cursor(desk, due.channel_id, due.desk)
        page = _page(desk, channel, adapter, news, cursor)
        if isinstance(page, Refused):
            _refused(desk, channel, page)
            return
        later = _taken(desk, channel, adapter, page.messages)
        tx = Transaction(desk)
        for each, at in later:
            work.put(tx, TakeLater(due.channel_id, each), at=desk.now() + at)
        moves = page.cursor not in ("", cursor)
        if moves:
            store.put_cursor(tx, due.channel_id, due.desk, page.cursor)
        if moves or later:
            tx.commit()
        if not page.more or not moves:
            return
    tx = Transaction(desk)
    work.put(tx, Fetch(due.channel_id, due.desk, due.word))
    tx.commit()


def _page(desk: Desk, channel: Channel, adapter: Provider, news: News, cursor: str) -> Page | Refused:
    def asked(access: Access) -> Asked:
        return adapter.news_request(channel, access, news, cursor)

    return with_access(
        desk, channel, adapter, posting(desk), asked, lambda access, body: adapter.page_in(channel, access, body)
    )


def _refused(desk: Desk, channel: Channel, page: Refused) -> None:
    """Written down where it will not get better by itself; else it is tried again. Raises ``Unavailable``."""
    outcome = page.outcome
    if outcome.again or outcome.why not in (REFUSED, "bad_account"):
        raise Unavailable(f"the provider: {outcome.why} {outcome.detail}", retry_after=30)
    _note(desk, channel, outcome.why or REFUSED, outcome.detail)


Later = list[tuple[tuple[Kept, ...], timedelta]]


def _taken(desk: Desk, channel: Channel, adapter: Provider, messages: Sequence[Incoming]) -> Later:
    """Take them in, in order; those of senders who may not write more now, and how long they wait."""
    waiting: dict[str, list[Incoming]] = {}
    seconds: dict[str, int] = {}
    for each in messages:
        if each.sender.id in waiting:
            waiting[each.sender.id].append(each)
            continue
        try:
            _take_or_note(desk, channel, adapter, each)
        except LimitReached as reached:
            waiting[each.sender.id], seconds[each.sender.id] = [each], reached.retry_after or 60
    return [(tuple(map(Kept.of, each)), timedelta(seconds=seconds[sender])) for sender, each in waiting.items()]


def take_later(desk: Desk, due: TakeLater) -> None:
    """What had to wait is taken in; what must wait on, waits. Twice is once."""
    channel = store.channel(desk, due.channel_id)
    adapter = providers.of(channel) if channel is not None else None
    if channel is None or adapter is None:
        return
    for messages, at in _taken(desk, channel, adapter, [each.incoming for each in due.messages]):
        tx = Transaction(desk)
        work.put(tx, TakeLater(due.channel_id, messages), at=desk.now() + at)
        tx.commit()


def _take_or_note(desk: Desk, channel: Channel, adapter: Provider, incoming: Incoming) -> None:
    """Take it in; what cannot be taken, ever, is written down. Raises ``LimitReached``, ``Unavailable``."""
    try:
        take(desk, channel, adapter, incoming)
    except (LimitReached, Unavailable):
        raise
    except DeskError as refusal:
        _note(desk, channel, REFUSED, f"{refusal.code}: {refusal.detail or ''}", incoming)


def _note(desk: Desk, channel: Channel, why: str, detail: str, incoming: Incoming | None = None) -> None:
    """It is written down among what failed, with the words that were not taken."""
    tx, now = Transaction(desk), desk.now()
    kept = put_refused(tx, channel.channel_id, incoming, now) if incoming is not None else ""
    store.put_failure(tx, channel.channel_id, Failure(now, "", 0, why, detail[:200], kept))
    tx.commit()
