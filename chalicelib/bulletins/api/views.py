"""Reports as they are shown: the same tables as in the letter, in the reader's language, and the figures themselves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from chalicelib.bulletins.model.bulletin import Bulletin, Figure, Kept
from chalicelib.bulletins.model.panels import panels_of
from chalicelib.bulletins.model.words import scope_of, title_of
from chalicelib.core.shapes import showing, shown
from chalicelib.notifications.model.panels import Cell, Panel

Language = Literal["zh-CN", "en"]
Every = Literal["daily", "weekly", "monthly"]


class LanguageQuery(msgspec.Struct, forbid_unknown_fields=True):
    language: Language = "zh-CN"


@showing(Cell)
class CellView(msgspec.Struct):
    """``share``: 0 to 1, of a bar; ``small``: a line below."""


@showing(Panel, "title columns note")
class PanelView(msgspec.Struct):
    """A table: each row has a cell for each column."""

    rows: list[list[CellView]]


@showing(Figure)
class FigureView(msgspec.Struct):
    """A figure by the name of its definition; ``before``: of the day, week or month before; ``week``: of the same day a
    week before. Seconds are averages, shares 0 to 1; null where there is nothing to take it of."""


class KeptView(msgspec.Struct):
    """A report in lists. ``scope``: whom it is about, in the language asked for."""

    bulletin_id: str
    every: Every
    first: date
    last: date
    compiled_at: datetime
    title: str
    scope: str


class BulletinView(KeptView):
    """A whole one, as it was compiled then."""

    headline: list[FigureView]
    panels: list[PanelView]


def show_kept(kept: Kept, language: str) -> KeptView:
    return shown(KeptView, kept, title=title_of(kept, language), scope=scope_of(kept, language))


def show_bulletin(bulletin: Bulletin, language: str) -> BulletinView:
    return shown(
        BulletinView,
        bulletin,
        title=title_of(bulletin, language),
        scope=scope_of(bulletin, language),
        headline=[shown(FigureView, each) for each in bulletin.headline],
        panels=[show_panel(each) for each in panels_of(bulletin, language)],
    )


def show_panel(panel: Panel) -> PanelView:
    rows = [[shown(CellView, cell) for cell in row] for row in panel.rows]
    return shown(PanelView, panel, columns=list(panel.columns), rows=rows)
