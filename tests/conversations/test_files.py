"""Files in conversations: part of a message, exactly once; seen by who may read it, and by nobody else (A2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.conversations import service, store
from chalicelib.conversations.model.conversation import FILE_CLEARED, FILE_REMOVED, Entry
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import blocking, composing, transitions
from chalicelib.conversations.service import files as sent_files
from chalicelib.conversations.service.intake import Enclosed
from chalicelib.core import desk as desks
from chalicelib.core import work
from chalicelib.core.audit import SYSTEM
from chalicelib.core.errors import Invalid, LimitReached, NotFound, Unauthorized
from chalicelib.core.once import KeyReused
from chalicelib.files import service as files
from chalicelib.files.model.scanning import Verdict
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import FileInQuarantine, FileUsed, UnknownFile, Upload, Wish
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.visitors.model.visitor import BlockVisitor, VisitorRefused
from chalicelib.visitors.service import Caller
from tests.crashes import EITHER, Death, at_each_write
from tests.files import samples
from tests.files.senders import ToldScanner, kept, sent
from tests.worlds import World, at_once, counted

PICTURE, SMALL = samples.jpeg(800, 600), samples.jpeg(80, 60)


class Talk:
    """A visitor, the agent who serves them, and what each sends."""

    def __init__(self, world: World, **limits: object) -> None:
        self.world, self.desk = world, world.desk
        (self.agent,) = world.found(agents=1)
        if limits:
            plans.update_plan(self.desk, "demo", {"limits": limits}, None)
        world.online(self.agent)
        self.visitor = world.visitor()
        first = StartConversation(text="hi", client_id="c")
        self.id = service.start_conversation(self.desk, self.visitor, "demo", first).conversation_id
        service.reply(self.desk, world.now(self.agent), self.id, "Hello", "r")

    def upload(self, name: str = "猫.jpg", content: bytes = PICTURE, by: Caller | Agent | None = None) -> Upload:
        owner = by or self.visitor
        who = f"visitor#{owner.visitor_id}" if isinstance(owner, Caller) else f"agent#{owner.agent_id}"
        return sent(self.desk, name, content, owner=who, small=SMALL)

    def post(self, upload: Upload, text: str = "", client_id: str = "f") -> tuple[Entry, bool]:
        enclosed = Enclosed(file_id=upload.file_id)
        return service.post_message(self.desk, self.visitor, "demo", self.id, text, client_id, enclosed)

    def reply(self, upload: Upload, text: str = "", client_id: str = "g") -> tuple[Entry, bool]:
        agent = self.world.now(self.agent)
        return service.reply(self.desk, agent, self.id, text, client_id, enclosed=Enclosed(file_id=upload.file_id))

    def entries(self) -> list[Entry]:
        return list(service.read_entries(self.desk, self.visitor, "demo", self.id, 0, 100).entries)

    def scanned_by(self, scanner: ToldScanner) -> None:
        """From now on the desk has a scanner."""
        senders: Mapping[str, Any] = {**self.desk.senders, "scanner": scanner}
        self.desk = self.world.desk = replace(self.desk, senders=senders)
        desks.use(self.desk)
        files.change_scanner(self.desk, "https://scanner.example/scan", SYSTEM)


@pytest.fixture
def talk(world: World) -> Talk:
    return Talk(world)


@pytest.mark.also_on_moto
def test_both_sides_send_files_as_messages_like_any_other(talk: Talk) -> None:
    picture, document = talk.upload(), talk.upload("合同.pdf", samples.PDF, by=talk.agent)

    talk.post(picture)
    talk.reply(document, "您看一下")

    mine, theirs = talk.entries()[-2:]
    header = store.header(talk.desk, talk.id)
    assert mine.file == picture.file
    assert (mine.text, theirs.text) == ("", "您看一下")
    assert theirs.file is not None
    assert (theirs.file.name, theirs.file.type, theirs.file.width) == ("合同.pdf", "application/pdf", None)
    assert (mine.seq + 1, theirs.seq) == (theirs.seq, header.last_seq if header else None)


def test_in_lists_a_file_without_words_is_named(talk: Talk) -> None:
    talk.post(talk.upload())

    header = store.header(talk.desk, talk.id)

    assert header is not None
    assert header.last_text == "📎 猫.jpg"


def test_a_conversation_may_begin_with_a_picture(world: World) -> None:
    world.found(agents=1)
    visitor = world.visitor()
    upload = sent(world.desk, "a.png", samples.png(), owner=f"visitor#{visitor.visitor_id}")
    first = StartConversation(text="", client_id="c", file_id=upload.file_id)

    begun = service.start_conversation(world.desk, visitor, "demo", first)
    again = service.start_conversation(world.desk, visitor, "demo", first)

    assert begun.page.entries[0].file == upload.file
    assert (again.conversation_id, again.again) == (begun.conversation_id, True)
    assert files.find(world.desk, upload.file_id).seq == 1


def test_the_same_message_with_a_file_is_stored_once_whatever_comes_between(talk: Talk) -> None:
    upload = talk.upload()
    first, was_there = talk.post(upload)

    again, is_there = talk.post(upload)
    transitions.close_by_visitor(talk.desk, talk.visitor, "demo", talk.id)
    at_last, is_there_still = talk.post(upload)

    assert (was_there, is_there, is_there_still) == (False, True, True)
    assert first == again == at_last
    assert [each.file for each in talk.entries()].count(upload.file) == 1


def test_a_file_is_sent_once_by_whatever_name(talk: Talk) -> None:
    upload = talk.upload()
    talk.post(upload)

    with pytest.raises(FileUsed):
        talk.post(upload, client_id="another")
    with pytest.raises(FileUsed):
        other = StartConversation(text="", client_id="third", file_id=upload.file_id)
        service.start_conversation(talk.desk, talk.visitor, "demo", other)
    with pytest.raises(KeyReused):
        talk.post(talk.upload())


def test_of_two_messages_at_one_moment_one_has_the_file(atomic_world: World) -> None:
    talk = Talk(atomic_world)
    upload = talk.upload()

    ends = at_once([lambda each=each: talk.post(upload, client_id=each) for each in ("one", "two", "three", "four")])

    assert sum(isinstance(each, FileUsed) for each in ends) == 3
    assert [each.file for each in talk.entries()].count(upload.file) == 1


def test_whoever_dies_while_a_file_is_sent_sends_it_once(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        talk = Talk(new_world())
        upload = talk.upload()
        with death():
            talk.post(upload)

        entry, _ = talk.post(upload)

        assert [each.seq for each in talk.entries() if each.file] == [entry.seq]
        assert files.find(talk.desk, upload.file_id).seq == entry.seq

    at_each_write(story, sides=EITHER)


def test_nobody_sends_what_is_somebody_elses_or_was_not_looked_at(talk: Talk) -> None:
    of_agent, of_stranger = talk.upload(by=talk.agent), talk.upload(by=talk.world.visitor())
    wish = Wish("a.png", 10)
    new = sent_files.ask_as_visitor(talk.desk, talk.visitor, "demo", wish).upload

    for upload in (of_agent, of_stranger, new):
        with pytest.raises(UnknownFile):
            talk.post(upload)
    with pytest.raises(Invalid):
        service.post_message(talk.desk, talk.visitor, "demo", talk.id, " ", "x")

    assert all(entry.file is None for entry in talk.entries())


def test_words_that_cannot_be_are_refused_with_a_file_too(talk: Talk) -> None:
    with pytest.raises(Invalid):
        talk.post(talk.upload(), "x" * 5000)


def test_links_are_for_those_who_may_read_the_conversation(talk: Talk) -> None:
    entry, _ = talk.post(talk.upload())
    assert entry.file is not None
    stranger, outsider = talk.world.visitor(), talk.world.agent()

    mine = sent_files.link_for_visitor(talk.desk, talk.visitor, "demo", talk.id, entry.file.id)
    theirs = sent_files.link_for_agent(talk.desk, talk.world.now(talk.agent), talk.id, entry.file.id)

    assert "inline" in mine.url
    assert mine.preview_url is not None
    assert theirs.file == entry.file
    with pytest.raises(NotFound):
        sent_files.link_for_visitor(talk.desk, stranger, "demo", talk.id, entry.file.id)
    with pytest.raises(Unauthorized):
        sent_files.link_for_visitor(talk.desk, talk.visitor, "other", talk.id, entry.file.id)
    with pytest.raises(NotYours):
        sent_files.link_for_agent(talk.desk, outsider, talk.id, entry.file.id)


def test_a_file_is_found_in_its_own_conversation_alone(talk: Talk) -> None:
    entry, _ = talk.post(talk.upload())
    assert entry.file is not None
    transitions.close_by_visitor(talk.desk, talk.visitor, "demo", talk.id)
    first = StartConversation(text="again", client_id="2")
    other = service.start_conversation(talk.desk, talk.visitor, "demo", first).conversation_id

    with pytest.raises(UnknownFile):
        sent_files.link_for_visitor(talk.desk, talk.visitor, "demo", other, entry.file.id)


def test_only_pictures_are_ever_shown_in_a_page(talk: Talk) -> None:
    entry, _ = talk.post(talk.upload("合同.pdf", samples.PDF))
    assert entry.file is not None

    linked = sent_files.link_for_visitor(talk.desk, talk.visitor, "demo", talk.id, entry.file.id)

    assert "attachment" in linked.url
    assert linked.preview_url is None


def test_while_the_scanner_has_not_spoken_nobody_gets_the_file(talk: Talk) -> None:
    scanner = ToldScanner(OSError("it is down"))
    talk.scanned_by(scanner)

    entry, _ = talk.post(talk.upload())
    work.run_due(talk.desk)

    assert entry.file is not None
    assert entry.file.state == "quarantined"
    with pytest.raises(FileInQuarantine):
        sent_files.link_for_agent(talk.desk, talk.world.now(talk.agent), talk.id, entry.file.id)
    scanner.verdict = Verdict("clean")
    talk.world.clock.forward(seconds=10)
    work.run_due(talk.desk)
    told = talk.entries()[-1]
    assert (told.kind, told.ref, told.text) == (
        FILE_CLEARED,
        entry.file.id,
        "The file “猫.jpg” was checked and is safe",
    )
    assert told.file == replace(entry.file, state="ready")
    assert store.header_and_entry(talk.desk, talk.id, entry.seq)[1] == replace(entry, file=told.file)
    asked = msgspec.json.decode(scanner.asked[-1])
    assert (asked["file_id"], asked["size"]) == (entry.file.id, entry.file.size)
    assert asked["url"].startswith("http")


def test_what_the_scanner_finds_something_in_is_gone(talk: Talk) -> None:
    talk.scanned_by(ToldScanner(Verdict("infected", "EICAR")))

    entry, _ = talk.post(talk.upload("a.pdf", samples.PDF))
    work.run_due(talk.desk)
    work.run_due(talk.desk)

    told, was = talk.entries()[-1], store.header_and_entry(talk.desk, talk.id, entry.seq)[1]
    assert told.kind == FILE_REMOVED
    assert "virus" in told.text
    assert was is not None
    assert was.file is not None
    assert was.file.state == "infected"
    assert [each for each in kept(talk.desk) if each.startswith("kept/")] == []
    with pytest.raises(UnknownFile):
        sent_files.link_for_agent(talk.desk, talk.world.now(talk.agent), talk.id, was.file.id)


@pytest.mark.parametrize("verdict", ["clean", "infected"])
def test_whoever_dies_while_a_file_is_judged_tells_of_it_once(new_world: Callable[[], World], verdict: str) -> None:
    def story(death: Death) -> None:
        talk = Talk(new_world())
        talk.scanned_by(ToldScanner(Verdict(verdict)))
        talk.post(talk.upload())
        with death():
            work.run_due(talk.desk)

        for _ in range(3):
            talk.world.clock.forward(seconds=59)
            work.run_due(talk.desk)

        told = [each.kind for each in talk.entries() if each.ref]
        assert told == [FILE_CLEARED if verdict == "clean" else FILE_REMOVED]
        assert bool([each for each in kept(talk.desk) if each.startswith("kept/")]) == (verdict == "clean")

    at_each_write(story, sides=EITHER, least=3)


def test_a_scanner_that_is_switched_off_lets_go_of_what_waits(talk: Talk) -> None:
    talk.scanned_by(ToldScanner(OSError("down")))
    talk.post(talk.upload())
    work.run_due(talk.desk)

    files.change_scanner(talk.desk, "", SYSTEM)
    talk.world.clock.forward(seconds=10)
    work.run_due(talk.desk)

    assert talk.entries()[-1].kind == FILE_CLEARED


def test_who_may_takes_a_file_out_and_an_entry_says_so(talk: Talk) -> None:
    entry, _ = talk.post(talk.upload())
    assert entry.file is not None
    outsider, boss = talk.world.agent(), talk.world.agent(role=SUPERVISOR)
    with pytest.raises(NotYours):
        sent_files.remove(talk.desk, outsider, talk.id, entry.file.id)
    transitions.close_by_visitor(talk.desk, talk.visitor, "demo", talk.id)

    sent_files.remove(talk.desk, boss, talk.id, entry.file.id)

    told, was = talk.entries()[-1], store.header_and_entry(talk.desk, talk.id, entry.seq)[1]
    assert (told.kind, told.ref) == (FILE_REMOVED, entry.file.id)
    assert was is not None
    assert was.file == replace(entry.file, state="removed")
    assert [each for each in kept(talk.desk) if each.startswith("kept/")] == []


def test_whoever_withdraws_a_message_takes_its_file_away(talk: Talk) -> None:
    entry, _ = talk.post(talk.upload(), "not this one")
    assert entry.file is not None

    told, _ = composing.change_message(talk.desk, talk.visitor, "demo", talk.id, entry.seq, None, "w")
    again, was_there = composing.change_message(talk.desk, talk.visitor, "demo", talk.id, entry.seq, None, "w")

    was = store.header_and_entry(talk.desk, talk.id, entry.seq)[1]
    assert was is not None
    assert told.file == was.file == replace(entry.file, state="removed")
    assert (again.file, was_there) == (told.file, True)
    assert [each for each in kept(talk.desk) if each.startswith("kept/")] == []


def test_a_plan_says_what_may_be_sent(world: World) -> None:
    talk = Talk(world, file_kinds=["picture"], file_megabytes=1, files_by_sender=2)

    with pytest.raises(FileRefused):
        sent_files.ask_as_visitor(talk.desk, talk.visitor, "demo", Wish("a.pdf", 10))
    with pytest.raises(FileRefused):
        sent_files.ask_as_agent(talk.desk, world.now(talk.agent), talk.id, Wish("a.png", 2_000_000))
    for _ in range(2):
        sent_files.ask_as_visitor(talk.desk, talk.visitor, "demo", Wish("a.png", 10))
    with pytest.raises(LimitReached):
        sent_files.ask_as_visitor(talk.desk, talk.visitor, "demo", Wish("a.png", 10))
    plans.update_plan(talk.desk, "demo", {"limits": {"file_kinds": []}}, None)
    with pytest.raises(FileRefused):
        sent_files.ask_as_agent(talk.desk, world.now(talk.agent), talk.id, Wish("a.png", 10))


def test_one_address_asks_for_so_many_places(world: World) -> None:
    world.found(agents=1)
    plans.update_plan(world.desk, "demo", {"limits": {"files_by_address": 2}}, None)

    for _ in range(2):
        sent_files.ask_as_visitor(world.desk, world.visitor(), "demo", Wish("a.png", 10), address="198.51.100.7")

    with pytest.raises(LimitReached):
        sent_files.ask_as_visitor(world.desk, world.visitor(), "demo", Wish("a.png", 10), address="198.51.100.7")
    sent_files.ask_as_visitor(world.desk, world.visitor(), "demo", Wish("a.png", 10), address="203.0.113.9")


def test_requests_of_a_message_with_a_file_are_counted(talk: Talk) -> None:
    upload, other = talk.upload(), talk.upload()
    with counted() as posted:
        talk.post(upload)
    entry, _ = talk.post(other, client_id="other")
    assert entry.file is not None

    with counted() as linked:
        sent_files.link_for_visitor(talk.desk, talk.visitor, "demo", talk.id, entry.file.id)

    assert sorted(posted.names) == ["BatchGetItem", "GetItem", "TransactWriteItems"]
    assert linked.names == ["GetItem", "BatchGetItem"]


def test_a_file_of_a_message_that_was_withdrawn_is_linked_for_nobody_any_more(talk: Talk) -> None:
    upload = talk.upload()
    entry, _ = talk.post(upload)

    composing.change_message(talk.desk, talk.visitor, "demo", talk.id, entry.seq, None, "w")

    with pytest.raises(UnknownFile):
        sent_files.link_for_visitor(talk.desk, talk.visitor, "demo", talk.id, upload.file_id)
    with pytest.raises(UnknownFile):
        sent_files.link_for_agent(talk.desk, talk.world.now(talk.agent), talk.id, upload.file_id)


def test_a_blocked_visitor_is_given_no_place_for_a_file(talk: Talk) -> None:
    boss, wish = talk.world.agent(role=SUPERVISOR), Wish("a.png", 100)
    blocking.block_visitor(talk.desk, boss, talk.visitor.visitor_id, BlockVisitor("abuse"))

    with pytest.raises(VisitorRefused):
        sent_files.ask_as_visitor(talk.desk, talk.visitor, "demo", wish)
