"""The ledger, the settings and the SMS account over HTTP (C3, C4)."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused, Once
from chalicelib.core.pages import PageOf
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.address import Address, UndeliverableAddress
from chalicelib.notifications.model.money import CURRENCY, MOST_TOP_UP, Account, Line
from chalicelib.notifications.model.notice import (
    Attempt,
    Notice,
    NoticeOnItsWay,
)
from chalicelib.notifications.model.settings import NoticeSettings
from chalicelib.notifications.model.sms import LONGEST_SMS
from chalicelib.notifications.service import addresses, ledger, money, settings
from chalicelib.notifications.service.telling import without_codes
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours

routes = Routes(__name__)

Text = Annotated[str, msgspec.Meta(max_length=LONGEST_SMS)]
Short = Annotated[str, msgspec.Meta(max_length=254)]


class NoticesQuery(msgspec.Struct, forbid_unknown_fields=True):
    state: str = ""
    cursor: str = ""


class StatementQuery(msgspec.Struct, forbid_unknown_fields=True):
    cursor: str = ""


@showing(
    Notice,
    "notice_id at channel to name locale what about plan_key state tries next_try_at provider_id last_error "
    "cost_fen segments subject instead_of moved_from",
)
class NoticeView(msgspec.Struct):
    pass


class AttemptView(Attempt, frozen=True):
    pass


class WholeNotice(NoticeView):
    """``html``: null for a text message."""

    attempts: list[AttemptView]
    text: str
    html: str | None


class UpdateNoticeSettings(msgspec.Struct, forbid_unknown_fields=True):
    sender_email: Short | None = None
    sender_name: Short | None = None
    reply_to: Short | None = None
    sms_signature: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    price_fen: Annotated[int, msgspec.Meta(ge=0, le=10_000)] | None = None
    low_balance_fen: Annotated[int, msgspec.Meta(ge=0, le=MOST_TOP_UP)] | None = None
    letters_a_day: Annotated[int, msgspec.Meta(ge=1, le=100)] | None = None
    sms_by_day: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] | None = None
    most_cents: Annotated[int, msgspec.Meta(ge=1, le=1_000)] | None = None
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


class SettingsView(NoticeSettings, frozen=True):
    pass


class TopUp(msgspec.Struct, forbid_unknown_fields=True):
    amount_fen: Annotated[int, msgspec.Meta(ge=1, le=MOST_TOP_UP)]
    client_id: Id
    note: Short = ""


class PreviewSms(msgspec.Struct, forbid_unknown_fields=True):
    text: Text


class LiftAddress(msgspec.Struct, forbid_unknown_fields=True):
    address: Annotated[str, msgspec.Meta(min_length=1, max_length=254)]


@showing(Address, "address undeliverable since detail")
class AddressView(msgspec.Struct):
    """``undeliverable``: bounces, complains, or null: letters go there."""


class AccountView(msgspec.Struct):
    """``low``: the balance is below what the settings call low, or below the price of one segment."""

    balance_fen: int
    currency: str
    signature: str
    price_fen: int
    low_balance_fen: int
    low: bool


class SmsPreview(msgspec.Struct):
    encoding: str
    length: int
    segments: int
    cost_fen: int
    with_signature: str


@showing(Line, "at kind amount_fen balance_fen notice_id by note")
class LineView(msgspec.Struct):
    pass


def show_account(account: Account, settings: NoticeSettings) -> AccountView:
    return AccountView(
        balance_fen=account.balance_fen,
        currency=CURRENCY,
        signature=settings.sms_signature,
        price_fen=settings.price_fen,
        low_balance_fen=settings.low_balance_fen,
        low=account.balance_fen < max(settings.low_balance_fen, settings.price_fen),
    )


@routes.get("/v1/admin/notices", caller=people.may("notices.see"), query=NoticesQuery)
def list_notices(call: Call[people.Caller]) -> Answer[PageOf[NoticeView]]:
    """The ledger of letters and text messages in reach, newest first."""
    query, reader = call.query, call.caller.agent
    found, following = ledger.list_notices(call.desk, query.state, query.cursor or None, reader)
    return Answer(PageOf([shown(NoticeView, without_codes(each)) for each in found], following))


@routes.get("/v1/admin/notices/{notice_id}", caller=people.may("notices.see"), raises=(NotYours,))
def read_notice(call: Call[people.Caller], notice_id: str) -> Answer[WholeNotice]:
    """One letter or text message: every attempt, and what it says."""
    notice, attempts = ledger.read_notice(call.desk, notice_id, call.caller.agent, call.request_id)
    notice = without_codes(notice)
    letter = ledger.as_read(call.desk, notice)
    told = [shown(AttemptView, each) for each in attempts]
    return Answer(shown(WholeNotice, notice, attempts=told, text=letter.text, html=letter.html))


@routes.post(
    "/v1/admin/notices/{notice_id}/resend",
    caller=people.may("notices.see"),
    body=Empty,
    keyed=True,
    raises=(NotYours, NoticeOnItsWay, UndeliverableAddress),
)
def resend_notice(call: Call[people.Caller], notice_id: str) -> Answer[NoticeView]:
    """Send it once more."""
    once = call.once(f"resend_notice#{call.caller.agent.agent_id}#{notice_id}")
    notice = ledger.resend_notice(call.desk, notice_id, call.caller.by(call.request_id), once, call.caller.agent)
    return Answer(shown(NoticeView, without_codes(notice)))


@routes.get(
    "/v1/admin/undeliverable-addresses", caller=people.may("notices.see", everywhere=True), query=StatementQuery
)
def list_undeliverable_addresses(call: Call[people.Caller]) -> Answer[PageOf[AddressView]]:
    """The addresses from which letters came back, the latest first."""
    found, following = addresses.list_undeliverable(call.desk, call.query.cursor or None)
    return Answer(PageOf([shown(AddressView, each) for each in found], following))


@routes.post(
    "/v1/admin/undeliverable-addresses/lift", caller=people.may("notices.see", everywhere=True), body=LiftAddress
)
def lift_address(call: Call[people.Caller]) -> Answer[AddressView]:
    """Let letters go to an address again."""
    return Answer(shown(AddressView, addresses.lift(call.desk, call.body.address, call.caller.by(call.request_id))))


@routes.get("/v1/admin/notice-settings", caller=people.may("notices.manage", everywhere=True), of_desk=True)
def read_notice_settings(call: Call[people.Caller]) -> Answer[SettingsView]:
    """Whom letters and text messages come from, and what they may cost."""
    return Answer(shown(SettingsView, notifications.read_settings(call.desk)))


@routes.put(
    "/v1/admin/notice-settings",
    caller=people.may("notices.manage", everywhere=True),
    body=UpdateNoticeSettings,
    raises=(ChangedMeanwhile,),
    of_desk=True,
)
def update_notice_settings(call: Call[people.Caller]) -> Answer[SettingsView]:
    """Change what is said of them."""
    said = msgspec.structs.asdict(call.body)
    version, by = said.pop("version"), call.caller.by(call.request_id)
    return Answer(shown(SettingsView, notifications.update_settings(call.desk, said, version, by=by)))


@routes.get("/v1/admin/sms/account", caller=people.may("notices.manage", everywhere=True))
def read_sms_account(call: Call[people.Caller]) -> Answer[AccountView]:
    """What is left to send text messages with."""
    return Answer(show_account(money.read_account(call.desk), notifications.read_settings(call.desk)))


@routes.post(
    "/v1/admin/sms/top-ups",
    caller=people.may("notices.manage", everywhere=True),
    body=TopUp,
    statuses=(200, 201),
    raises=(KeyReused,),
)
def top_up_sms(call: Call[people.Caller]) -> Answer[AccountView]:
    """Add credit; the same ``client_id`` adds it once."""
    body, by = call.body, call.caller.by(call.request_id)
    once = Once.of(f"top_up_sms#{by.agent_id}", body.client_id, {"amount_fen": body.amount_fen, "note": body.note})
    account, added = money.top_up(call.desk, body.amount_fen, body.note, by, once)
    return Answer(show_account(account, notifications.read_settings(call.desk)), status=201 if added else 200)


@routes.get("/v1/admin/sms/statement", caller=people.may("notices.manage", everywhere=True), query=StatementQuery)
def read_sms_statement(call: Call[people.Caller]) -> Answer[PageOf[LineView]]:
    """How the balance came about, newest first."""
    found, following = money.read_statement(call.desk, call.query.cursor or None)
    lines = [shown(LineView, each) for each in found]
    return Answer(PageOf(lines, following))


@routes.post("/v1/admin/sms/preview", caller=people.may("notices.manage", everywhere=True), body=PreviewSms)
def preview_sms(call: Call[people.Caller]) -> Answer[SmsPreview]:
    """What a text would cost, and how it would read."""
    whole, found, cost = settings.preview_sms(call.desk, call.body.text)
    return Answer(SmsPreview(found.encoding, found.length, found.segments, cost, whole))
