"""An environment is one page of differences; what is wrong on it is said before anything is deployed."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from infra import environments
from infra.environments import Environment, UnknownEnvironment


def page(folder: Path, **values: object) -> Path:
    (folder / "test.json").write_text(json.dumps(values))
    return folder


@pytest.mark.parametrize("name", environments.known())
def test_every_page_holds_and_says_only_what_differs(name: str) -> None:
    said = json.loads((environments.FOLDER / f"{name}.json").read_text())

    environment = environments.read(name)

    usual = msgspec.to_builtins(Environment(name=name))
    assert [field for field, value in said.items() if usual[field] == value] == []
    assert environment.stack == f"deskbell-{name}"


def test_there_is_a_page_for_each_of_the_three() -> None:
    assert environments.known() == ["dev", "prod", "staging"]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"memmory": 512}, "memmory"),
        ({"memory": "much"}, "memory"),
        ({"memory": 64}, "memory"),
        ({"timeout": 60}, "timeout"),
        ({"log_days": 8}, "log_days"),
        ({"transport": "fast"}, "transport"),
        ({"account": "12"}, "account"),
        ({"alarm_email": "nobody"}, "alarm_email"),
        ({"domain": "desk.example.com"}, "certificate"),
        ({"name": "Produktion!"}, "small letters"),
    ],
)
def test_what_does_not_hold_is_named(tmp_path: Path, values: dict[str, object], wrong: str) -> None:
    with pytest.raises(UnknownEnvironment) as refused:
        environments.read("test", page(tmp_path, **values))

    assert wrong in str(refused.value)


def test_an_unknown_environment_is_told_which_there_are() -> None:
    with pytest.raises(UnknownEnvironment) as refused:
        environments.read("production")

    assert "dev, prod, staging" in str(refused.value)


def test_production_keeps_its_data_and_asks_first() -> None:
    prod = environments.read("prod")

    careful = (prod.protected, prod.confirm, prod.clean, prod.alarms)

    assert careful == (True, True, True, True)
