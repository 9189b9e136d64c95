"""The languages the desk speaks."""

from __future__ import annotations

from collections.abc import Sequence

LANGUAGES = ("zh-CN", "en")


def nearest_locale(asked: str | None, languages: Sequence[str] = ()) -> str:
    """Chinese for anything Chinese or unsaid, else English; the first of ``languages`` if it is not among them."""
    nearest = "zh-CN" if not asked or asked.lower().startswith("zh") else "en"
    return nearest if not languages or nearest in languages else languages[0]
