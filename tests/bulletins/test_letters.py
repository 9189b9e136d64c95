"""A report's letter is plain HTML and text: hostile words stay words, both languages are whole (F2)."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.bulletins.model.bulletin import (
    HEADLINE,
    Bulletin,
    Complaint,
    Crossed,
    DayReports,
    Figure,
    Late,
    Line,
    LowWords,
    Some,
    Unfinished,
)
from chalicelib.bulletins.model.panels import panels_of
from chalicelib.bulletins.model.views import View
from chalicelib.bulletins.model.words import days_of, headline_in, scope_of, seconds, title_of, value_in
from chalicelib.notifications import rendering
from chalicelib.notifications.model.notice import Notice

AT = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
HOSTILE = '<img src=x onerror=alert(1)> "quoted" \u202e{title}'


def bulletin(every: str = "daily", text: str = HOSTILE) -> Bulletin:
    """One in which everything is."""
    last = date(2026, 11, 29) if every == "weekly" else date(2026, 11, 30) if every == "monthly" else date(2026, 11, 23)
    beside = {"served": 3.0, "answered": 2.0, "first_answer": 65.0, "satisfied": None}
    return Bulletin(
        bulletin_id="bul_1",
        every=every,
        first=date(2026, 11, 1) if every == "monthly" else date(2026, 11, 23),
        last=last,
        zone="Asia/Shanghai",
        view=View("group", ("grp_1",)),
        compiled_at=AT,
        groups=(text,),
        headline=tuple(Figure(name, 1234.0, None, 0.5, 10.0) for name in HEADLINE),
        over_time=tuple(Line(f"2026-11-{day}", None, {"started": day, "answered": 1}) for day in range(17, 24)),
        by_hour=tuple(Line(f"2026-11-23T{hour:02}", None, {"started": hour % 5, "answered": 0}) for hour in range(24)),
        by_group=(Line("grp_1", text, beside),),
        by_agent=(Line("agt_1", text, beside),),
        by_category=(Line("cat_1", text, {"ended": 7}),),
        late=(Late("ticket", "T-1", text, "solution", text, AT),),
        complaints=(Complaint("T-2", text, "waiting_for_customer", text, AT),),
        complaints_number=Some(51, more=True),
        crossed=(Crossed("tkt_1", "T-3", text, "new", (text, "B"), 2),),
        low_words=(LowWords(1, text, text, AT, "cnv_1"),),
        unfinished=Unfinished(1, Some(2), Some(3), Some(4, more=True)),
        day_reports=DayReports(1, (text,), (text,)),
    )


def letter(about: Bulletin, language: str) -> rendering.Rendered:
    """Its letter, as it goes out."""
    words = {"title": title_of(about, language), "scope": scope_of(about, language), "missed": ""}
    notice = Notice(
        notice_id="ntc_1",
        at=AT,
        channel="email",
        to="a@example.com",
        name="A",
        locale=language,
        subject="x",
        next_try_at=AT,
        what="bulletin",
        about="bul_1",
        words={**words, "headline": headline_in(about, language), "compiled": "now"},
    )
    return rendering.email_of(notice, "Desk", panels=panels_of(about, language))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("every", ["daily", "weekly", "monthly"])
def test_everything_is_in_the_letter_and_nothing_of_it_is_markup(every: str, language: str) -> None:
    made = letter(bulletin(every), language)

    assert "<img" not in made.html
    assert not re.search(r"<(script|style|img|link|iframe)|<[^>]*(url\(| src| on\w+=|javascript:)", made.html)
    assert "\u202e" not in made.html + made.text
    assert made.html.count("&lt;img") >= 6
    for panel in panels_of(bulletin(every), language):
        assert html.escape(panel.title) in made.html.replace("&#39;", "&#x27;")
        assert panel.title in made.text
        assert all(len(row) == len(panel.columns) for row in panel.rows)
    assert "1,234" in made.text


@pytest.mark.parametrize(
    ("language", "title", "headline"),
    [
        ("zh-CN", "客服日报 11月23日（周一）", "开始的会话 1,234，"),
        ("en", "Daily report Mon 23 Nov", "Conversations started 1,234, "),
    ],
)
def test_titles_days_and_numbers_are_in_the_readers_language(language: str, title: str, headline: str) -> None:
    about = bulletin(text="A")

    assert title_of(about, language) == title
    assert headline_in(about, language).startswith(headline)


def test_how_long_and_how_much_reads_as_people_say_it() -> None:
    assert [seconds(each, "zh-CN") for each in (0, 20.4, 200, 3900)] == ["0 秒", "20 秒", "3 分 20 秒", "1 小时 5 分"]
    assert [seconds(each, "en") for each in (0, 20.4, 200, 3900)] == ["0 s", "20 s", "3 min 20 s", "1 h 5 min"]
    shares = [value_in("answer_rate", each, "en") for each in (1.0, 0.985, None)]
    assert shares == ["100%", "98.5%", "–"]
    assert [value_in("staff_time", 7.46, each) for each in ("zh-CN", "en")] == ["7.5 小时", "7.5 h"]
    across = date(2026, 11, 30), date(2026, 12, 6)
    assert [days_of(*across, each) for each in ("zh-CN", "en")] == ["11月30日至12月6日", "30 Nov–6 Dec"]


@settings(max_examples=12)
@given(st.text(max_size=60), st.sampled_from(["zh-CN", "en"]))
def test_no_words_of_anybody_break_the_letter(text: str, language: str) -> None:
    made = letter(bulletin(text=text), language)

    assert made.html.count("<table") == made.html.count("</table>")
    assert "<script" not in made.html.casefold()
