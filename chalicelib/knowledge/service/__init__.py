"""What agents and managers do with phrases and categories.

``shelves``: whose phrases who reads and changes. ``phrases``: what is done with them. ``categories``: the tree.
"""

from chalicelib.knowledge.service.categories import carry_over, read_tree

__all__ = ["carry_over", "read_tree"]
