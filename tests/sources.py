"""The code as text: what tests of the house's own rules read."""

from __future__ import annotations

import ast
import gc


def nodes_of(source: str) -> list[ast.AST]:
    """Every node of this source, the outermost first.

    Nothing is collected meanwhile: of a tree nothing is garbage, and looking through all that a run of tests has made,
    again and again, takes longer than to read the code.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        known: list[ast.AST] = [ast.parse(source)]
        for node in known:  # it grows meanwhile
            for name in node._fields:
                value = getattr(node, name, None)
                if isinstance(value, ast.AST):
                    known.append(value)
                elif isinstance(value, list):
                    known += [each for each in value if isinstance(each, ast.AST)]
        return known
    finally:
        if collecting:
            gc.enable()
