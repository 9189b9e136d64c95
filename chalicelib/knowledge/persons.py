"""What is kept of people who read articles (F6): counts stay, their words go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalicelib.core.colleagues import copies
from chalicelib.core.desk import Desk
from chalicelib.core.persons import QUESTION, VISITOR, Kept, Nothing, Start, blanked, gone
from chalicelib.core.tables import RawItem
from chalicelib.knowledge.model.articles import STATES
from chalicelib.knowledge.model.feedback import vain_text
from chalicelib.knowledge.store import articles, feedback
from chalicelib.knowledge.store.article_settings import SettingsRow
from chalicelib.knowledge.store.articles import ArticleRow, EditionRow
from chalicelib.knowledge.store.categories import TreeRow
from chalicelib.knowledge.store.feedback import CountRow, HelpRow, PopularRow, VainRow
from chalicelib.knowledge.store.index import (
    ContentRow,
    GenerationsRow,
    HeadRow,
    ListedRow,
    PostingRow,
    ProgressRow,
    SizeRow,
)
from chalicelib.knowledge.store.shelves import ShelfRow
from chalicelib.knowledge.store.shown import CountsRow, LineRow
from chalicelib.knowledge.store.unsaid import SaidRow, UnsaidRow
from chalicelib.plans import service as plans

ARTICLES = 100  # of a query


def _asked(desk: Desk, question: str, _start: Start) -> tuple[Sequence[RawItem], Start]:
    """What was asked in vain before a conversation began, of whichever plan; a request for each hundred plans."""
    month, _, text = question.partition("#")
    keys = [each.key for each in plans.list_plans(desk)]
    return feedback.asked_in_vain(desk, keys, month, vain_text(text)), None


def _helped(desk: Desk, visitor_id: str, _: Start) -> tuple[Sequence[RawItem], Start]:
    """What they said of articles; a request for each hundred editions that there are."""
    return feedback.said_by(desk, visitor_id, _editions(desk)), None


def _editions(desk: Desk) -> Iterator[tuple[str, int]]:
    """Every edition of every article that there ever was; a query for each page of articles."""
    for state in STATES:
        before, more = None, True
        while more:
            page, more = articles.listed(desk, state, before, ARTICLES)
            for each in page:
                yield from ((each.article_id, number) for number in range(1, (each.number or 0) + 1))
            before = articles.place_of(page[-1]) if page else None


DECLARED = (
    Kept(
        name="knowledge.question",
        rows=(VainRow,),
        of=QUESTION,
        find=_asked,
        erase=gone(VainRow),
    ),
    Kept(
        name="knowledge.helped",
        rows=(HelpRow,),
        of=VISITOR,
        find=_helped,
        erase=blanked(HelpRow, {"help.words": ""}),
    ),
    Nothing(rows=(CountRow, PopularRow), why="how often articles were read"),
    Nothing(
        rows=(
            ArticleRow,
            EditionRow,
            SettingsRow,
            TreeRow,
            ContentRow,
            GenerationsRow,
            HeadRow,
            ListedRow,
            PostingRow,
            ProgressRow,
            SizeRow,
            ShelfRow,
            CountsRow,
            LineRow,
            SaidRow,
            UnsaidRow,
        ),
        why="what the desk itself says",
    ),
)

AGENTS = (
    copies(ArticleRow, EditionRow),
    Nothing(
        rows=(
            SettingsRow,
            TreeRow,
            CountRow,
            HelpRow,
            PopularRow,
            VainRow,
            ContentRow,
            GenerationsRow,
            HeadRow,
            ListedRow,
            PostingRow,
            ProgressRow,
            SizeRow,
            ShelfRow,
            CountsRow,
            LineRow,
            SaidRow,
            UnsaidRow,
        ),
        why="what is written for everybody, and counts",
    ),
)
