"""On a machine of one's own an e-mail to the desk is written on a page, and goes where SES's would."""

from __future__ import annotations

from html import unescape
from re import search

import pytest

from infra.local.gateway import Reply
from infra.local.inbox import PREFIX, LocalInbox
from tests.channels.mails import INBOX, MailStage
from tests.channels.stage import PNG
from tests.files.senders import multipart
from tests.worlds import World

HOST = "127.0.0.1:8000"


@pytest.fixture
def stage(world: World) -> MailStage:
    made = MailStage(world)
    made.online()
    return made


def asked(stage: MailStage, query: str = "", host: str = HOST) -> Reply:
    return LocalInbox(stage.world.desk).answer("GET", f"{PREFIX}{query}", {"host": host}, b"")


def posted(
    stage: MailStage, fields: dict[str, str], file: bytes | None = None, origin: str = f"http://{HOST}"
) -> Reply:
    kind, body = multipart(fields, file or b"")
    headers = {"host": HOST, "origin": origin, "content-type": kind}
    return LocalInbox(stage.world.desk).answer("POST", PREFIX, headers, body)


def test_a_mail_that_is_written_there_becomes_a_conversation_and_a_letter_is_answered_there(stage: MailStage) -> None:
    written = {"from": "wang@customer.example", "name": "Wang", "to": INBOX, "subject": "Tea", "text": "Where is it?"}
    sent = posted(stage, written | {"proved": "on"}, PNG)
    stage.run()
    shown = asked(stage, str(sent.headers["Location"]).removeprefix(PREFIX)).body.decode()
    (conversation_id,) = {each.conversation_id for each in [stage.posted(str(sent.headers["Location"])[-44:])]}
    letter = stage.answers(str(conversation_id))

    page = unescape(asked(stage, f"?reply={letter.notice_id}").body.decode())
    begun = {name: search(f'name="{name}" value="([^"]*)"', page) for name in ("from", "to", "subject", "references")}
    answer = {name: each[1] for name, each in begun.items() if each is not None} | {"text": "Thank you"}
    posted(stage, answer)
    stage.run()

    assert sent.status == 303 and "已收入会话" in shown
    assert answer["to"] == letter.reply_to and "On its way" in page
    assert stage.words(str(conversation_id)) == ["Where is it?", "On its way", "Thank you"]
    assert [each.proved for each in stage.letters(str(conversation_id))] == [True, False]


def test_another_websites_page_and_another_name_reach_nothing(stage: MailStage) -> None:
    form = {"from": "wang@customer.example", "to": INBOX, "text": "x"}

    answers = [
        posted(stage, form, origin="https://evil.example"),
        asked(stage, host="evil.example:8000"),
        posted(stage, form | {"from": "<script>"}),
    ]

    assert [each.status for each in answers] == [405, 404, 422]
    assert b"<script>" not in answers[2].body
