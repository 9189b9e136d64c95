"""Who is seen while they are on the website, and whom the plan invites by itself (A7). Pure.

Nobody is seen unless the plan says so, and then by default only who has consented on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.errors import WrongFields, checked_each
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import checked
from chalicelib.people.model.agents import LEVELS
from chalicelib.people.model.attributes import NOTHING_PROVED, AttributeAsked, Value, all_met, checked_asked

MOST_RULES, MOST_PAGES = 20, 10
LONGEST_WORDS, LONGEST_PATTERN = 300, 200  # characters
OURS = {"zh-CN": "您好，需要帮忙吗？", "en": "Hello, may I help you?"}

_ID = r"[a-z0-9-]{1,40}"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"


class InvitationRule(msgspec.Struct, frozen=True):
    """Whom the plan invites: who has been on a page for ``seconds``, whose address is one of ``pages`` (* stands for
    anything; none: any page), with so many ``visits`` at least, of these ``levels`` (none: any), whose website proved
    all these ``attributes`` (none: nothing is asked; what nobody has proved fits none).

    ``begins``, ``ends``: only between these times of day on the plan's clock, also over midnight (none: whenever the
    plan is open). ``when_free``: only while somebody has room for them. ``texts``: language → what is said.
    """

    rule_id: str
    texts: Mapping[str, str] = msgspec.field(default_factory=dict)
    seconds: int = 30
    pages: tuple[str, ...] = ()
    visits: int = 1
    levels: tuple[str, ...] = ()
    begins: str | None = None
    ends: str | None = None
    when_free: bool = True
    active: bool = True
    attributes: tuple[AttributeAsked, ...] = ()


class Monitoring(msgspec.Struct, frozen=True):
    """``active``: agents see who is on the website. ``consent``: only who said yes on the page is seen.

    ``quiet_days``: who declined an invitation is not invited again for so long.
    """

    active: bool = False
    consent: bool = True
    quiet_days: int = 7
    rules: tuple[InvitationRule, ...] = ()


class Seen(msgspec.Struct, frozen=True):
    """What a rule asks of a visitor: where they are, how often they came, who they are, and the moment; ``proved``:
    what their website proved of them."""

    page: str
    visits: int
    level: str
    at: datetime
    zone: str
    proved: Mapping[str, Value] = NOTHING_PROVED


USUAL = Monitoring()


def fits(rule: InvitationRule, page: str | None, visits: int) -> bool:
    """Whether the rule may mean somebody on this page; what more it asks, ``invites`` looks at."""
    if not rule.active or visits < rule.visits:
        return False
    return not rule.pages or any(_is_like(page or "", pattern) for pattern in rule.pages)


def invites(rule: InvitationRule, seen: Seen) -> bool:
    """Whether the rule means this visitor now; whether somebody is free is another question."""
    if not fits(rule, seen.page, seen.visits) or (rule.levels and seen.level not in rule.levels):
        return False
    if not all_met(rule.attributes, seen.proved):
        return False
    if rule.begins is None or rule.ends is None:
        return True
    now, begins, ends = seen.at.astimezone(ZoneInfo(seen.zone)).time(), _time(rule.begins), _time(rule.ends)
    return begins <= now < ends if begins <= ends else now >= begins or now < ends


def words_of(rule: InvitationRule, language: str) -> str:
    """What the rule says in this language, else in another, else our own words."""
    said = rule.texts.get(language) or next(filter(None, rule.texts.values()), "")
    return said or OURS.get(language, OURS["en"])


def checked_monitoring(changes: Mapping[str, Any], before: Monitoring = USUAL) -> Monitoring:
    """As an administrator changes it; what is left out is as before, rules are changed as a whole.

    Raises ``Invalid`` naming every rule and field that does not hold; numbers are within bounds already.
    """
    rules = before.rules
    if "rules" in changes:
        rules = checked_each("monitoring.rules", changes["rules"], _checked, most=MOST_RULES, by="rule_id")
    return replace(before, **{**changes, "rules": rules})


def _checked(where: str, values: Mapping[str, Any]) -> InvitationRule:
    wrong = WrongFields()
    if not re.fullmatch(_ID, values["rule_id"]):
        wrong.add(f"{where}.rule_id", "1 to 40 of a-z, 0-9 and -")
    if any(each not in LEVELS for each in values["levels"]):
        wrong.add(f"{where}.levels", f"of {', '.join(LEVELS)}")
    pages = tuple(dict.fromkeys(each.strip() for each in values["pages"]))
    if len(pages) > MOST_PAGES or any(not 1 <= len(each) <= LONGEST_PATTERN for each in pages):
        wrong.add(f"{where}.pages", f"at most {MOST_PAGES} of 1 to {LONGEST_PATTERN} characters, such as */pricing*")
    hours = (values["begins"], values["ends"])
    if (hours[0] is None) != (hours[1] is None) or hours[0] == hours[1] is not None:
        wrong.add(f"{where}.ends", "both a beginning and another end, or neither")
    for name, value in zip(("begins", "ends"), hours, strict=True):
        if value is not None and not re.fullmatch(_TIME, value):
            wrong.add(f"{where}.{name}", "a time of day such as 09:00")
    texts = {}
    for language, text in values["texts"].items():
        if language not in LANGUAGES:
            wrong.add(f"{where}.texts", f"one or more of {', '.join(LANGUAGES)}")
        elif text.strip():
            with wrong:
                texts[language] = checked(f"{where}.texts.{language}", text, longest=LONGEST_WORDS)
    attributes: tuple[AttributeAsked, ...] = ()
    with wrong:
        attributes = checked_asked(f"{where}.attributes", values.get("attributes", ()))
    wrong.refuse()
    own = {"texts": texts, "pages": pages, "levels": tuple(dict.fromkeys(values["levels"])), "attributes": attributes}
    return InvitationRule(**{**values, **own})


def _time(text: str) -> time:
    return times.read_time_of_day(text)


def _is_like(page: str, pattern: str) -> bool:
    """Whether the address is as the pattern says; each piece between stars is looked for once, so it costs nothing."""
    pieces = pattern.casefold().split("*")
    address, first, last = page.casefold(), pieces[0], pieces[-1]
    if len(pieces) == 1:
        return address == first
    if not address.startswith(first) or not address.endswith(last) or len(address) < len(first) + len(last):
        return False
    at, end = len(first), len(address) - len(last)
    for piece in pieces[1:-1]:
        at = address.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True
