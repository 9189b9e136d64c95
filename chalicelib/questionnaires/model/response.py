"""What one recipient was asked and answered, and its moves: response in, response out. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict
from chalicelib.core.masks import Spans, masked
from chalicelib.core.sensitive import hidden
from chalicelib.core.text import among
from chalicelib.questionnaires.model.answers import asked
from chalicelib.questionnaires.model.questions import TEXT, QuestionnaireDefinition
from chalicelib.visitors.model.visitor import Customer

ASKED, BEGUN, ANSWERED, EXPIRED = "asked", "begun", "answered", "expired"
STATES = (ASKED, BEGUN, ANSWERED, EXPIRED)
CALL, LINK = "call", "link"
WAYS = (CALL, LINK)
LASTS = timedelta(days=14)  # a link
LASTS_IN_CALLS = timedelta(days=60)  # what is asked on the phone: as long as one may be called

NOTHING = ""  # nothing of it is counted yet


class Response(Customer, frozen=True):
    """``number``: of the version that is asked. ``way``: by an agent on the phone, or by a link. ``about``: the
    follow-up it belongs to (None: a campaign's letter). ``agent``: whose it is; ``page``: the last page that was
    answered; ``abuse``: where abuse stands in texts, by question; ``replaces``: which numbers its plan never stores;
    ``counted``: the state that is counted;
    ``raised_id``: the callback that an answer called for. ``version`` counts what people answer, ``revision`` every
    write."""

    response_id: str
    questionnaire_id: str
    number: int
    way: Annotated[str, among(*WAYS)]
    plan_key: str
    asked_at: datetime
    expires_at: datetime
    day: str
    about: str | None = None
    campaign_id: str | None = None
    agent: Author | None = None
    group_ids: tuple[str, ...] = ()
    state: Annotated[str, among(*STATES)] = ASKED
    answers: Mapping[str, Any] = msgspec.field(default_factory=dict)
    page: int = 0
    begun_at: datetime | None = None
    answered_at: datetime | None = None
    sent_at: datetime | None = None
    abuse: Mapping[str, Spans] = msgspec.field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    counted: str = NOTHING
    raised_id: str | None = None
    version: int = 0
    revision: int = 1

    @property
    def agent_id(self) -> str | None:
        """Whose it is."""
        return self.agent.id if self.agent is not None else None

    @property
    def place(self) -> str:
        """Where it stands in the list of its month: ``<moment>#<id>``."""
        return f"{times.sortable(self.asked_at)}#{self.response_id}"

    @property
    def masked_answers(self) -> dict[str, Any]:
        """The answers with a mask in place of abuse."""
        spans = self.abuse
        return {name: masked(value, spans[name]) if name in spans else value for name, value in self.answers.items()}


class ResponseOver(Conflict):
    """It was answered, or the time for it is over."""

    code = "questionnaire_over"
    title = "The questionnaire cannot be answered any more"


class ResponseWritten(msgspec.Struct, frozen=True):
    """What was asked of somebody, or came of it, is otherwise than before."""

    response_id: str


def response_id_of(*parts: str) -> str:
    """The id of the one response of these: whoever is asked twice is asked once."""
    return f"qsr_{hashlib.sha256('#'.join(('response', *parts)).encode()).hexdigest()[:26]}"


def is_over(response: Response, now: datetime) -> bool:
    """Whether nothing more can be answered."""
    return response.state in (ANSWERED, EXPIRED) or now >= response.expires_at


def state_at(response: Response, now: datetime) -> str:
    """Its state, also where the time is over and nobody has looked yet."""
    return EXPIRED if response.state != ANSWERED and now >= response.expires_at else response.state


def as_kept(response: Response, definition: QuestionnaireDefinition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as they are stored, by what the plan replaces (F8)."""
    texts = {each.key for each in definition.questions if each.kind == TEXT} if response.replaces else set()
    return {name: hidden(each, response.replaces) if name in texts else each for name, each in answers.items()}


def answered_page(response: Response, answers: Mapping[str, Any], page: int, now: datetime) -> Response:
    """These answers are kept, up to this page. Raises ``ResponseOver``."""
    refuse_over(response, now)
    moved = replace(response, answers=dict(answers), page=max(page, response.page), state=BEGUN)
    counted = {"version": response.version + 1, "revision": response.revision + 1}
    return replace(moved, begun_at=response.begun_at or now, **counted)


def answered(response: Response, answers: Mapping[str, Any], last: int, now: datetime) -> Response:
    """All of it is answered. Raises ``ResponseOver``."""
    kept = answered_page(response, answers, last, now)
    return replace(kept, state=ANSWERED, answered_at=now)


def expired(response: Response, now: datetime) -> Response | None:
    """The time is over; None: it is not, or it was answered."""
    if response.state in (ANSWERED, EXPIRED) or now < response.expires_at:
        return None
    return replace(response, state=EXPIRED, revision=response.revision + 1)


def sent(response: Response, now: datetime) -> Response | None:
    """A letter with its link goes out; None: one did, or nothing can be answered any more."""
    if response.sent_at is not None or is_over(response, now):
        return None
    expires_at = max(response.expires_at, now + LASTS)
    return replace(response, sent_at=now, expires_at=expires_at, revision=response.revision + 1)


def refuse_over(response: Response, now: datetime) -> None:
    """Raises ``ResponseOver``."""
    if is_over(response, now):
        raise ResponseOver("it was answered" if response.state == ANSWERED else "the time for it is over")


def page_behind(definition: QuestionnaireDefinition, page: int, answers: Mapping[str, Any]) -> int | None:
    """The next page with a question that these answers lead to; None: this was the last."""
    shown = {each.page for each in asked(definition, answers)}
    return min((each for each in shown if each > page), default=None)
