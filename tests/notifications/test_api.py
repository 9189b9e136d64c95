"""The ledger, the settings and the account over HTTP, and who may see them."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import work
from chalicelib.core.contacts import Recipient
from chalicelib.notifications import service
from chalicelib.notifications.model.email import Unreachable
from chalicelib.notifications.model.notice import STATES
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER, SUPERVISOR
from tests.in_process import Answered, Asking
from tests.notifications.shops import open_shop, post, tell
from tests.worlds import World, counted


class Office(Asking):
    """An open shop with an administrator, a supervisor and a group leader."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = open_shop(world)
        self.administrator = self.sign_in(world.agent(role=ADMINISTRATOR))
        self.supervisor = self.sign_in(world.agent(role=SUPERVISOR))
        self.leader = self.sign_in(world.agent(role=GROUP_LEADER))

    def read(self, path: str, token: str | None = None) -> Any:
        answer = self.ask("GET", path, token or self.administrator)
        assert answer.status == 200, answer
        return answer.said

    def top_up(self, client_id: str, amount_fen: int = 1000) -> Answered:
        body = {"amount_fen": amount_fen, "note": "bank\ntransfer", "client_id": client_id}
        return self.ask("POST", "/v1/admin/sms/top-ups", self.administrator, body)


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def test_the_ledger_lists_newest_first_and_page_by_page(office: Office) -> None:
    told = [tell(office.world, Recipient(f"R{n}", f"r{n}@x.example"))[0] for n in range(60)]
    work.run_due(office.world.desk, limit=30)

    first = office.read("/v1/admin/notices", office.supervisor)
    second = office.read(f"/v1/admin/notices?cursor={first['next']}", office.supervisor)

    assert [each["notice_id"] for each in first["items"] + second["items"]] == told[::-1]
    assert second["next"] is None
    sent = office.read("/v1/admin/notices?state=sent")["items"]
    assert len(sent) == 30 and {each["state"] for each in sent} == {"sent"}
    assert sent[0]["subject"] and sent[0]["provider_id"]


def test_a_page_of_the_ledger_costs_one_query_a_state(office: Office) -> None:
    for n in range(55):
        tell(office.world, Recipient(f"R{n}", f"r{n}@x.example"))

    with counted() as of_all:
        office.read("/v1/admin/notices")
    with counted() as of_one:
        office.read("/v1/admin/notices?state=pending")

    assert of_all.names.count("Query") == len(STATES) == 8
    assert of_one.names.count("Query") == 1


def test_a_notice_shows_its_attempts_and_what_was_read(office: Office) -> None:
    (told,) = tell(office.world, Recipient("Mei", "mei@shop.example"))
    work.run_due(office.world.desk)

    shown = office.read(f"/v1/admin/notices/{told}", office.supervisor)

    (attempt,) = shown["attempts"]
    assert (attempt["number"], attempt["outcome"], attempt["error"]) == (1, "sent", None)
    assert attempt["provider_id"] == shown["provider_id"]
    assert "茶还有货吗" in shown["text"] and "茶还有货吗" in shown["html"]


def test_a_failed_sms_can_be_resent_is_charged_anew_and_only_once_for_one_key(office: Office) -> None:
    (told,) = tell(office.world, channels=("sms",))
    work.run_due(office.world.desk)
    path, key = f"/v1/admin/notices/{told}/resend", {"Idempotency-Key": "k1"}

    answers = [office.ask("POST", path, office.supervisor, {}, headers=key) for _ in range(2)]
    work.run_due(office.world.desk)
    answers.append(office.ask("POST", path, office.supervisor, {}, headers=key))
    work.run_due(office.world.desk)

    assert [answer.status for answer in answers] == [200] * 3
    assert len(post(office.world, "sms").sent) == 2
    lines = office.read("/v1/admin/sms/statement")["items"]
    assert [(line["kind"], line["amount_fen"], line["balance_fen"]) for line in lines] == [
        ("debit", -10, 480),
        ("debit", -10, 490),
        ("opening", 500, 500),
    ]
    assert [line["notice_id"] for line in lines] == [told, told, None]
    assert "resend_notice" in {each["act"] for each in office.read("/v1/admin/audit")["items"]}


