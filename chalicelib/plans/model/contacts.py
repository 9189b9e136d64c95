"""People who are told things, and how they are reached: addresses that hold (C2, C3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.core.errors import FieldError, Invalid
from chalicelib.people.model import checked
from chalicelib.plans.model.texts import LANGUAGES

# time zone → the country whose numbers are meant where a number does not say it
_REGIONS = {
    "Asia/Hong_Kong": "HK",
    "Asia/Macau": "MO",
    "Asia/Taipei": "TW",
    "Asia/Singapore": "SG",
    "Asia/Tokyo": "JP",
    "Asia/Seoul": "KR",
    "Europe/Berlin": "DE",
    "Europe/London": "GB",
    "Europe/Paris": "FR",
    "America/New_York": "US",
    "America/Chicago": "US",
    "America/Denver": "US",
    "America/Los_Angeles": "US",
    "Australia/Sydney": "AU",
}


@dataclass(frozen=True)
class Recipient:
    """Somebody who is told things: by ``email``, by SMS to ``mobile`` (E.164), or by both, in their language."""

    name: str
    email: str | None = None
    mobile: str | None = None
    locale: str = "zh-CN"


def checked_email(field: str, email: str) -> str:
    """An address that mail can be sent to, as far as its form says. Raises ``Invalid``."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(email.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Invalid.field(field, f"not an e-mail address: {error}"[:300]) from None


def checked_mobile(field: str, mobile: str, region: str = "CN") -> str:
    """A telephone number as E.164; without a country code it is one of ``region``. Raises ``Invalid``."""
    import phonenumbers

    try:
        number = phonenumbers.parse(mobile.strip()[:40], region)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise Invalid.field(field, "not a mobile number; with a country code for one abroad, such as +49 …")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def region_of(zone: str) -> str:
    """The country whose telephone numbers a plan in this time zone means."""
    return _REGIONS.get(zone, "CN")


def checked_recipient(where: str, said: Mapping[str, Any]) -> Recipient:
    """One recipient, reachable by e-mail or SMS. Raises ``Invalid`` naming each wrong field below ``where``."""
    errors: list[FieldError] = []
    values: dict[str, Any] = {}
    checks: dict[str, Callable[[str], Any]] = {
        "name": lambda field: checked(field, said["name"], longest=80),
        "email": lambda field: checked_email(field, said["email"]) if said.get("email") else None,
        "mobile": lambda field: checked_mobile(field, said["mobile"]) if said.get("mobile") else None,
        "locale": lambda field: _known_language(field, said.get("locale") or LANGUAGES[0]),
    }
    for name, check in checks.items():
        try:
            values[name] = check(f"{where}.{name}")
        except Invalid as wrong:
            errors += wrong.errors
    if not errors and not values["email"] and not values["mobile"]:
        errors = [FieldError(f"{where}.{name}", "an e-mail address or a mobile number") for name in ("email", "mobile")]
    if errors:
        raise Invalid("; ".join(f"{each.field}: {each.message}" for each in errors), errors=errors)
    return Recipient(**values)


def _known_language(field: str, locale: str) -> str:
    if locale not in LANGUAGES:
        raise Invalid.field(field, f"one of {', '.join(LANGUAGES)}")
    return locale
