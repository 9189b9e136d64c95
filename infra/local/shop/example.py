"""A shop's side of the desk's questions, in one file: copy it, and read your own books instead of ``BOOKS``.

status, body = answer(secrets, request.headers, request.body, time.time())   # POST, at the address in the plan
token = vouch("demo", key_id, secret, customer, time.time())                 # for Deskbell("identify", {token})
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any

OLDEST = 300  # seconds: a question that was signed longer ago is somebody's who kept it

# the shop's customers by its own ids of them, and what each may be asked for
CUSTOMERS: dict[str, dict[str, Any]] = {
    "u-1001": {
        "name": "王小明",
        "level": "gold",
        "email": "wang@example.com",
        "phone": "+8613800138001",
        "word": "龙井",
    },
    "u-1002": {
        "name": "Ann Lee",
        "level": "silver",
        "email": "ann@example.com",
        "phone": "+8613900139002",
        "word": "oolong",
    },
}

MEMBER = {"zh-CN": "会员等级", "en": "Member"}
LEVELS = {"gold": {"zh-CN": "金卡", "en": "Gold"}, "silver": {"zh-CN": "银卡", "en": "Silver"}}

# order number → whose it is, and what is said of it in both languages
BOOKS: dict[str, dict[str, Any]] = {
    "SL20261120-0318": {
        "customer": "u-1001",
        "placed_at": "2026-11-20T11:42:00+08:00",
        "total": "¥336.00",
        "state": {"zh-CN": "已发货", "en": "Shipped"},
        "items": [({"zh-CN": "明前龙井 50 g", "en": "Longjing, first flush, 50 g"}, 2)],
        "logistics": {
            "carrier": {"zh-CN": "顺丰速运", "en": "SF Express"},
            "number": "SF1390027716538",
            "state": {"zh-CN": "已到达杭州转运中心", "en": "At the Hangzhou hub"},
            "at": "2026-11-21T06:15:00+08:00",
        },
    },
    "SL20261102-0057": {
        "customer": "u-1001",
        "placed_at": "2026-11-02T20:05:00+08:00",
        "total": "¥118.00",
        "state": {"zh-CN": "已签收", "en": "Delivered"},
        "items": [({"zh-CN": "福鼎老白茶 50 g", "en": "Aged Fuding white, 50 g"}, 1)],
        "refund": {
            "state": {"zh-CN": "退款处理中", "en": "Refund under way"},
            "amount": "¥118.00",
            "at": "2026-11-08T09:30:00+08:00",
        },
    },
    "SL20261125-0044": {
        "customer": "u-1002",
        "placed_at": "2026-11-25T16:20:00+08:00",
        "total": "¥98.00",
        "state": {"zh-CN": "待发货", "en": "To be shipped"},
        "items": [({"zh-CN": "滇红金芽 50 g", "en": "Yunnan golden buds, 50 g"}, 1)],
    },
}


def answer(secrets: Iterable[str], headers: Mapping[str, str], body: bytes, now: float) -> tuple[int, dict[str, Any]]:
    """Status and body. ``secrets``: those of the plan's keys that the shop knows; ``headers``: with small letters;
    ``now``: seconds since 1970."""
    if not is_the_desks(secrets, headers.get("x-deskbell-signature", ""), body, now):
        return 401, {"error": "not signed by the desk, or too long ago"}
    question = json.loads(body)
    return 200, books_for(question)


def is_the_desks(secrets: Iterable[str], signature: str, body: bytes, now: float) -> bool:
    """Whether the desk asks, and just now: ``t=<seconds>,v1=<HMAC-SHA256 of "<t>.<body>">``, one ``v1`` a key."""
    parts = [part.partition("=") for part in signature.split(",")]
    at = next((value for name, _, value in parts if name == "t"), "")
    if not (at.isascii() and at.isdigit() and len(at) < 12 and abs(now - int(at)) <= OLDEST):
        return False
    ours = [hmac.new(each.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest() for each in secrets]
    theirs = [value.encode() for name, _, value in parts if name == "v1"]
    return any(hmac.compare_digest(own.encode(), each) for own in ours for each in theirs)


def books_for(question: Mapping[str, Any]) -> dict[str, Any]:
    """What the desk is told: the orders of its customer, or the one that it names."""
    language, number = question["language"], question["order_number"]
    customer_id = (question["customer"] or {}).get("id")
    if number is not None:
        orders = [number] if number in BOOKS else []
        customer_id = BOOKS[number]["customer"] if orders else None
    else:
        orders = [each for each, order in BOOKS.items() if order["customer"] == customer_id]
    customer = CUSTOMERS.get(customer_id or "")
    told: dict[str, Any] = {"orders": [_shown(each, language) for each in orders]}
    if customer is not None:  # ``facts`` are compared by the desk, and shown to nobody
        told["facts"] = {"name": customer["name"], "phone": customer["phone"], "word": customer["word"]}
        told["account"] = [{"label": _in(MEMBER, language), "value": _in(LEVELS[customer["level"]], language)}]
    return told


def vouch(plan_key: str, key_id: str, secret: str, user_id: str, now: float) -> str:
    """The website says who its user is: a token (JWT, HS256) for ``Deskbell("identify", {token})``."""
    customer = CUSTOMERS[user_id]
    claims = {"sub": user_id, "aud": plan_key, "iat": int(now), "exp": int(now) + 3600}
    claims |= {name: customer[name] for name in ("name", "level", "email", "phone")}
    signed = b".".join([_part({"alg": "HS256", "typ": "JWT", "kid": key_id}), _part(claims)])
    return (signed + b"." + _base64(hmac.digest(secret.encode(), signed, "sha256"))).decode()


def _shown(number: str, language: str) -> dict[str, Any]:
    order = BOOKS[number]
    items = [{"name": _in(name, language), "quantity": quantity} for name, quantity in order["items"]]
    parts = {
        part: {name: _in(value, language) for name, value in order[part].items()} for part in PARTS if part in order
    }
    plain = {name: _in(order[name], language) for name in ("placed_at", "total", "state")}
    return {"number": number, **plain, "items": items, **parts}


PARTS = ("logistics", "refund")


def _in(words: Any, language: str) -> Any:
    return words.get(language, words["en"]) if isinstance(words, dict) else words


def _part(value: Mapping[str, Any]) -> bytes:
    return _base64(json.dumps(value).encode())


def _base64(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
