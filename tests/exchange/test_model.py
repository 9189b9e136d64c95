"""Files as they come: encodings, separators, Excel's habits; columns that are guessed; texts there and back."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.exchange.model.kinds import KINDS, TEXT, Column
from chalicelib.exchange.model.lines import body, head
from chalicelib.exchange.model.mapping import checked_mapping, guessed
from chalicelib.exchange.model.names import thing_id
from chalicelib.exchange.model.own_fields import of_customers
from chalicelib.exchange.model.rows import Row, mapped_rows, packed, unpacked
from chalicelib.exchange.model.runs import KEEP_DESKS, TAKE_FILES, merged
from chalicelib.exchange.model.sheets import Form, looked_at, plain, read_rows, unmarked
from chalicelib.exchange.model.values import WrongValue, as_list, as_moment
from chalicelib.visitors.model.fields import CustomField, Fields

NOW = datetime(2026, 11, 29, tzinfo=UTC)
TALK = "会话编号,时间,发言方,消息内容\nA,,访客,1\nA,,客服,2\nB,,访客,3\nA,,访客,4\n"
SHEET = "编号,姓名\r\n1,王小明\r\n"
AWKWARD = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@pytest.mark.parametrize(
    ("encoding", "known"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
    ],
)
def test_an_encoding_is_recognised(encoding: str, known: str) -> None:
    # a file that says nothing of itself is told by the bytes of its letters
    text = SHEET if "16-" not in encoding else SHEET.replace("编号", "no").replace("姓名", "name")

    form, read = looked_at(text.encode(encoding), "a.csv")

    assert form.encoding == known
    assert [each.cells[form.columns[1]] for each in read_rows(form, read)] == ["王小明"]


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe\x00", b"\x80\x81\xff", b"a\x00b", b"{}"])
def test_what_is_no_table_is_refused_and_named(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        looked_at(content, "a.csv")

    assert [each.field for each in refused.value.errors] == ["file"]


@pytest.mark.parametrize(
    ("text", "columns", "cells"),
    [
        ("a;b\n1;2\n", ("a", "b"), ["1", "2"]),
        ("a\tb\n1\t2\n", ("a", "b"), ["1", "2"]),
        ("sep=|\r\na|b\r\n1|2\r\n", ("a", "b"), ["1", "2"]),
        ('a,b,,\r\n="007","say ""hi""",,\r\n', ("a", "b"), ["007", 'say "hi"']),
        ("a,a\n'+86138,'=1\n", ("a", "a #2"), ["+86138", "=1"]),
        ('a,b\n"two\r\nlines",2\n', ("a", "b"), ["two\r\nlines", "2"]),
        ("\n\na,b\n\n1,2\n,\n", ("a", "b"), ["1", "2"]),
    ],
)
def test_what_spreadsheets_do_to_tables_is_taken_for_what_was_meant(
    text: str, columns: tuple[str, ...], cells: list[str]
) -> None:
    form, read = looked_at(text.encode(), "a.csv")

    rows = list(read_rows(form, read))

    assert form.columns == columns
    assert [list(each.cells.values()) for each in rows] == [cells]


def test_broken_rows_are_named_by_the_line_where_they_begin() -> None:
    text = 'a,b\n1,2,3\n"x\ny",2\n5,6\n"never closed,\n7,8\n'

    rows = list(read_rows(Form("csv", "utf-8", ",", ("a", "b")), text))

    assert [(each.row, each.wrong) for each in rows] == [(2, "too_many_cells"), (3, None), (5, None), (6, "broken")]
    lines = '{"a": 1}\n[1]\nnonsense\n\n{"a": {"b": [2]}}\n'
    known = [(each.row, each.wrong) for each in read_rows(Form("jsonl", "utf-8"), lines)]
    assert known == [(1, None), (2, "broken"), (3, "broken"), (5, None)]


@pytest.mark.parametrize(
    ("kind", "columns", "meant"),
    [
        ("customers", "客户编号 客户姓名（必填） 手机号码 E-Mail 会员等级 备注", "external_id name mobile email level"),
        ("customers", "customer_id fullname Phone Registered 生日", "external_id name mobile first_seen_at field:b"),
        ("agents", "工号 姓名 登录账号 技能组 角色", "number name email groups role"),
        (
            "tickets",
            "工单编号 标题 客户编号 状态 处理人 创建时间",
            "external_id subject customer state handler created_at",
        ),
        ("conversations", "会话编号 客户编号 发送时间 发送方 消息内容", "external_id customer at author text"),
    ],
)
def test_columns_are_guessed_by_what_they_are_called(kind: str, columns: str, meant: str) -> None:
    own = of_customers(Fields((CustomField("b", "生日", "Birthday"),))) if kind == "customers" else []

    mapping = guessed(KINDS[kind], own, columns.split())

    assert [*mapping.values()] == meant.split()
    assert checked_mapping(KINDS[kind], own, columns.split(), mapping) == mapping


