"""Who finds articles, and who has their index made anew. Lines of ``tests/reach.py``."""

from __future__ import annotations

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("find_articles", "?q=tea", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    ("rebuild_articles_index", "", {}, "403 403 403 403 403 204"),
]
