"""How many requests people bring with them: what the API must let through, and how many functions that takes at once.

A browser asks for a page's files all at once (HTTP/2), and an office asks from one address. What the throttle, the
firewall and the account's concurrency must bear follows from the pages as they are and the consoles of an environment;
nobody writes these figures down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from chalicelib.web.assets import site
from infra.environments import Environment

PAGES = ("console.html", "admin.html")  # the larger one counts
FIRST_QUESTIONS = 6  # of a page once it runs: who am I, the desk, the inbox, the open conversation, its visitor, a beat
QUESTIONS = 1.0  # a second, of a console at work: the inbox and the open conversation, each every two seconds
TOGETHER = 10.0  # seconds within which a whole office opens its consoles: a shift begins, the network is back
WINDOW = 300  # seconds that the firewall counts over
OPENINGS = 3  # times in such a window that somebody may open the page anew
SPARE = 2  # times what is reckoned: nobody is sent away for a second tab
MOST_AT_ONCE, MOST_A_SECOND = 5_000, 10_000  # what AWS gives an account in a region, for all its APIs
OTHER_FUNCTIONS = 20  # copies of those that run due work beside it


@dataclass(frozen=True)
class Limits:
    """``rate``, ``burst``: of each route, a second and at once. ``of_one_address``: in five minutes. ``functions``:
    copies of the API's function that run while one page is opened."""

    rate: int
    burst: int
    of_one_address: int
    functions: int


def limits(environment: Environment) -> Limits:
    """What the consoles of this environment need, or what its page says if that is more."""
    return reckoned(environment, max(map(opening, PAGES)))


def reckoned(environment: Environment, requests: int) -> Limits:
    """The same, for pages that take so many ``requests`` to open."""
    consoles = environment.consoles
    opened = consoles * requests
    rate = math.ceil(opened / TOGETHER + consoles * QUESTIONS)
    from_office = SPARE * consoles * (OPENINGS * requests + WINDOW * QUESTIONS)
    return Limits(
        rate=min(MOST_A_SECOND, max(environment.throttle_rate, rate)),
        burst=min(MOST_AT_ONCE, max(environment.throttle_burst, opened)),
        of_one_address=math.ceil(from_office),
        functions=requests + OTHER_FUNCTIONS,
    )


def opening(page: str) -> int:
    """How many requests a browser makes until this page works: itself, the files it needs, its first questions."""
    return 1 + len(site().manifest.opening[page]) + FIRST_QUESTIONS
