"""The table ``suggestions``: its keys and its lists; what stands where is said in ``suggestions/__init__.py``."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.tables import Row, index, table_name


class SuggestionKeys(Row):
    """``listed``: when a proposal was written, and its id; ``whose``: who wrote it, in every list. ``month``,
    ``article``: of a sum of uses, in the month's list."""

    class Meta:
        table_name = table_name("suggestions")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)
    shelf = UnicodeAttribute(null=True)
    author_id = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    whose = UnicodeAttribute(null=True)
    month = UnicodeAttribute(null=True)
    article = UnicodeAttribute(null=True)
    expires_at = NumberAttribute(null=True)
    by_state = index(["whose"], shelf=UnicodeAttribute, listed=UnicodeAttribute)
    by_author = index(["whose"], author_id=UnicodeAttribute, listed=UnicodeAttribute)
    by_month = index(month=UnicodeAttribute, article=UnicodeAttribute)
