"""How a plan's widget looks on its website (A6, A10): place, colours, styles of icon and window, own pictures. Pure."""

from __future__ import annotations

import re

import msgspec

from chalicelib.core.errors import Invalid

ICONS = ("bubble", "headset", "question", "smile", "envelope")
ICON, BOARD = "icon", "board"
AUTO, LIGHT, DARK = "auto", "light", "dark"
ROUND, BAR, TAB = "round", "bar", "tab"
SHAPES = (ROUND, BAR, TAB)
USUAL, COMPACT, LARGE = "usual", "compact", "large"
SIZES = (USUAL, COMPACT, LARGE)
SOFT, SLIGHT, SQUARE = "soft", "slight", "square"
CORNERS = (SOFT, SLIGHT, SQUARE)
PLACES = ("icon", "card")

_PICTURE = r"(https://[^\s\"'<>\\]{4,490})?"
_COLOR = r"#[0-9a-fA-F]{6}"


class Look(msgspec.Struct, frozen=True):
    """How it appears: ``show`` an icon or a notice board (公示牌, A10), ``position`` left or right, colours #rrggbb.

    Offsets are CSS pixels. ``icon``: while somebody is there; ``offline_icon``: while nobody is. ``picture``: of the
    card (https, or empty). ``theme``: light, dark, or auto for what the visitor's system prefers. ``shape``: a round
    icon, a bar with words, or a tab at the page's edge, where ``offset_x`` says nothing. ``window``: how large the chat
    is; ``corners``: how round.
    """

    position: str = "right"
    color: str = "#1f6feb"
    offset_x: int = 24
    offset_y: int = 24
    text_color: str = "#ffffff"
    icon: str = "bubble"
    offline_icon: str = "envelope"
    show: str = ICON
    picture: str = ""
    theme: str = AUTO
    shape: str = ROUND
    window: str = USUAL
    corners: str = SOFT

    @property
    def is_plain(self) -> bool:
        """Whether the loader shows it all by itself."""
        return (self.shape, self.window, self.corners) == (ROUND, USUAL, SOFT)


class Pictures(msgspec.Struct, frozen=True):
    """Files that were uploaded for a plan: its own ``icon``, and what stands on its ``card``, in the window's head, on
    the form's page and the survey's, in the place of ``look.picture``. None: there is none."""

    icon: str | None = None
    card: str | None = None


NO_PICTURES = Pictures()


def checked_look(look: Look) -> Look:
    """A look that can be shown. Raises ``Invalid``."""
    choices = {
        "position": ("left", "right"),
        "icon": ICONS,
        "offline_icon": ICONS,
        "show": (ICON, BOARD),
        "theme": (AUTO, LIGHT, DARK),
        "shape": SHAPES,
        "window": SIZES,
        "corners": CORNERS,
    }
    for name, allowed in choices.items():
        if getattr(look, name) not in allowed:
            raise Invalid.field(f"look.{name}", f"one of {', '.join(allowed)}")
    for name in ("color", "text_color"):
        if not re.fullmatch(_COLOR, getattr(look, name)):
            raise Invalid.field(f"look.{name}", "a colour like #1f6feb")
    if not re.fullmatch(_PICTURE, look.picture):
        raise Invalid.field("look.picture", "empty, or an address that begins with https://")
    if not (0 <= look.offset_x <= 500 and 0 <= look.offset_y <= 500):
        raise Invalid.field("look.offset", "0 to 500 pixels")
    return look
