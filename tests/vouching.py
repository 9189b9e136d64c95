"""How a website vouches for its users: what its server would sign, with keys of a plan, or with others."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from chalicelib.core.transactions import Transaction
from chalicelib.plans.model.identity import IdentityKey
from chalicelib.plans.service import identity
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import Identity, RegisterVisitor
from chalicelib.visitors.model.visitor import Learned, Visitor
from chalicelib.visitors.service import identifying
from tests.worlds import World


def part(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def signed_with(secret: bytes | RSAPrivateKey, head: dict[str, Any], claims: dict[str, Any]) -> str:
    said = part(json.dumps(head).encode()) + b"." + part(json.dumps(claims).encode())
    if isinstance(secret, bytes):
        signature = hmac.digest(secret, said, "sha256")
    else:
        signature = secret.sign(said, padding.PKCS1v15(), hashes.SHA256())
    return (said + b"." + part(signature)).decode()


@cache
def key_pair(name: str = "site") -> tuple[RSAPrivateKey, str]:
    """A website's own: what it signs with, and what it publishes; each name has another."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return private, private.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


class Website:
    """The server of a plan's website, with a key of each kind."""

    def __init__(self, world: World, plan_key: str = "demo") -> None:
        self.world, self.plan_key = world, plan_key
        self.key = self.add("HS256")
        self.mac = self.add("HMAC")

    def add(self, way: str, public_key: str | None = None) -> IdentityKey:
        return identity.add_key(self.world.desk, self.plan_key, way, public_key)

    def claims(self, user_id: str = "u1", minutes: float = 10, **more: Any) -> dict[str, Any]:
        now = self.world.desk.now().timestamp()
        return {"sub": user_id, "aud": self.plan_key, "exp": now + 60 * minutes, **more}

    def token(self, user_id: str = "u1", *, key: IdentityKey | None = None, **more: Any) -> str:
        key = key or self.key
        head = {"alg": "HS256", "typ": "JWT", "kid": key.key_id}
        return signed_with(key.material.encode(), head, self.claims(user_id, **more))

    def mac_of(self, user_id: str) -> str:
        return hmac.new(self.mac.material.encode(), user_id.encode(), hashlib.sha256).hexdigest()

    def identify(self, identity: Identity, known: str | None = None, *, says: bool = True) -> tuple[Visitor, str]:
        """The page says who its user is, and brings the token that it has, if any; who is new then ``says`` something,
        before which nobody is written down."""
        desk = self.world.desk
        caller = visitors.recognised(desk, known) if known else None
        visitor, token, _ = identifying.identify(desk, caller, self.plan_key, None, RegisterVisitor(identity=identity))
        if says and visitor.unwritten:
            tx = Transaction(desk)
            visitors.learn(tx, visitor, Learned())
            tx.commit()
            visitor = visitors.read(desk, visitors.recognised(desk, token))
        return visitor, token

    def sign_in(self, user_id: str = "u1", known: str | None = None, **more: Any) -> tuple[Visitor, str]:
        return self.identify(Identity(token=self.token(user_id, **more)), known)
