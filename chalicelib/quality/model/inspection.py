"""An inspection (F4): one conversation, looked at by one inspector with one version of a sheet, and what came of it.

    waiting → open → scored → appealed → decided
    nobody has it yet; somebody has it; submitted once; its agent disagrees, once; a supervisor has decided

One of several that are compared is ``dropped`` where whoever had it cannot inspect it any more, and nobody else can.

Pure: every move is given the time, and refuses what does not go.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, WrongFields
from chalicelib.core.text import among, has_half_a_character, is_visible
from chalicelib.quality.model.results import Contribution
from chalicelib.quality.model.rules import Reason
from chalicelib.quality.model.scoring import Score, refuse_unknown, scored
from chalicelib.quality.model.sheets import Definition

WAITING, OPEN, SCORED, APPEALED, DECIDED = "waiting", "open", "scored", "appealed", "decided"
DROPPED = "dropped"
STATES = (WAITING, OPEN, SCORED, APPEALED, DECIDED, DROPPED)
UPHELD, CHANGED = "upheld", "changed"
OUTCOMES = (UPHELD, CHANGED)
MOST_COMMENTS, LONGEST_COMMENT, LONGEST_TEXT, MOST_REASONS = 100, 1_000, 2_000, 10


class Comment(msgspec.Struct, frozen=True):
    """What an inspector says of one message, by its number in the transcript."""

    seq: Annotated[int, msgspec.Meta(ge=1, le=10**9)]
    text: Annotated[str, msgspec.Meta(max_length=4_000)]


class Filled(msgspec.Struct, frozen=True):
    """A sheet as far as it is filled in. ``marks``: points by criterion, null where one does not apply; ``fatal``: the
    fatal errors that were made; ``text``: what is said of the whole."""

    marks: Mapping[str, int | None] = {}
    fatal: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    text: str = ""


class Appeal(msgspec.Struct, frozen=True):
    """That its agent disagrees, and why."""

    text: str
    at: datetime


class Decision(msgspec.Struct, frozen=True):
    """What was decided on an appeal. ``marks``, ``fatal``, ``score``: as they are by it; as before where it is
    ``upheld``."""

    outcome: Annotated[str, among(*OUTCOMES)]
    text: str
    by: Author
    at: datetime
    marks: Mapping[str, int | None]
    fatal: tuple[str, ...]
    score: Score


class Ruling(msgspec.Struct, frozen=True):
    """What is decided: ``upheld``, or ``changed`` to these ``marks`` and ``fatal`` errors (None: as before); ``text``:
    why."""

    outcome: str
    text: str
    marks: Mapping[str, int | None] | None = None
    fatal: tuple[str, ...] | None = None


class Inspection(msgspec.Struct, frozen=True):
    """``agent``: whose work is looked at; ``involved``: who took part besides, none of whom may inspect it.

    ``ended_at``, ``last_seq``: of the conversation when it was drawn. ``inspector_group_ids``: of the rule that drew
    it. ``filled``: the draft, and what was submitted. ``month``: in which, on the
    desk's calendar. ``appeal_until``: as the settings were at that moment.
    ``calibration_id``: one of several of the same conversation that are compared; it counts nowhere, and its agent is
    not shown it. ``counted``: what of it stands in the results; ``looked``: how often nobody was found for it.
    """

    inspection_id: str
    conversation_id: str
    plan_key: str
    agent: Author
    ended_at: datetime
    created_at: datetime
    sheet_id: str
    sheet_version: int
    visitor_name: str | None = None
    last_seq: int = 0
    agent_group_ids: tuple[str, ...] = ()
    involved: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    inspector_group_ids: tuple[str, ...] = ()
    state: Annotated[str, among(*STATES)] = WAITING
    inspector: Author | None = None
    filled: Filled = Filled()
    saved_at: datetime | None = None
    score: Score | None = None
    scored_at: datetime | None = None
    month: str | None = None
    appeal_until: datetime | None = None
    appeal: Appeal | None = None
    decision: Decision | None = None
    calibration_id: str | None = None
    counted: Contribution | None = None
    looked: int = 0
    version: int = 1

    @property
    def agent_id(self) -> str:
        """Whose work it is about."""
        return str(self.agent.id)

    @property
    def inspector_id(self) -> str | None:
        """Who has it, or had it."""
        return self.inspector.id if self.inspector is not None else None

    @property
    def is_submitted(self) -> bool:
        """Whether the sheet is whole and shown."""
        return self.score is not None

    @property
    def final(self) -> Score | None:
        """What it came to, after an appeal if there was one."""
        return self.decision.score if self.decision is not None else self.score

    @property
    def marks(self) -> Mapping[str, int | None]:
        """The points as they are in the end."""
        return self.decision.marks if self.decision is not None else self.filled.marks


class InspectionScored(msgspec.Struct, frozen=True):
    """A sheet was submitted, or its points were changed after an appeal."""

    inspection_id: str


class InspectionSubmitted(Conflict):
    """A sheet is submitted once."""

    code = "inspection_submitted"
    title = "This sheet was submitted already"


class NotSubmitted(Conflict):
    """There is nothing to disagree with yet."""

    code = "inspection_not_submitted"
    title = "This sheet was not submitted yet"


class AppealOver(Conflict):
    """One may appeal once, within the days that the desk allows."""

    code = "appeal_over"
    title = "An appeal is not possible any more"


class NoAppeal(Conflict):
    """Nothing waits for a decision."""

    code = "no_appeal"
    title = "There is no appeal to decide on"


def inspection_id_of(conversation_id: str) -> str:
    """The one inspection of a conversation, however many rules draw it."""
    return f"ins_{conversation_id.partition('_')[2] or conversation_id}"


def given_to(inspection: Inspection, inspector: Author | None) -> Inspection:
    """In these hands, or in nobody's; what the one before has filled in stays. Raises ``InspectionSubmitted``."""
    _refuse_submitted(inspection)
    return _next(inspection, inspector=inspector, state=OPEN if inspector is not None else WAITING)


