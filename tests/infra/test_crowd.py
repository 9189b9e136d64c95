"""What the API lets through is reckoned from the pages and from the consoles behind one address."""

from __future__ import annotations

import json

import msgspec
import pytest

from chalicelib.web.assets import site
from infra import environments
from infra.template import crowd, gateway


def test_a_page_takes_itself_what_it_fetches_and_its_first_questions() -> None:
    fetched = len(site().manifest.opening["console.html"])

    counted = crowd.opening("console.html")

    assert counted == 1 + fetched + crowd.FIRST_QUESTIONS


@pytest.mark.parametrize("name", environments.known())
def test_a_whole_office_may_open_its_consoles_at_once_and_work(name: str) -> None:
    environment = environments.read(name)
    consoles, requests = environment.consoles, max(map(crowd.opening, crowd.PAGES))

    most = crowd.limits(environment)

    assert most.burst + most.rate * crowd.TOGETHER >= consoles * requests
    assert most.burst >= min(crowd.MOST_AT_ONCE, consoles * requests)
    assert most.rate >= consoles * crowd.QUESTIONS
    assert most.of_one_address >= consoles * (requests + crowd.WINDOW * crowd.QUESTIONS)
    assert most.functions >= requests


def test_two_consoles_fit_where_a_page_says_little() -> None:
    small = environments.Environment(name="tiny", consoles=2, throttle_rate=1, throttle_burst=1)
    requests = crowd.opening("console.html")

    made = gateway.resources(msgspec.structs.replace(small, waf=True))

    (limits,) = made["RestAPI"]["Properties"]["MethodSettings"]
    assert limits["ThrottlingBurstLimit"] >= 2 * requests
    assert str(crowd.limits(small).of_one_address) in json.dumps(made["Firewall"])


def test_more_consoles_or_files_never_mean_less() -> None:
    few, many = (crowd.reckoned(environments.Environment(name="test", consoles=each), 80) for each in (5, 50))
    light, heavy = (crowd.reckoned(environments.Environment(name="test"), each) for each in (5, 80))

    for less, more in ((few, many), (light, heavy)):
        assert less.burst <= more.burst and less.rate <= more.rate and less.of_one_address < more.of_one_address
    assert heavy.functions - light.functions == 75


def test_no_limit_is_above_what_aws_gives_an_account() -> None:
    most = crowd.reckoned(environments.Environment(name="test", consoles=200), 100)

    assert (most.burst, most.rate <= crowd.MOST_A_SECOND) == (crowd.MOST_AT_ONCE, True)
