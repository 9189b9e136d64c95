"""What a visitor filled in before their first message (A6): whether it is what their plan asks. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.contacts import checked_mobile, checked_own_email
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.sensitive import hidden
from chalicelib.core.text import Id, checked_line
from chalicelib.plans.model.prechat import FIELDS, OFF, REQUIRED, FirstChoice, Prechat, in_language
from chalicelib.visitors.model.agreeing import Asking, Given, answer_to, is_news
from chalicelib.visitors.model.visitor import CHAT, Agreed, Learned, Visitor

LONGEST_NAME = 80  # as in the form for leaving a message


class FilledForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the plan asks before the first message: who the visitor is, the id of what they chose, and the edition of
    the text that they agreed to, or (``declined``) did not."""

    name: Annotated[str, msgspec.Meta(max_length=1_000)] | None = None
    email: Annotated[str, msgspec.Meta(max_length=1_000)] | None = None
    mobile: Annotated[str, msgspec.Meta(max_length=1_000)] | None = None
    choice: Id | None = None
    consent: Annotated[int, msgspec.Meta(ge=0, le=10**9)] | None = None
    declined: Annotated[int, msgspec.Meta(ge=0, le=10**9)] | None = None


class FormSaid(msgspec.Struct, frozen=True):
    """The same as the transcript keeps it: the choice and the text agreed to in the words that the visitor read.

    ``declined_version``: to which they did not agree. ``question``, ``articles``: what they looked for in the help
    before, and the titles of what they read there.
    """

    name: str | None = None
    email: str | None = None
    mobile: str | None = None
    choice_id: str | None = None
    choice: str | None = None
    consent_version: int | None = None
    consent: str | None = None
    question: str | None = None
    articles: tuple[str, ...] = ()
    declined_version: int | None = None

    @property
    def in_a_line(self) -> str:
        """What they chose and who they are; empty: they agreed, and said nothing else."""
        parts = (self.choice, self.name, self.email, self.mobile, self.question, *self.articles)
        return " · ".join(each for each in parts if each)


class Reader(msgspec.Struct, frozen=True):
    """Who fills in: as the desk knows them, in which language, and whose numbers they mean without a country code.

    ``must``: what the plan demands is demanded of them. ``where``: they do, as it is kept with what they agree to.
    """

    visitor: Visitor
    language: str
    region: str | None
    must: bool = True
    where: str = CHAT


class Answers(msgspec.Struct, frozen=True):
    """``said``: for the transcript (None: nothing was). ``learned``: for the visitor's card."""

    said: FormSaid | None = None
    learned: Learned = Learned()


NOTHING_FILLED = FilledForm()
NO_ANSWERS = Answers()


def checked_answers(prechat: Prechat, filled: FilledForm | None, reader: Reader, now: datetime) -> Answers:
    """What was filled in, as it is kept. What the plan does not ask is not taken; what it demands and the desk knows
    already need not be said again, but the choice, which is each conversation's own.

    Raises ``Invalid`` naming every field that is missing or does not hold, such as ``form.email``.
    """
    if not prechat.asks:
        return NO_ANSWERS
    form, wrong, values = filled or NOTHING_FILLED, WrongFields(), dict[str, Any]()
    for field in FIELDS:
        with wrong:
            value = _checked_field(prechat, field, form, reader)
            if value is not None:
                values[field] = value
    choice: FirstChoice | None = None
    with wrong:
        choice = _checked_choice(prechat, form, reader)
    answer: Agreed | None = None
    with wrong:
        asking = Asking(reader.visitor.agreed, now, reader.must, reader.where, "form.")
        answer = answer_to(prechat, Given(form.consent, form.declined), asking)
    wrong.refuse()
    agreed = answer.version if answer is not None and not answer.refused else None
    said = FormSaid(
        **values,
        choice_id=choice.choice_id if choice else None,
        choice=in_language(choice.texts, reader.language) if choice else None,
        consent_version=agreed,
        consent=in_language(prechat.consent, reader.language) if answer is not None else None,
        declined_version=answer.version if answer is not None and answer.refused else None,
    )
    learned = Learned(**values, agreed=answer if is_news(answer, reader.visitor.agreed) else None)
    return Answers(said if said != FormSaid() else None, learned)


def without_numbers(answers: Answers, kinds: Collection[str]) -> Answers:
    """The same as it is kept where numbers of these kinds are not (F8); an address that the form asks for is, since
    that is what they are reached by."""
    said, learned = answers.said, answers.learned
    if not kinds or learned.name is None:
        return answers
    name = hidden(learned.name, kinds)
    return Answers(replace(said, name=name) if said is not None else None, replace(learned, name=name))


def _checked_field(prechat: Prechat, field: str, form: FilledForm, reader: Reader) -> str | None:
    asked, value = getattr(prechat, field), getattr(form, field)
    if asked == OFF:
        return None
    if value is None or not value.strip():
        if asked == REQUIRED and reader.must and not getattr(reader.visitor, field):
            raise Invalid.field(f"form.{field}", "this plan asks for it before the first message")
        return None
    if field == "name":
        return checked_line("form.name", value, longest=LONGEST_NAME)
    if field == "email":
        return checked_own_email("form.email", value)
    return checked_mobile("form.mobile", value, reader.region)


def _checked_choice(prechat: Prechat, form: FilledForm, reader: Reader) -> FirstChoice | None:
    choice = prechat.choice(form.choice)
    if prechat.choices and choice is None and (reader.must or form.choice is not None):
        ids = ", ".join(each.choice_id for each in prechat.choices)
        raise Invalid.field("form.choice", f"one of {ids}")
    return choice
