"""Letters of the local run are files: kept once, its owner's, so many (requirement F7)."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from chalicelib.notifications.model.email import EmailLetter, Refused, SmsLetter, Unreachable
from infra.local.letters import Letterbox


def an_email(number: int, to: str = "mei@example.com", text: str = "您好\n") -> EmailLetter:
    return EmailLetter(
        f"ntc_{number:05d}", to, "林小美", "noreply@example.com", "山岚茶铺", "茶", text, f"<p>{text}</p>"
    )


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_an_email_and_an_sms_can_be_read_as_they_would_have_gone_out(tmp_path: Path) -> None:
    box = Letterbox(tmp_path / "outbox")

    ids = [box.send(an_email(1)), box.send(SmsLetter("ntc_00002", "+8613800138000", "【山岚茶铺】您好"))]

    assert ids == names(tmp_path / "outbox") == ["ntc_00001.eml", "ntc_00002.txt"]
    raw = (tmp_path / "outbox" / "ntc_00001.eml").read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message["To"] == "林小美 <mei@example.com>"
    assert message.get_body(("plain",)).get_content().strip() == "您好"
    assert "+8613800138000\n\n【山岚茶铺】您好" in (tmp_path / "outbox" / "ntc_00002.txt").read_text()
    assert [each for each in (tmp_path / "outbox").iterdir() if each.stat().st_mode & 0o077] == []


def test_a_letter_sent_again_is_there_once_and_of_many_the_newest_stay(tmp_path: Path) -> None:
    box = Letterbox(tmp_path, kept=3)

    for number in (1, 2, 3, 4, 4, 5):
        box.send(an_email(number))

    assert names(tmp_path) == ["ntc_00003.eml", "ntc_00004.eml", "ntc_00005.eml"]


def test_what_no_mail_server_would_take_is_refused_and_a_disk_that_takes_nothing_may_be_mended(tmp_path: Path) -> None:
    box = Letterbox(tmp_path / "outbox")

    with pytest.raises(Refused):
        box.send(an_email(1, to="no address"))
    (tmp_path / "outbox").rmdir()
    with pytest.raises(Unreachable):
        box.send(an_email(2))
