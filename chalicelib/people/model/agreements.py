"""The confidentiality agreement: its versions, and who must accept which before customers' data opens (F12). Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from chalicelib.core.errors import Conflict, Forbidden, Invalid, WrongFields, members
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import checked, has_half_a_character, is_visible

LONGEST_TITLE, LONGEST_TEXT = 120, 20_000
LATEST = timedelta(days=366)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # all but tabs and line ends

Texts = Mapping[str, str]  # by language
NO_TEXTS: Texts = {}


class AgreementDraft(msgspec.Struct, frozen=True):
    """What is worked on: a title and the words, by language; lines end as they are written."""

    titles: Texts = NO_TEXTS
    texts: Texts = NO_TEXTS


class Asked(msgspec.Struct, frozen=True):
    """A version that must be accepted from this moment on."""

    version: int
    since: datetime


class Agreement(msgspec.Struct, frozen=True):
    """A version, which never changes; without ``is_asked`` it says that nobody is asked to accept anything any more.

    ``digest``: of its words (SHA-256). ``before``: what must be accepted until it counts.
    """

    version: int
    titles: Texts
    texts: Texts
    digest: str
    effective_at: datetime
    published_at: datetime | None = None
    published_by: str | None = None
    before: Asked | None = None
    is_asked: bool = True

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What each agent must accept by it, the earlier first."""
        if not self.is_asked:
            return ()
        own = Asked(self.version, self.effective_at)
        return (self.before, own) if self.before is not None else (own,)


class AgreementRecord(msgspec.Struct, frozen=True):
    """What is ``published``, and the ``draft`` that is worked on. ``version``: one more with each change."""

    published: Agreement | None = None
    draft: AgreementDraft | None = None
    version: int = 0


class Acceptance(msgspec.Struct, frozen=True):
    """Who accepted a version when, as they were called then, in which ``language`` they read it, and its digest."""

    agreement: int
    agent_id: str
    name: str
    number: str
    at: datetime
    digest: str
    language: str


class AgreementNeeded(Forbidden):
    """The agreement that counts now is not accepted; nothing that shows customers' data is open before that."""

    code = "agreement_needed"
    title = "Accept the confidentiality agreement first"
    beside = members(version=int)


class NoAgreementDraft(Conflict):
    """There is no draft to publish."""

    code = "no_agreement_draft"
    title = "There is no draft to publish"


class AgreementComing(Conflict):
    """A version that was published does not count yet; the next one waits for it."""

    code = "agreement_coming"
    title = "A published version does not count yet"


class NotAsked(Conflict):
    """This version is not the one that is to be accepted, or its words are others than were read."""

    code = "agreement_not_asked"
    title = "This version is not to be accepted"


def needed(asked: tuple[Asked, ...], agreed: int, now: datetime) -> int | None:
    """The version that must be accepted now, by whoever has accepted those up to ``agreed``; None: nothing."""
    version = max((each.version for each in asked if each.since <= now), default=0)
    return version if version > agreed else None


def check_draft(draft: AgreementDraft) -> None:
    """A draft may be unfinished, but not endless. Raises ``Invalid``."""
    wrong = WrongFields()
    for field, texts, longest in (
        ("draft.titles", draft.titles, LONGEST_TITLE),
        ("draft.texts", draft.texts, LONGEST_TEXT),
    ):
        if not set(texts) <= set(LANGUAGES):
            wrong.add(field, f"in {' and '.join(LANGUAGES)}")
        for language, text in texts.items():
            if len(text) > longest or has_half_a_character(text) or _CONTROL.search(text):
                wrong.add(f"{field}.{language}", f"at most {longest} characters, and no control characters")
    wrong.refuse()


def published(
    draft: AgreementDraft, record: AgreementRecord, by: str, effective_at: datetime | None, now: datetime
) -> Agreement:
    """The draft as the next version, which counts from ``effective_at`` on (None: now). Raises ``Invalid`` naming what
    is missing, ``AgreementComing``."""
    check_draft(draft)
    wrong, titles, texts = WrongFields(), dict[str, str](), dict[str, str]()
    for language in LANGUAGES:
        with wrong:
            titles[language] = checked(
                f"draft.titles.{language}", draft.titles.get(language, ""), longest=LONGEST_TITLE
            )
        texts[language] = draft.texts.get(language, "").strip()
        if not is_visible(texts[language]):
            wrong.add(f"draft.texts.{language}", "something that can be read")
    if effective_at is not None and not now <= effective_at <= now + LATEST:
        wrong.add("effective_at", "from now to a year from now")
    wrong.refuse()
    last = record.published if record.published is not None and record.published.is_asked else None
    if last is not None and last.effective_at > now:
        raise AgreementComing("the version before does not count yet")
    before = Asked(last.version, last.effective_at) if last is not None else None
    number = record.published.version + 1 if record.published is not None else 1
    return Agreement(number, titles, texts, digest_of(titles, texts), effective_at or now, now, by, before)


def ended(record: AgreementRecord, by: str, now: datetime) -> Agreement:
    """The next version, by which nobody is asked any more. Raises ``NotAsked`` where nobody is."""
    last = record.published
    if last is None or not last.is_asked:
        raise NotAsked("nobody is asked to accept anything")
    return Agreement(last.version + 1, {}, {}, digest_of({}, {}), now, now, by, is_asked=False)


def digest_of(titles: Texts, texts: Texts) -> str:
    """Of exactly these words."""
    whole = json.dumps([titles, texts], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def checked_language(language: str) -> str:
    """In which language it was read. Raises ``Invalid``."""
    if language not in LANGUAGES:
        raise Invalid.field("language", f"one of {', '.join(LANGUAGES)}")
    return language
