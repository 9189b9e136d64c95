"""How the providers of WeChat's family enclose what they post, for their simulators (WXBizMsgCrypt)."""

from __future__ import annotations

import base64
import hashlib
import re

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad

BLOCK = 32
_ENCLOSED = re.compile(r"<Encrypt><!\[CDATA\[(.*?)\]\]></Encrypt>")


def sealed(aes_key: str, message: bytes, receiver: str, beginning: bytes = b"0123456789abcdef") -> str:
    """A message for this receiver, enclosed; ``beginning``: 16 bytes of chance."""
    key = base64.b64decode(aes_key + "=")
    whole = beginning + len(message).to_bytes(4, "big") + message + receiver.encode()
    return base64.b64encode(AES.new(key, AES.MODE_CBC, iv=key[:16]).encrypt(pad(whole, BLOCK))).decode()


def posted(enclosed: str, receiver: str) -> bytes:
    """What is posted of it."""
    to = f"<ToUserName><![CDATA[{receiver}]]></ToUserName>"
    return f"<xml>{to}<Encrypt><![CDATA[{enclosed}]]></Encrypt><AgentID><![CDATA[1]]></AgentID></xml>".encode()


def signed(token: str, at: int, nonce: str, text: str) -> dict[str, str]:
    """The query that proves it; ``text``: what is posted, or enclosed in it."""
    enclosed = _ENCLOSED.search(text)
    joined = "".join(sorted((token, str(at), nonce, enclosed[1] if enclosed else text)))
    signature = hashlib.sha1(joined.encode(errors="replace"), usedforsecurity=False).hexdigest()
    return {"msg_signature": signature, "timestamp": str(at), "nonce": nonce}
