"""A website says who its user is: proved, or nothing (A5)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.errors import DeskError, Invalid
from chalicelib.plans import service as plans
from chalicelib.plans.service import identity
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import Identity, RegisterVisitor
from chalicelib.visitors.store.visitors import VisitorRow
from tests.stored import every_item
from tests.vouching import Website, key_pair, part, signed_with
from tests.worlds import World, counted


@pytest.fixture
def site(world: World) -> Website:
    world.found(agents=1)
    return Website(world)


def of_another_plan(site: Website) -> Identity:
    plans.create_plan(site.world.desk, "other", {})
    other = Website(site.world, "other")
    return Identity(token=other.token() if site.plan_key == "other" else _signed(site, other.key.material, "demo"))


def _signed(site: Website, secret: str, audience: str, **head: Any) -> str:
    claims = site.claims() | {"aud": audience}
    return signed_with(secret.encode(), {"alg": "HS256", **head}, claims)


def for_another_plan(site: Website) -> Identity:
    return Identity(token=_signed(site, site.key.material, "other"))


def unsigned(site: Website) -> Identity:
    head, body, _ = signed_with(b"", {"alg": "none"}, site.claims()).split(".")
    return Identity(token=f"{head}.{body}.")


def with_what_is_published(site: Website) -> Identity:
    _, pem = key_pair()
    key = site.add("RS256", pem)
    return Identity(token=_signed(site, pem, "demo", kid=key.key_id))


def with_the_numbers_of_what_is_published(site: Website) -> Identity:
    key = site.add("RS256", key_pair()[1])
    return Identity(token=_signed(site, key.material, "demo", kid=key.key_id))


def with_another_key_pair(site: Website) -> Identity:
    key = site.add("RS256", key_pair()[1])
    return Identity(token=signed_with(key_pair("evil")[0], {"alg": "RS256", "kid": key.key_id}, site.claims()))


def naming_another_key(site: Website) -> Identity:
    second = site.add("HS256")
    return Identity(token=_signed(site, site.key.material, "demo", kid=second.key_id))


def naming_no_key(site: Website) -> Identity:
    return Identity(token=_signed(site, site.key.material, "demo", kid="key_unknown"))


def with_a_retired_key(site: Website) -> Identity:
    token = site.token()
    identity.retire_key(site.world.desk, "demo", site.key.key_id)
    return Identity(token=token)


def after_its_time(site: Website) -> Identity:
    token = site.token(minutes=5)
    site.world.clock.forward(minutes=5)
    return Identity(token=token)


def for_ever(site: Website) -> Identity:
    return Identity(token=site.token(minutes=60 * 24 * 365))


def too_early(site: Website) -> Identity:
    return Identity(token=site.token(nbf=site.world.desk.now().timestamp() + 600))


def without_an_end(site: Website) -> Identity:
    claims = site.claims()
    del claims["exp"]
    return Identity(token=signed_with(site.key.material.encode(), {"alg": "HS256"}, claims))


def changed_after_it_was_signed(site: Website) -> Identity:
    head, _, signature = site.token().split(".")
    other = site.token("u2").split(".")[1]
    return Identity(token=f"{head}.{other}.{signature}")


def asking_to_understand_more(site: Website) -> Identity:
    return Identity(token=_signed(site, site.key.material, "demo", crit=["b64"]))


def with_the_secret_for_hashes(site: Website) -> Identity:
    return Identity(token=_signed(site, site.mac.material, "demo"))


def hashed_with_the_secret_for_tokens(site: Website) -> Identity:
    site.mac = site.key
    return Identity(id="u1", hash=site.mac_of("u1"))


def hashed_for_another(site: Website) -> Identity:
    return Identity(id="u2", hash=site.mac_of("u1"))


def hashed_with_nothing(_: Website) -> Identity:
    return Identity(id="u1", hash="")


def no_token(_: Website) -> Identity:
    return Identity(token="a.b")


def of_no_letters_at_all(_: Website) -> Identity:
    return Identity(token="客.服.号")


FORGED = [
    of_another_plan,
    for_another_plan,
    unsigned,
    with_what_is_published,
    with_the_numbers_of_what_is_published,
    with_another_key_pair,
    naming_another_key,
    naming_no_key,
    with_a_retired_key,
    after_its_time,
    for_ever,
    too_early,
    without_an_end,
    changed_after_it_was_signed,
    asking_to_understand_more,
    with_the_secret_for_hashes,
    hashed_with_the_secret_for_tokens,
    hashed_for_another,
    hashed_with_nothing,
    no_token,
    of_no_letters_at_all,
]


@pytest.mark.parametrize("forged", FORGED, ids=lambda each: each.__name__)
def test_nobody_is_a_customer_without_a_proof(site: Website, forged: Callable[[Website], Identity]) -> None:
    identity = forged(site)

    with pytest.raises(DeskError) as refused:
        site.identify(identity)

    assert refused.value.status == 403
    assert refused.value.code == ("identity_expired" if forged is after_its_time else "identity_refused")


@pytest.mark.parametrize("way", ["a secret", "a key pair", "a hash", "no name of a key"])
@pytest.mark.also_on_moto
def test_a_proof_of_each_kind_names_the_same_customer(site: Website, way: str) -> None:
    private, pem = key_pair()
    of_pair = site.add("RS256", pem)
    proofs = {
        "a secret": Identity(token=site.token()),
        "a key pair": Identity(token=signed_with(private, {"alg": "RS256", "kid": of_pair.key_id}, site.claims())),
        "a hash": Identity(id="u1", hash=site.mac_of("u1").upper()),
        "no name of a key": Identity(token=_signed(site, site.key.material, "demo")),
    }

    first, _ = site.sign_in("u1")
    second, token = site.identify(proofs[way])
    other, _ = site.sign_in("u2")

    assert second.visitor_id == first.visitor_id != other.visitor_id
    assert visitors.recognised(site.world.desk, token).proven_until is not None


def test_a_key_is_followed_by_another_while_both_hold(site: Website) -> None:
    before = site.token()
    second = site.add("HS256")
    after = site.token(key=second)

    both = [site.identify(Identity(token=each))[0].visitor_id for each in (before, after)]
    identity.retire_key(site.world.desk, "demo", site.key.key_id)
    identity.retire_key(site.world.desk, "demo", site.key.key_id)
    later = site.identify(Identity(token=after))[0].visitor_id

    assert {*both, later} == {both[0]}
    with pytest.raises(DeskError):
        site.identify(Identity(token=before))


def test_what_is_proved_is_known_and_what_an_agent_writes_stays_until_the_website_says_something_new(
    site: Website,
) -> None:
    said = {"name": "Li", "level": "vip", "email": "li@shop.example", "phone": "13800138000"}
    attributes = {"Orders": 3, "Member since": "2020", "Paid": True, "Unknown": None}

    first, _ = site.sign_in(**said, attributes=attributes)
    again, _ = site.sign_in(**said | {"level": "normal"}, attributes={"Orders": 4})

    assert (first.name, first.level, first.email, first.mobile) == ("Li", "vip", "li@shop.example", "+8613800138000")
    assert first.vouched is not None
    assert first.vouched.attributes == {"Orders": 3, "Member since": "2020", "Paid": True}
    assert again.vouched is not None
    assert (again.level, again.vouched.attributes, again.visits) == ("normal", {"Orders": 4}, 2)


@pytest.mark.parametrize(
    ("claims", "field"),
    [
        ({"level": "emperor"}, "identity.token.level"),
        ({"name": "x" * 81}, "identity.token.name"),
        ({"attributes": {f"a{number}": 1 for number in range(21)}}, "identity.token.attributes"),
        ({"attributes": {"a": "x" * 201}}, "identity.token.attributes"),
        ({"attributes": {"a" * 41: 1}}, "identity.token.attributes"),
        ({"sub": "\n"}, "identity.id"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_its_name(site: Website, claims: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        site.sign_in(**claims)

    assert [each.field for each in refused.value.errors] == [field]


def test_an_address_that_is_none_is_left_out_and_refuses_nobody(site: Website) -> None:
    customer, _ = site.sign_in(email="nobody at all", phone="12", name="Li")

    assert (customer.email, customer.mobile, customer.name) == (None, None, "Li")


def test_a_hash_proves_nothing_but_the_id(site: Website) -> None:
    customer, _ = site.identify(Identity(id="u1", hash=site.mac_of("u1")))

    assert customer.vouched is not None
    assert (customer.vouched.user_id, customer.vouched.attributes, customer.level) == ("u1", {}, "normal")


def test_the_desk_gives_a_token_for_as_long_as_the_proof_counts_and_never_longer(site: Website) -> None:
    _, token = site.sign_in()
    caller = visitors.recognised(site.world.desk, token)

    site.world.clock.forward(days=5)
    _, renewed, _ = visitors.register(site.world.desk, caller, "demo", None, RegisterVisitor())
    site.world.clock.forward(days=2)

    with pytest.raises(DeskError) as over:
        visitors.recognised(site.world.desk, renewed)
    assert over.value.code == "token_expired"


def test_a_customer_who_comes_again_costs_what_is_counted(site: Website) -> None:
    _, token = site.sign_in()

    with counted() as again:
        site.sign_in(known=token)
    with counted() as first:
        site.identify(Identity(token=site.token("u9")), says=False)

    assert again.names == ["BatchGetItem", "GetItem", "BatchGetItem", "TransactWriteItems"]
    assert first.names == ["BatchGetItem", "GetItem", "BatchGetItem"]


def test_nobody_is_written_down_for_whom_the_website_vouches_before_they_say_something(site: Website) -> None:
    world = site.world
    said = {"name": "Li", "level": "vip", "email": "li@mail.example.com", "attributes": {"Orders": 3}}
    before = len(every_item(VisitorRow.Meta.table_name))

    seen, token = site.identify(Identity(token=site.token("u1", **said)), says=False)
    there, other = site.identify(Identity(token=site.token("u1", **said)), says=False)
    back, token = site.identify(Identity(token=site.token("u1", **said)), token, says=False)
    caller = visitors.recognised(world.desk, token)
    _, token, _ = visitors.register(world.desk, caller, "demo", None, RegisterVisitor())
    unwritten = len(every_item(VisitorRow.Meta.table_name)) - before
    first, second = (visitors.recognised(world.desk, each) for each in (token, other))
    begun = conversations.start_conversation(world.desk, first, "demo", StartConversation(text="Hello", client_id="1"))
    again = conversations.start_conversation(
        world.desk, second, "demo", StartConversation(text="Me too", client_id="2")
    )

    assert (unwritten, seen.visitor_id) == (0, back.visitor_id) and there.visitor_id == seen.visitor_id
    assert begun.conversation_id == again.conversation_id
    known = visitors.read(world.desk, first)
    assert (known.name, known.level, known.email) == ("Li", "vip", "li@mail.example.com")
    assert (known.proved, visitors.by_user(world.desk, "demo", "u1")) == ({"Orders": 3}, known.visitor_id)
    assert site.sign_in("u1", **said)[0].visitor_id == known.visitor_id


def test_very_many_attributes_do_not_make_a_token_that_no_request_can_carry(site: Website) -> None:
    many = {f"attribute number {number:03} of a user": "x" * 190 for number in range(20)}

    seen, token = site.identify(Identity(token=site.token("u1", attributes=many)), says=False)

    carried = visitors.read(site.world.desk, visitors.recognised(site.world.desk, token)).proved
    assert len(token) < 4_000
    assert 1 <= len(carried) < 20
    assert carried.items() <= seen.proved.items()


@pytest.mark.parametrize(
    "pem", ["", "no key", "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----", key_pair()[1][:-60]]
)
def test_what_is_no_public_key_is_none(site: Website, pem: str) -> None:
    with pytest.raises(Invalid) as refused:
        site.add("RS256", pem)

    assert [each.field for each in refused.value.errors] == ["public_key"]


def test_a_public_key_is_read_in_both_its_forms(site: Website) -> None:
    private, spki = key_pair()
    form = serialization.PublicFormat.PKCS1
    other = private.public_key().public_bytes(serialization.Encoding.PEM, form).decode()

    first, second = site.add("RS256", spki), site.add("RS256", other)

    assert first.material == second.material


def test_the_signature_of_a_pair_is_compared_whole(site: Website) -> None:
    private, pem = key_pair()
    key = site.add("RS256", pem)
    token = signed_with(private, {"alg": "RS256", "kid": key.key_id}, site.claims())
    said, _, signature = token.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")

    for wrong in (b"", raw[:-1], raw + b"\x00", b"\x00" + raw[1:], bytes(len(raw)), b"\xff" * len(raw)):
        with pytest.raises(DeskError):
            site.identify(Identity(token=f"{said}.{part(wrong).decode()}"))
    assert site.identify(Identity(token=token))
