"""Rules that ask for what a website proved of its user (A5, A7)."""

from __future__ import annotations

from chalicelib.visitors import service as visitors
from tests.monitoring.looking import PRICES, RULE, TEA, look, watched
from tests.vouching import Website
from tests.worlds import World, counted


def test_a_rule_invites_only_of_whom_the_website_proved_what_it_asks_and_costs_nothing_more(world: World) -> None:
    watched(world, {**RULE, "attributes": [{"name": "Member", "operator": "equals", "values": ["gold"]}]})
    site, desk = Website(world), world.desk
    customers = [
        visitors.recognised(desk, site.sign_in(user, attributes={"Member": member})[1])
        for user, member in (("u1", "Gold"), ("u2", "silver"))
    ]
    stranger = world.visitor()
    for each in (*customers, stranger):
        look(world, each, TEA)

    with counted() as invited:
        offer = look(world, customers[0], PRICES)
    with counted() as others:
        nothing = [look(world, each, PRICES) for each in (customers[1], stranger)]

    assert offer is not None
    assert nothing == [None, None]
    assert (len(invited), len(others)) == (4, 6)  # plan and page, who they are, who is free; and the write
