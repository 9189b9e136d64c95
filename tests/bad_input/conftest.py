"""A desk in use."""

from __future__ import annotations

import pytest

from tests.bad_input.shop import Shop
from tests.worlds import World


@pytest.fixture
def shop(world: World) -> Shop:
    """A desk in use, asked without a server."""
    return Shop(world)
