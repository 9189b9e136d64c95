"""Recordings are heard within reach, each time audited, by addresses that count for minutes (A9, S1)."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from chalicelib.core import audit
from chalicelib.core.errors import NotFound
from chalicelib.core.once import Once
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import FileUsed, UnknownFile, Wish
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.phone.api.views import show_call
from chalicelib.phone.model.call import CorrectCall, NoRecording
from chalicelib.phone.service import correcting, hearing, recordings
from tests.files import samples
from tests.phone.stage import RECORDING, Stage
from tests.worlds import World, counted


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def token_of(url: str) -> str:
    return urlsplit(url).path.removeprefix("/recordings/")


def uploaded(stage: Stage, content: bytes = samples.MP3, name: str = "call.mp3") -> str:
    """A recording that Anna has put where she was told to."""
    desk, owner = stage.world.desk, f"agent#{stage.anna.agent_id}"
    upload = recordings.ask_for(desk, owner, Wish(name, len(content)), None).upload
    desk.files.put(f"new/{upload.file_id}", content)
    recordings.arrived(desk, owner, upload.file_id)
    return upload.file_id


def plays(stage: Stage) -> list[tuple[str, str]]:
    entries = audit.read(stage.world.desk, "2026-11")[0]
    return [(each.by, each.about) for each in entries if each.act == "play_recording"]


def test_each_playing_is_audited_and_the_address_is_the_desks_own_for_minutes(stage: Stage) -> None:
    call = stage.call(recording_url=RECORDING)
    boss = stage.world.agent(role=SUPERVISOR)

    with counted() as asked:
        play = hearing.play(stage.world.desk, boss, call.call_id, None, "req")
    hearing.play(stage.world.desk, boss, call.call_id, None, "req")

    assert RECORDING not in play.url and RECORDING not in repr(show_call(call))
    assert hearing.whereabouts(stage.world.desk, token_of(play.url)) == RECORDING
    assert plays(stage) == [(boss.agent_id, call.call_id)] * 2
    assert len(asked) == 3
    stage.world.clock.forward(seconds=call.plays_for + 1)
    with pytest.raises(NotFound):
        hearing.whereabouts(stage.world.desk, token_of(play.url))


def test_a_request_that_comes_again_later_gives_no_address_that_nobody_wrote_down(stage: Stage) -> None:
    call, boss = stage.call(recording_url=RECORDING), stage.world.agent(role=SUPERVISOR)
    once = Once.of("play_recording", "the same", {})

    def played() -> hearing.Play:
        return hearing.play(stage.world.desk, boss, call.call_id, None, "req", once)

    first = played()
    stage.world.clock.forward(seconds=100)
    again = played()
    noted = len(plays(stage))
    stage.world.clock.forward(seconds=call.plays_for - 99)
    late = played()

    assert (again.until, noted) == (first.until, 1)
    for ended in (first, again):
        with pytest.raises(NotFound):
            hearing.whereabouts(stage.world.desk, token_of(ended.url))
    assert hearing.whereabouts(stage.world.desk, token_of(late.url)) == RECORDING
    assert len(plays(stage)) == 2


@pytest.mark.parametrize("token", ["", "a", "a.b.c", "../..", "\x00", "é" * 40])
def test_an_address_that_somebody_makes_up_leads_nowhere(stage: Stage, token: str) -> None:
    with pytest.raises(NotFound):
        hearing.whereabouts(stage.world.desk, token)


def test_nobody_hears_what_is_beyond_their_reach_or_was_not_recorded(stage: Stage) -> None:
    call, silent = stage.call(recording_url=RECORDING), stage.call()
    stranger = stage.world.agent()

    with pytest.raises(NotYours):
        hearing.play(stage.world.desk, stranger, call.call_id, None, "req")
    with pytest.raises(NotYours):
        hearing.play(stage.world.desk, stranger, call.call_id, "ins_nothing", "req")
    with pytest.raises(NoRecording):
        hearing.play(stage.world.desk, stage.world.now(stage.anna), silent.call_id, None, "req")
    assert plays(stage) == []


def test_a_file_is_a_recording_of_one_call_and_goes_when_another_takes_its_place(stage: Stage) -> None:
    desk, file_id = stage.world.desk, uploaded(stage)
    call = stage.call(recording_file_id=file_id)

    play = hearing.play(desk, stage.world.now(stage.anna), call.call_id, None, "req")
    link = hearing.whereabouts(desk, token_of(play.url))

    assert file_id in link and "call.mp3" not in play.url
    with pytest.raises(FileUsed):
        stage.call(recording_file_id=file_id)
    correcting.correct(desk, stage.world.now(stage.anna), call.call_id, CorrectCall(recording_url=RECORDING))
    assert hearing.whereabouts(desk, token_of(play.url)) == RECORDING
    stage.run()
    with pytest.raises(UnknownFile):
        stage.call(recording_file_id=file_id)
    gone = correcting.correct(desk, stage.world.now(stage.anna), call.call_id, CorrectCall(recording_url=""))
    assert not gone.has_recording
    with pytest.raises(NotFound):
        hearing.whereabouts(desk, token_of(play.url))


def test_a_correction_that_comes_again_is_the_same_also_with_a_file(stage: Stage) -> None:
    desk, call, file_id = stage.world.desk, stage.call(), uploaded(stage)

    once, twice = (
        correcting.correct(
            desk, stage.world.now(stage.anna), call.call_id, CorrectCall(recording_file_id=file_id, notes="Heard")
        )
        for _ in range(2)
    )

    assert once == twice
    assert once.recording is not None and once.recording.file_id == file_id


def test_what_is_no_sound_is_no_recording(stage: Stage) -> None:
    with pytest.raises(FileRefused):
        uploaded(stage, samples.png(), "call.png")
    with pytest.raises(FileRefused):
        uploaded(stage, samples.PAGE, "call.mp3")


def test_a_long_call_can_be_heard_for_as_long_as_it_takes(stage: Stage) -> None:
    long = stage.call(seconds=1_500, recording_url=RECORDING)

    assert (long.plays_for, stage.call().plays_for) == (3_000, 360)
