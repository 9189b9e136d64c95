"""Mobile numbers and e-mail addresses, as pure rules (C2, C3)."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from chalicelib.core.contacts import checked_email, checked_mobile, region_of
from chalicelib.core.errors import Invalid
from chalicelib.people.model.zones import checked_zone
from chalicelib.plans import service as plans
from tests.worlds import World


@pytest.mark.parametrize(
    ("zone", "text", "kept"),
    [
        ("Asia/Shanghai", "138 0013 8000", "+8613800138000"),
        ("Asia/Shanghai", "+49 151 23456789", "+4915123456789"),
        ("Asia/Shanghai", "0086-13800138000", "+8613800138000"),
        ("PRC", "13800138000", "+8613800138000"),
        ("America/Toronto", "2125550123", "+12125550123"),
        ("America/Phoenix", "602 555 0123", "+16025550123"),
        ("Asia/Kolkata", "98765 43210", "+919876543210"),
        ("Asia/Calcutta", "98765 43210", "+919876543210"),
        ("Europe/Madrid", "612 34 56 78", "+34612345678"),
        ("UTC", "+8613800138000", "+8613800138000"),
    ],
)
def test_a_mobile_number_is_of_the_plans_country_and_kept_in_one_form(zone: str, text: str, kept: str) -> None:
    assert checked_mobile("mobile", text, region_of(zone)) == kept


@pytest.mark.parametrize("text", ["", "12", "not a number", "+86 1", "1" * 60, "138\n0013"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        checked_mobile("mobile", text, "CN")


@pytest.mark.parametrize(
    "text", ["010-65529988", "4006789000", "8008100000", "13800138000 ext 5", "13800138000#5", "+1 212 FLOWERS"]
)
def test_a_number_that_can_get_no_sms_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        checked_mobile("mobile", text, "CN")


@pytest.mark.parametrize("zone", ["UTC", "Etc/GMT-8", "Iceland", "No/Such"])
def test_where_the_time_zone_tells_of_no_one_country_a_number_says_its_own(zone: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_mobile("mobile", "13800138000", region_of(zone))

    assert "country code" in refused.value.errors[0].message


def test_recipients_have_numbers_of_their_plans_country(world: World) -> None:
    world.found()
    wang = {"name": "Wang", "mobile": "2125550123"}

    toronto = {"time_zone": "America/Toronto", "offline": {"recipients": [wang], "remind_after_minutes": 60}}
    plan = plans.update_plan(world.desk, "demo", toronto, None)
    moved = plans.update_plan(world.desk, "demo", {"time_zone": "Asia/Shanghai"}, None)

    assert [each.mobile for each in plan.offline.recipients] == ["+12125550123"]
    assert moved.offline == plan.offline


@pytest.mark.parametrize(
    "address", ["用户@例子.cn", "jürgen@example.com", "a b@example.com", "nobody", f"{65 * 'x'}@b.cn"]
)
def test_an_address_nobody_here_can_write_to_is_refused_with_the_reason(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_email("email", address)

    assert refused.value.errors[0].field == "email"
    assert "we can write to" in refused.value.errors[0].message


def test_a_domain_in_other_letters_is_kept_as_mail_servers_know_it() -> None:
    assert checked_email("email", " info@例子.cn ") == "info@xn--fsqu00a.cn"
    assert checked_email("email", "Wang@Example.com") == "Wang@example.com"


@pytest.mark.parametrize("zone", ["localtime", "Factory", "Mars/Base", ""])
def test_a_time_zone_is_one_of_a_place(zone: str) -> None:
    with pytest.raises(Invalid):
        checked_zone(zone)


def test_every_other_time_zone_is_known() -> None:
    assert [zone for zone in available_timezones() - {"localtime", "Factory"} if checked_zone(zone) != zone] == []
