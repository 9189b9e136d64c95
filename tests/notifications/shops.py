"""A shop that has a sender and a signature, and what its tests ask again and again."""

from __future__ import annotations

from typing import Any

from chalicelib.core import work
from chalicelib.core.contacts import Recipient
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service
from chalicelib.notifications.model.notice import Matter, Notice
from chalicelib.notifications.service import ledger, money
from chalicelib.notifications.service.telling import Deliver
from chalicelib.people.model.rights import ADMINISTRATOR
from tests.letters import Post
from tests.worlds import World

MEI = Recipient("林小美", "mei@shop.example", "+8613800138000", "zh-CN")
WORDS = {"number": "A1B2C3", "name": "王先生", "email": "wang@mail.example", "text": "茶还有货吗？", "plan": "茶铺"}
SETTINGS = {"sender_email": "desk@shop.example", "sender_name": "山岚茶铺", "sms_signature": "山岚茶铺"}


def open_shop(world: World) -> World:
    """A desk that has a sender, a signature, an administrator."""
    world.found()
    world.agent(role=ADMINISTRATOR)
    service.update_settings(world.desk, SETTINGS)
    return world


def undelivered(world: World) -> list[work.Work]:
    """The work about letters that is left; not that of who counts them."""
    return [each for each in work.waiting(world.desk) if each.kind == Deliver.kind]


def tell(world: World, *to: Recipient, what: str = "offline_message", **how: Any) -> list[str]:
    """Told, and nothing else."""
    tx = Transaction(world.desk)
    rules = {name: how.pop(name) for name in ("channels", "once", "most_a_day", "fixed") if name in how}
    matter = Matter(**{"what": what, "words": WORDS, "about": "ofm_1", "plan_key": "demo"} | how)
    ids = service.tell(tx, to or (MEI,), matter, **rules)
    tx.commit()
    return ids


def post(world: World, channel: str) -> Post:
    """Who carries this channel's letters."""
    found: Post = world.desk.senders[channel]
    return found


def notice(world: World, notice_id: str) -> Notice:
    """As it stands now."""
    return service.states_of(world.desk, [notice_id])[notice_id]


def outcomes(world: World, notice_id: str) -> list[str]:
    """What the ledger says of each attempt."""
    return [attempt.outcome for attempt in ledger.read_notice(world.desk, notice_id)[1]]


def run_for(world: World, hours: float, *, step: float = 60) -> None:
    """Let time go by, the schedule running every ``step`` seconds."""
    for _ in range(int(hours * 3600 / step)):
        work.run_due(world.desk, limit=1000)
        world.clock.forward(seconds=step)


def balance_and_lines(world: World) -> tuple[int, list[tuple[str, int]]]:
    """The balance, and the statement's movements, oldest first; they agree."""
    lines, cursor = [], None
    while True:
        page, cursor = money.read_statement(world.desk, cursor)
        lines += page
        if cursor is None:
            break
    balance = service.read_account(world.desk).balance_fen
    assert sum(line.amount_fen for line in lines) == lines[0].balance_fen == balance
    assert [line.number for line in lines] == list(range(len(lines), 0, -1))
    return balance, [(line.kind, line.amount_fen) for line in reversed(lines)]
