"""Agreeing to a plan's text, or not (F6): what somebody answers, and whether that is enough. Pure."""

from __future__ import annotations

from datetime import datetime

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.plans.model.consents import ConsentCount, ConsentEdition
from chalicelib.plans.model.prechat import Prechat
from chalicelib.visitors.model.visitor import CHAT, Agreed


class Given(msgspec.Struct, frozen=True):
    """What was sent: the number of the edition that is agreed to, or of the one that is declined."""

    consent: int | None = None
    declined: int | None = None


class Agreement(msgspec.Struct, frozen=True):
    """What somebody answered, to which words of which plan."""

    visitor_id: str
    plan_key: str
    agreed: Agreed
    edition: ConsentEdition


class Asking(msgspec.Struct, frozen=True):
    """Of whom something is asked: what they answered last, whether they must answer, where and when they do.
    ``prefix``: before the names of fields that do not hold."""

    known: Agreed | None
    now: datetime
    must: bool = True
    where: str = CHAT
    prefix: str = ""


def answer_to(prechat: Prechat, given: Given, asking: Asking) -> Agreed | None:
    """What they say to the edition of today; None: nothing was asked, or they need not say it again.

    Whoever answered to this edition is not asked again, unless they refused what has to be agreed to by now; who
    refused may agree later, who agreed does not refuse by a form. Raises ``Invalid`` naming ``consent``.
    """
    if not prechat.asks_consent:
        return None
    number, known = prechat.consent_version, asking.known
    has_answered = known is not None and known.version == number
    if given.consent is None and given.declined is None:
        is_enough = known is not None and has_answered and (prechat.consent_optional or not known.refused)
        if asking.must and not is_enough:
            raise Invalid.field(f"{asking.prefix}consent", f"agree to the text as it is now, which is version {number}")
        return None
    if given.consent is not None and given.consent != number:
        raise Invalid.field(f"{asking.prefix}consent", f"agree to the text as it is now, which is version {number}")
    if given.consent is not None:
        return Agreed(number, asking.now, asking.where)
    if given.declined != number:
        raise Invalid.field(f"{asking.prefix}consent", f"the text as it is now is version {number}")
    if not prechat.consent_optional and asking.must:
        raise Invalid.field(f"{asking.prefix}consent", f"nothing is taken here of whoever declines version {number}")
    return None if has_answered else Agreed(number, asking.now, asking.where, refused=True)


def is_news(answer: Agreed | None, known: Agreed | None) -> bool:
    """Whether it is another answer than the last one."""
    if answer is None:
        return False
    return known is None or (known.version, known.refused) != (answer.version, answer.refused)


def counted(answer: Agreed, known: Agreed | None) -> ConsentCount:
    """By what the counts of its edition are otherwise."""
    if answer.refused:
        return ConsentCount(refused=1)
    changed = known is not None and known.version == answer.version and known.refused
    return ConsentCount(agreed=1, refused=-1 if changed else 0)


def later(first: Agreed | None, second: Agreed | None) -> Agreed | None:
    """What was answered to the newer edition, or later."""
    there = [each for each in (first, second) if each is not None]
    return max(there, key=lambda each: (each.version, not each.refused, each.at)) if there else None
