"""Two visitors are one customer, as colleagues say: for the desk alone, once, and undone for a day (F6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import blocking, customers, merging
from chalicelib.conversations.service.merging import Done, Wish
from chalicelib.core import audit, times, work
from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving
from chalicelib.people.model.reach import NotYours
from chalicelib.plans import service as plans
from chalicelib.search.service import finding
from chalicelib.search.service.finding import Question
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.merging import (
    BothProven,
    MergedAlready,
    MergeSettled,
    OneIsBlocked,
    TooManyMerged,
)
from chalicelib.visitors.model.visitor import BlockVisitor, VisitorRefused
from chalicelib.visitors.service import Caller
from infra.bench.meter import Operation, count
from tests.crashes import Death, at_each_write
from tests.visitors.several import Shop
from tests.visitors.test_joining import caller_of, close, said_in, stranger, talk
from tests.worlds import World, at_once, counted, in_use


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop(world)


@pytest.mark.also_on_moto
def test_two_who_are_one_are_shown_with_everything_of_both(shop: Shop) -> None:
    one = shop.comes("From the office", name="Li", tags=("tea",))
    other = shop.comes("From home", email="li@shop.example", tags=("gift",), level="vip")
    going = talk(shop.site, other, "Again", "b")
    customers.add_note(shop.desk, shop.chief, going, "Likes green tea", "n")

    done = shop.merge(one, other)

    for caller in (one, other):
        card = shop.card(caller)
        assert (card.visitor_id, card.name, card.email, card.level) == (one.visitor_id, "Li", "li@shop.example", "vip")
        assert (card.tags, card.visits, card.merged) == (("tea", "gift"), 2, (other.visitor_id,))
    assert shop.listed(going) == ["Again", "From home", "From the office"]
    assert len(customers.list_visits(shop.desk, shop.chief, going)) == 2
    assert [each.text for each in customers.list_notes(shop.desk, shop.chief, going, None)[0]] == ["Likes green tea"]
    header = conversations.find(shop.desk, going)
    assert (header.visitor_id, header.visitor_name, header.level) == (other.visitor_id, "Li", "vip")
    assert (done.customer.visitor_id, done.again) == (one.visitor_id, False)


def test_neither_visitor_is_shown_anything_of_the_other_and_both_go_on(shop: Shop) -> None:
    _, given = shop.site.sign_in("u1", name="Li")
    customer = caller_of(shop.site, given)
    other = shop.comes("Private")
    old = shop.listed
    theirs = talk(shop.site, other, "Still here", "b")

    shop.merge(other, customer)

    assert visitors.own_ids(shop.desk, customer) == (customer.visitor_id,)
    with pytest.raises(NotFound):
        said_in(shop.site, customer, theirs)
    assert said_in(shop.site, other, theirs) == ["Still here"]
    close(shop.site, other, theirs)
    again = talk(shop.site, other, "Once more", "c")
    assert conversations.find(shop.desk, again).visitor_name == "Li"
    assert old(again) == ["Once more", "Private", "Still here"]


def test_who_the_website_vouches_for_stays_and_two_of_its_users_are_two(shop: Shop) -> None:
    first, given = shop.site.sign_in("u1")
    _, of_another = shop.site.sign_in("u2")
    other = shop.comes()

    done = shop.merge(other, caller_of(shop.site, given))

    assert (done.merge.into_id, done.merge.other_id) == (first.visitor_id, other.visitor_id)
    with pytest.raises(BothProven):
        shop.merge(caller_of(shop.site, given), caller_of(shop.site, of_another))


def test_twice_and_the_other_way_round_and_late_is_once(shop: Shop) -> None:
    one, other = shop.comes(), shop.comes()

    first = shop.merge(one, other, "k")
    others = [shop.merge(one, other, "k"), shop.merge(one, other), shop.merge(other, one)]
    undone = shop.undo(first)
    late = shop.merge(one, other, "k")
    anew = shop.merge(one, other, "l")

    assert {each.merge.merge_id for each in others} == {first.merge.merge_id}
    assert all(each.again for each in others)
    assert (undone.customer.merged, late.merge.undone_at is None, late.customer.merged) == ((), False, ())
    assert anew.customer.merged == (other.visitor_id,)


def test_an_undone_merge_puts_back_exactly_what_was(shop: Shop) -> None:
    one = shop.comes("One", name="Li", tags=("tea",))
    other = shop.comes("Other", name="Wang", email="wang@shop.example", level="gold", tags=("gift",))
    third = shop.comes("Third")
    shop.merge(other, third)
    before = shop.stored()

    done = shop.merge(one, other)
    joined = shop.stored()
    shop.undo(done)
    twice = shop.undo(done)

    assert shop.stored() == before != joined
    assert (twice.again, twice.merge.undone_at is not None) == (True, True)
    assert shop.card(third).visitor_id == other.visitor_id
    assert shop.card(one).merged == ()


def test_what_was_changed_since_stays_when_it_is_undone(shop: Shop) -> None:
    one, other = shop.comes("One", name="Li"), shop.comes("Other", email="wang@shop.example", tags=("gift",))
    done = shop.merge(one, other)
    shop.edit(other, name="Li Lei", tags=("gift", "tea"))

    shop.undo(done)

    kept, gone = shop.card(one), shop.card(other)
    assert (kept.name, kept.email, kept.tags) == ("Li Lei", None, ("tea",))
    assert (gone.name, gone.email, gone.tags) == (None, "wang@shop.example", ("gift",))


def test_an_address_of_the_customer_is_not_written_onto_a_part_that_had_none(shop: Shop) -> None:
    one, other, third = shop.comes("One"), shop.comes("Other"), shop.comes("Third", email="li@shop.example")
    done = shop.merge(one, other)
    shop.edit(one, email="li@shop.example", mobile="13800138000")
    third_done = shop.merge(one, third)

    shop.edit(one, email="lei@shop.example")
    for each in (third_done, done):
        shop.undo(each)

    known = [(card.email, card.mobile) for card in map(shop.card, (one, other, third))]
    assert known == [("lei@shop.example", "+8613800138000"), (None, None), ("lei@shop.example", None)]


def test_an_address_that_a_part_gave_is_corrected_and_taken_away_as_it_is_shown(shop: Shop) -> None:
    one, other = shop.comes("One"), shop.comes("Other")
    shop.merge(one, other)

    def gives(address: str) -> str | None:
        form = LeaveMessage(name="Li", text="Hello?", email=address, mobile="13800138000", client_id=address)
        leaving.leave_message(shop.desk, other, "demo", None, form)
        return shop.card(one).email

    wrong = gives("li@shop.exampel")
    corrected = shop.edit(one, email="li@shop.example")
    taken = shop.edit(one, email="")
    again = gives("lei@shop.example")
    same = shop.edit(one, email="lei@shop.example")
    gone = shop.edit(one, email="")

    assert (wrong, corrected.email, corrected.also_emails) == ("li@shop.exampel", "li@shop.example", ())
    assert (taken.email, again, same.email) == (None, "lei@shop.example", "lei@shop.example")
    assert (gone.email, gone.mobile) == (None, "+8613800138000")
    acts = [
        each.after for each in audit.whole_month(shop.desk, times.month(shop.desk.now())) if each.act == "edit_visitor"
    ]
    assert sorted(map(str, acts)) == ["{'email': '…'}", "{'email': None}", "{'email': None}"]


def test_a_day_later_nothing_can_be_undone(shop: Shop) -> None:
    done = shop.merge(shop.comes(), shop.comes())
    shop.world.clock.forward(hours=24)

    with pytest.raises(MergeSettled):
        shop.undo(done)


def test_who_is_part_of_a_customer_is_merged_as_that_customer_and_chains_end_in_one(shop: Shop) -> None:
    one, two, three = shop.comes("1"), shop.comes("2"), shop.comes("3")
    inner = shop.merge(two, three)

    with pytest.raises(MergedAlready) as refusal:
        shop.merge(one, three)
    outer = shop.merge(one, two)

    assert refusal.value.extra == {"visitor_id": two.visitor_id}
    assert {shop.card(each).visitor_id for each in (one, two, three)} == {one.visitor_id}
    with pytest.raises(MergedAlready):
        shop.undo(inner)
    shop.undo(outer)
    shop.undo(inner)
    assert [shop.card(each).visitor_id for each in (one, two, three)] == [each.visitor_id for each in (one, two, three)]


def test_what_cannot_be_one_is_refused_with_what_is_in_the_way(shop: Shop) -> None:
    plans.create_plan(shop.desk, "other", {})
    one, other = shop.comes(), shop.comes()
    elsewhere = stranger(shop.site, "other")[1]
    blocking.block_visitor(shop.desk, shop.chief, other.visitor_id, BlockVisitor("abuse"))
    nobody = Caller("vis_nobody", "demo", "en")

    for wrong in (one, elsewhere, nobody):
        with pytest.raises(Invalid) as refusal:
            shop.merge(one, wrong)
        assert [each.field for each in refusal.value.errors] == ["other_id"]
    with pytest.raises(OneIsBlocked):
        shop.merge(one, other)
    with pytest.raises(ChangedMeanwhile):
        shop.merge(one, shop.comes(), version=17)
    with pytest.raises(NotFound):
        merging.undo_merge(shop.desk, shop.chief, one.visitor_id, "mrg_none")


def test_a_customer_is_made_of_so_many_visitors_and_not_more(shop: Shop) -> None:
    one = shop.comes()
    for _ in range(20):
        shop.merge(one, shop.world.known(stranger(shop.site)[1]))

    with pytest.raises(TooManyMerged):
        shop.merge(one, shop.comes())

    assert len(shop.card(one).all_ids) == 21


def test_only_who_reaches_both_may_say_that_they_are_one(shop: Shop) -> None:
    one, other = shop.comes(), shop.comes()
    outsider = shop.world.now(shop.world.agent())

    for act in (merging.preview, lambda *asked: merging.merge_visitors(*asked[:3], Wish(asked[3]))):
        with pytest.raises(NotYours):
            act(shop.desk, outsider, one.visitor_id, other.visitor_id)
    done = shop.merge(one, other)
    with pytest.raises(NotYours):
        merging.undo_merge(shop.desk, outsider, one.visitor_id, done.merge.merge_id)


def test_a_preview_shows_what_comes_together_and_changes_nothing(shop: Shop) -> None:
    one, other = shop.comes("1", name="Li"), shop.comes("2", email="li@shop.example")
    before = shop.stored()

    preview = merging.preview(shop.desk, shop.chief, one.visitor_id, other.visitor_id)

    assert (preview.kept.visitor_id, preview.becomes.email, preview.becomes.visits) == (
        one.visitor_id,
        "li@shop.example",
        2,
    )
    assert (preview.conversations, preview.visits, preview.notes, preview.more) == (1, 1, 0, False)
    assert shop.stored() == before


def test_what_is_said_of_the_customer_holds_for_all_they_are(shop: Shop) -> None:
    one, other = shop.comes(), shop.comes()
    going = talk(shop.site, other, "Hi", "b")
    shop.merge(one, other)

    shop.edit(one, name="Li", level="vip")
    known = conversations.find(shop.desk, going)
    blocking.block_visitor(shop.desk, shop.chief, one.visitor_id, BlockVisitor("abuse"))

    assert (known.visitor_name, known.level) == ("Li", "vip")
    assert conversations.find(shop.desk, going).state == "closed"
    for each in (one, other):
        with pytest.raises(VisitorRefused):
            talk(shop.site, each, "Again", "c")
    assert [each.visitor_id for each in blocking.list_blocked(shop.desk, shop.chief, None)[0]] == [one.visitor_id]
    let_in = [blocking.unblock_visitor(shop.desk, shop.chief, one.visitor_id) for _ in range(2)]
    assert let_in == [shop.card(other)] * 2


def test_both_acts_are_in_the_audit_log(shop: Shop) -> None:
    done = shop.merge(shop.comes(), shop.comes())

    shop.undo(done)

    noted = [each for each in audit.whole_month(shop.desk, times.month(shop.desk.now())) if "merge" in each.act]
    assert [(each.act, each.about, each.by) for each in noted] == [
        (act, done.merge.into_id, shop.chief.agent_id) for act in ("merge_visitors", "undo_merge")
    ]


def test_the_search_lists_them_once_and_twice_again_when_it_is_undone(shop: Shop) -> None:
    one, other = shop.comes(name="Lilian Gray"), shop.comes(name="Lilian Gray")

    def found() -> list[str]:
        shop.world.clock.forward(seconds=6)
        while work.run_due(shop.desk, limit=1_000):
            pass
        shown, _ = finding.search(shop.desk, shop.chief, Question("lilian", kind="customer"), None)
        return sorted(each.document.about for each in shown)

    before = found()
    done = shop.merge(one, other)
    together = found()
    shop.undo(done)

    assert before == found() == sorted((one.visitor_id, other.visitor_id))
    assert together == [one.visitor_id]


def test_who_is_one_is_followed_up_once_and_not_while_any_of_them_was_here(shop: Shop) -> None:
    one, other = shop.comes(), shop.comes()
    shop.merge(one, other)
    shop.world.clock.forward(hours=24)

    def silent() -> list[str]:
        page, _ = visitors.without_contact(shop.desk, "demo", shop.desk.now() - timedelta(hours=1), 10, None)
        return [each.visitor_id for each in page]

    cost = count(in_use(), Operation("silent", lambda _: silent()))
    before = silent()
    close(shop.site, other, talk(shop.site, other, "Again", "b"))

    assert (before, silent()) == ([one.visitor_id], [])
    assert (cost.by_name(), cost.read_units) == ("1 Query, 2 BatchGetItem", 2.0)


def test_it_may_die_at_each_write_and_is_done_or_undone_by_asking_again(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        shop = Shop(new_world())
        one, other = shop.comes(name="Li"), shop.comes(email="li@shop.example")
        talk(shop.site, other, "Hi", "b")
        before = shop.stored()

        with death():
            shop.merge(one, other, "k")
        done = shop.merge(one, other, "k")
        together = shop.card(other)
        with death():
            shop.undo(done)
        shop.undo(done)

        assert (together.visitor_id, together.merged) == (one.visitor_id, (other.visitor_id,))
        assert shop.stored() == before

    at_each_write(story)


@pytest.mark.race
def test_at_once_and_crosswise_and_with_their_words_two_are_one_once(atomic_world: World) -> None:
    shop = Shop(atomic_world)
    one, other, third = shop.comes(name="Li"), shop.comes(), shop.comes()

    done = at_once(
        [lambda: shop.merge(one, other), lambda: shop.merge(other, one)] * 2
        + [lambda: shop.merge(other, third), lambda: shop.edit(other, level="vip")]
        + [lambda: talk(shop.site, other, "Hi", "b")]
    )

    assert all(not isinstance(each, Exception) or isinstance(each, Conflict) for each in done)
    roots = {shop.card(each).visitor_id for each in (one, other)}
    whole, header = shop.card(one), conversations.find(shop.desk, done[6])
    assert len(roots) == 1
    assert (whole.name, whole.level) == (header.visitor_name, header.level) == ("Li", "vip")
    assert len({each.merge.merge_id for each in done[:4] if isinstance(each, Done)}) == 1
    assert (third.visitor_id in whole.merged) == isinstance(done[4], Done)


def test_a_card_of_several_costs_one_read_more_and_a_start_costs_none(shop: Shop) -> None:
    one, other, alone = shop.comes(), shop.comes(), shop.comes()
    shop.merge(one, other)

    with counted() as several:
        shop.card(one)
    with counted() as start:
        talk(shop.site, other, "Hi", "b")
    with counted() as usual:
        talk(shop.site, alone, "Hi", "b")

    assert (len(several), len(start) - len(usual)) == (2, 0)
