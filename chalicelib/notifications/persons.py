"""What is kept of people in letters (F6): that one was sent, and what it cost, stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from msgspec import convert
from msgspec.structs import replace

from chalicelib.core import races, times
from chalicelib.core.aging import Aged, Span, Thing, in_list, kept_as
from chalicelib.core.colleagues import Left, goes
from chalicelib.core.desk import Desk
from chalicelib.core.former import NAMES, Leaver
from chalicelib.core.persons import (
    ABOUT,
    ADDRESS,
    NOTICE,
    Kept,
    Trace,
    blanked,
    gone,
    listed,
    one_item,
    partition,
    value_in,
)
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.notifications.model.address import name_of
from chalicelib.notifications.model.kinds import OF_STAFF
from chalicelib.notifications.model.notice import COUNTED, GATHERED, PENDING, SENDING, WITHHELD, Notice, erased, without
from chalicelib.notifications.store import NoticeMoved, NoticeRow, notice, put_notice

TOGETHER = "gathered"
OVER = (*COUNTED, WITHHELD)


def _leads(item: RawItem) -> Iterable[Trace]:
    said = value_in(item, "said")
    shelf = f"gathered#{said['channel']}#{said['to'].casefold()}#{said.get('plan_key') or ''}"
    return Trace(NOTICE, said["notice_id"]), Trace(TOGETHER, f"{shelf}\n{said['notice_id']}")


def _gathered(place: str) -> tuple[str, str]:
    shelf, _, notice_id = place.partition("\n")
    return shelf, f"notice#{notice_id}"


def give_up_erased(desk: Desk, item: RawItem, _: str) -> None:
    """Nothing is left of what a letter said and to whom, only that there was one and what it cost; one that is still to
    go out goes, and never will. Three requests; twice is once."""
    races.again(desk, partial(_give_up, desk, value_in(item, "said")["notice_id"]), NoticeMoved)


def _give_up(desk: Desk, notice_id: str) -> None:
    before = notice(desk, notice_id)
    if before is None or not (before.to or before.words):
        return
    tx = Transaction(desk)
    if before.state in (PENDING, SENDING, GATHERED):
        same = NoticeRow.version == before.version
        tx.delete(
            NoticeRow(f"notice#{notice_id}", "notice"), condition=same, losing=lambda _: NoticeMoved("it went on")
        )
    else:
        put_notice(tx, erased(before), before=before)
    tx.commit()


def without_lines(desk: Desk, about: str, what: str, since: datetime, names: Callable[[str], bool]) -> None:
    """In letters of this kind about this, written since then, lines that name somebody say so no more; two requests for
    each that has any. Twice is once."""
    letters = NoticeRow.all_pages(
        desk.database, about, index="by_about", range_condition=NoticeRow.order >= times.sortable(since)
    )
    for notice_id in [value_in(item, "said")["notice_id"] for item in _whole(desk, letters)]:
        races.again(desk, partial(_rewrite, desk, notice_id, what, names), NoticeMoved)


def _whole(desk: Desk, letters: Iterable[RawItem]) -> Iterator[RawItem]:
    return NoticeRow.find_items(desk.database, [(each["shelf"]["S"], each["key"]["S"]) for each in letters])


def _rewrite(desk: Desk, notice_id: str, what: str, names: Callable[[str], bool]) -> None:
    before = notice(desk, notice_id)
    if before is None or before.what != what:
        return
    words = {name: without(each, names) if isinstance(each, str) else each for name, each in before.words.items()}
    if words != before.words:
        tx = Transaction(desk)
        put_notice(tx, replace(before, words=words, version=before.version + 1), before=before)
        tx.commit()


DECLARED = (
    Kept(
        name="notifications.letter",
        rows=(NoticeRow,),
        of=ABOUT,
        find=listed(NoticeRow, "by_about"),
        leads=_leads,
        erase=give_up_erased,
        hides=("version", "order"),
    ),
    Kept(
        name="notifications.attempts",
        rows=(NoticeRow,),
        of=NOTICE,
        find=partition(NoticeRow, "notice#", only=lambda item: item["key"]["S"].startswith("attempt#")),
        erase=blanked(NoticeRow, {"said.error": None}),
    ),
    Kept(
        name="notifications.together",
        rows=(NoticeRow,),
        of=TOGETHER,
        find=one_item(NoticeRow, _gathered),
        erase=gone(NoticeRow),
    ),
    Kept(
        name="notifications.address",
        rows=(NoticeRow,),
        of=ADDRESS,
        find=lambda desk, address, start: partition(NoticeRow, "address#")(
            desk, name_of(address.partition("#")[2]), start
        ),
        erase=gone(NoticeRow),
        hides=("version", "order"),
    ),
)


def _over(item: RawItem) -> Thing | None:
    letter = convert(value_in(item, "said"), Notice)
    if letter.state not in OVER or not (letter.to or letter.words):
        return None
    return Thing(letter.notice_id, letter.at, item["order"]["S"], letter.plan_key, letter.customer_id, letter.about)


def _between(_: str, span: Span) -> Any:
    return NoticeRow.order.between(times.sortable(span.begin), times.sortable(span.until))


AGED = (
    Aged(
        name="letters",
        row=NoticeRow,
        keys=lambda notice_id: (f"notice#{notice_id}", "notice"),
        meaning=_over,
        mark="order",
        shelves=lambda _: OVER,
        find=in_list(NoticeRow, "by_state", _between, _over),
        kept=kept_as("notifications.letter", DECLARED),
    ),
)


_OF_CUSTOMERS = ("customer", "visitor", "visitor_name")  # words of letters that are no agent's name


def _letter(item: RawItem) -> Notice | None:
    return msgspec.convert(value_in(item, "said"), Notice) if item["key"]["S"] == "notice" else None


def _is_theirs(item: RawItem, leaver: Leaver) -> bool:
    """Whether a letter went, or goes, to an agent who left: to an address of theirs, or of before to their name."""
    letter = _letter(item)
    if letter is None:
        return False
    named = letter.what in OF_STAFF and letter.name in leaver.names
    return named or any(map(leaver.is_at, (letter.to, letter.email_instead, *letter.others.values())))


def _give_up_theirs(desk: Desk, item: RawItem, _: Leaver) -> None:
    shelf = item["shelf"]["S"]
    for each in NoticeRow.all_pages(desk.database, shelf):
        if each["key"]["S"].startswith("attempt#"):
            blanked(NoticeRow, {"said.error": None})(desk, each, "")
    give_up_erased(desk, item, "")


def _of_address(item: RawItem, leaver: Leaver) -> bool:
    kind, *places = item["shelf"]["S"].split("#")
    return kind in ("address", TOGETHER) and any(map(leaver.is_at, places))


def _unnamed(letter: Notice, leaver: Leaver) -> Notice:
    words = {
        name: leaver.unnamed(each) if isinstance(each, str) and name not in _OF_CUSTOMERS else each
        for name, each in letter.words.items()
    }
    return replace(letter, words=words, subject=leaver.unnamed(letter.subject))


def _names_them(item: RawItem, leaver: Leaver) -> bool:
    letter = _letter(item)
    return letter is not None and _unnamed(letter, leaver) != letter


def _unname(desk: Desk, item: RawItem, leaver: Leaver) -> None:
    """What colleagues or customers were written does not say their name; two requests. Twice is once."""
    notice_id = value_in(item, "said")["notice_id"]

    def write() -> None:
        before = notice(desk, notice_id)
        after = _unnamed(before, leaver) if before is not None else None
        if before is not None and after is not None and after != before:
            tx = Transaction(desk)
            put_notice(tx, replace(after, version=before.version + 1), before=before)
            tx.commit()

    races.again(desk, write, NoticeMoved)


AGENTS = (
    Left(name="notifications.own", rows=(NoticeRow,), holds=_is_theirs, erase=_give_up_theirs),
    Left(name=NAMES, rows=(NoticeRow,), holds=_names_them, erase=_unname),
    goes("notifications.address_of_agent", NoticeRow, _of_address),
)
