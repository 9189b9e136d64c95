"""A file that is more than a channel takes goes as a link to a page that hands it over, for seven days (A9)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.channels.model.channel import ChannelLimits
from chalicelib.channels.model.handed import handed, handed_in
from chalicelib.channels.service import handing, otherwise
from chalicelib.conversations import service as conversations
from chalicelib.conversations.service.intake import Enclosed
from chalicelib.core import links
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.files import service as files
from chalicelib.files.model.upload import Allowed, Wish
from chalicelib.notifications import service as notifications
from tests.channels.mails import MailStage, raw_of, written
from tests.channels.stage import PNG, Stage
from tests.channels.test_texting import NUMBER, Texts
from tests.in_process import Held
from tests.worlds import World

FILE = "fil_0000000000000000000000000a"
NO_FILES = ChannelLimits(characters=400, files=0, megabytes=0)


def sends(stage: Stage, conversation_id: str, text: str = "Here is the contract") -> None:
    """Anna answers with a file."""
    agent = stage.world.now(stage.anna)
    files.take_in(stage.world.desk, f"agent#{agent.agent_id}", FILE, Wish("合同.png", len(PNG)), PNG, Allowed())
    conversations.reply(stage.world.desk, agent, conversation_id, text, "r-f", enclosed=Enclosed(file_id=FILE))
    stage.run()


def token_in(text: str) -> str:
    """Of the link in what a customer was sent."""
    found = re.search(r"/f/([^\s\"<)]+)", text)
    assert found is not None, text
    return found[1]


def asked(token: str, *, fetch: bool = False, language: str = "zh-CN") -> Any:
    return Held().ask("GET", f"/f/{token}{'?fetch=1' if fetch else ''}", {"accept-language": language})


def test_by_an_interface_the_words_bring_the_link_which_gives_the_file(world: World) -> None:
    stage = Stage(world, fields={"limits": NO_FILES})
    stage.online()
    sends(stage, stage.says("The contract?").conversation_id)
    (_, _, body) = stage.partner.asked[-1]

    page, fetched = asked(token_in(body["text"])), asked(token_in(body["text"]), fetch=True)

    assert body["files"] == [] and "合同.png" in body["text"]
    assert (page.status, fetched.status) == (200, 302)
    assert "合同.png" in page.body.decode() and "下载" in page.body.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert "signature" in fetched.headers["Location"].lower() or "/files/" in fetched.headers["Location"]
    assert asked(token_in(body["text"]) + "x").status == 404
    stage.world.clock.forward(days=8)
    over = asked(token_in(body["text"]), fetch=True)
    assert (over.status, "链接已失效" in over.body.decode()) == (410, True)


def test_a_letter_carries_a_button_instead_of_the_file_and_the_ledger_hides_the_way_in(world: World) -> None:
    stage = MailStage(world)
    stage.online()
    limits = replace(stage.channel.limits, files=0)
    stage.channel = stage.inbox("big@tea.example", limits=limits, locale="en")
    sends(stage, str(stage.comes(written("The contract?", to="big@tea.example")).conversation_id))

    letter = stage.sent()[-1]
    (notice,) = notifications.states_of(world.desk, [letter.notice_id]).values()

    assert letter.files == ()
    assert token_in(letter.text) in letter.html and "合同.png" in letter.text
    assert asked(token_in(letter.text)).status == 200
    assert token_in(letter.text) not in str(notice)
    assert b"Content-Disposition: attachment" not in raw_of(letter)


def test_an_sms_brings_the_link_in_its_words(world: World) -> None:
    stage = Texts(world)
    stage.comes("The contract?")
    ids, _ = conversations.ids_in_state(world.desk, "open", 10, None)
    sends(stage, ids[0])

    (to, text) = stage.sent()[-1]

    assert (to, "合同.png" in text, asked(token_in(text)).status) == (NUMBER, True, 200)


def test_words_that_leave_no_room_for_the_link_are_refused(world: World) -> None:
    stage = Stage(world, fields={"limits": NO_FILES})
    stage.online()

    with pytest.raises(Invalid) as refused:
        sends(stage, stage.says().conversation_id, "x" * 390)

    assert refused.value.errors[0].field == "text"


def test_a_link_that_nobody_signed_or_of_a_file_that_is_gone_gives_nothing(world: World) -> None:
    stage = Stage(world)
    name = handed(FILE, world.desk.now(), "en").name
    gone = links.sign(world.desk, handing.PURPOSE, name)
    longer = name.replace("~1", "~2") + "." + gone.partition(".")[2]

    for token in (longer, name, "", "x.y", links.sign(stage.world.desk, "protected", name)):
        with pytest.raises(NotFound):
            handing.offered(world.desk, token)
    assert handing.offered(world.desk, gone).state == handing.OVER
    assert asked(gone, language="en").status == 410


def test_a_link_counts_seven_days_from_the_letter_it_goes_in_however_old_the_message_is(world: World) -> None:
    stage = Stage(world)
    stage.online()
    conversation_id = stage.says("The contract?").conversation_id
    sends(stage, conversation_id)
    entry = next(each for each in stage.entries(conversation_id) if each.file is not None)
    assert entry.file is not None
    large = replace(entry, file=replace(entry.file, size=21_000_000))
    world.clock.forward(days=9)

    header = conversations.find(world.desk, conversation_id)
    link = otherwise._letter(world.desk, header, large).links["file_url"]

    assert handed_in(link.name).until > world.desk.now() + timedelta(days=6)
