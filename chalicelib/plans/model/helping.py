"""What those who keep articles are asked, to say in a widget's settings whether there is any help. Pure."""

from __future__ import annotations

import msgspec


class HelpOffered(msgspec.Struct, frozen=True):
    """Whether visitors of this plan have any articles to read; answered with yes or no."""

    plan_key: str


class NoticesOffered(msgspec.Struct, frozen=True):
    """Whether visitors of this plan may subscribe to anything by themselves; answered with yes or no."""

    plan_key: str
