"""Addresses that only their recipient may open: in the letter that goes out, and nowhere else (law 8)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import links, work
from chalicelib.core.contacts import Recipient
from chalicelib.notifications import service
from chalicelib.notifications.model.email import Unreachable
from chalicelib.notifications.model.notice import Link
from chalicelib.notifications.service import ledger
from chalicelib.operations.model.due import shown_error
from chalicelib.people.model.rights import ADMINISTRATOR, SUPERVISOR
from tests.in_process import Asking, everything_stored
from tests.notifications.shops import open_shop, post, tell
from tests.worlds import World

LINK = Link("/s/", "survey", "01k0000000000000000000000a")
WORDS = {"name": "Wang", "agent": "Mei", "plan": "Tea", "expires": "Monday"}
WANG = Recipient("Wang", "wang@mail.example", "+8613800138000", "en")


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_the_letter_has_the_address_and_the_ledger_shows_where_it_leads_only(world: World, channel: str) -> None:
    open_shop(world)
    asking, boss = Asking(), world.agent(role=SUPERVISOR)
    url = links.url_of(world.desk, LINK.path, LINK.purpose, LINK.name)

    (told,) = tell(world, WANG, what="survey_link", words=WORDS, links={"url": LINK}, channels=(channel,))
    work.run_due(world.desk)
    token = asking.sign_in(boss)
    shown = [asking.ask("GET", f"/v1/admin/notices{each}", token) for each in ("", f"/{told}")]
    resent = asking.ask("POST", f"/v1/admin/notices/{told}/resend", token, {})

    (letter,) = post(world, channel).sent
    assert url in letter.text
    assert [each.status for each in (*shown, resent)] == [200] * 3
    signature = url.rpartition(".")[2]
    assert signature not in str([each.said for each in (*shown, resent)])
    assert f"{world.desk.settings.public_url}/s/…" in shown[1].said["text"]
    assert service.as_sent(world.desk, service.states_of(world.desk, [told])[told]).text.count(url) == 1


def test_nothing_that_is_stored_holds_the_address_so_no_export_can(world: World) -> None:
    open_shop(world)
    url = links.url_of(world.desk, LINK.path, LINK.purpose, LINK.name)

    tell(world, WANG, what="survey_link", words=WORDS, links={"url": LINK})
    waiting = str(everything_stored())
    work.run_due(world.desk)

    signature = url.rpartition(".")[2]
    assert signature not in waiting
    assert signature not in str(everything_stored())


def test_of_a_letter_from_before_the_address_is_hidden_as_well(world: World) -> None:
    open_shop(world)
    url = links.url_of(world.desk, LINK.path, LINK.purpose, LINK.name)

    (told,) = tell(world, WANG, what="survey_link", words={**WORDS, "url": url}, channels=("email",))
    work.run_due(world.desk)
    read = ledger.as_read(world.desk, service.states_of(world.desk, [told])[told])

    assert url in post(world, "email").sent[0].text
    assert url.rpartition(".")[2] not in read.text + read.html
    assert "/s/…" in read.text


def test_work_that_failed_over_a_letter_shows_no_address(world: World) -> None:
    url = links.url_of(world.desk, LINK.path, LINK.purpose, LINK.name)

    shown = shown_error(f"ValueError: cannot open {url} now")

    assert shown == "ValueError: cannot open … now"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://d.example/s/01k.AbCdEfGhIjKl-_12 now", "see https://d.example/s/… now"),
        ("https://d.example/t/01k.AbCdEfGhIjKl-_12/", "https://d.example/t/…/"),
        (
            "https://shop.example/tea.html and 3.14159265358979323",
            "https://shop.example/tea.html and 3.14159265358979323",
        ),
        ("", ""),
    ],
)
def test_only_tokens_are_hidden(text: str, expected: str) -> None:
    assert links.without_tokens(text) == expected


def test_who_reads_a_letter_that_is_no_matter_of_theirs_is_in_the_audit_log_once_a_day(world: World) -> None:
    open_shop(world)
    asking, boss = Asking(), world.agent(role=ADMINISTRATOR)
    mine, other = (tell(world, WANG, holder_id=each)[0] for each in (boss.agent_id, "agt_other"))
    token = asking.sign_in(boss)

    for told in (mine, other, other):
        assert asking.ask("GET", f"/v1/admin/notices/{told}", token).status == 200

    acts = [each for each in asking.ask("GET", "/v1/admin/audit", token).said["items"] if each["act"] == "read_notice"]
    assert [(each["by"], each["about"]) for each in acts] == [(boss.agent_id, other)]


def test_a_letter_that_cannot_go_out_now_gets_its_address_when_it_can(world: World) -> None:
    open_shop(world)
    url = links.url_of(world.desk, LINK.path, LINK.purpose, LINK.name)

    def down(_: Any) -> None:
        raise Unreachable("down")

    post(world, "email").fail = down
    tell(world, WANG, what="survey_link", words=WORDS, links={"url": LINK}, channels=("email",))
    work.run_due(world.desk)
    post(world, "email").fail = lambda _: None
    world.clock.forward(hours=1)
    work.run_due(world.desk)

    assert url in post(world, "email").sent[-1].text


def test_the_e_mail_that_stands_for_an_sms_has_the_address_and_is_the_same_agents_matter(world: World) -> None:
    open_shop(world)
    service.update_settings(world.desk, {"sms_signature": ""})
    url = links.url_of(world.desk, LINK.path, LINK.purpose, LINK.name)

    tell(world, WANG, what="survey_link", words=WORDS, links={"url": LINK}, channels=("sms",), holder_id="agt_1")
    for _ in range(2):
        work.run_due(world.desk)

    (letter,) = post(world, "email").sent
    assert url in letter.text
    assert {each.holder_id for each in service.list_notices(world.desk, "", None)[0]} == {"agt_1"}
