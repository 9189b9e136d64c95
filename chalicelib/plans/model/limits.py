"""What strangers may do at a plan: how often, how many at once, and what it may cost."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import asdict

from chalicelib.core.errors import Invalid
from chalicelib.core.sensitive import BANK_CARD, ID_CARD
from chalicelib.core.sensitive import KINDS as NUMBERS
from chalicelib.files.model.kinds import KINDS

MOST_NAMES = 30

_PARAMETER = r"[A-Za-z0-9_.\-\[\]]{1,60}"
_COUNTRY = r"[A-Z]{2}"


class Limits(msgspec.Struct, frozen=True):
    """Generous enough for a whole company behind one address; each may be set for a plan.

    ``…_by_visitor``, ``…_by_address`` (an IPv6 network of /64 is one), ``…_by_plan``: at most so many an hour; messages
    at most so many a minute in a conversation. ``waiting_by_address``: so many of one address wait at once.
    ``idle_minutes``: how long an answered conversation is held for a visitor who shows no sign any more (0: for ever).
    ``notices_by_recipient``: in ten minutes so many notices of messages left are told one by one, the others together.
    ``sms_by_day``: of this plan, to numbers of ``sms_countries`` (ISO 3166; none: the country of the plan's time zone).
    ``marks``: whether each side sees that the other types and how far it has read.
    ``file_kinds``: what may be sent besides words (none: nothing), ``file_megabytes`` large at most;
    ``files_by_sender``: by a visitor, or an agent, in an hour.
    ``reopen_days``: for so long a closed conversation can be reopened (0: never); ``reopen_by_visitor``: their next
    word within these days goes on with it, instead of beginning another one.
    ``mask_abuse``: agents see what visitors write without its abusive words (E5), as far as it was begun since.
    ``replaces``: numbers of these kinds are hidden in what is written before it is stored, from everybody for ever;
    ``stops``: of these kinds in what agents send by a channel, e-mail or SMS (F8); each as far as it was begun since.
    ``help``: the widget shows articles, if there are any for this plan's visitors (E2).
    ``keep_parameters``: what of the query of a visitor's page is kept besides ``utm_…``.
    """

    visits_by_address: int = 2_000
    visits_by_plan: int = 100_000
    starts_by_visitor: int = 30
    starts_by_address: int = 600
    starts_by_plan: int = 100_000
    waiting_by_address: int = 40
    messages_by_visitor: int = 60
    left_by_visitor: int = 10
    left_by_address: int = 100
    left_by_plan: int = 20_000
    idle_minutes: int = 15
    marks: bool = True
    notices_by_recipient: int = 5
    sms_by_day: int = 200
    sms_countries: tuple[str, ...] = ()
    keep_parameters: tuple[str, ...] = ()
    file_kinds: tuple[str, ...] = KINDS
    file_megabytes: int = 10
    files_by_sender: int = 60
    files_by_address: int = 600
    reopen_days: int = 7
    reopen_by_visitor: bool = False
    mask_abuse: bool = False
    replaces: tuple[str, ...] = ()
    stops: tuple[str, ...] = (ID_CARD, BANK_CARD)
    help: bool = True


USUAL = Limits()


def checked_limits(changes: Mapping[str, Any], before: Limits = USUAL) -> Limits:
    """The limits as an administrator changes them, what is left out as before; numbers are within bounds already.

    Raises ``Invalid`` for what is no country, or no name of a parameter.
    """
    limits = {**asdict(before), **changes}
    countries = tuple(dict.fromkeys(each.strip().upper() for each in limits["sms_countries"]))
    if len(countries) > MOST_NAMES or not all(re.fullmatch(_COUNTRY, each) for each in countries):
        raise Invalid.field("limits.sms_countries", f"at most {MOST_NAMES} countries of two letters, such as CN")
    names = tuple(dict.fromkeys(each.strip() for each in limits["keep_parameters"]))
    if len(names) > MOST_NAMES or not all(re.fullmatch(_PARAMETER, each) for each in names):
        raise Invalid.field("limits.keep_parameters", f"at most {MOST_NAMES} names of parameters")
    kinds = tuple(each for each in KINDS if each in limits["file_kinds"])
    if set(limits["file_kinds"]) - set(KINDS):
        raise Invalid.field("limits.file_kinds", f"some of {', '.join(KINDS)}")
    numbers = {name: _checked_numbers(name, limits[name]) for name in ("replaces", "stops")}
    checked = {"sms_countries": countries, "keep_parameters": names, "file_kinds": kinds, **numbers}
    return Limits(**{**limits, **checked})


def _checked_numbers(name: str, kinds: Sequence[str]) -> tuple[str, ...]:
    if set(kinds) - set(NUMBERS):
        raise Invalid.field(f"limits.{name}", f"some of {', '.join(NUMBERS)}")
    return tuple(each for each in NUMBERS if each in kinds)
