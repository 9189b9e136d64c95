"""Articles over HTTP: lists, what is refused by name, versions beside each other, pictures, what the preview shows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.files import Form
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.files.model.upload import UnknownFile
from chalicelib.knowledge.service import articles, listing
from chalicelib.knowledge.store import articles as store
from chalicelib.people import service as people
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER
from tests.files.samples import png
from tests.files.senders import post
from tests.in_process import Answered, Asking, Watched, named_in
from tests.worlds import World, counted

ALL = "/v1/admin/articles"


@pytest.fixture
def asking(world: World) -> Asking:
    world.found()
    return Asking()


@pytest.fixture
def boss(world: World, asking: Asking) -> str:
    return asking.sign_in(world.agent(role=ADMINISTRATOR))


def written(asking: Asking, token: str, title: str = "Returns", **others: Any) -> dict[str, Any]:
    body = {"wordings": {"en": {"title": title, "body": "Within 7 days."}}, **others}
    made = asking.ask("POST", ALL, token, body)
    assert made.status == 201, made
    return dict(made.said)


def published(asking: Asking, token: str, article: dict[str, Any]) -> dict[str, Any]:
    path = f"{ALL}/{article['article_id']}/publish"
    answer = asking.ask("POST", path, token, {"version": article["version"], "changes": "New"})
    assert answer.status == 200, answer
    return dict(answer.said)


def titles(answer: Answered) -> list[str]:
    return [each["titles"].get("en", "") for each in answer.said["items"]]


def test_lists_are_by_state_language_category_and_words(asking: Asking, boss: str) -> None:
    tea = published(asking, boss, written(asking, boss, "Green tea", category_id="product"))
    cake = written(asking, boss, "Cakes", plan_keys=["demo"])
    asking.ask("PUT", f"{ALL}/{cake['article_id']}", boss, {"wordings": {"zh-CN": {"title": "蛋糕"}}})
    asking.ask("POST", f"{ALL}/{tea['article_id']}/archive", boss, {})

    def listed(query: str) -> list[str]:
        return titles(asking.ask("GET", f"{ALL}?{query}", boss))

    assert listed("") == ["Green tea", "Cakes"]
    assert listed("state=archived") == ["Green tea"]
    assert (listed("category_id=product"), listed("lacks=zh-CN"), listed("q=tEa")) == (["Green tea"],) * 3
    assert (listed("language=zh-CN"), listed("q=蛋糕"), listed("plan_key=demo&state=draft")) == (["Cakes"],) * 3
    assert listed("due=true") == []


def test_a_list_goes_on_where_it_ended_and_shows_each_once(asking: Asking, boss: str) -> None:
    for number in range(130):
        written(asking, boss, f"Article {number}", category_id="price" if number % 3 else "order")

    def walked(query: str) -> list[str]:
        found, cursor = [], ""
        while True:
            answer = asking.ask("GET", f"{ALL}?{query}&cursor={cursor}", boss)
            found += titles(answer)
            cursor = answer.said["next"]
            if cursor is None:
                return found

    assert walked("") == [f"Article {number}" for number in reversed(range(130))]
    assert walked("category_id=order&state=draft") == [f"Article {n}" for n in reversed(range(130)) if n % 3 == 0]


SENSELESS: list[tuple[dict[str, Any], str]] = [
    ({"wordings": {"en": {"title": "x" * 121}}}, "wordings.en.title"),
    ({"wordings": {"en": {"title": "a\nb"}}}, "wordings.en.title"),
    ({"wordings": {"en": {"body": "x" * 20_001}}}, "wordings.en.body"),
    ({"wordings": {"en": {"body": "\x00"}}}, "wordings.en.body"),
    ({"wordings": {"en": {"body": "![x](picture:fil_00000000000000000000000031)"}}}, "wordings.en.body"),
    ({"category_id": "nothing"}, "category_id"),
    ({"plan_keys": ["nowhere"]}, "plan_keys"),
    ({"review_on": "2026-11-22"}, "review_on"),
]


def test_what_makes_no_sense_is_refused_by_name_and_changes_nothing(world: World, asking: Asking, boss: str) -> None:
    article = written(asking, boss)
    watched = Watched(world.desk)

    for wrong, field in SENSELESS:
        answer = asking.ask("PUT", f"{ALL}/{article['article_id']}", boss, wrong)
        assert (answer.status, named_in(answer)) == (422, [field]), answer
    assert asking.ask("PUT", f"{ALL}/{article['article_id']}", boss, {"wordings": {"fr": {}}}).status in {400, 422}
    assert asking.ask("GET", f"{ALL}/art_nothing", boss).status == 404
    assert asking.ask("GET", f"{ALL}/{article['article_id']}/editions/no", boss).status == 404
    assert watched.unchanged()


def test_a_leader_writes_what_somebody_else_publishes(world: World, asking: Asking, boss: str) -> None:
    leader = asking.sign_in(world.agent(role=GROUP_LEADER))
    article = written(asking, leader)
    path = f"{ALL}/{article['article_id']}"

    refused = asking.ask("POST", f"{path}/publish", leader, {"version": article["version"]})
    waiting = asking.ask("POST", f"{path}/review", leader, {})
    stale = asking.ask("POST", f"{path}/publish", boss, {"version": article["version"]})
    live = published(asking, boss, waiting.said)

    assert (refused.status, waiting.said["state"], stale.status) == (403, "in_review", 409)
    assert (live["state"], live["number"], live["written_by"]) == ("published", 1, [])


def test_versions_are_shown_beside_each_other(asking: Asking, boss: str) -> None:
    article = published(asking, boss, written(asking, boss))
    path = f"{ALL}/{article['article_id']}"
    body = "Within 30 days.\n\nWe pay."
    asking.ask("PUT", path, boss, {"wordings": {"en": {"title": "Sending back", "body": body}}})

    answer = asking.ask("GET", f"{path}/comparison?older=1", boss)
    history = asking.ask("GET", f"{path}/editions", boss).said["items"]

    (language,) = answer.said["languages"]
    assert (language["title_before"], language["title_after"]) == ("Returns", "Sending back")
    assert [(each["kind"], each["text"]) for each in language["lines"]] == [
        ("removed", "Within 7 days."),
        ("added", "Within 30 days."),
        ("added", ""),
        ("added", "We pay."),
    ]
    assert [(each["number"], each["changes"], each["titles"]) for each in history] == [(1, "New", {"en": "Returns"})]
    assert asking.ask("GET", f"{path}/editions/1", boss).said["wordings"]["en"]["body"] == "Within 7 days."


def test_a_picture_stays_while_a_text_or_an_edition_shows_it(world: World, asking: Asking, boss: str) -> None:
    article = written(asking, boss)
    path = f"{ALL}/{article['article_id']}"
    shown, dropped, unused = (uploaded(world, asking, boss, path) for _ in range(3))
    body = f"![a](picture:{shown}) ![b](picture:{dropped})"
    changed = asking.ask("PUT", path, boss, {"wordings": {"en": {"body": f"![a](picture:{shown})"}}})
    published(asking, boss, changed.said)
    asking.ask("PUT", path, boss, {"wordings": {"en": {"body": body}}})
    world.clock.forward(hours=25)
    token = asking.sign_in(people.read_agent(world.desk, article["author"]["id"]))
    while work.run_due(world.desk):
        pass
    assert gone(world, unused)

    asking.ask("PUT", path, token, {"wordings": {"en": {"body": "None."}}})
    assert not gone(world, dropped)  # whoever thinks better of it within a day has it still
    world.clock.forward(hours=25)
    while work.run_due(world.desk):
        pass

    assert (gone(world, shown), gone(world, dropped)) == (False, True)
    token = asking.sign_in(people.read_agent(world.desk, article["author"]["id"]))
    assert asking.ask("GET", path, token).said["pictures"] == [shown]


def uploaded(world: World, asking: Asking, token: str, path: str) -> str:
    ticket = asking.ask("POST", f"{path}/pictures", token, {"name": "a.png", "size": len(png())})
    post(world.desk, Form(**ticket.said["form"]), png())
    for _ in range(2):
        added = asking.ask("PUT", f"{path}/pictures", token, {"file_id": ticket.said["file_id"]})
        assert added.status == 200, added
    return str(ticket.said["file_id"])


def gone(world: World, file_id: str) -> bool:
    try:
        return not people.picture_address(world.desk, file_id)
    except UnknownFile:
        return files.find_if_there(world.desk, file_id) is None


def test_the_preview_is_what_readers_would_see(asking: Asking, boss: str) -> None:
    answer = asking.ask("POST", "/v1/admin/article-previews", boss, {"body": "**Tea** <script>"})

    assert answer.said["html"] == "<p><strong>Tea</strong> &lt;script&gt;</p>"


def test_what_a_list_and_an_article_cost_is_the_same_however_many_there_are(asking: Asking, boss: str) -> None:
    article = published(asking, boss, written(asking, boss))
    asked = [f"{ALL}?state=draft", ALL, f"{ALL}/{article['article_id']}", f"{ALL}/{article['article_id']}/editions"]

    def cost() -> list[int]:
        numbers = []
        for path in asked:
            with counted() as requests:
                assert asking.ask("GET", path, boss).status == 200
            numbers.append(len(requests))
        return numbers

    few = cost()
    for number in range(60):
        written(asking, boss, f"Article {number}")

    assert cost() == few == [2, 5, 2, 3]


def test_what_is_due_is_listed_though_others_stand_before_it(world: World, asking: Asking, boss: str) -> None:
    last = written(asking, boss, "Cakes", category_id="refund", review_on="2026-11-20")
    held = articles.read_article(world.desk, last["article_id"])
    before = [
        replace(held, article_id=f"art_other{number:021}", category_id="return", review_on=date(2026, 11, 1))
        for number in range(listing.READ * listing.MOST_ROUNDS + 1)
    ]
    for start in range(0, len(before), 100):
        tx = Transaction(world.desk)
        for each in before[start : start + 100]:
            store.write_article(tx, None, each)
        tx.commit()

    first = asking.ask("GET", f"{ALL}?due=true&category_id=refund", boss)
    following = asking.ask("GET", f"{ALL}?due=true&category_id=refund&cursor={first.said['next']}", boss)

    assert (titles(first), titles(following), following.said["next"]) == ([], ["Cakes"], None)
