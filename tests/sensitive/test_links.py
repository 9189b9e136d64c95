"""Numbers that do not go out by a channel, and the link that takes their place (F8)."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

from chalicelib.channels.model.inbound import Sender
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.numbers import NumbersStopped
from chalicelib.conversations.service import editing
from chalicelib.core import audit, times, work
from chalicelib.everything import TABLES
from chalicelib.notifications import service as notifications
from chalicelib.sensitive import store
from chalicelib.sensitive.model.link import MOST_TRIES, ProtectWords
from chalicelib.sensitive.service import links
from chalicelib.visitors.model.visitor import EditVisitor
from infra.local.gateway import Reply
from tests.channels.stage import Stage
from tests.in_process import Answered, Asking
from tests.stored import every_item
from tests.worlds import World

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CARD = "6222021234567890128"
TEXT = f"Your card is {CARD}, thank you"


class Office(Asking):
    """Anna answers a customer who writes by SMS, whose number is known by that."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.stage = Stage(world, kind="sms")
        notifications.update_settings(world.desk, {"sender_email": "desk@example.com", "sms_signature": "Desk"})
        self.world, self.desk = world, self.stage.world.desk
        self.stage.online()
        came = self.stage.says(sender=Sender("+8613800138000"))
        self.conversation_id = came.conversation_id
        self.token = self.sign_in(self.stage.anna)
        customer = conversations.find(self.desk, self.conversation_id).visitor_id
        form = EditVisitor(mobile="+8613800138000")
        editing.edit_visitor(self.desk, world.now(self.stage.anna), customer, form)

    def protect(self, **fields: Any) -> Answered:
        body = {"conversation_id": self.conversation_id, "text": TEXT, "client_id": "p1", "way": "once", **fields}
        return self.ask("POST", "/v1/desk/sensitive/links", self.token, body)

    def page(self, method: str, body: bytes = b"") -> Reply:
        return self._gateway.ask(method, self.path, FORM if method == "POST" else {}, body)

    @property
    def path(self) -> str:
        said = "".join(self.stage.words(self.conversation_id))
        return "/v/" + re.search(r"/v/(\S+)", said)[1]  # type: ignore[index]

    def code(self) -> str:
        self.stage.run()
        codes = [re.search(r"验证码 (\d{6})", each.text) for each in self.desk.senders["sms"].sent]
        return [each[1] for each in codes if each is not None][-1]

    def stored(self) -> str:
        return str([item for table in TABLES for item in every_item(table.Meta.table_name)])


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def test_a_number_in_an_answer_by_a_channel_is_stopped_and_the_answer_says_where(office: Office) -> None:
    path = f"/v1/desk/conversations/{office.conversation_id}/messages"

    refused = office.ask("POST", path, office.token, {"text": TEXT, "client_id": "1"})
    sent = office.ask("POST", path, office.token, {"text": "Order 20231028001, call 400-800-1234", "client_id": "2"})

    assert (refused.status, refused.said["code"], refused.said["kinds"]) == (409, "numbers_stopped", ["bank_card"])
    assert refused.said["numbers"][0] == {"kind": "bank_card", "start": 13, "end": 32, "shown": "6222***********0128"}
    assert sent.status == 201
    assert CARD not in office.stored()


def test_a_link_for_once_is_shown_to_whoever_opens_it_first_and_then_to_nobody(office: Office) -> None:
    made, again = office.protect(), office.protect()

    looked = [office.page("GET") for _ in range(2)]
    opened, later = office.page("POST", b"open=1"), office.page("POST", b"open=1")

    assert (made.status, again.status, again.said) == (201, 200, made.said)
    assert [each.status for each in looked] == [200, 200] and CARD.encode() not in looked[0].body
    assert CARD.encode() in opened.body and "no-store" in opened.headers["Cache-Control"]
    assert CARD.encode() not in later.body and "链接已失效".encode() in later.body
    assert CARD not in office.stored()
    assert office.stage.words(office.conversation_id)[-1].startswith("Your card is 6222***********0128")


def test_a_code_goes_to_the_known_address_and_counts_once(office: Office) -> None:
    office.protect(way="code")

    asked = office.page("POST", b"send=1")
    code = office.code()
    wrong = office.page("POST", b"code=" + (b"000000" if code != "000000" else b"111111"))
    right, twice = office.page("POST", f"code={code}".encode()), office.page("POST", f"code={code}".encode())

    assert b"8000" in asked.body and b"13800138000" not in asked.body
    assert CARD.encode() not in wrong.body and wrong.status == 409
    assert CARD.encode() in right.body
    assert CARD.encode() not in twice.body and twice.status == 409


def test_codes_are_tried_a_few_times_only_and_then_nothing_is_left(office: Office) -> None:
    office.protect(way="code")
    for _ in range(4):
        office.page("POST", b"send=1")
    code = office.code()
    other = str((int(code) + 1) % 1_000_000).zfill(6)

    tries = [office.page("POST", f"code={other}".encode()) for _ in range(MOST_TRIES)]
    late = office.page("POST", f"code={code}".encode())

    assert [each.status for each in tries] == [409] * (MOST_TRIES - 1) + [200]
    assert CARD.encode() not in late.body
    assert len([each for each in office.desk.senders["sms"].sent if "验证码 " in each.text]) == 3
    assert CARD not in office.stored()


def test_a_code_that_is_old_counts_no_longer(office: Office) -> None:
    office.protect(way="code")
    office.page("POST", b"send=1")
    code = office.code()
    office.world.clock.forward(minutes=11)

    late = office.page("POST", f"code={code}".encode())

    assert late.status == 409 and CARD.encode() not in late.body


def test_at_its_end_what_a_link_leads_to_is_erased_and_who_did_what_is_noted(office: Office) -> None:
    made = office.protect(way="code", hours=1)
    office.page("POST", b"send=1")
    office.world.clock.forward(hours=1, seconds=1)
    before = office.page("GET")
    while work.run_due(office.desk):
        pass

    kept = store.link(office.desk, made.said["link_id"])

    assert "链接已失效".encode() in before.body
    assert kept is not None and (kept.state, kept.text, kept.mobile) == ("expired", "", None)
    assert CARD not in office.stored()
    acts, _ = audit.read(office.desk, times.month(office.desk.now()))
    assert {"protect_number", "send_protected_code"} <= {each.act for each in acts}


def test_a_link_that_nobody_signed_leads_nowhere_and_words_without_numbers_need_none(office: Office) -> None:
    nothing = office._gateway.ask("GET", "/v/pro_nothing.0123456789abcdef", {}, b"")
    plain = office.protect(text="Hello", client_id="p2")

    assert nothing.status == 404
    assert (plain.status, plain.said["code"]) == (409, "nothing_to_protect")


def test_two_who_open_it_at_once_are_shown_it_once(office: Office) -> None:
    made = office.protect()
    token = office.path.removeprefix("/v/")
    read = links.read_by_token(office.desk, token)
    shown = [links.open_with(office.desk, token, "")[1] for _ in range(2)]

    assert read.link_id == made.said["link_id"]
    assert [bool(each) for each in shown] == [True, False]


def test_an_agent_who_does_not_serve_the_customer_makes_no_link(office: Office) -> None:
    other = office.sign_in(office.world.agent())
    body = {"conversation_id": office.conversation_id, "text": TEXT, "client_id": "x", "way": "once"}

    refused = office.ask("POST", "/v1/desk/sensitive/links", other, body)

    assert refused.status == 403
    assert not list(every_item(store.LinkRow.Meta.table_name))
    assert msgspec.convert(body, ProtectWords).hours == 24
    assert NumbersStopped.code == "numbers_stopped"
