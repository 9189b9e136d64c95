"""Types that msgspec knows before threads ask for them.

At the first use of a type msgspec works out what it is made of, and notes that on the type while it still does so. A
second thread that uses the type in that moment ends the process. A function in the cloud has one thread; whoever has
several of them calls ``prepare`` before they start.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import cache

import msgspec


@cache
def prepare() -> int:
    """Let msgspec work out every struct of the house that is loaded; how many there are."""
    shapes = {
        each
        for name, module in sorted(sys.modules.items())
        if name.startswith("chalicelib.")
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, msgspec.Struct)
    }
    for shape in shapes:
        with suppress(TypeError, NameError):  # one that holds what no JSON can say is never read from any
            msgspec.json.Decoder(shape)
    return len(shapes)
