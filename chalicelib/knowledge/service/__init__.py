"""What agents and managers do with phrases, categories and words that must not be said.

``shelves``: whose phrases who reads and changes. ``phrases``: what is done with them. ``categories``: the tree.
``unsaid``: words that must not be said. ``guarding``: what is written is looked through for them. ``articles``: what is
written, ``publishing``: what becomes of it, ``reading``: what readers have.
"""

from chalicelib.knowledge.service.articles import published
from chalicelib.knowledge.service.categories import carry_over, read_tree
from chalicelib.knowledge.service.guarding import (
    Guards,
    abuse_in,
    count_noticed,
    count_stopped,
    known_guards,
    read_guards,
)
from chalicelib.knowledge.service.phrases import found_with_phrases
from chalicelib.knowledge.service.reading import (
    Contents,
    Piece,
    excerpt_of,
    html_of,
    list_shown,
    pieces,
    read_contents,
    read_piece,
    read_shown,
    related,
)

__all__ = [
    "Contents",
    "Guards",
    "Piece",
    "abuse_in",
    "carry_over",
    "count_noticed",
    "count_stopped",
    "excerpt_of",
    "found_with_phrases",
    "html_of",
    "known_guards",
    "list_shown",
    "pieces",
    "published",
    "read_contents",
    "read_guards",
    "read_piece",
    "read_shown",
    "read_tree",
    "related",
]
