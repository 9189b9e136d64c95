"""A conversation's moves and a reader's page, as pure functions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.conversations.model.beginning import started
from chalicelib.conversations.model.conversation import (
    ConversationClosed,
    ConversationTaken,
    Entry,
    Header,
    checked_text,
    queue_number,
)
from chalicelib.conversations.model.pages import page_of, visitor_pace
from chalicelib.conversations.model.positions import Standing
from chalicelib.conversations.model.transitions import (
    assigned,
    closed,
    requeued,
    waiting_again,
    with_message,
)
from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid
from chalicelib.core.text import is_visible
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors.model.visitor import Visitor

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
AGENT = Author("agent", "agt_1", "Mei", "1001")
VISITOR = Author("visitor", "vis_1")


def blank(conversation_id: str = "cnv_1", at: datetime = NOW) -> Header:
    plan, visitor = Plan("pln_1", "demo", "Demo", at), Visitor("vis_1", "demo", 1, at, at)
    return started(conversation_id, plan, visitor, at, locale="en")


def entries(*numbers: int, state: str = "open") -> list[Entry]:
    return [Entry(n, "message", VISITOR, f"t{n}", NOW, state, "vis_1") for n in numbers]


def header_at(last_seq: int, state: str = "open") -> Header:
    return replace(blank(), last_seq=last_seq, state=state)


def test_a_conversation_is_numbered_from_one() -> None:
    header, first = with_message(blank(), VISITOR, "hi", "c1", NOW)
    header, second = assigned(header, AGENT, NOW)
    header, third = with_message(header, AGENT, "hello", "c2", NOW)

    assert [first.seq, second.seq, third.seq, header.last_seq] == [1, 2, 3, 3]
    assert (first.state, second.state, header.first_reply_at) == ("waiting", "open", NOW)
    assert second.text == "Mei (No. 1001) is here to help you"


def test_nothing_is_added_to_a_closed_one() -> None:
    header, _ = closed(blank(), VISITOR, NOW)

    for move in (lambda: with_message(header, VISITOR, "x", "c", NOW), lambda: assigned(header, AGENT, NOW)):
        with pytest.raises(ConversationClosed):
            move()


def test_an_open_one_is_not_assigned_again_and_says_whose_it_is() -> None:
    header, _ = assigned(blank(), AGENT, NOW)

    with pytest.raises(ConversationTaken) as refused:
        assigned(header, Author("agent", "agt_2", "Tom", "2"), NOW)

    assert refused.value.extra["agent"] == {"id": "agt_1", "name": "Mei", "number": "1001"}


def test_who_is_put_back_stands_where_they_would_have_stood() -> None:
    early, late = blank("cnv_1"), blank("cnv_2", NOW + timedelta(seconds=1))
    given_away, _ = assigned(early, AGENT, NOW + timedelta(seconds=2))

    waits = waiting_again(given_away, NOW + timedelta(seconds=90))
    again, _ = requeued(waits, NOW + timedelta(seconds=90), agent=AGENT, standing=Standing(0, 0))

    assert queue_number(again) == queue_number(early) < queue_number(late)


def test_the_line_is_ordered_by_rank_then_by_time() -> None:
    common, later = blank("cnv_1"), blank("cnv_2", NOW + timedelta(microseconds=1))
    important = replace(blank("cnv_3", NOW + timedelta(hours=9)), rank=1)

    order = sorted([later, common, important], key=queue_number)

    assert [each.conversation_id for each in order] == ["cnv_3", "cnv_1", "cnv_2"]
    assert queue_number(replace(common, rank=99)) < 10**38


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "x" * 4001, "a\x00b", "\ud800", "　"])
def test_what_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_text(text)

    assert refused.value.errors[0].field == "text"


@given(st.text(min_size=1, max_size=200).filter(lambda t: is_visible(t) and "\x00" not in t))
def test_text_is_kept_but_for_the_space_around_it(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return

    assert checked_text(text) == text.strip()


def test_a_reader_gets_everything_up_to_the_header() -> None:
    page = page_of(entries(1, 2, 3), header_at(3), 0, 100)

    assert page is not None
    assert ([e.seq for e in page.entries], page.last_seq, page.state, page.more) == ([1, 2, 3], 3, "open", False)


def test_a_reader_never_sees_behind_a_gap() -> None:
    page = page_of(entries(1, 2, 4), header_at(4, "closed"), 0, 100)

    assert page is not None
    assert ([e.seq for e in page.entries], page.last_seq, page.state, page.more) == ([1, 2], 2, "open", True)


def test_who_hears_closed_has_read_everything() -> None:
    torn = page_of([], header_at(5, "closed"), 4, 100)
    full = page_of(entries(5, state="closed"), header_at(5, "closed"), 4, 100)

    assert torn is not None
    assert torn.more is True
    assert full is not None
    assert (full.state, full.more) == ("closed", False)


def test_a_page_without_the_header_says_there_is_more() -> None:
    page = page_of(entries(*range(1, 12)), None, 0, 10)

    assert page is not None
    assert (len(page.entries), page.last_seq, page.more, page.visitor_id) == (10, 10, True, "vis_1")


def test_nothing_at_all_is_no_conversation() -> None:
    assert page_of([], None, 0, 10) is None


def test_asking_beyond_the_end_leads_back_to_it() -> None:
    page = page_of([], header_at(5), 99, 10)

    assert page is not None
    assert (page.last_seq, page.more) == (5, False)


def test_the_pace_slows_down_with_silence() -> None:
    paces = [visitor_pace("open", NOW, NOW + timedelta(seconds=quiet)) for quiet in (0, 59, 61, 299, 301)]

    assert paces == sorted(paces)
    assert visitor_pace("closed", NOW, NOW + timedelta(seconds=20)) > max(paces)
    assert visitor_pace("closed", NOW, NOW + timedelta(seconds=19)) == min(paces)


@pytest.mark.parametrize("text", ["\u200b", "\u200d\ufe0f", "\u2800", "\u3164 \u3164", "\u202e", "\u0301", "\ufeff"])
def test_a_text_in_which_nothing_can_be_seen_is_no_message(text: str) -> None:
    with pytest.raises(Invalid):
        checked_text(text)


@pytest.mark.parametrize("text", ["。", "👍🏽", "👨\u200d👩\u200d👧", "é", "می\u200cخواهم", "1"])
def test_whatever_can_be_seen_is_kept_as_it_is(text: str) -> None:
    assert checked_text(text) == text
