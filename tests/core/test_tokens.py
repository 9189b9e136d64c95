"""Tokens and cursors: ours, for one purpose, for a while."""

from __future__ import annotations

import jwt
import pytest
from msgspec.structs import replace

from chalicelib.core import cursors, tokens
from chalicelib.core.desk import Desk, Settings
from chalicelib.core.errors import Invalid, Unauthorized
from tests.worlds import KEYS, Clock, Nowhere


@pytest.fixture
def plain() -> Desk:
    return Desk(Settings(token_keys=KEYS), Nowhere(), now=Clock())


def test_a_token_brings_back_its_claims(plain: Desk) -> None:
    token = tokens.issue(plain, "visitor", {"sub": "vis_1"}, life=60)

    claims = tokens.read(plain, "visitor", token)

    assert claims["sub"] == "vis_1"


def test_a_token_is_for_one_purpose(plain: Desk) -> None:
    token = tokens.issue(plain, "visitor", {"sub": "vis_1"}, life=60)

    with pytest.raises(Unauthorized):
        tokens.read(plain, "desk", token)


def test_a_token_expires_by_the_desks_own_clock(plain: Desk) -> None:
    token = tokens.issue(plain, "visitor", {"sub": "vis_1"}, life=60)

    plain.now.forward(seconds=61)  # type: ignore[attr-defined]

    with pytest.raises(Unauthorized) as refused:
        tokens.read(plain, "visitor", token)
    assert refused.value.code == "token_expired"


def test_old_tokens_stay_good_while_keys_rotate_and_end_with_their_key(plain: Desk) -> None:
    token = tokens.issue(plain, "visitor", {"sub": "vis_1"}, life=60)
    new = ("k2", "another secret of at least thirty-two")
    rotating = replace(plain, settings=Settings(token_keys=(new, *KEYS)))
    rotated = replace(plain, settings=Settings(token_keys=(new,)))

    assert tokens.read(rotating, "visitor", token)["sub"] == "vis_1"
    assert tokens.read(rotated, "visitor", tokens.issue(rotating, "visitor", {"sub": "x"}, life=9))["sub"] == "x"
    with pytest.raises(Unauthorized):
        tokens.read(rotated, "visitor", token)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "é.é.é", "." * 50])
def test_rubbish_is_refused(plain: Desk, token: str) -> None:
    with pytest.raises(Unauthorized):
        tokens.read(plain, "visitor", token)


def test_a_cursor_comes_back_only_as_it_was_made_and_for_what(plain: Desk) -> None:
    cursor = cursors.seal(plain, "list#1", {"key": ["好"]})

    assert cursors.unseal(plain, "list#1", cursor) == {"key": ["好"]}
    for wrong in ["", "x", cursor[:-1], cursor[1:], "A" + cursor[1:], "é"]:
        with pytest.raises(Invalid):
            cursors.unseal(plain, "list#1", wrong)
    with pytest.raises(Invalid):
        cursors.unseal(plain, "list#2", cursor)


def test_the_environment_must_bring_real_keys() -> None:
    with pytest.raises(ValueError, match="at least 32"):
        Settings.from_environment({"DESKBELL_TOKEN_KEYS": "k1:short"})
    with pytest.raises(ValueError, match="DESKBELL_TOKEN_KEYS"):
        Settings.from_environment({})


def test_a_token_that_was_verified_before_still_expires_and_ends_with_its_key(plain: Desk) -> None:
    token = tokens.issue(plain, "visitor", {"sub": "vis_1"}, life=60)
    other = replace(plain, settings=Settings(token_keys=(("k1", "the same name for another long secret"),)))

    for _ in range(2):
        assert tokens.read(plain, "visitor", token)["sub"] == "vis_1"
        for desk, purpose in ((plain, "desk"), (other, "visitor")):
            with pytest.raises(Unauthorized):
                tokens.read(desk, purpose, token)
    plain.now.forward(seconds=61)  # type: ignore[attr-defined]

    for _ in range(2):
        with pytest.raises(Unauthorized) as refused:
            tokens.read(plain, "visitor", token)
        assert refused.value.code == "token_expired"


def test_nobody_changes_what_a_token_says(plain: Desk) -> None:
    token = tokens.issue(plain, "visitor", {"sub": "vis_1"}, life=60)

    tokens.read(plain, "visitor", token)["sub"] = "vis_2"

    assert tokens.read(plain, "visitor", token)["sub"] == "vis_1"


def test_only_so_many_tokens_are_remembered_and_those_used_last() -> None:
    verified = tokens.Verified(most=2)
    names = [((), "visitor", bytes([number])) for number in range(3)]

    verified.keep(names[0], {"n": 0})
    verified.keep(names[1], {"n": 1})
    verified.find(names[0])
    verified.keep(names[2], {"n": 2})

    assert [verified.find(name) for name in names] == [{"n": 0}, None, {"n": 2}]
    assert len(verified) == 2


def test_our_tokens_are_those_of_the_standard_as_its_library_reads_and_writes_them(plain: Desk) -> None:
    key_id, secret = KEYS[0]
    claims = {"sub": "vis_1", "name": "王小明 🛎", "n": 2**53, "deep": {"a": [1, None, True]}}

    ours = tokens.issue(plain, "visitor", claims, life=60)
    read = jwt.decode(ours, secret, algorithms=["HS256"], audience="visitor", options={"verify_exp": False})
    theirs = jwt.encode(read, secret, "HS256", {"kid": key_id})

    assert {name: read[name] for name in claims} == claims
    assert read["exp"] - read["iat"] == 60
    assert tokens.read(plain, "visitor", theirs) == read


@pytest.mark.parametrize("values", [{}, {"aud": "desk"}, {"aud": ["visitor"]}, {"exp": None}, {"exp": "soon"}])
def test_what_is_signed_by_us_and_says_too_little_is_refused(plain: Desk, values: dict[str, object]) -> None:
    key_id, secret = KEYS[0]
    full = {"aud": "visitor", "exp": int(plain.now().timestamp()) + 60, "sub": "vis_1"}
    claims = {**full, **values} if values else {"sub": "vis_1"}

    token = jwt.encode(claims, secret, "HS256", {"kid": key_id})

    assert tokens.read(plain, "visitor", jwt.encode(full, secret, "HS256", {"kid": key_id}))["sub"] == "vis_1"
    with pytest.raises(Unauthorized):
        tokens.read(plain, "visitor", token)


def test_of_several_texts_for_the_same_signature_only_the_one_that_was_issued_is_good(plain: Desk) -> None:
    token = tokens.issue(plain, "visitor", {"sub": "vis_1"}, life=60)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = alphabet.index(token[-1])

    # 32 bytes are 43 letters, of which the last carries two bits that mean nothing
    others = [token[:-1] + alphabet[last ^ bits] for bits in (1, 2, 3)] + [f"{token}=", f"{token}\n", f" {token}"]

    for other in others:
        with pytest.raises(Unauthorized):
            tokens.read(plain, "visitor", other)
