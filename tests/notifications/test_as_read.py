"""Letters as people read them: lines, directions, threads, signatures, and the way out of what nobody asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.contacts import Recipient
from chalicelib.core.errors import Invalid, LimitReached
from chalicelib.notifications import rendering, service
from chalicelib.notifications.model.email import EmailLetter, SmsLetter
from chalicelib.notifications.model.headers import headers_of
from chalicelib.notifications.model.kinds import OF_CUSTOMERS
from chalicelib.notifications.model.notice import Notice
from chalicelib.notifications.service import ledger
from chalicelib.notifications.service.telling import addressed
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans import service as plans
from chalicelib.web import declining
from tests.in_process import Asking
from tests.notifications.shops import WORDS, notice, open_shop, post, tell
from tests.worlds import World

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ANSWER = {
    "number": "A1",
    "name": "王先生",
    "answer": "有货。\r\n\n  明天发 <b>",
    "question": "שלום\n----\n> 客服：好",
    "plan": "茶铺",
}
MEI = Recipient("Mei", "mei@mail.example", "+8613800138000", "zh-CN")


def written(what: str, words: dict[str, Any], *, about: str = "off_1", locale: str = "zh-CN", **more: Any) -> Notice:
    return Notice(
        "ntc_1", NOW, "email", "mei@mail.example", "Mei", locale, "x", None, what=what, about=about, words=words, **more
    )


@pytest.fixture
def shop(world: World) -> World:
    """A desk that has a sender, a signature, an administrator."""
    return open_shop(world)


def test_lines_stay_lines_where_styles_are_dropped_and_each_text_has_its_own_direction() -> None:
    html = rendering.email_of(written("offline_answer", ANSWER), "Desk").html

    assert ">有货。<br><br>  明天发 &lt;b&gt;</div>" in html
    assert '<div dir="auto"' in html and '<h1 dir="auto"' in html and '<td dir="auto"' in html
    assert "שלום<br>----<br>&gt; 客服：好" in html


def test_plain_text_quotes_what_visitors_wrote_so_that_nothing_of_it_looks_like_ours() -> None:
    text = rendering.email_of(written("offline_answer", ANSWER), "Desk").text

    assert "\n有货。\n\n  明天发 <b>\n" in text
    assert "\n> שלום\n> ----\n> > 客服：好\n" in text


def test_nothing_turns_the_text_after_it_around() -> None:
    words = {**ANSWER, "name": "a\u202eb\u2067c", "answer": "x\u202ey\u2028z"}

    letter = rendering.email_of(written("offline_answer", words), "Desk")

    assert "abc，您好" in letter.text and "x<br>" not in letter.text
    assert "xy<br>z" in letter.html


@pytest.mark.parametrize(("locale", "heading"), [("zh-CN", "您好"), ("en", "Hello")])
def test_a_letter_to_somebody_without_a_name_has_no_gap(locale: str, heading: str) -> None:
    letter = rendering.email_of(written("offline_answer", {**ANSWER, "name": ""}, locale=locale), "Desk")

    assert letter.text.startswith(f"{heading}\n")


def test_what_is_told_of_the_same_is_one_thread_and_only_a_letter_sent_anew_has_another_name() -> None:
    first = written("survey_link", {}, about="srv_1", tries=1, attempted=1)
    reminder = written("survey_reminder", {}, about="srv_1", tries=1, attempted=1)
    tried_again = written("survey_link", {}, about="srv_1", tries=2, attempted=2)
    anew = written("survey_link", {}, about="srv_1", tries=1, attempted=3)
    about_other = written("survey_link", {}, about="what\r\nBcc: x", tries=1, attempted=1)

    names = [headers_of(each, "shop.example") for each in (first, reminder, tried_again, anew, about_other)]

    assert names[0]["References"] == names[1]["In-Reply-To"] == "<srv_1@shop.example>"
    assert [each["Message-ID"] for each in names[:4]] == ["<ntc_1@shop.example>"] * 3 + ["<ntc_1.2@shop.example>"]
    assert names[4]["References"] != names[0]["References"] and "\n" not in names[4]["References"]


def test_only_what_nobody_wrote_says_that_it_is_automatic() -> None:
    by_machine = headers_of(written("offline_message", {}), "shop.example")
    by_hand = headers_of(written("offline_answer", {}), "shop.example")

    assert by_machine["Auto-Submitted"] == "auto-generated"
    assert not {"Auto-Submitted", "X-Auto-Response-Suppress"} & set(by_hand)


def test_nothing_in_an_sms_looks_like_a_second_signature(shop: World) -> None:
    words = {**WORDS, "name": "【中国银行】", "text": "[Bank] ［银行］〔行〕︻行︼ hi", "mobile": None, "email": None}

    tell(shop, Recipient("Mei", None, "+8613800138000"), words=words)
    work.run_due(shop.desk)

    (letter,) = post(shop, "sms").sent
    assert isinstance(letter, SmsLetter)
    assert letter.text == "【山岚茶铺】新留言A1B2C3，（中国银行）：(Bank) （银行）（行）（行） hi"


# --- addresses that nobody reads ------------------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["postmaster@shop.example", "No-Reply@shop.example", "Desk+x@shop.example"])
def test_a_plan_takes_no_recipient_who_never_gets_a_letter(shop: World, email: str) -> None:
    recipient = {"name": "Mei", "email": email, "locale": "en"}

    with pytest.raises(Invalid) as refused:
        plans.update_plan(shop.desk, "demo", {"offline": {"recipients": [recipient]}}, None)

    assert [each.field for each in refused.value.errors] == ["offline.recipients.0.email"]


# --- what nobody asked for ------------------------------------------------------------------------------------------

SURVEY = {"name": "Mei", "plan": "茶铺", "url": "http://127.0.0.1:8000/s/1", "expires": "later"}


def asked(shop: World, what: str = "survey_link", **how: Any) -> EmailLetter:
    tell(shop, MEI, what=what, words=SURVEY, channels=("email",), **how)
    work.run_due(shop.desk)
    letter = post(shop, "email").sent[-1]
    assert isinstance(letter, EmailLetter)
    return letter


def link_of(letter: EmailLetter) -> str:
    address = letter.headers["List-Unsubscribe"].strip("<>")
    assert address in letter.text and f'href="{address}"' in letter.html
    return address.removeprefix(shop_url())


def shop_url() -> str:
    return "http://127.0.0.1:8000"


def test_a_link_in_the_letter_ends_these_letters_by_a_button_and_never_by_being_opened(shop: World) -> None:
    letter, asking = asked(shop), Asking()
    path = link_of(letter)

    opened = asking.ask("GET", path)
    before = asked(shop, "survey_reminder")
    body, form = b"List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"
    posted = asking.ask("POST", path, body=body, content_type=form)
    (silent,) = tell(shop, MEI, what="survey_link", words=SURVEY, channels=("email",))
    answer = tell(shop, MEI, what="offline_answer", words=ANSWER, channels=("email",))[0]
    work.run_due(shop.desk)

    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (opened.status, posted.status, before.subject) == (200, 200, "提醒：还没有收到您对“茶铺”的评价")
    assert (notice(shop, silent).state, notice(shop, silent).last_error) == ("failed", "declined")
    assert notice(shop, answer).state == "sent"
    assert "List-Unsubscribe" not in post(shop, "email").sent[-1].headers  # type: ignore[union-attr]


def test_the_page_says_which_desk_it_is_runs_no_script_and_can_be_undone(shop: World) -> None:
    path, asking = link_of(asked(shop)), Asking()
    form = "application/x-www-form-urlencoded"

    opened = asking.ask("GET", path)
    ended = asking.ask("POST", path, body=b"stop=1", content_type=form)
    again = asking.ask("POST", path, body=b"again=1", content_type=form)
    missing = asking.ask("GET", "/u/0000.abc")

    token = path.removeprefix("/u/")
    page = declining.page_of(service.read_declining(shop.desk, token), "v1")
    assert "<bdi>Desk</bdi>" in page and "<bdi>mei@mail.example</bdi>" in page and "不再接收" in page
    assert "script" not in page and (opened.status, missing.status) == (200, 404)
    assert ended.status == again.status == 200
    assert asked(shop, "survey_reminder").to == "mei@mail.example"


def test_an_address_gets_so_many_letters_of_a_kind_a_day_and_no_more(shop: World) -> None:
    for _ in range(2):
        asked(shop, most_a_day=2)

    with pytest.raises(LimitReached):
        asked(shop, most_a_day=2)
    asked(shop, "survey_reminder", most_a_day=2)
    shop.clock.forward(days=1)
    asked(shop, most_a_day=2)

    assert len(post(shop, "email").to("mei@mail.example")) == 4


def test_staff_who_look_at_a_letter_do_not_see_its_recipients_link(shop: World) -> None:
    (told,) = tell(shop, MEI, what="survey_link", words=SURVEY, channels=("email",))

    shown = ledger.as_read(shop.desk, notice(shop, told))

    assert "/u/" not in shown.text and "/u/" not in shown.html
    assert notice(shop, told).at <= NOW + timedelta(minutes=1)


@pytest.mark.parametrize("what", ["protected_code", "privacy_code"])
def test_a_code_is_its_recipients_and_nobody_who_looks_into_the_ledger_reads_it(shop: World, what: str) -> None:
    asking = Asking()
    token = asking.sign_in(shop.agent(role=ADMINISTRATOR))
    words = {"code": "407312", "minutes": 10, "plan": "茶铺"}
    (notice_id,) = tell(shop, MEI, what=what, words=words, channels=("email",))
    work.run_due(shop.desk)

    listed = asking.ask("GET", "/v1/admin/notices", token).said["items"]
    read = asking.ask("GET", f"/v1/admin/notices/{notice_id}", token).said
    again = asking.ask("POST", f"/v1/admin/notices/{notice_id}/resend", token, {}).said

    assert "407312" in post(shop, "email").sent[0].subject
    assert "407312" in post(shop, "email").sent[0].text
    assert "407312" not in f"{listed}{read}{again}"


@pytest.mark.parametrize("what", sorted({*OF_CUSTOMERS, "privacy_code"}))
def test_letters_to_customers_say_their_own_numbers_in_full(shop: World, what: str) -> None:
    (notice_id,) = tell(shop, MEI, what=what)[:1]

    letter = addressed(shop.desk, replace(notice(shop, notice_id), words={"news": "Ring 13800138000"}))

    assert letter.words["news"] == "Ring 13800138000"
