"""What waits of somebody's mails is found wherever it waits, a day at a time (F6, A9)."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from chalicelib.channels.model.posted import AUTOMATIC, Posted, parked
from chalicelib.channels.persons import DECLARED
from chalicelib.channels.store import mails
from chalicelib.conversations import service as conversations
from chalicelib.core.persons import Swept
from chalicelib.core.transactions import Transaction
from chalicelib.visitors import service as visitors
from chalicelib.visitors.store.erasing import bury
from tests.channels.mails import MailStage, reply_to, written
from tests.worlds import World, counted

(SWEEP,) = (each.sweep for each in DECLARED if isinstance(each, Swept))


def test_mails_of_an_address_that_wait_are_erased_a_day_at_a_time_however_many_others_wait(world: World) -> None:
    stage, ids = MailStage(world), frozenset({"demo#Mei@customer.example"})
    days = [0, 0, 1, 3, 3, 30, 89]
    theirs = [waiting(stage, number, days[number], "mei@customer.example") for number in range(len(days))]
    others = [waiting(stage, 100 + number, 3, "li@customer.example") for number in range(120)]

    step, erased, more, asked = 0, 0, True, list[int]()
    while more:
        with counted() as requests:
            found, more = SWEEP(world.desk, ids, step)
        step, erased = step + 1, erased + found
        asked.append(len(requests))

    assert (erased, step) == (len(theirs), mails.KEPT_MAILS.days)
    assert {stage.posted(each.mail_id).sender for each in theirs} == {""}
    assert {stage.posted(each.mail_id).sender for each in others} == {"li@customer.example"}
    assert [world.desk.files.read(each.key) for each in theirs] == [None] * len(theirs)
    assert max(each for number, each in enumerate(asked) if number != 3) <= 10


def waiting(stage: MailStage, number: int, days: int, sender: str) -> Posted:
    """A mail that has waited so many days."""
    at = stage.world.desk.now() - timedelta(days=days, seconds=number + 1)
    mail = Posted(f"mai_{number:040d}", stage.put(b"x"), at, sender=sender, subject="Hello")
    held = replace(parked(mail, AUTOMATIC), version=1)
    tx = Transaction(stage.world.desk)
    mails.put_posted(tx, None, held)
    tx.commit()
    return held


def test_who_was_erased_and_writes_again_is_somebody_new(world: World) -> None:
    stage = MailStage(world)
    stage.online()
    first = str(stage.comes(written()).conversation_id)
    letter, was = stage.answers(first), conversations.find(world.desk, first).visitor_id
    conversations.close_by_visitor(world.desk, visitors.Caller(was, "demo", "en"), "demo", first)
    bury(world.desk, was)

    back = stage.comes(reply_to(letter, "I am back"))
    fresh = stage.comes(written("And again"))

    assert (back.state, fresh.state) == ("taken", "taken")
    assert back.conversation_id == fresh.conversation_id != first
    assert conversations.find(world.desk, str(back.conversation_id)).visitor_id != was
    assert len({mail.sender for mail in stage.letters(str(back.conversation_id))}) == 1
