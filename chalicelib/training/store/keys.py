"""The table ``training``; what stands where is said in ``training/__init__.py``."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.tables import Row, index, table_name

BY_LEARNER, BY_COURSE, BY_LIST = "by_learner", "by_course", "by_list"
_SHOWN = ["about", "state"]


class Keys(Row):
    class Meta:
        table_name = table_name("training")

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class ListedRow(Keys):
    """What is listed: by the kind and whom it is about, the course, and a list of what is to be done. ``listed``: when
    it came, and its id."""

    class Meta:
        table_name = table_name("training")

    learner = UnicodeAttribute(null=True)
    course = UnicodeAttribute(null=True)
    shelf = UnicodeAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    about = UnicodeAttribute(null=True)
    state = UnicodeAttribute(null=True)
    by_learner = index(_SHOWN, learner=UnicodeAttribute, listed=UnicodeAttribute)
    by_course = index(_SHOWN, course=UnicodeAttribute, listed=UnicodeAttribute)
    by_list = index(_SHOWN, shelf=UnicodeAttribute, listed=UnicodeAttribute)