def test_what_is_on_its_way_is_not_resent(office: Office) -> None:
    def down(_: Any) -> None:
        raise Unreachable("down")

    post(office.world, "email").fail = down
    (told,) = tell(office.world, Recipient("Mei", "mei@shop.example"))
    work.run_due(office.world.desk)

    answer = office.ask("POST", f"/v1/admin/notices/{told}/resend", office.supervisor, {})

    assert (answer.status, answer.said["code"]) == (409, "notice_on_its_way")


def test_a_top_up_counts_once_and_is_audited(office: Office) -> None:
    answers = [office.top_up("c1"), office.top_up("c1"), office.top_up("c1", 2000)]

    assert [answer.status for answer in answers] == [201, 200, 422]
    assert answers[1].said["balance_fen"] == 1500
    top_up, opening = office.read("/v1/admin/sms/statement")["items"]
    assert (top_up["kind"], top_up["amount_fen"], top_up["note"]) == ("top_up", 1000, "bank transfer")
    assert (opening["kind"], opening["amount_fen"]) == ("opening", 500)
    acts = [each for each in office.read("/v1/admin/audit")["items"] if each["act"] == "top_up_sms"]
    assert [each["after"]["amount_fen"] for each in acts] == [1000]


def test_settings_are_checked_and_changed_only_as_they_were_read(office: Office) -> None:
    path, before = "/v1/admin/notice-settings", office.read("/v1/admin/notice-settings")
    change = {"sms_signature": "Tea Shop", "reply_to": "hello@shop.example", "version": before["version"]}

    first = office.ask("PUT", path, office.administrator, change)
    second = office.ask("PUT", path, office.administrator, change)

    assert (first.status, first.said["sms_signature"]) == (200, "Tea Shop")
    assert first.said["sender_email"] == "desk@shop.example"
    assert (second.status, second.said["code"]) == (409, "changed_meanwhile")
    for wrong in ({"sms_signature": "茶"}, {"sender_email": "nobody"}, {"reply_to": "a@b\r\nBcc: c@d.example"}):
        answer = office.ask("PUT", path, office.administrator, wrong)
        assert answer.status == 422
        assert answer.said["errors"][0]["field"] == next(iter(wrong))


@pytest.mark.also_on_moto
def test_settings_that_were_first_saved_as_they_are_can_still_be_changed(world: World) -> None:
    same = service.update_settings(world.desk, {"price_fen": service.read_settings(world.desk).price_fen})

    changed = service.update_settings(world.desk, {"price_fen": 12})

    assert same.version == 0
    assert (changed.version, service.read_settings(world.desk).price_fen) == (1, 12)


def test_a_preview_says_what_an_sms_will_cost(office: Office) -> None:
    answer = office.ask("POST", "/v1/admin/sms/preview", office.administrator, {"text": "茶" * 70})

    assert answer.said == {
        "encoding": "UCS-2",
        "length": 76,
        "segments": 2,
        "cost_fen": 20,
        "with_signature": "【山岚茶铺】" + "茶" * 70,
    }
    assert office.read("/v1/admin/sms/account") == {
        "balance_fen": 500,
        "currency": "CNY",
        "signature": "山岚茶铺",
        "price_fen": 10,
        "low_balance_fen": 100,
        "low": False,
    }


@pytest.mark.parametrize(
    ("path", "supervisor"),
    [
        ("/v1/admin/notices", 200),
        ("/v1/admin/notices/ntc_unknown", 404),
        ("/v1/admin/notice-settings", 403),
        ("/v1/admin/sms/account", 403),
        ("/v1/admin/sms/statement", 403),
    ],
)
def test_supervisors_see_the_ledger_and_administrators_keep_the_money(
    office: Office, path: str, supervisor: int
) -> None:
    answers = [office.ask("GET", path, token).status for token in (office.supervisor, office.leader, None)]

    assert answers == [supervisor, 403, 401]


def test_settings_are_shown_whole_also_where_nothing_was_said(office: Office) -> None:
    said = office.read("/v1/admin/notice-settings")

    assert (said["price_fen"], said["low_balance_fen"], said["reply_to"]) == (10, 100, "")
    assert set(said) >= {"sender_email", "sender_name", "sms_signature", "version"}
