"""What was edited or withdrawn is found by its former words no more (A2, A3)."""

from __future__ import annotations

from chalicelib.core import work
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.search.service import finding
from chalicelib.search.service.finding import Question
from chalicelib.search.store import DocumentRow
from tests.conversations.talks import Talk, talking
from tests.stored import every_item
from tests.worlds import World


def time_goes_by(talk: Talk) -> None:
    talk.world.clock.forward(seconds=6)
    while work.run_due(talk.world.desk, limit=1_000):
        pass


def test_words_that_were_edited_or_withdrawn_are_kept_nowhere_but_in_the_transcript(world: World) -> None:
    talk = talking(world)
    boss = world.agent(role=SUPERVISOR)
    message, other = talk.replies("parcel number 4711"), talk.replies("password hunter2")
    time_goes_by(talk)

    talk.changes(message.seq, "parcel number 4712", "e1")
    talk.changes(other.seq, None, "e2")
    time_goes_by(talk)

    def found(words: str) -> int:
        return len(finding.search(world.desk, world.now(boss), Question(words), None)[0])

    assert [found(each) for each in ("4711", "hunter2", "4712")] == [0, 0, 1]
    assert not any("hunter2" in str(item) or "4711" in str(item) for item in every_item(DocumentRow.Meta.table_name))
