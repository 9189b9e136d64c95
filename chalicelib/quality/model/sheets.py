"""A score sheet as data (F4): sections of criteria with points and weights, fatal errors 致命错误, a pass mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.errors import Conflict, Invalid, WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, checked

ZERO, FAIL = "zero", "fail"
EFFECTS = (ZERO, FAIL)  # of a fatal error: the whole is 0; the whole has failed, whatever its total

MOST_SECTIONS, MOST_CRITERIA, MOST_FATAL, MOST_SHEETS = 12, 40, 20, 20
HIGHEST_WEIGHT, HIGHEST_POINTS = 100, 100
LONGEST_NAME, LONGEST_HINT = 120, 300
STANDARD = "standard"
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

Key = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Texts = Mapping[str, str]  # by language


class Criterion(msgspec.Struct, frozen=True):
    """What points are given for: 0 to ``points``, which count with ``weight`` beside the others'. ``hints``: what to
    look at, by language."""

    key: Key
    names: Texts
    points: int = 10
    weight: int = 10
    hints: Texts = {}


class Section(msgspec.Struct, frozen=True):
    """Criteria that belong together."""

    key: Key
    names: Texts
    criteria: tuple[Criterion, ...] = ()


class Fatal(msgspec.Struct, frozen=True):
    """An error that decides alone. ``effect``: ``zero``, the whole is 0, or ``fail``: it has failed."""

    key: Key
    names: Texts
    effect: Annotated[str, among(*EFFECTS)] = ZERO


class Definition(msgspec.Struct, frozen=True):
    """What a sheet asks. ``pass_mark``: the total, 0 to 100, from which on it has passed."""

    names: Texts
    sections: tuple[Section, ...] = ()
    fatal: tuple[Fatal, ...] = ()
    pass_mark: int = 80

    @property
    def criteria(self) -> Iterator[Criterion]:
        """Those of all sections, in order."""
        return (each for section in self.sections for each in section.criteria)


class Sheet(msgspec.Struct, frozen=True):
    """A version of a sheet, which never changes."""

    sheet_id: str
    version: int
    definition: Definition
    published_at: datetime | None = None
    published_by: str | None = None


class SheetRecord(msgspec.Struct, frozen=True):
    """A sheet as administrators keep it: what is ``published``, and the ``draft`` that is worked on.

    ``version``: one more with each change of the record.
    """

    sheet_id: str
    published: Sheet | None = None
    draft: Definition | None = None
    version: int = 0


class NoDraft(Conflict):
    """The sheet has no draft."""

    code = "no_sheet_draft"
    title = "There is no draft to publish"


class SheetUnpublished(Conflict):
    """Nobody can score by a sheet of which no version is published."""

    code = "sheet_unpublished"
    title = "This sheet is not published yet"


def is_key(text: str) -> bool:
    """Whether it may be the key of a criterion, or the id of a sheet."""
    return _KEY.fullmatch(text) is not None


def checked_sheet(definition: Definition) -> Definition:
    """A sheet as it may be published. Raises ``Invalid`` naming every field that stands in the way."""
    wrong = WrongFields()
    with wrong:
        check_draft(definition)
    if not any(definition.criteria):
        wrong.add("draft.sections", "at least one criterion")
    for where, key, names in _named(definition):
        if not is_key(key):
            wrong.add(f"{where}.key", "small letters, digits and _, at most 40, a letter first")
        _check_texts(wrong, f"{where}.names", names, LONGEST_NAME)
    _check_texts(wrong, "draft.names", definition.names, LONGEST_NAME)
    for name, keys in _keys(definition).items():
        if len(set(keys)) < len(keys):
            wrong.add(name, "every key only once")
    for where, each in _criteria(definition):
        if each.hints:
            _check_texts(wrong, f"{where}.hints", each.hints, LONGEST_HINT)
    wrong.refuse()
    return definition


def check_draft(definition: Definition) -> None:
    """A draft may be unfinished, but not endless. Raises ``Invalid``."""
    wrong = WrongFields()
    if len(definition.sections) > MOST_SECTIONS:
        wrong.add("draft.sections", f"at most {MOST_SECTIONS}")
    if sum(1 for _ in definition.criteria) > MOST_CRITERIA:
        wrong.add("draft.sections", f"at most {MOST_CRITERIA} criteria")
    if len(definition.fatal) > MOST_FATAL:
        wrong.add("draft.fatal", f"at most {MOST_FATAL}")
    if not 0 <= definition.pass_mark <= 100:
        wrong.add("draft.pass_mark", "0 to 100")
    for where, each in _criteria(definition):
        if not 1 <= each.points <= HIGHEST_POINTS:
            wrong.add(f"{where}.points", f"1 to {HIGHEST_POINTS}")
        if not 1 <= each.weight <= HIGHEST_WEIGHT:
            wrong.add(f"{where}.weight", f"1 to {HIGHEST_WEIGHT}")
        _refuse_long(wrong, f"{where}.hints", each.hints, LONGEST_HINT)
    for number, fatal in enumerate(definition.fatal):
        if fatal.effect not in EFFECTS:
            wrong.add(f"draft.fatal.{number}.effect", f"one of {', '.join(EFFECTS)}")
    for where, _, names in _named(definition):
        _refuse_long(wrong, f"{where}.names", names, LONGEST_NAME)
    _refuse_long(wrong, "draft.names", definition.names, LONGEST_NAME)
    wrong.refuse()


def _refuse_long(wrong: WrongFields, where: str, texts: Texts, longest: int) -> None:
    if not set(texts) <= set(LANGUAGES) or any(len(each) > longest for each in texts.values()):
        wrong.add(where, f"in {' and '.join(LANGUAGES)}, at most {longest} characters")


def _check_texts(wrong: WrongFields, where: str, texts: Texts, longest: int) -> None:
    if set(texts) != set(LANGUAGES):
        wrong.add(where, f"in {' and '.join(LANGUAGES)}")
        return
    for language, text in texts.items():
        with wrong:
            checked(f"{where}.{language}", text, longest=longest)


def _criteria(definition: Definition) -> Iterator[tuple[str, Criterion]]:
    for number, section in enumerate(definition.sections):
        for place, each in enumerate(section.criteria):
            yield f"draft.sections.{number}.criteria.{place}", each


def _named(definition: Definition) -> Iterator[tuple[str, str, Texts]]:
    """Where a key and names stand."""
    for number, section in enumerate(definition.sections):
        yield f"draft.sections.{number}", section.key, section.names
    yield from ((where, each.key, each.names) for where, each in _criteria(definition))
    yield from ((f"draft.fatal.{number}", each.key, each.names) for number, each in enumerate(definition.fatal))


def _keys(definition: Definition) -> dict[str, Sequence[str]]:
    """The keys that are to differ from each other, by where they stand."""
    sections = [each.key for each in definition.sections]
    return {
        "draft.sections": [*sections, *(f"#{each.key}" for each in definition.criteria)],
        "draft.fatal": [each.key for each in definition.fatal],
    }


def checked_sheet_id(sheet_id: str) -> str:
    """The id of a sheet. Raises ``Invalid``."""
    if not is_key(sheet_id):
        raise Invalid.field("sheet_id", "small letters, digits and _, at most 40, a letter first")
    return sheet_id
