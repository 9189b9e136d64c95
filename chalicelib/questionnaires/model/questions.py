"""A questionnaire as data: questions of several kinds on pages, asked only where earlier answers want them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.errors import Conflict, Invalid, WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, checked

ONE, MANY, SCALE, NPS, NUMBER, DATE, TEXT = "one", "many", "scale", "nps", "number", "date", "text"
KINDS = (ONE, MANY, SCALE, NPS, NUMBER, DATE, TEXT)
CHOSEN = (ONE, MANY)
RATED = (SCALE, NPS)

MOST_QUESTIONS, MOST_CHOICES, MOST_PAGES, MOST_QUESTIONNAIRES = 30, 20, 10, 100
LONGEST_NAME, LONGEST_TEXT, LONGEST_CHOICE = 120, 300, 120
LOWEST_SCALE, HIGHEST_SCALE = 0, 10
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

Key = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Texts = Mapping[str, str]  # by language


class AskedChoice(msgspec.Struct, frozen=True):
    """One of those that may be chosen."""

    key: Key
    texts: Texts


class AskedIf(msgspec.Struct, frozen=True):
    """Asked only where an earlier question has one of these choices, or a number in these bounds."""

    key: Key
    any_of: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None


class LowAnswer(msgspec.Struct, frozen=True):
    """An answer that calls for a callback: one of these choices, or a number that is at most this."""

    any_of: tuple[str, ...] = ()
    at_most: float | None = None


class AskedQuestion(msgspec.Struct, frozen=True):
    """``lowest``, ``highest``: of a scale, or the bounds of a number (None: none). ``page``: from 1."""

    key: Key
    kind: Annotated[str, among(*KINDS)]
    texts: Texts
    choices: tuple[AskedChoice, ...] = ()
    required: bool = False
    lowest: int | None = None
    highest: int | None = None
    page: int = 1
    shown_if: AskedIf | None = None
    low: LowAnswer | None = None

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """Between which a number is."""
        if self.kind == NPS:
            return 0, 10
        if self.kind == SCALE:
            return (1 if self.lowest is None else self.lowest), (5 if self.highest is None else self.highest)
        return self.lowest, self.highest


class QuestionnaireDefinition(msgspec.Struct, frozen=True):
    """What a questionnaire asks; ``intro`` and ``thanks`` stand before and behind the questions."""

    names: Texts
    intro: Texts = {}
    thanks: Texts = {}
    questions: tuple[AskedQuestion, ...] = ()

    @property
    def pages(self) -> list[int]:
        """The numbers of its pages, in order."""
        return sorted({each.page for each in self.questions})

    def find(self, key: str) -> AskedQuestion | None:
        """The question with this key."""
        return next((each for each in self.questions if each.key == key), None)


class Version(msgspec.Struct, frozen=True):
    """A version of a questionnaire, which never changes."""

    questionnaire_id: str
    version: int
    definition: QuestionnaireDefinition
    published_at: datetime | None = None
    published_by: str | None = None


class Questionnaire(msgspec.Struct, frozen=True):
    """A questionnaire as administrators keep it: what is ``published``, and the ``draft`` that is worked on.
    ``version``: one more with each change of the record; 0: there is none."""

    questionnaire_id: str
    published: Version | None = None
    draft: QuestionnaireDefinition | None = None
    version: int = 0


class NoDraft(Conflict):
    """The questionnaire has no draft."""

    code = "no_questionnaire_draft"
    title = "There is no draft to publish"


class Unpublished(Conflict):
    """Nobody can be asked by a questionnaire of which no version is published."""

    code = "questionnaire_unpublished"
    title = "This questionnaire is not published yet"


def is_key(text: str) -> bool:
    """Whether it may be the key of a question or choice, or the id of a questionnaire."""
    return _KEY.fullmatch(text) is not None


def checked_id(questionnaire_id: str) -> str:
    """The id of a questionnaire. Raises ``Invalid``."""
    if not is_key(questionnaire_id):
        raise Invalid.field("questionnaire_id", "small letters, digits and _, at most 40, a letter first")
    return questionnaire_id


def check_draft(definition: QuestionnaireDefinition) -> None:
    """A draft may be unfinished, but not endless. Raises ``Invalid``."""
    wrong = WrongFields()
    if len(definition.questions) > MOST_QUESTIONS:
        wrong.add("draft.questions", f"at most {MOST_QUESTIONS}")
    for where, texts, longest in _worded(definition):
        if not set(texts) <= set(LANGUAGES) or any(len(each) > longest for each in texts.values()):
            wrong.add(where, f"in {' and '.join(LANGUAGES)}, at most {longest} characters")
    for where, each in _questions(definition):
        if len(each.choices) > MOST_CHOICES:
            wrong.add(f"{where}.choices", f"at most {MOST_CHOICES}")
        if not 1 <= each.page <= MOST_PAGES:
            wrong.add(f"{where}.page", f"1 to {MOST_PAGES}")
        if any(bound is not None and abs(bound) > 10**9 for bound in (each.lowest, each.highest)):
            wrong.add(f"{where}.lowest", f"between {-(10**9)} and {10**9}")
    wrong.refuse()


def checked_definition(definition: QuestionnaireDefinition) -> QuestionnaireDefinition:
    """A questionnaire as it may be published. Raises ``Invalid`` naming every field that stands in the way."""
    wrong = WrongFields()
    with wrong:
        check_draft(definition)
    if not definition.questions:
        wrong.add("draft.questions", "at least one")
    for where, texts, longest in _worded(definition):
        if (texts or not where.endswith((".intro", ".thanks"))) and set(texts) != set(LANGUAGES):
            wrong.add(where, f"in {' and '.join(LANGUAGES)}")
            continue
        for language, text in texts.items():
            with wrong:
                checked(f"{where}.{language}", text, longest=longest)
    earlier: dict[str, AskedQuestion] = {}
    for where, question in _questions(definition):
        _check_question(wrong, where, question, earlier)
        earlier[question.key] = question
    wrong.refuse()
    return definition


def _check_question(
    wrong: WrongFields, where: str, question: AskedQuestion, earlier: Mapping[str, AskedQuestion]
) -> None:
    keys = [each.key for each in question.choices]
    if not is_key(question.key) or question.key in earlier:
        wrong.add(f"{where}.key", "small letters, digits and _, at most 40, a letter first; each only once")
    if question.kind in CHOSEN and (len(keys) < 2 or len(set(keys)) < len(keys) or not all(map(is_key, keys))):
        wrong.add(f"{where}.choices", "two at least, each with a key of its own")
    if question.kind not in CHOSEN and keys:
        wrong.add(f"{where}.choices", "only of a choice")
    lowest, highest = question.bounds
    if lowest is not None and highest is not None and lowest >= highest:
        wrong.add(f"{where}.highest", "more than the lowest")
    if question.kind == SCALE and not ((lowest or 0) >= LOWEST_SCALE and (highest or 0) <= HIGHEST_SCALE):
        wrong.add(f"{where}.highest", f"between {LOWEST_SCALE} and {HIGHEST_SCALE}")
    if earlier and question.page < max(each.page for each in earlier.values()):
        wrong.add(f"{where}.page", "not before the page of an earlier question")
    if question.shown_if is not None:
        _check_condition(wrong, f"{where}.shown_if", question.shown_if, earlier.get(question.shown_if.key))
    if question.low is not None:
        _check_low(wrong, f"{where}.low", question.low, question)


def _check_condition(wrong: WrongFields, where: str, condition: AskedIf, asked: AskedQuestion | None) -> None:
    if asked is None or asked.kind in (DATE, TEXT):
        wrong.add(f"{where}.key", "an earlier question with choices or numbers")
    elif asked.kind in CHOSEN:
        if not condition.any_of or not set(condition.any_of) <= {each.key for each in asked.choices}:
            wrong.add(f"{where}.any_of", "choices of that question")
    elif condition.at_least is None and condition.at_most is None:
        wrong.add(f"{where}.at_most", "from which number on, or up to which")


def _check_low(wrong: WrongFields, where: str, low: LowAnswer, question: AskedQuestion) -> None:
    if question.kind in (DATE, TEXT):
        wrong.add(where, "only where something is chosen or rated")
    elif question.kind in CHOSEN:
        if not low.any_of or not set(low.any_of) <= {each.key for each in question.choices}:
            wrong.add(f"{where}.any_of", "choices of this question")
    elif low.at_most is None:
        wrong.add(f"{where}.at_most", "up to which number")


def _questions(definition: QuestionnaireDefinition) -> Iterator[tuple[str, AskedQuestion]]:
    for number, each in enumerate(definition.questions):
        yield f"draft.questions.{number}", each


def _worded(definition: QuestionnaireDefinition) -> Iterator[tuple[str, Texts, int]]:
    """Where words stand, and how long they may be."""
    yield "draft.names", definition.names, LONGEST_NAME
    yield "draft.intro", definition.intro, LONGEST_TEXT * 3
    yield "draft.thanks", definition.thanks, LONGEST_TEXT * 3
    for where, question in _questions(definition):
        yield f"{where}.texts", question.texts, LONGEST_TEXT
        for number, each in enumerate(question.choices):
            yield f"{where}.choices.{number}.texts", each.texts, LONGEST_CHOICE


def in_words(texts: Texts, language: str) -> str:
    """The words in this language, or in whatever language there are some."""
    return texts.get(language) or next(iter(texts.values()), "")


def names_of(definitions: Sequence[QuestionnaireDefinition | None]) -> Texts:
    """What something is called: by the first of these that says it."""
    return next((each.names for each in definitions if each is not None), {})
