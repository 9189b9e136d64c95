"""Prices, the month's budget, and what may be done less often to keep it, as the desk says it. Pure."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Invalid
from chalicelib.core.tallies import CONSOLE_POLLS, REPORTS, WIDGET_POLLS
from chalicelib.costs.model.spending import Used

MILLION = 1_000_000
MOST_PRICE, MOST_BUDGET = 1_000_000.0, 1_000_000_000.0

Switch = Literal["widget_polls", "console_polls", "reports"]
SWITCHES: tuple[Switch, ...] = ("widget_polls", "console_polls", "reports")
# how many times as long is waited: a widget asks every 4.5 s in place of 1.5, figures are four hours late
SLOWER: dict[str, float] = {WIDGET_POLLS: 3.0, CONSOLE_POLLS: 2.0, REPORTS: 48.0}

Price = Annotated[float, msgspec.Meta(ge=0, le=MOST_PRICE)]
CURRENCIES = ("USD", "CNY", "EUR", "GBP", "JPY", "HKD", "SGD")
Language = Literal["zh-CN", "en"]
Currency = Literal["USD", "CNY", "EUR", "GBP", "JPY", "HKD", "SGD"]


class Prices(msgspec.Struct, frozen=True):
    """What the cloud takes: for a million ``requests`` to the API, ``invocations``, ``read_units``, ``write_units``,
    ``gigabyte_seconds`` of functions, which have so many ``megabytes``; for a thousand ``letters``; for a ``segment``
    of SMS, which differs much from country to country."""

    requests: Price = 3.70
    invocations: Price = 0.20
    gigabyte_seconds: Price = 13.3334
    megabytes: Annotated[int, msgspec.Meta(ge=128, le=10_240)] = 1024
    read_units: Price = 0.1525
    write_units: Price = 0.7625
    letters: Price = 0.10
    segment: Price = 0.05


# list prices in US dollars, on demand, without the free tier and taxes: an administrator checks them
REGIONS: dict[str, Prices] = {
    "eu-central-1": Prices(),
    "eu-west-1": Prices(requests=3.50, read_units=0.1415, write_units=0.705),
    "us-east-1": Prices(requests=3.50, read_units=0.125, write_units=0.625),
    "ap-southeast-1": Prices(requests=4.25, read_units=0.1425, write_units=0.71),
    "ap-northeast-1": Prices(requests=4.25, read_units=0.1425, write_units=0.715),
}


class CostSettings(msgspec.Struct, frozen=True):
    """``budget``: of a month, in the currency; None: there is none. ``saves``: what may be done less often when it
    runs out, from four fifths of it on. ``language``: of the warnings. ``version``: one more with each change."""

    prices: Prices = Prices()
    currency: Currency = "USD"
    budget: float | None = None
    saves: tuple[Switch, ...] = ()
    language: Language = "zh-CN"
    version: int = 0


class ChangeCostSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; ``prices`` are all of them. A ``budget`` of 0: none. ``version``: the one that was
    read."""

    prices: Prices | None = None
    currency: Currency | None = None
    budget: Annotated[float, msgspec.Meta(ge=0, le=MOST_BUDGET)] | None = None
    language: Language | None = None
    saves: Annotated[tuple[Switch, ...], msgspec.Meta(max_length=len(SWITCHES))] | None = None
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


def changed(settings: CostSettings, form: ChangeCostSettings) -> CostSettings:
    """The settings with what the form says. Raises ``Invalid``."""
    if form.saves is not None and len(set(form.saves)) != len(form.saves):
        raise Invalid.field("saves", "each once")
    said = {name: getattr(form, name) for name in ("prices", "currency", "saves", "language")}
    fields = {name: value for name, value in said.items() if value is not None}
    if form.budget is not None:
        fields["budget"] = round(form.budget, 2) or None
    return replace(settings, **fields)


class Money(msgspec.Struct, frozen=True):
    """What something came to, by what is paid for, in the currency of the prices."""

    api: float
    functions: float
    database: float
    letters: float
    sms: float

    @property
    def total(self) -> float:
        return self.api + self.functions + self.database + self.letters + self.sms


def money(used: Used, prices: Prices) -> Money:
    """What this cost by these prices; storage, logs and what is sent over the network are not in it."""
    seconds = used.milliseconds / 1000 * prices.megabytes / 1024
    return Money(
        used.requests * prices.requests / MILLION,
        used.invocations * prices.invocations / MILLION + seconds * prices.gigabyte_seconds / MILLION,
        used.read_units * prices.read_units / MILLION + used.write_units * prices.write_units / MILLION,
        used.letters * prices.letters / 1000,
        used.segments * prices.segment,
    )
