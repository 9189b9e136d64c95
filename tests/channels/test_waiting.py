"""Mails above what a channel takes in an hour: they wait together, and are taken in order once it is over (A9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.channels.model.posted import begun
from chalicelib.channels.service import mailing, waiting
from chalicelib.channels.store import aside
from chalicelib.channels.store import channels as store
from chalicelib.conversations import service as conversations
from chalicelib.core.transactions import Transaction
from tests.channels.mails import MailStage, written
from tests.crashes import Death, at_each_write
from tests.worlds import World, at_once, counted, in_use


class Flood(MailStage):
    """A desk whose channel takes four mails an hour."""

    def __post_init__(self) -> None:
        super().__post_init__()
        after = replace(self.channel, an_hour=4, version=self.channel.version + 1)
        tx = Transaction(self.world.desk)
        store.put_channel(tx, self.channel, after)
        tx.commit()
        self.channel = after
        self.online()

    def floods(self, first: int, number: int) -> list[str]:
        """So many mails of one person, a second after each other."""
        ids = list[str]()
        for each in range(first, first + number):
            self.world.clock.forward(seconds=1)
            ids += self.arrives(written(f"Mail {each}"))
            self.run()
        return ids

    def said(self) -> list[str]:
        ids, _ = conversations.ids_in_state(self.world.desk, "open", 10, None)
        return [text for each in sorted(ids) for text in self.words(each)]

    def count(self) -> int:
        return aside.count(self.world.desk, self.channel.channel_id)[0]

    def hours(self, number: float = 1) -> None:
        self.world.clock.forward(hours=number)
        self.online()
        self.run()


@pytest.fixture
def stage(world: World) -> Flood:
    return Flood(world)


def test_what_is_above_the_hours_number_waits_and_is_taken_in_order_none_given_up(stage: Flood) -> None:
    ids = stage.floods(0, 13)
    assert (stage.said(), stage.count()) == ([f"Mail {each}" for each in range(4)], 9)
    assert {stage.posted(each).tries for each in ids[4:]} == {0}

    stage.hours()
    assert (len(stage.said()), stage.count()) == (8, 5)
    (late,) = stage.arrives(written("Late"))
    stage.run()
    assert stage.posted(late).state == "arrived"  # none goes before those that wait
    for _ in range(3):
        stage.hours()

    assert stage.said() == [*(f"Mail {each}" for each in range(13)), "Late"]
    assert stage.count() == 0
    assert {stage.posted(each).state for each in (*ids, late)} == {"taken"}


def test_whoever_dies_anywhere_is_followed_by_one_who_goes_on(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Flood(new_world())
        stage.floods(0, 3)
        for each in range(3, 6):
            stage.arrives(written(f"Mail {each}"))
        with death():
            stage.run()
            stage.hours()
        for _ in range(4):
            stage.hours()

        assert sorted(stage.said()) == [f"Mail {each}" for each in range(6)]
        assert stage.count() == 0

    at_each_write(story, step=19, most=150)


def test_resumed_twice_at_once_each_is_said_once(stage: Flood) -> None:
    ids = stage.floods(0, 9)
    stage.world.clock.forward(hours=2)
    stage.online()
    share = f"{stage.channel.channel_id}#0"

    at_once([lambda: mailing.resume(stage.world.desk, waiting.Resume(share))] * 3)
    for _ in range(3):
        stage.hours()

    assert sorted(stage.said()) == [f"Mail {each}" for each in range(9)]
    assert {stage.posted(each).state for each in ids} == {"taken"}


def test_one_that_somebody_else_begins_with_keeps_its_place_until_it_is_taken(stage: Flood) -> None:
    (mail_id,) = stage.floods(0, 5)[4:]
    stage.world.clock.forward(hours=2)
    stage.online()
    posted, desk = stage.posted(mail_id), stage.world.desk
    begins = [lambda: mailing._moved(desk, posted, begun(posted, desk.now()))]

    def before(operation: str, _: Mapping[str, Any]) -> None:
        if operation == "TransactWriteItems" and begins:
            begins.pop()()

    with in_use().watching(before, lambda *_: None):
        mailing.resume(desk, waiting.Resume(f"{stage.channel.channel_id}#0"))
    assert (stage.posted(mail_id).state, stage.count()) == ("arrived", 1)
    for _ in range(2):  # whoever began with it has died
        stage.hours()

    assert stage.said()[-1] == "Mail 4"


def test_to_wait_costs_what_it_costs_however_many_do(stage: Flood) -> None:
    stage.floods(0, 6)

    def costs(text: str) -> int:
        (mail_id,) = stage.arrives(written(text))
        with counted() as requests:
            mailing.take_mail(stage.world.desk, mailing.TakeMail(mail_id))
        return len(requests)

    few = costs("One")
    stage.floods(10, 25)
    assert costs("Two") == few <= 9
