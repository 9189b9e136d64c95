"""Short signed names for links in letters: an id and a signature, small enough for an SMS.

    links.sign(desk, "survey", "srv_01k…")  →  "01k….x7Qd…"

Whether what is named still counts is asked of its own record; the signature only says that the link is ours.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound

_BYTES = 12
HIDDEN = "…"
_TOKEN = r"(?<=/)[^\s/?#]+\.[A-Za-z0-9_-]{16}(?![A-Za-z0-9_-])"


def url_of(desk: Desk, path: str, purpose: str, name: str) -> str:
    """A signed address below ``path``, for its recipient alone."""
    return f"{desk.settings.public_url}{path}{sign(desk, purpose, name)}"


def hidden_url_of(desk: Desk, path: str) -> str:
    """Such an address as others may see it."""
    return f"{desk.settings.public_url}{path}{HIDDEN}"


def without_tokens(text: str) -> str:
    """A text with the token of every signed address hidden."""
    return re.sub(_TOKEN, HIDDEN, text)


def sign(desk: Desk, purpose: str, name: str) -> str:
    """The token for a link, signed with the newest key. ``name`` holds no dot."""
    return f"{name}.{_signature(desk.settings.token_keys[0][1], purpose, name)}"


def read(desk: Desk, purpose: str, token: str) -> str:
    """What the link names. Raises ``NotFound`` for any that this desk did not sign for this purpose."""
    name, _, signature = token.partition(".")
    said = signature.encode(errors="replace")
    ours = [_signature(secret, purpose, name).encode() for _, secret in desk.settings.token_keys]
    # all are compared, so that the time taken does not tell which key it was
    if sum(hmac.compare_digest(said, each) for each in ours) == 0:
        raise NotFound("no such link")
    return name


def _signature(secret: str, purpose: str, name: str) -> str:
    digest = hmac.new(secret.encode(), f"link:{purpose}:{name}".encode(errors="replace"), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_BYTES]).decode()
