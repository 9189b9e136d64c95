"""A desk on which visitors are merged, filled in and proved."""

from __future__ import annotations

from typing import Any

from chalicelib.conversations.service import customers, editing, merging
from chalicelib.conversations.service.merging import Done, Wish
from chalicelib.core.once import Once
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import EditVisitor, Visitor
from chalicelib.visitors.service import Caller
from chalicelib.visitors.store.visitors import VisitorRow
from tests.stored import every_item
from tests.visitors.test_joining import close, stranger, talk
from tests.vouching import Website
from tests.worlds import World


class Shop:
    """A desk with a chief who reaches everything, and visitors who were here."""

    def __init__(self, world: World) -> None:
        self.world, self.desk = world, world.desk
        world.found(agents=2)
        self.chief: Agent = world.now(world.agent(role=ADMINISTRATOR))
        self.site = Website(world)

    def comes(self, text: str = "Hello?", **known: Any) -> Caller:
        """Somebody who said this, left, and is known by what an agent wrote down."""
        _, caller = stranger(self.site)
        close(self.site, caller, talk(self.site, caller, text))
        if known:
            editing.edit_visitor(self.desk, self.chief, caller.visitor_id, EditVisitor(**known))
        return caller

    def merge(self, asked: Caller, other: Caller, key: str | None = None, **wish: Any) -> Done:
        once = Once.of("merge", key, other.visitor_id) if key else None
        asked_id, wished = asked.visitor_id, Wish(other.visitor_id, **wish)
        return merging.merge_visitors(self.desk, self.chief, asked_id, wished, once)

    def undo(self, done: Done) -> Done:
        return merging.undo_merge(self.desk, self.chief, done.merge.into_id, done.merge.merge_id)

    def card(self, caller: Caller) -> Visitor:
        return visitors.card(self.desk, caller.visitor_id)

    def edit(self, caller: Caller, **form: Any) -> Visitor:
        return editing.edit_visitor(self.desk, self.chief, caller.visitor_id, EditVisitor(**form))

    def listed(self, conversation_id: str) -> list[str]:
        shown, _ = customers.list_earlier(self.desk, self.chief, conversation_id, None)
        return sorted(each.header.last_text for each in shown)

    def stored(self) -> dict[str, Any]:
        """Every visitor as they are stored, but for how often they were changed."""
        rows = {each["visitor_id"]["S"]: dict(each) for each in every_item(VisitorRow.Meta.table_name)}
        return {key: {name: row[name] for name in row if name != "version"} for key, row in rows.items()}