def test_a_mapping_that_cannot_be_is_refused_column_by_column() -> None:
    with pytest.raises(Invalid) as refused:
        checked_mapping(KINDS["agents"], (), ["a", "b"], {"a": "email", "b": "email", "c": "name", "d": ""})

    wrong = {each.field: each.message for each in refused.value.errors}
    assert wrong.keys() == {"mapping.b", "mapping.c", "mapping"}
    assert "number" in wrong["mapping"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-03-01 10:00", "2025-03-01T02:00"),
        ("2025/3/1", "2025-02-28T16:00"),
        ("2025年3月1日 9:05", "2025-03-01T01:05"),
        ("2025-03-01T10:00:00Z", "2025-03-01T10:00"),
        ("2025-03-01T10:00:00+02:00", "2025-03-01T08:00"),
        ("45717.5", "2025-03-01T04:00"),
        ("1740823200", "2025-03-01T10:00"),
    ],
)
def test_moments_are_read_as_people_and_spreadsheets_write_them(text: str, moment: str) -> None:
    assert as_moment(text, "Asia/Shanghai", NOW).isoformat()[:16] == moment


@pytest.mark.parametrize("text", ["", "soon", "2025-13-01", "1969-12-31", "2026-12-31", "99999999999999", "٢٠٢٥"])
def test_what_is_no_moment_is_told(text: str) -> None:
    with pytest.raises(WrongValue):
        as_moment(text, "UTC", NOW)


def test_messages_that_follow_each_other_are_one_conversation() -> None:
    form, text = looked_at(
        "会话编号,时间,发言方,消息内容\nA,,访客,1\nA,,客服,2\nB,,访客,3\nA,,访客,4\n".encode(), "c.csv"
    )
    kind = KINDS["conversations"]

    rows = list(mapped_rows(kind, guessed(kind, (), form.columns), read_rows(form, text)))

    assert [(each.row, each.external_id, len(each.cells["messages"])) for each in rows] == [
        (2, "A", 2),
        (4, "B", 1),
        (5, "A", 1),
    ]


def test_a_thing_has_the_same_id_by_the_same_name_and_sorts_by_its_time() -> None:
    first, same = (thing_id("tickets", "", "T1", datetime(2025, 1, 1, tzinfo=UTC)) for _ in range(2))
    later = thing_id("tickets", "", "T0", datetime(2025, 1, 2, tzinfo=UTC))

    assert first == same < later
    assert len(first) == len("tkt_") + 26


@pytest.mark.parametrize(
    ("rule", "base", "held", "taken", "differing"),
    [
        (KEEP_DESKS, None, None, ["name"], []),
        (KEEP_DESKS, None, "B", [], ["name"]),
        (TAKE_FILES, None, "B", ["name"], ["name"]),
        (KEEP_DESKS, "B", "B", ["name"], []),
        (KEEP_DESKS, "C", "B", [], ["name"]),
        (KEEP_DESKS, "C", "A", [], []),
    ],
)
def test_who_says_what_a_field_is(
    rule: str, base: str | None, held: str | None, taken: list[str], differing: list[str]
) -> None:
    known = {"name": base} if base is not None else {}
    marks = {"name": held} if held is not None else {}

    assert merged(rule, known, {"name": held}, {"name": "A"}, marks) == (taken, differing)


@example(" \n")
@given(AWKWARD)
def test_no_cell_is_a_formula_and_each_comes_back_as_it_was(text: str) -> None:
    cell = plain(text)

    assert cell.lstrip(" ")[:1] not in ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n") or cell.startswith("'")
    assert unmarked(cell) == text or text.startswith('="')


@given(st.lists(st.tuples(AWKWARD.map(str.strip), AWKWARD.map(str.strip)), min_size=1, max_size=5))
def test_what_is_written_is_read_again(pairs: list[tuple[str, str]]) -> None:
    columns = [Column("a", "甲", "A"), Column("b", "乙", "B", TEXT)]
    lines = [{"a": first, "b": second} for first, second in pairs if first or second]

    for form in ("csv", "jsonl"):
        content = head(columns, form, "en") + body(columns, form, lines)
        if not lines:
            continue
        known, text = looked_at(content, f"f.{form}")
        rows = [
            [str(each.cells.get(name, "")) for name in (known.columns if form == "csv" else ("a", "b"))]
            for each in read_rows(known, text)
        ]
        assert [[cell.strip() for cell in row] for row in rows] == [[each["a"], each["b"]] for each in lines]


@given(st.lists(AWKWARD.map(str.strip).filter(bool), max_size=6, unique=True))
def test_a_list_in_a_cell_is_the_same_list(texts: list[str]) -> None:
    columns = [Column("a", "甲", "A")]

    content = body(columns, "csv", [{"a": texts}])
    (row,) = list(read_rows(Form("csv", "utf-8", ",", ("a",)), "a\r\n" + content.decode())) or [None]

    assert as_list(row.cells["a"]) == texts if row is not None and texts else not texts


@given(st.lists(st.dictionaries(AWKWARD, AWKWARD, max_size=3), max_size=6), st.integers(1, 4))
def test_prepared_rows_are_read_on_from_where_they_were_left(cells: list[dict[str, str]], most: int) -> None:
    rows = [Row(number, each) for number, each in enumerate(cells, 2)]
    content, at, read = b"".join(packed(rows)), 0, list[Row]()

    while some := unpacked(content[at:], most):
        read += [row for row, _ in some]
        at += some[-1][1]

    assert read == rows
    assert at == len(content)
    assert msgspec.json.decode(msgspec.json.encode(rows), type=list[Row]) == rows
