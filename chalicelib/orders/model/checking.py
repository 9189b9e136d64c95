"""Whether somebody is who they say, by what they tell (F8): what may be asked, and whether it is right. Pure."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Mapping, Sequence

import msgspec

from chalicelib.core.errors import Conflict, Forbidden, Invalid, TooManyRequests, WrongFields
from chalicelib.plans.model.shop import FROM_EMAIL, FROM_MOBILE, FROM_SHOP, LAST_FOUR, Fact, Shop

LONGEST_TOLD = 200


class Unverified(Forbidden):
    """The plan wants it to be found out first that the customer is who they say."""

    code = "identity_unverified"
    title = "First find out that the customer is who they say"


class CheckLocked(TooManyRequests):
    """So many checks of this conversation, or of this customer, were made that no more is looked at for now."""

    code = "identity_check_locked"
    title = "No more can be checked for now"


class NothingToCheck(Conflict):
    """Neither the shop nor the website said enough to compare with."""

    code = "nothing_to_check"
    title = "Not enough is known of the customer to check who they are"


class Expected(msgspec.Struct, frozen=True):
    """What is known that a customer may be asked for: a fact, and the value that nobody is shown."""

    fact: Fact
    value: str


def expected_of(
    shop: Shop, facts: Mapping[str, str | None], email: str | None, mobile: str | None
) -> Sequence[Expected]:
    """The plan's facts of which a value is known: from what the shop said, and the addresses that were vouched for."""
    known = {FROM_EMAIL: email, FROM_MOBILE: mobile}
    values = (
        (fact, facts.get(fact.fact_id) if fact.source == FROM_SHOP else known[fact.source]) for fact in shop.facts
    )
    return [Expected(fact, value) for fact, value in values if value and _comparable(fact, value)]


def is_right(expected: Sequence[Expected], told: Mapping[str, str], needed: int) -> bool:
    """Whether enough was told, and all of it is right; it takes as long whatever is wrong.

    Raises ``Invalid`` for what nobody is asked for, and where less is told than is needed.
    """
    known, wrong = {each.fact.fact_id: each for each in expected}, WrongFields()
    for fact_id, text in told.items():
        if fact_id not in known:
            wrong.add(f"answers.{fact_id[:40]}", "this is not asked for")
        elif not text.strip() or len(text) > LONGEST_TOLD:
            wrong.add(f"answers.{fact_id}", f"1 to {LONGEST_TOLD} characters")
    wrong.refuse()
    if len(told) < needed:
        raise Invalid.field("answers", f"at least {needed} of what is asked for")
    return sum([not _same(known[fact_id], text) for fact_id, text in told.items()]) == 0


def how_in_words(told: Mapping[str, str], shop: Shop, language: str) -> str:
    """By what it was found out, for colleagues: what was asked for, never what was told."""
    texts = [each.texts for each in shop.facts if each.fact_id in told]
    return ", ".join(each.get(language) or next(iter(each.values()), "") for each in texts)


def subject_of(plan_key: str, user_id: str | None, order_number: str | None) -> str:
    """What a check is about: a customer, or whoever an order belongs to; a mark that tells nobody which."""
    kind, value = ("order", order_number) if order_number is not None else ("customer", user_id)
    return hashlib.sha256(f"{plan_key}\n{kind}\n{value}".encode()).hexdigest()[:16]


def _same(expected: Expected, told: str) -> bool:
    ours, theirs = _comparable(expected.fact, expected.value), _comparable(expected.fact, told)
    # hashes are as long as each other, whatever is compared
    return hmac.compare_digest(*(hashlib.sha256(each.encode()).digest() for each in (ours, theirs)))


def _comparable(fact: Fact, text: str) -> str:
    """The same for whatever means the same: width, case, spaces and signs do not count; of numbers the last four."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if fact.way == LAST_FOUR:
        digits = "".join([each for each in plain if each.isascii() and each.isdigit()])
        return digits[-4:] if len(digits) >= 4 else ""
    if "@" in plain:  # in an e-mail address signs count
        return "".join(plain.split())
    return "".join([each for each in plain if each.isalnum()])