def begun_anew(inspection: Inspection) -> Inspection:
    """Nothing of it is filled in: what is compared is one inspector's alone."""
    return replace(inspection, filled=Filled(), saved_at=None)


def dropped(inspection: Inspection) -> Inspection:
    """It is compared with the others no more. Raises ``InspectionSubmitted``."""
    _refuse_submitted(inspection)
    return _next(inspection, inspector=None, state=DROPPED)


def drawn_again(inspection: Inspection, reasons: tuple[Reason, ...]) -> Inspection | None:
    """With these reasons besides; None where that says nothing new, or it is submitted."""
    known = {(each.kind, each.rule_id) for each in inspection.reasons}
    news = tuple(each for each in reasons if (each.kind, each.rule_id) not in known)
    if not news or inspection.is_submitted or len(inspection.reasons) + len(news) > MOST_REASONS:
        return None
    return _next(inspection, reasons=(*inspection.reasons, *news))


def saved(inspection: Inspection, definition: Definition, filled: Filled, now: datetime) -> Inspection:
    """With this draft. Raises ``InspectionSubmitted``, ``Invalid``."""
    _refuse_submitted(inspection)
    refuse_unknown(definition, filled.marks, filled.fatal)
    return _next(inspection, filled=checked_filled(filled, whole=False), saved_at=now)


def submitted(
    inspection: Inspection, definition: Definition, filled: Filled, now: datetime, month: str, appeal_days: int
) -> Inspection:
    """The whole sheet, submitted in this month. Raises ``InspectionSubmitted``, ``Invalid`` naming what is missing."""
    _refuse_submitted(inspection)
    wrong, score = WrongFields(), None
    with wrong:
        score = scored(definition, filled.marks, filled.fatal)
    with wrong:
        filled = checked_filled(filled, whole=True)
    wrong.refuse()
    until = now + timedelta(days=appeal_days) if inspection.calibration_id is None and appeal_days else None
    after = _next(inspection, filled=filled, saved_at=now, score=score, scored_at=now, month=month)
    return replace(after, state=SCORED, appeal_until=until)


def appealed(inspection: Inspection, text: str, now: datetime) -> Inspection:
    """Its agent disagrees. Raises ``NotSubmitted``, ``AppealOver``, ``Invalid``."""
    if not inspection.is_submitted:
        raise NotSubmitted("it was not submitted yet")
    until = inspection.appeal_until
    if inspection.appeal is not None or until is None or now >= until:
        raise AppealOver("once, and within the days that the desk allows")
    return _next(inspection, state=APPEALED, appeal=Appeal(checked_words("text", text), now))


def decided(inspection: Inspection, definition: Definition, ruling: Ruling, by: Author, now: datetime) -> Inspection:
    """What is decided on the appeal. Raises ``NoAppeal``, ``Invalid``."""
    if inspection.state != APPEALED or inspection.score is None:
        raise NoAppeal("nothing waits for a decision")
    outcome, marks, fatal = ruling.outcome, ruling.marks, ruling.fatal
    if outcome not in OUTCOMES:
        raise Invalid.field("outcome", f"one of {', '.join(OUTCOMES)}")
    words, filled = checked_words("text", ruling.text), inspection.filled
    if outcome == UPHELD:
        if marks is not None or fatal is not None:
            raise Invalid.field("marks", "only where the points are changed")
        decision = Decision(outcome, words, by, now, filled.marks, filled.fatal, inspection.score)
        return _next(inspection, state=DECIDED, decision=decision)
    given, errors = filled.marks if marks is None else marks, filled.fatal if fatal is None else fatal
    if dict(given) == dict(filled.marks) and set(errors) == set(filled.fatal):
        raise Invalid.field("marks", "something must be other than before")
    score = scored(definition, given, errors)
    return _next(inspection, state=DECIDED, decision=Decision(outcome, words, by, now, given, score.fatal, score))


def checked_filled(filled: Filled, *, whole: bool) -> Filled:
    """Comments and words as they may be kept; those of a draft may be empty. Raises ``Invalid``."""
    if len(filled.comments) > MOST_COMMENTS:
        raise Invalid.field("comments", f"at most {MOST_COMMENTS}")
    wrong, kept = WrongFields(), list[Comment]()
    for number, each in enumerate(filled.comments):
        if whole and not is_visible(each.text):
            continue
        with wrong:
            text = checked_words(f"comments.{number}.text", each.text, longest=LONGEST_COMMENT, whole=whole)
            kept.append(Comment(each.seq, text))
    text = filled.text
    with wrong:
        text = checked_words("text", text, whole=False)
    wrong.refuse()
    return replace(filled, comments=tuple(kept), fatal=tuple(dict.fromkeys(filled.fatal)), text=text)


def checked_words(field: str, text: str, *, longest: int = LONGEST_TEXT, whole: bool = True) -> str:
    """What somebody wrote: trimmed, at most so many characters; ``whole``: something must be there. ``Invalid``."""
    text = text.strip()
    if len(text) > longest or (whole and not is_visible(text)) or has_half_a_character(text) or "\x00" in text:
        raise Invalid.field(field, f"{1 if whole else 0} to {longest} characters")
    return text


def _refuse_submitted(inspection: Inspection) -> None:
    if inspection.is_submitted:
        raise InspectionSubmitted("it was submitted already")


def _next(inspection: Inspection, **changes: object) -> Inspection:
    return replace(inspection, **changes, version=inspection.version + 1)
