"""Who is part of a customer, as colleagues say, and proves who they are: a proof counts more (A5, F6)."""

from __future__ import annotations

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.merging import MergeOver
from chalicelib.visitors.service import Caller
from tests.visitors.several import Shop
from tests.visitors.test_joining import caller_of, close, said_in, stranger, talk
from tests.worlds import World


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop(world)


def test_whoever_proves_to_be_the_customer_is_theirs_by_that_proof(shop: Shop) -> None:
    customer, _ = shop.site.sign_in("u1", name="Li")
    token, other = stranger(shop.site)
    going = talk(shop.site, other)
    done = shop.merge(Caller(customer.visitor_id, "demo", "en"), other)

    after, given = shop.site.sign_in("u1", known=token)

    assert (after.joined, after.merged, after.open_conversation_id) == ((other.visitor_id,), (), going)
    assert said_in(shop.site, caller_of(shop.site, given), going) == ["Hello?"]
    with pytest.raises(MergeOver):
        shop.undo(done)


def test_a_proof_counts_more_than_what_colleagues_said(shop: Shop) -> None:
    one = shop.comes(name="Wang")
    token, other = stranger(shop.site)
    close(shop.site, other, talk(shop.site, other))
    shop.merge(one, other)

    after, _ = shop.site.sign_in("u1", known=token)

    assert (after.joined, shop.card(one).merged) == ((other.visitor_id,), ())
    assert shop.card(other).visitor_id == after.visitor_id


def test_who_is_part_of_somebody_who_proves_who_they_are_is_part_of_that_customer(shop: Shop) -> None:
    token, one = stranger(shop.site)
    close(shop.site, one, talk(shop.site, one))
    other = shop.comes()
    shop.merge(one, other)

    after, given = shop.site.sign_in("u1", known=token, name="Li", level="vip")

    assert (after.joined, after.merged) == ((one.visitor_id,), (other.visitor_id,))
    assert [shop.card(each).visitor_id for each in (one, other)] == [after.visitor_id] * 2
    assert visitors.own_ids(shop.desk, caller_of(shop.site, given)) == (after.visitor_id, one.visitor_id)
    begun = conversations.find(shop.desk, talk(shop.site, other, "Hi", "b"))
    assert (begun.visitor_name, begun.level) == ("Li", "vip")
