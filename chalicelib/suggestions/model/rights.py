"""Who may do what with proposals (E2). Pure."""

from __future__ import annotations

from chalicelib.people.model.reach import EVERYWHERE, HOLDER, NEAR, Act

EDIT = "articles.write"
REVIEW = Act("review_proposal", frozenset({HOLDER, NEAR, EVERYWHERE}), (EDIT,))
