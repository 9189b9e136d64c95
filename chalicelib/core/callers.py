"""What a caller may be, besides whoever they are: asked of each in the one wrapper around every route (``http``)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from chalicelib.core.http import Route


@runtime_checkable
class OfWebsite(Protocol):
    """A caller whose token may hold on the pages of one website only."""

    def refuse_elsewhere(self, origin: str | None) -> None:
        """Raises for a page of another one."""


@runtime_checkable
class Choosy(Protocol):
    """A caller who may not ask for everything that their rights allow."""

    def refuse_route(self, route: Route) -> None:
        """Raises for what is not for them."""


@cache
def is_one(kind: type, protocol: type) -> bool:
    """Asked once of each kind of caller: to look at a protocol takes longer than to read a token."""
    return issubclass(kind, protocol)


def reads_all(caller: object) -> bool:
    """Whether whoever asks reads sensitive numbers as they are (F8): whoever has no say in it does, such as a visitor,
    who reads what is their own."""
    return getattr(caller, "sees_numbers", True)
