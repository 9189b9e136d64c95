"""People who are told things, and how they are reached: addresses that hold (C2, C3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import checked


class Recipient(msgspec.Struct, frozen=True):
    """Somebody who is told things: by ``email``, by SMS to ``mobile`` (E.164), or by both, in their language."""

    name: str
    email: str | None = None
    mobile: str | None = None
    locale: str = "zh-CN"


LONGEST_EMAIL = 254
OWN_ADDRESS, AUTOMATIC_ADDRESS = "own_address", "automatic_address"
_NOBODY = frozenset({"mailerdaemon", "postmaster", "noreply", "donotreply", "bounce", "bounces"})


def unread_because(email: str, own: Iterable[str] = ()) -> str | None:
    """Why no person reads what is sent there: ``own_address`` for one that we send from, ``automatic_address``."""
    local, _, domain = _mailbox(email)
    if (local, domain) in {_mailbox(each)[::2] for each in own if each}:
        return OWN_ADDRESS
    return AUTOMATIC_ADDRESS if re.sub(r"[-_.]", "", local) in _NOBODY else None


def _mailbox(email: str) -> tuple[str, str, str]:
    """Without capitals and without what comes after a plus: both reach the same mailbox."""
    local, at, domain = email.strip().casefold().rpartition("@")
    return local.partition("+")[0], at, domain


def checked_reader(field: str, email: str, own: Iterable[str] = ()) -> str:
    """The address of a person we shall write to: its form holds, and somebody reads it. Raises ``Invalid``."""
    email = checked_email(field, email)
    why = unread_because(email, own)
    if why is not None:
        raise Invalid.field(
            field, "nobody reads this address" if why == AUTOMATIC_ADDRESS else "we write from this one"
        )
    return email


def checked_email(field: str, email: str) -> str:
    """An address that mail can be sent to, as far as its form says; a domain in other letters as ASCII. ``Invalid``.

    What stands before the @ must be ASCII: few servers take anything else, and ours cannot send it.
    """
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(email.strip(), check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise Invalid.field(field, f"not an e-mail address we can write to: {error}"[:300]) from None
    return str(checked.ascii_email or checked.normalized)


def checked_own_email(field: str, email: str) -> str:
    """The same of an address that a stranger says is theirs: no longer than one can be. Raises ``Invalid``."""
    if len(email.strip()) > LONGEST_EMAIL:
        raise Invalid.field(field, f"at most {LONGEST_EMAIL} characters")
    return checked_email(field, email)


def checked_mobile(field: str, mobile: str, region: str | None) -> str:
    """A mobile number as E.164; without a country code it is one of ``region``. Raises ``Invalid``.

    Without a region it must begin with + and its country code. What cannot get an SMS (a telephone on a desk, a service
    number, an extension) is refused; in some countries, such as the USA, a number does not say what it is, and is kept.
    """
    import phonenumbers
    from phonenumbers import PhoneNumberType

    try:
        number = phonenumbers.parse(mobile.strip()[:40], region)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or number.extension or any(map(str.isalpha, mobile)) or not phonenumbers.is_valid_number(number):
        abroad = "with + and its country code" + (" for one abroad" if region else "")
        raise Invalid.field(field, f"not a mobile number; {abroad}, such as +49 …")
    mobile_types = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
    if phonenumbers.number_type(number) not in mobile_types:
        raise Invalid.field(field, "not a mobile number: it cannot get an SMS")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def country_of(mobile: str) -> str | None:
    """The country of a number in E.164 (ISO 3166), or None where it tells of none."""
    import phonenumbers

    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(mobile, None))
    except phonenumbers.NumberParseException:
        return None


def region_of(zone: str) -> str | None:
    """The country whose telephone numbers a plan in this time zone means (ISO 3166), or None where it tells of none."""
    return _regions().get(zone)


@cache
def _regions() -> dict[str, str]:
    """Time zone → country, as the time zone database has it; other names of a zone only if it is one country's."""
    database = files("tzdata") / "zoneinfo"

    def rows(name: str) -> Iterator[list[str]]:
        lines = (database / name).read_text(encoding="utf-8").splitlines()
        return (line.split("\t") for line in lines if line and not line.startswith("#"))

    regions = {zone: country for country, _, zone, *_ in rows("zone.tab")}
    alone = {zone: countries for countries, _, zone, *_ in rows("zone1970.tab") if "," not in countries}
    links = (row[0].split(" ") for row in rows("tzdata.zi") if row[0].startswith("L "))
    return {other: alone[zone] for _, zone, other in links if zone in alone} | regions


def checked_recipient(where: str, fields: Mapping[str, Any], region: str | None, own: Iterable[str] = ()) -> Recipient:
    """One recipient, reachable by e-mail or SMS. ``region``: whose numbers are meant without a country code.

    ``own``: the addresses the desk itself writes from.

    Raises ``Invalid`` naming each wrong field below ``where``.
    """
    wrong, values = WrongFields(), dict[str, Any]()
    checks: dict[str, Callable[[str], Any]] = {
        "name": lambda field: checked(field, fields["name"], longest=80),
        "email": lambda field: checked_reader(field, fields["email"], own) if fields.get("email") else None,
        "mobile": lambda field: checked_mobile(field, fields["mobile"], region) if fields.get("mobile") else None,
        "locale": lambda field: _known_language(field, fields.get("locale") or LANGUAGES[0]),
    }
    for name, check in checks.items():
        with wrong:
            values[name] = check(f"{where}.{name}")
    if not wrong and not values["email"] and not values["mobile"]:
        for name in ("email", "mobile"):
            wrong.add(f"{where}.{name}", "an e-mail address or a mobile number")
    wrong.refuse()
    return Recipient(**values)


def _known_language(field: str, locale: str) -> str:
    if locale not in LANGUAGES:
        raise Invalid.field(field, f"one of {', '.join(LANGUAGES)}")
    return locale
