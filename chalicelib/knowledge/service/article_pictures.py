"""Pictures of articles: uploaded as any file is, kept while a text or an edition shows them (E2)."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core import races, work
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.files.model.kinds import PICTURE
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import ATTACHED, Allowed, FileUsed, Wish
from chalicelib.knowledge.model import articles as model
from chalicelib.knowledge.model import drafts
from chalicelib.knowledge.model.articles import UNUSED, Article
from chalicelib.knowledge.service import keeping
from chalicelib.knowledge.store import articles as store

OF_ARTICLES = Allowed(kinds=(PICTURE,), megabytes=2, an_hour=120)
AFTERWARDS = timedelta(minutes=1)


class TidyPictures(Due, frozen=True):
    """See that of this article's pictures those stay that something shows."""

    kind = "knowledge.tidy_pictures"
    article_id: str


def ask_for_place(desk: Desk, article: Article, wish: Wish, once: Once | None = None) -> files.Ticket:
    """A place for a picture of this article. Raises ``FileRefused``, ``FilesOff``, ``LimitReached``, ``Invalid``."""
    return files.ask_for(desk, _owner(article), wish, OF_ARTICLES, once)


def take_picture(desk: Desk, by: By, article: Article, file_id: str, named: tuple[str, bytes]) -> Article:
    """The article has this picture, whose bytes the desk has itself, under an id of the caller's own; twice is once.
    ``named``: what its file is called, and the bytes.

    Raises as ``add_picture`` does.
    """
    name, content = named
    files.take_in(desk, _owner(article), file_id, Wish(name, len(content)), content, OF_ARTICLES)
    return add_picture(desk, by, article, file_id)


def add_picture(desk: Desk, by: By, article: Article, file_id: str) -> Article:
    """The article has this picture, which was uploaded for it, and its text can show it; twice is once. What nothing
    shows goes a day later.

    Raises ``UnknownFile``, ``NotArrived``, ``FileRefused``, ``FileUsed``, ``PicturesFull``.
    """
    upload = files.arrived(desk, _owner(article), file_id)

    def add(before: Article) -> Article:
        if any(each.file_id == file_id for each in before.pictures):
            return before
        if upload.state == ATTACHED:
            raise FileUsed("this file was taken away")
        if not upload.file.is_picture:
            raise FileRefused.because("kind")
        after = drafts.with_picture(before, file_id, desk.now())

        def also(tx: Transaction) -> None:
            files.attach(tx, upload)
            tidy_later(tx, article.article_id)

        return keeping.put(desk, by, "add_article_picture", (before, after), also)

    return races.follow(desk, article, add, store.ArticleMoved)


def tidy_later(tx: Transaction, article_id: str) -> None:
    """Look, when its day is over, whether a picture is shown nowhere."""
    work.put(tx, TidyPictures(article_id), at=tx.desk.now() + UNUSED + AFTERWARDS)


def tidy(desk: Desk, due: TidyPictures) -> None:
    """Take away what neither the draft shows nor an edition; a read and two writes for each, thirty at once."""

    def take_away(article: Article | None) -> None:
        unused = drafts.unused_pictures(article, desk.now()) if article is not None else []
        if article is None or not unused:
            return
        left = tuple(each for each in article.pictures if each.file_id not in unused)

        def also(tx: Transaction) -> None:
            for upload in (files.find_if_there(desk, each) for each in unused):
                if upload is not None:
                    files.take_away(tx, upload)
            if len(unused) == model.MOST_AT_ONCE:
                work.put(tx, TidyPictures(due.article_id), at=desk.now())

        keeping.put(desk, SYSTEM, "tidy_article_pictures", (article, replace(article, pictures=left)), also)

    races.follow(desk, store.article(desk, due.article_id), take_away, store.ArticleMoved)


def _owner(article: Article) -> str:
    return f"article#{article.article_id}"
