"""The rehearsal: real dialogues, played against a real desk; and that it would tell if a text did not arrive."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.meddler import Exchange, Meddle, meddler
from tests.served import ROOT, Api

pytestmark = pytest.mark.served

ALL_WELL = "Every text arrived at the other side unchanged, exactly once and in order."
SHORT = [
    ("visitor", "你好，有人吗？"),
    ("agent", "在的，您好！"),
    ("visitor", "茶 🍵 到了"),
    ("agent", "太好了"),
    ("agent", "祝您喝得开心"),
]


def start(file: Path | None, desk: str, **environment: str) -> subprocess.Popen[str]:
    """The demo as ``make demo`` starts it."""
    command = [sys.executable, "-m", "infra.demo", *([str(file)] if file else [])]
    surroundings = {**os.environ, "DESK": desk, **environment}
    return subprocess.Popen(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def demo(file: Path | None, desk: str, **environment: str) -> tuple[int, str, str]:
    """Play to the end: exit code, what it printed, what it complained about."""
    process = start(file, desk, **environment)
    printed, complained = process.communicate(timeout=100)
    return process.returncode, printed, complained


def written(folder: Path, *dialogues: list[tuple[str, str]]) -> Path:
    file = folder / "dialogues.jsonl"
    lines = [json.dumps([{"who": who, "text": text} for who, text in dialogue]) for dialogue in dialogues]
    file.write_text("\n".join(lines))
    return file


def traces(api: Api) -> tuple[int, list[str], list[str]]:
    """What a rehearsal could leave behind: the number of seats, agents still enabled, conversations not closed."""
    _, desk = api.call("GET", "/v1/admin/desk", api.admin)
    _, agents = api.call("GET", "/v1/admin/agents", api.admin)
    enabled = [each["email"] for each in agents["items"] if each["active"] and each["email"].startswith("rehearsal-")]
    left = []
    for state in ("waiting", "open"):
        _, page = api.call("GET", f"/v1/desk/conversations?view=all&state={state}", api.admin)
        left += [each["conversation_id"] for each in page["items"] if each["plan_key"].startswith("rehearsal-")]
    return desk["seats"], enabled, left


def test_the_projects_dialogues_all_come_over_and_nothing_is_left_behind(
    api: Api, desk_url: str, dialogues: Path
) -> None:
    before = traces(api)
    lines = [line for dialogue in dialogues.read_text().splitlines() for line in json.loads(dialogue)]
    said = {who: sum(1 for line in lines if line["who"] == who) for who in ("visitor", "agent")}

    code, printed, complained = demo(None, desk_url)

    assert (code, ALL_WELL in printed) == (0, True), printed + complained
    assert "24 of 24 played" in printed
    assert f"{said['visitor']} from visitors, {said['agent']} from agents" in printed
    assert re.search(r"p50 +p90 +p99 +max", printed)
    assert re.search(rf"^reply +{said['agent']} ", printed, re.MULTILINE)
    assert "24/24" in complained
    assert traces(api) == before


def test_messy_data_is_mended_counted_and_comes_over(desk_url: str, tmp_path: Path) -> None:
    long = "字🍵" * 3000
    file = written(
        tmp_path,
        [
            ("agent", "欢迎"),
            ("agent", "您好"),
            ("visitor", "  空格 \n"),
            ("visitor", "مرحبا e\u0301"),
            ("agent", "\t好"),
        ],
        [
            ("visitor", ""),
            ("visitor", "   "),
            ("visitor", "a"),
            ("agent", "nul \x00"),
            ("agent", "half \ud83c"),
            ("agent", "b"),
        ],
        [("visitor", long), ("agent", "y" * 4000), ("visitor", " " * 9000 + "z")],
        [("agent", "nobody"), ("agent", "there")],
        [
            ("visitor", "\u2028 control \x01\x1f\x7f\ufeff inside \u2029 \u200b"),
            ("visitor", "null"),
            ("visitor", "\\u0000"),
        ],
        [],
    )

    code, printed, complained = demo(file, desk_url, VISITORS="3", AGENTS="1")

    assert (code, ALL_WELL in printed) == (0, True), printed + complained
    assert "4 of 4 played" in printed
    assert "9 from visitors, 5 from agents" in printed
    assert "1 dialogues begun by the agent" in printed
    assert "2 empty texts" in printed
    assert "2 texts with NUL or lone surrogates" in printed
    assert "1 texts of more than 4000 characters split" in printed
    assert "2 dialogues without any line of a visitor" in printed


GOOD = '[{"who": "visitor", "text": "a", "at": "2026-11-22", "more": {}}]'


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (f'{GOOD}\n\n[{{"who": "visitor", "te', "Line 3 is not JSON"),
        (f'{GOOD}\n{{"who": "visitor", "text": "a"}}', "Line 2 is not a dialogue"),
        (
            f'{GOOD}\n[{{"who": "robot", "text": "a"}}]',
            'Line 2, entry 1: "who" must be "visitor" or "agent", not "robot"',
        ),
        (f'{GOOD}\n[{{"who": "visitor"}}]', 'Line 2, entry 1: "text" must be a string'),
        (f'{GOOD}\n["a"]', "Line 2, entry 1 is a string"),
        (f"{GOOD}\n[{'9' * 5000}]", "Line 2 is not JSON"),
        ("[" * 200_000, "Line 1 is nested too deeply"),
        ('[{"who": "agent", "text": "a"}]', "holds no dialogue that could be played"),
        ("", "holds no dialogue that could be played"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_by_its_line(tmp_path: Path, content: str, named: str) -> None:
    file = tmp_path / "dialogues.jsonl"
    file.write_text(content)

    code, printed, complained = demo(file, "http://127.0.0.1:1")

    assert (code, printed) == (2, ""), complained
    assert named in complained
    assert "Traceback" not in complained


def test_what_cannot_be_reached_or_entered_is_said_clearly(desk_url: str, tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{unused.getsockname()[1]}"
        file = written(tmp_path, SHORT)

        missing = demo(tmp_path / "missing.jsonl", desk_url)
        unreachable = demo(file, nowhere)
        locked = demo(file, desk_url, ADMIN_PASSWORD="not the password")
        no_address = demo(file, "desk")
        no_number = demo(file, desk_url, VISITORS="many")

    for outcome, named in (
        (missing, "missing.jsonl cannot be read: No such file"),
        (unreachable, f"No desk answers at {nowhere}"),
        (locked, "with this password"),
        (no_address, "DESK must be an address"),
        (no_number, "VISITORS must be a number"),
    ):
        assert (outcome[0], outcome[1]) == (2, ""), outcome
        assert named in outcome[2]
        assert "Traceback" not in outcome[2]


def meddling(side: str, change: Callable[[dict[str, Any], int], None]) -> Meddle:
    """Change once what ``side`` reads, where a message of the other side is in it."""
    lock, done = threading.Lock(), []
    root = "/v1/widget/" if side == "visitor" else "/v1/desk/conversations/"

    def meddle(exchange: Exchange) -> bool:
        if exchange.method != "GET" or not exchange.path.startswith(root) or "/entries" not in exchange.path:
            return True
        entries = exchange.page["entries"]
        other = [n for n, each in enumerate(entries) if each["kind"] == "message" and each["author"]["kind"] != side]
        with lock:
            if other and not done:
                done.append(change(exchange.page, other[0]))
        return True

    return meddle


def altered(page: dict[str, Any], place: int) -> None:
    page["entries"][place]["text"] = page["entries"][place]["text"].replace("，", ",").replace("！", "!")


def swallowed(page: dict[str, Any], place: int) -> None:
    del page["entries"][place]


def doubled(page: dict[str, Any], place: int) -> None:
    again = {**page["entries"][place], "seq": page["entries"][-1]["seq"] + 1}
    page["entries"].append(again)
    page["last_seq"] = again["seq"]


@pytest.mark.parametrize(
    ("side", "change", "named"),
    [
        ("visitor", altered, "said agent '在的，您好！', read agent '在的,您好!'"),
        ("visitor", swallowed, "as the visitor reads it"),
        ("agent", altered, "said visitor '你好，有人吗？', read visitor '你好,有人吗？'"),
        ("agent", doubled, "as the agent reads it"),
    ],
    ids=["to_visitor_altered", "to_visitor_swallowed", "to_agent_altered", "to_agent_doubled"],
)
def test_one_text_that_does_not_come_over_is_told(
    api: Api, desk_url: str, tmp_path: Path, side: str, change: Callable[[dict[str, Any], int], None], named: str
) -> None:
    before = traces(api)
    file = written(tmp_path, SHORT)

    with meddler(desk_url, meddling(side, change)) as url:
        code, printed, complained = demo(file, url, AGENTS="1")

    assert (code, ALL_WELL in printed) == (1, False), printed + complained
    assert "NOT every text arrived" in printed
    assert "line 1: message" in printed
    assert named in printed
    assert traces(api) == before


def test_a_side_that_is_never_heard_is_not_waited_for_forever(desk_url: str, tmp_path: Path) -> None:
    def hide(exchange: Exchange) -> bool:
        if exchange.method == "GET" and exchange.path.startswith("/v1/widget/"):
            after = int(exchange.path.partition("after=")[2])
            exchange.page.update({"entries": [], "last_seq": after, "more": False})
        return True

    with meddler(desk_url, hide) as url:
        code, printed, complained = demo(written(tmp_path, SHORT), url, AGENTS="1", PATIENCE="2")

    assert code == 1, printed + complained
    assert "line 1: the visitor waited 2 s in vain for agent '在的，您好！'" in printed


def test_answers_that_get_lost_are_asked_for_again_and_nothing_is_doubled(desk_url: str, tmp_path: Path) -> None:
    lock, lost = threading.Lock(), set[str]()

    def lose(exchange: Exchange) -> bool:
        """Every place of the API loses its first answer, after the desk has done what was asked."""
        with lock:
            place = f"{exchange.method} {re.sub(r'(cnv|agt|plan|pln)_[0-9a-z]+|[?].*', '', exchange.path)}"
            first = place not in lost
            lost.add(place)
        return not first

    with meddler(desk_url, lose) as url:
        code, printed, complained = demo(written(tmp_path, SHORT), url, AGENTS="1")

    assert (code, ALL_WELL in printed) == (0, True), printed + complained
    retries, replays = re.findall(r"Retries +(\d+), of which (\d+)", printed)[0]
    assert int(retries) >= 8
    assert int(replays) == 3  # the start, a visitor's message, an agent's reply


def test_an_interrupted_rehearsal_leaves_nothing_behind(api: Api, desk_url: str, tmp_path: Path) -> None:
    before = traces(api)
    process = start(written(tmp_path, *[SHORT * 20] * 8), desk_url, VISITORS="4", AGENTS="2")
    deadline = time.monotonic() + 30
    while not traces(api)[2]:
        assert time.monotonic() < deadline, "the rehearsal never began"
        time.sleep(0.2)

    process.send_signal(signal.SIGINT)
    printed, complained = process.communicate(timeout=60)

    assert process.returncode == 130, printed + complained
    assert "Interrupted" in printed
    assert "Traceback" not in printed + complained
    assert traces(api) == before
