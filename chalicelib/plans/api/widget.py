"""What a widget must know to appear."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import OriginNotAllowed
from chalicelib.core.etags import unless_known
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.text import among
from chalicelib.people.model.agents import LEVELS
from chalicelib.plans.api.admin import LookBody, Texts, show_plan
from chalicelib.plans.model.plan import HOLIDAY, SWITCHED_OFF, Opening, Plan, UnknownPlan, said_now
from chalicelib.plans.model.prechat import ASKED, Prechat
from chalicelib.plans.model.receiving import Came
from chalicelib.plans.model.suggesting import NOTHING, Suggests
from chalicelib.plans.service import reading

routes = Routes(__name__)

MOST_CHARACTERS = 4000
LONGEST_ASKED = 2_000  # characters of a page's address, as at the start of a conversation
MONITORING = ("everybody", "consent")
# the texts a widget shows; the others are said by the desk
SHOWN = (
    "title",
    "greeting",
    "card_name",
    "card_text",
    "off_hours",
    "holiday",
    "offline",
    "offline_done",
    "board_title",
    "board_text",
)


class ConfigQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``page``: the address of the page where it is to appear; ``level``: of the customer, where the website knows it.

    Nothing about them is refused: an address that is none, or too long, is an unknown page, a level that is none the
    usual one. Without ``page`` it is not asked which pages and customers a group receives.
    """

    lenient: ClassVar[frozenset[str]] = frozenset({"page", "level"})

    page: str | None = None
    level: str | None = None

    @property
    def came(self) -> Came | None:
        """As what the visitor comes, if the website says."""
        if self.page is None and self.level is None:
            return None
        level = self.level if self.level in LEVELS else "normal"
        page = self.page if self.page and len(self.page) <= LONGEST_ASKED else None
        return Came(str(level), page)


class Longest(msgspec.Struct):
    """How many characters each text may have."""

    text: int
    offline_text: int
    name: int


class FilesView(msgspec.Struct):
    """What may be sent besides words: kinds, and how many megabytes large; no kinds: nothing."""

    kinds: tuple[str, ...]
    megabytes: int


class AskedChoiceView(msgspec.Struct):
    choice_id: str
    texts: dict[str, str]


class PrechatView(msgspec.Struct):
    """What is asked before the first message: each field off, optional or required, one of the choices, and consent to
    these words, which are version ``consent_version``. ``consent_optional``: who declines them is served all the same;
    else ``refusal``: what they are told."""

    name: Annotated[str, among(*ASKED)]
    email: Annotated[str, among(*ASKED)]
    mobile: Annotated[str, among(*ASKED)]
    choices: list[AskedChoiceView]
    consent: dict[str, str]
    consent_version: int
    consent_optional: bool = False
    refusal: dict[str, str] = {}


class HoldingView(msgspec.Struct):
    """By what other way somebody is reached while something goes wrong; what is told is the text ``holding``."""

    phone: str
    address: str


class WidgetConfig(msgspec.Struct):
    """``online``: open, and somebody is there. ``opens_at``: when it will be open, where the clock decides.

    ``monitoring``: whether agents see who is on the website: of ``everybody``, or of whom the page says that they
    ``consent``; null: of nobody. ``prechat``: what is asked before the first message; null: nothing.

    ``icon``: where the plan's own icon is, as seen from the desk's address; so is ``look.picture``, if it was uploaded.
    ``dressed``: it shows more than a plain icon, which the loader has a part for.
    ``holding``: something goes wrong, and visitors are told so before they begin (the text of this name); null: nothing
    does. ``suggests``: when articles are shown that may answer. ``help``: there are articles to read. ``notices``:
    there is something to subscribe to.
    """

    plan_key: str
    name: str
    open: bool
    online: bool
    reason: Annotated[str, among(SWITCHED_OFF, HOLIDAY, "hours")] | None
    holiday: dict[str, str] | None
    opens_at: datetime | None
    time_zone: str
    languages: tuple[str, ...]
    look: LookBody
    texts: Texts
    limits: Longest
    files: FilesView
    monitoring: Annotated[str, among(*MONITORING)] | None = None
    prechat: PrechatView | None = None
    icon: str | None = None
    dressed: bool = False
    holding: HoldingView | None = None
    suggests: Suggests = NOTHING
    help: bool = False
    notices: bool = False


def show_config(
    plan: Plan, now: Opening, online: bool, *, offers_help: bool = False, offers_notices: bool = False
) -> WidgetConfig:
    """What the widget needs before anything is said; the texts as they read at this moment."""
    texts = {}
    look, icon, card = show_plan(plan).look, plan.pictures.icon, plan.pictures.card
    if card is not None:
        look = replace(look, picture=picture_path(card))
    for language in plan.languages:
        texts[language] = {each: said_now(plan, each, now, language) for each in SHOWN}
        if plan.holding is not None:
            texts[language]["holding"] = plan.holding.reply(language, " · ")
    return WidgetConfig(
        plan.key,
        plan.name,
        now.open,
        online,
        now.reason,
        dict(now.holiday) if now.holiday else None,
        now.opens_at,
        plan.time_zone,
        plan.languages,
        look,
        texts,
        Longest(MOST_CHARACTERS, MOST_CHARACTERS, 80),
        FilesView(plan.limits.file_kinds, plan.limits.file_megabytes),
        MONITORING[plan.monitoring.consent] if plan.monitoring.active else None,
        show_prechat(plan.prechat) if plan.prechat.asks else None,
        picture_path(icon) if icon is not None else None,
        icon is not None or not plan.look.is_plain,
        HoldingView(plan.holding.phone, plan.holding.address) if plan.holding is not None else None,
        plan.suggests,
        offers_help,
        offers_notices,
    )


def picture_path(file_id: str) -> str:
    """Where a picture is shown to everybody, as seen from the desk's address; another picture has another one."""
    return f"pictures/{file_id}"


def show_prechat(prechat: Prechat) -> PrechatView:
    """What a visitor is asked; which group a choice leads to is nobody's business there."""
    shown: PrechatView = msgspec.convert(prechat, PrechatView, from_attributes=True)
    return shown


@routes.get(
    "/v1/widget/{plan_key}/config",
    query=ConfigQuery,
    statuses=(200, 304),
    raises=(UnknownPlan, OriginNotAllowed),
)
def read_widget_config(call: Call[None], plan_key: str) -> Answer[WidgetConfig]:
    """How a widget looks, whether the plan is open, and whether somebody is there for visitors of this page.

    With ``page`` (its address) and ``level`` (the customer's, where the website knows it) for visitors like that;
    nothing about them is refused: what is none counts as unknown.

    ``If-None-Match`` is answered with 304 while nothing of it has changed.
    """
    plan, now, online = reading.appearance(call.desk, plan_key, call.foreign_origin, call.query.came)
    helps, tells = reading.offers_help(call.desk, plan), reading.offers_notices(call.desk, plan)
    config = show_config(plan, now, online, offers_help=helps, offers_notices=tells)
    kept = "no-cache" if config.holding is not None else "max-age=60"  # switched off, it is gone at once
    headers = {"Cache-Control": f"public, {kept}", "Vary": "Origin"}
    return unless_known(call, msgspec.json.encode(config), headers, lambda: config)
