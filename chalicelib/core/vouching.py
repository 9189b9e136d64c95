"""What others vouch for: JSON Web Tokens (RFC 7519) signed with keys that were agreed with them, and nothing else.

A key signs in one way, which is written beside it: a token that asks for another (``none``, or HS256 with what is
published of an RSA key) has no key here. RS256 is RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2): the whole encoded message is
made anew and compared, so nothing of what was signed is parsed. The libraries for it load what knows every way there
is, a tenth of a second at each cold start.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Any

import msgspec

from chalicelib.core.errors import Invalid

HS256, RS256 = "HS256", "RS256"
MOST_BYTES = 8_000  # of a token: what a site says of a customer is small
LEAST_BITS, MOST_BITS = 2048, 8192  # of an RSA modulus
MOST_EXPONENT = 2**33

_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")  # the DigestInfo of a SHA-256 hash (RFC 8017, 9.2)
_RSA = bytes.fromhex("06092a864886f70d010101")  # the object identifier rsaEncryption
_PEM = r"-----BEGIN (RSA PUBLIC KEY|PUBLIC KEY)-----([A-Za-z0-9+/=\s]+)-----END \1-----"


class Key(msgspec.Struct, frozen=True):
    """``material``: the secret (HS256), or the modulus and the exponent in hexadecimal digits (RS256)."""

    key_id: str
    algorithm: str
    material: str


class NotVouched(Exception):
    """The token is not signed with any of these keys, or is none."""


class _Header(msgspec.Struct):
    """``crit``: what a reader must understand, which we do of nothing (RFC 7515, 4.1.11)."""

    alg: str
    kid: str | None = None
    crit: Any = None


def read(token: str, keys: Sequence[Key]) -> bytes:
    """What the token says, as it was signed with one of the keys; whether it holds now is for the reader to see.

    A token that names its key is held against that one alone. Raises ``NotVouched``.
    """
    try:
        if len(token) > MOST_BYTES:
            raise ValueError("too long")
        signed, _, signature = token.encode("ascii").rpartition(b".")
        head, body = signed.split(b".")
        header = msgspec.json.decode(_decoded(head), type=_Header)
        if header.crit is not None:
            raise ValueError("it asks to understand more")
        asked = [each for each in keys if header.kid is None or each.key_id == header.kid]
        fitting = [each for each in asked if each.algorithm == header.alg]
        if not any(_verified(each, signed, _decoded(signature)) for each in fitting):
            raise ValueError("no key of ours has signed this")
        return _decoded(body)
    except (ValueError, RecursionError, msgspec.DecodeError) as error:
        raise NotVouched(str(error)) from error


def is_mac_of(text: str, mac: str, secrets: Sequence[str]) -> bool:
    """Whether this is the HMAC-SHA256 of the text, in hexadecimal digits, under one of the secrets; each is compared,
    and in constant time, so that the time taken tells nothing."""
    given = mac.lower().encode(errors="replace")
    ours = [hmac.digest(each.encode(), text.encode(errors="replace"), "sha256").hex().encode() for each in secrets]
    return sum(hmac.compare_digest(given, each) for each in ours) > 0


def public_key(field: str, pem: str) -> str:
    """The material of an RSA public key that is given as PEM. Raises ``Invalid`` naming the field."""
    found = re.fullmatch(_PEM, pem.strip())
    try:
        if found is None:
            raise ValueError("no PEM")
        der = base64.b64decode("".join(found[2].split()), validate=True)
        modulus, exponent = _numbers(der if found[1].startswith("RSA") else _unwrapped(der))
    except (ValueError, binascii.Error):
        raise Invalid.field(field, "an RSA public key, -----BEGIN PUBLIC KEY----- and so on") from None
    if not LEAST_BITS <= modulus.bit_length() <= MOST_BITS:
        raise Invalid.field(field, f"an RSA key of {LEAST_BITS} to {MOST_BITS} bits")
    if not modulus % 2 or not exponent % 2 or not 3 <= exponent < MOST_EXPONENT:
        raise Invalid.field(field, "an RSA public key with an odd modulus and a usual exponent")
    return f"{modulus:x}.{exponent:x}"


def _verified(key: Key, signed: bytes, signature: bytes) -> bool:
    if key.algorithm == HS256:
        return hmac.compare_digest(hmac.digest(key.material.encode(), signed, "sha256"), signature)
    modulus, exponent = (int(each, 16) for each in key.material.split("."))
    size = (modulus.bit_length() + 7) // 8
    number = int.from_bytes(signature, "big")
    if len(signature) != size or number >= modulus:
        return False
    digest = _SHA256 + hashlib.sha256(signed).digest()
    padded = b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest
    return hmac.compare_digest(pow(number, exponent, modulus).to_bytes(size, "big"), padded)


def _decoded(text: bytes) -> bytes:
    return base64.b64decode(text.translate(_URL_SAFE) + b"=" * (-len(text) % 4), validate=True)


_URL_SAFE = bytes.maketrans(b"-_+/", b"+/--")  # the letters of the other alphabet are none of this one


# --- DER, as far as a public key needs it (X.690) -------------------------------------------------------------------


def _unwrapped(der: bytes) -> bytes:
    """The key inside a SubjectPublicKeyInfo (RFC 5280)."""
    inside, rest = _element(der, 0x30)
    algorithm, bits = _element(inside, 0x30, is_last=False)
    if rest or not algorithm.startswith(_RSA):
        raise ValueError("no RSA key")
    key, rest = _element(bits, 0x03)
    if rest or not key or key[0] != 0:
        raise ValueError("bits are left over")
    return key[1:]


def _numbers(der: bytes) -> tuple[int, int]:
    """Modulus and exponent of an RSAPublicKey (RFC 8017, A.1.1)."""
    inside, rest = _element(der, 0x30)
    modulus, behind = _element(inside, 0x02, is_last=False)
    exponent, after = _element(behind, 0x02)
    if rest or after or not modulus or not exponent or modulus[0] > 0x7F or exponent[0] > 0x7F:
        raise ValueError("no pair of positive numbers")
    return int.from_bytes(modulus, "big"), int.from_bytes(exponent, "big")


def _element(der: bytes, tag: int, *, is_last: bool = True) -> tuple[bytes, bytes]:
    """What the first element holds, and what stands behind it, which must be nothing if it is the last."""
    if len(der) < 2 or der[0] != tag:
        raise ValueError("another element")
    length, start = der[1], 2
    if length & 0x80:
        count = length & 0x7F
        if not 1 <= count <= 2:
            raise ValueError("no such length")
        length, start = int.from_bytes(der[2 : 2 + count], "big"), 2 + count
    if len(der) < start + length or (is_last and len(der) != start + length):
        raise ValueError("a wrong length")
    return der[start : start + length], der[start + length :]
