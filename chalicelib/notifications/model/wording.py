"""What each notice says, in each language. ``{word}`` is filled from the notice's words; nothing here is markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.core.text import BRACES, filled_from
from chalicelib.notifications.model.kinds import OF_CUSTOMERS
from chalicelib.notifications.model.wordings.accounts import ACCOUNTS
from chalicelib.notifications.model.wordings.afterwards import AFTERWARDS
from chalicelib.notifications.model.wordings.announcements import ANNOUNCEMENTS
from chalicelib.notifications.model.wordings.articles import ARTICLES
from chalicelib.notifications.model.wordings.attendance import ATTENDANCE
from chalicelib.notifications.model.wordings.channels import CHANNELS
from chalicelib.notifications.model.wordings.costs import COSTS
from chalicelib.notifications.model.wordings.duty import DUTY
from chalicelib.notifications.model.wordings.form import Wording
from chalicelib.notifications.model.wordings.incidents import INCIDENTS
from chalicelib.notifications.model.wordings.late import LATE
from chalicelib.notifications.model.wordings.leaders import LEADERS
from chalicelib.notifications.model.wordings.notices import NOTICES
from chalicelib.notifications.model.wordings.offline import OFFLINE
from chalicelib.notifications.model.wordings.oncall import ONCALL
from chalicelib.notifications.model.wordings.privacy import PRIVACY
from chalicelib.notifications.model.wordings.quality import QUALITY
from chalicelib.notifications.model.wordings.reports import REPORTS
from chalicelib.notifications.model.wordings.seals import SEALS
from chalicelib.notifications.model.wordings.sensitive import SENSITIVE
from chalicelib.notifications.model.wordings.shifts import SHIFTS
from chalicelib.notifications.model.wordings.staff import STAFF
from chalicelib.notifications.model.wordings.suggestions import SUGGESTIONS
from chalicelib.notifications.model.wordings.tickets import TICKETS
from chalicelib.notifications.model.wordings.training import TRAINING
from chalicelib.notifications.model.wordings.webhooks import WEBHOOKS

LOCALES = ("zh-CN", "en")
WORDINGS: dict[str, dict[str, Wording]] = {
    **OFFLINE,
    **AFTERWARDS,
    **LEADERS,
    **TICKETS,
    **LATE,
    **INCIDENTS,
    **ACCOUNTS,
    **REPORTS,
    **QUALITY,
    **SHIFTS,
    **ATTENDANCE,
    **ARTICLES,
    **COSTS,
    **SEALS,
    **WEBHOOKS,
    **ONCALL,
    **DUTY,
    **STAFF,
    **CHANNELS,
    **TRAINING,
    **ANNOUNCEMENTS,
    **SUGGESTIONS,
    **SENSITIVE,
    **PRIVACY,
    **NOTICES,
}

DECLINE = {"zh-CN": "不想再收到这类邮件，退订", "en": "No more letters like this one, please"}
# what goes to customers, and to a colleague of their own account, says what it says; in all other letters numbers and
# addresses are hidden (F8), whoever reads them: in full they stand at the desk alone
CODES = frozenset({"protected_code", "privacy_code"})  # what a letter has that its recipient alone may read
IN_FULL = frozenset({*OF_CUSTOMERS, *CODES, "password_invited", "password_forgotten"})
PANELLED = frozenset({"bulletin"})  # letters with tables, which the room whose matter they are writes
_SOMEBODY = {"zh-CN": "访客", "en": "a visitor"}


def wording_of(what: str, locale: str) -> Wording:
    """What is said in this language; English for one we do not speak. Raises ``LookupError`` for an unknown notice."""
    return WORDINGS[what][locale if locale in LOCALES else "en"]


def filled(template: str, words: Mapping[str, Any], locale: str) -> str:
    """The template with its words; one that is not there leaves no gap. ``contact``: mobile and e-mail;
    ``who``: the name, or "a visitor".

    ``messages``, ``wait`` and ``have`` agree with ``count``, in English.
    """
    values = {name: "" if value is None else str(value) for name, value in words.items()}
    count = values.get("count", "")
    is_one = count == "1"
    values["contact"] = " ".join(each for each in (values.get("mobile"), values.get("email")) if each)
    values.update(messages=f"{count} message{'' if is_one else 's'}")
    values.update(wait="waits" if is_one else "wait", have="has" if is_one else "have")
    values["who"] = values.get("name", "").strip() or _SOMEBODY.get(locale, _SOMEBODY["en"])
    return filled_from(template, dict.fromkeys(BRACES.findall(template), "") | values)
