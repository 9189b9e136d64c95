"""Examples for a contract, made from its schemas: what a field is called says what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.core.schemas import REFERENCE, Schema

_ULID = "01KB4TZ9V6QZ8M3T5W7X9Y1C2E"
_AT = "2026-11-28T09:00:00Z"
_PREFIXES = {
    "agent_id": "agt",
    "leader_id": "agt",
    "member_id": "agt",
    "owner_id": "agt",
    "conversation_id": "cnv",
    "call_id": "phc",
    "visitor_id": "vis",
    "other_id": "vis",
    "merge_id": "mrg",
    "field_id": "fld",
    "group_id": "grp",
    "plan_id": "pln",
    "message_id": "msg",
    "survey_id": "srv",
    "notice_id": "ntc",
    "followup_id": "fup",
    "campaign_id": "cmp",
    "rule_id": "rul",
    "work_id": "wrk",
    "audit_id": "aud",
    "request_id": "req",
}
_TEXTS = {
    "app_id": "wx0123456789abcdef",
    "plan_key": "demo",
    "email": "lin@example.com",
    "address": "lin@example.com",
    "sender_email": "desk@example.com",
    "reply_to": "desk@example.com",
    "mobile": "+8613800138000",
    "name": "林小雨",
    "visitor_name": "林小雨",
    "number": "1001",
    "text": "你好，我的订单到哪里了？",
    "note": "VIP, please be quick",
    "comment": "很快就解决了",
    "locale": "zh-CN",
    "time_zone": "Asia/Shanghai",
    "page": "https://shop.example/orders",
    "reason": "abuse",
    "referrer": "https://shop.example/",
    "color": "#1f6feb",
    "text_color": "#ffffff",
    "client_id": "8f1c2a7e",
    "token": "eyJhbGciOiJIUzI1NiJ9.…",
    "id": "12345",
    "password": "a long pass phrase",
    "current": "a long pass phrase",
    "new": "another long pass phrase",
    "at": "09:00",
    "due_at": _AT,
    "next_at": _AT,
    "times": "09:00",
    "first": "09:00",
    "last": "18:00",
    "date": "2026-10-01",
    "day": "2026-11-28",
    "month": "2026-11",
    "first_month": "2026-11",
    "key": "service",
    "role": "agent",
    "permissions": "conversations.answer",
    "level": "vip",
    "levels": "vip",
    "channels": "web",
    "category": "refund",
    "categories": "refund",
    "reasons": "attitude",
    "detail": "What is wrong, in words for people.",
    "field": "text",
    "message": "what is wrong with it",
}


def example(schema: Schema, schemas: Mapping[str, Schema], name: str = "") -> Any:
    """Something that this schema allows; ``name`` is what the place is called, and ``schemas`` what it may refer to."""
    return _Examples(schemas).of(schema, name, ())


class _Examples:
    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas

    def of(self, schema: Schema, name: str, above: tuple[str, ...]) -> Any:
        if "$ref" in schema:
            known = schema["$ref"].removeprefix(REFERENCE)
            return {} if known in above else self.of(self._schemas[known], name, (*above, known))
        for word in ("anyOf", "oneOf"):
            if word in schema:
                return self.of(schema[word][0], name, above)
        for word in ("const", "default"):
            if word in schema:
                return schema[word]
        if "enum" in schema:
            return next(each for each in schema["enum"] if each)
        kind = schema.get("type", "object")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object":
            return self._object(schema, above)
        if kind == "array":
            return [self.of(schema["items"], name if name in _TEXTS else name.removesuffix("s"), above)]
        if kind == "string":
            return _text(schema, name)
        return False if kind == "boolean" else schema.get("minimum", 1)

    def _object(self, schema: Schema, above: tuple[str, ...]) -> dict[str, Any]:
        shown = {each: self.of(inner, each, above) for each, inner in schema.get("properties", {}).items()}
        group = schema.get("properties", {}).get("group_id", {})
        if {"type": "null"} in group.get("anyOf", ()) and shown.keys() & {"agent_id", "agent_ids"}:
            shown["group_id"] = None  # either of them is said
        others = schema.get("additionalProperties")
        if others and not shown:
            shown = {"zh-CN": self.of(others, "text", above)}
        return shown


def _text(schema: Schema, name: str) -> str:
    if schema.get("format") == "date-time":
        return _AT
    if schema.get("format") == "date":
        return _AT[:10]
    if name in _PREFIXES:
        return f"{_PREFIXES[name]}_{_ULID}"
    return _TEXTS.get(name, "" if "pattern" in schema or name == "cursor" else "…")
