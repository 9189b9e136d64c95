"""Categories: what agents choose from when they close, and how those who keep them change them."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import asdict

from chalicelib.core.errors import NotFound
from chalicelib.core.etags import PRIVATE, unless_known
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id
from chalicelib.knowledge.model.categories import Category, NameTaken, Tree, TreeFull, in_order
from chalicelib.knowledge.service import categories
from chalicelib.knowledge.service.shelves import MANAGE
from chalicelib.people import service as people
from chalicelib.people.model.rights import ANSWER

routes = Routes(__name__, of_desk=True)

CATEGORIES = "/v1/admin/categories"
MAY = people.may(MANAGE, everywhere=True)
Order = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Version = Annotated[int, msgspec.Meta(ge=1)]


class NewCategory(msgspec.Struct, forbid_unknown_fields=True):
    """``order``: among those of the same parent; unsaid: behind all of them."""

    zh: str
    en: str
    parent_id: Id | None = None
    order: Order | None = None


class ChangeCategory(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays; ``parent_id`` null makes a root of it. What stands under an archived one is archived."""

    zh: str | UnsetType = UNSET
    en: str | UnsetType = UNSET
    parent_id: Id | UnsetType | None = UNSET
    order: Order | UnsetType = UNSET
    archived: bool | UnsetType = UNSET
    version: Version | None = None


@showing(Category, "category_id zh en parent_id order archived version")
class CategoryView(msgspec.Struct):
    """``open``: something can be filed there; neither it nor what it stands under is archived."""

    open: bool


def show_category(category: Category, tree: Tree) -> CategoryView:
    return shown(CategoryView, category, open=tree.is_open(category))


@routes.get("/v1/desk/categories", caller=people.may(ANSWER, MANAGE), query=PageQuery, statuses=(200, 304))
def list_categories(call: Call[people.Caller]) -> Answer[PageOf[CategoryView]]:
    """The tree, each behind the one it stands under.

    ``If-None-Match`` is answered with 304 while nothing of it has changed.
    """
    tree = categories.read_tree(call.desk)

    def found() -> PageOf[CategoryView]:
        return page(call, enumerate(in_order(tree)), lambda each: each[0], lambda each: show_category(each[1], tree))

    return unless_known(call, f"{tree.revision}#{call.query.cursor}".encode(), PRIVATE, found)


@routes.post(
    CATEGORIES, caller=MAY, body=NewCategory, statuses=(200, 201), keyed=True, raises=(NameTaken, TreeFull, NotFound)
)
def add_category(call: Call[people.Caller]) -> Answer[CategoryView]:
    """Add a category to the tree."""
    by, once = call.caller.by(call.request_id), call.once(f"category#{call.caller.agent.agent_id}")
    category, again = categories.add_category(call.desk, by, asdict(call.body), once)
    return Answer(show_category(category, categories.read_tree(call.desk)), status=200 if again else 201)


@routes.put(
    CATEGORIES + "/{category_id}", caller=MAY, body=ChangeCategory, raises=(NotFound, NameTaken, ChangedMeanwhile)
)
def update_category(call: Call[people.Caller], category_id: str) -> Answer[CategoryView]:
    """Rename, move, order or archive a category."""
    values: dict[str, Any] = asdict(call.body)
    version = values.pop("version")
    by = call.caller.by(call.request_id)
    category = categories.update_category(call.desk, by, category_id, values, version)
    return Answer(show_category(category, categories.read_tree(call.desk)))
