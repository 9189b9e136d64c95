"""A file comes, is looked at, and is part of one thing; of everything else nothing is left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import LimitReached
from chalicelib.core.files import NOWHERE, FilesOff
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import Allowed, FileUsed, NotArrived, UnknownFile, Upload, Wish
from chalicelib.files.service import keeping, uploading
from chalicelib.files.service.uploading import UPLOADS
from tests.crashes import EITHER, Death, at_each_write
from tests.files import samples
from tests.files.senders import ME, kept, place, post, sent
from tests.worlds import World, at_once, counted

PICTURE = samples.jpeg(800, 600)


def attached(desk: Desk, upload: Upload) -> Upload:
    """The same file, part of entry 1 of a conversation."""
    tx = Transaction(desk)
    files.attach(tx, upload, conversation_id="cnv_1", seq=1)
    tx.commit()
    return files.find(desk, upload.file_id)


def two_days_later(world: World) -> None:
    world.clock.forward(days=2)
    work.run_due(world.desk)


@pytest.mark.also_on_moto
def test_a_file_is_asked_for_uploaded_and_looked_at(world: World) -> None:
    ticket = files.ask_for(world.desk, ME, Wish("猫.png", 5000, preview=300), Allowed())
    with pytest.raises(NotArrived):
        files.arrived(world.desk, ME, ticket.upload.file_id)

    post(world.desk, ticket.form, PICTURE)
    assert ticket.preview is not None
    post(world.desk, ticket.preview, samples.jpeg(80, 60))
    upload = files.arrived(world.desk, ME, ticket.upload.file_id)

    assert (upload.name, upload.type, upload.width, upload.height) == ("猫.jpg", "image/jpeg", 800, 600)
    assert (upload.size, upload.file.preview) == (len(PICTURE), True)
    assert files.arrived(world.desk, ME, upload.file_id) == uploading.of_owner(world.desk, ME, upload.file_id)  # twice


def test_a_form_takes_what_was_signed_and_nothing_else(world: World) -> None:
    form = files.ask_for(world.desk, ME, Wish("a.png", 10), Allowed(megabytes=1)).form
    other = files.ask_for(world.desk, ME, Wish("b.png", 10), Allowed(megabytes=1)).form
    folder = place(world.desk)

    wrong = [
        ({**form.fields, "key": other.fields["key"]}, b"x"),
        ({**form.fields, "Content-Type": "text/html"}, b"x"),
        ({**form.fields, "policy": other.fields["policy"]}, b"x"),
        ({**form.fields, "signature": "0" * 64}, b"x"),
        (form.fields, b""),
        (form.fields, b"x" * 1_000_001),
    ]
    for fields, content in wrong:
        with pytest.raises(ValueError, match=r"form|bytes"):
            folder.take(fields, content)
    world.clock.forward(minutes=16)
    with pytest.raises(ValueError, match="expired"):
        folder.take(form.fields, b"x")

    assert kept(world.desk) == []


def test_what_is_refused_goes_at_once_and_is_refused_again(world: World) -> None:
    with pytest.raises(FileRefused) as refused:
        sent(world.desk, "photo.png", samples.SVG)
    work.run_due(world.desk)

    assert refused.value.extra == {"reason": "markup"}
    assert kept(world.desk) == []


def test_a_refused_file_is_refused_whenever_it_is_asked_about(world: World) -> None:
    ticket = files.ask_for(world.desk, ME, Wish("photo.png", 10), Allowed())
    post(world.desk, ticket.form, samples.SVG)

    reasons = []
    for _ in range(2):
        with pytest.raises(FileRefused) as refused:
            files.arrived(world.desk, ME, ticket.upload.file_id)
        reasons.append(refused.value.extra["reason"])

    assert reasons == ["markup", "markup"]


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Wish("a.exe", 10), "unknown"),
        (Wish("a", 10), "unknown"),
        (Wish("a.png", 0), "empty"),
        (Wish("a.png", 20_000_000), "too_large"),
        (Wish("a.mp4", 10), "kind"),
    ],
)
def test_what_can_never_be_sent_gets_no_place(world: World, wish: Wish, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        files.ask_for(world.desk, ME, wish, Allowed(kinds=("picture",)))

    assert refused.value.extra == {"reason": reason}


def test_the_bytes_decide_whether_the_kind_is_allowed(world: World) -> None:
    with pytest.raises(FileRefused) as refused:
        _as_picture(world)

    assert refused.value.extra == {"reason": "kind"}


def _as_picture(world: World) -> None:
    """A document without an ending, which a browser calls a picture."""
    ticket = files.ask_for(world.desk, ME, Wish("a", 10, "image/png"), Allowed(kinds=("picture",)))
    post(world.desk, ticket.form, samples.PDF)
    files.arrived(world.desk, ME, ticket.upload.file_id)


def test_what_was_looked_at_is_not_what_is_uploaded_afterwards(world: World) -> None:
    ticket = files.ask_for(world.desk, ME, Wish("a.png", 100), Allowed())
    post(world.desk, ticket.form, samples.png())
    upload = files.arrived(world.desk, ME, ticket.upload.file_id)

    post(world.desk, ticket.form, samples.PAGE)  # the form is good for some minutes still
    again = files.arrived(world.desk, ME, upload.file_id)

    assert again.key == upload.key is not None
    piece = world.desk.files.read(str(again.key))
    assert piece is not None
    assert piece.content == samples.png()


def test_a_photograph_is_kept_without_where_it_was_taken(world: World) -> None:
    upload = sent(world.desk, "photo.jpg", samples.jpeg(30, 20, samples.exif()))

    piece = world.desk.files.read(str(upload.key))

    assert piece is not None
    assert samples.GPS not in piece.content
    assert upload.size == piece.size


def test_who_says_at_the_same_moment_that_it_has_arrived_hears_the_same(atomic_world: World) -> None:
    desk = atomic_world.desk
    ticket = files.ask_for(desk, ME, Wish("a.png", 100), Allowed())
    post(desk, ticket.form, samples.png())

    found = at_once([lambda: files.arrived(desk, ME, ticket.upload.file_id)] * 6)

    assert len({each.key for each in found}) == 1


def test_another_ones_file_is_not_there(world: World) -> None:
    upload = sent(world.desk, "a.png", samples.png())

    with pytest.raises(UnknownFile):
        uploading.of_owner(world.desk, "visitor#vis_2", upload.file_id)
    with pytest.raises(UnknownFile):
        files.arrived(world.desk, "visitor#vis_2", upload.file_id)
    with pytest.raises(UnknownFile):
        uploading.of_owner(world.desk, ME, "#scanner")


def test_a_file_is_part_of_one_thing(world: World) -> None:
    upload = sent(world.desk, "a.png", samples.png())
    attached(world.desk, upload)

    with pytest.raises(files.FileMoved):
        attached(world.desk, upload)
    with pytest.raises(FileUsed):
        files.refuse_unready(uploading.of_owner(world.desk, ME, upload.file_id))


def test_what_was_never_attached_is_gone_after_a_day(world: World) -> None:
    files.ask_for(world.desk, ME, Wish("never.png", 100), Allowed())
    sent(world.desk, "a.png", samples.png())
    used = attached(world.desk, sent(world.desk, "b.jpg", PICTURE, small=samples.jpeg(80, 60)))

    two_days_later(world)

    assert kept(world.desk) == sorted([str(used.key), str(used.preview_key)])


def test_a_file_cannot_be_used_once_it_is_about_to_go(world: World) -> None:
    upload = sent(world.desk, "a.png", samples.png())

    world.clock.forward(hours=24, minutes=1)

    with pytest.raises(UnknownFile):
        files.to_be_sent(world.desk, ME, upload.file_id)


def test_all_files_of_a_conversation_go_with_it(world: World) -> None:
    for name in ("a.png", "b.png"):
        attached(world.desk, sent(world.desk, name, samples.png()))
    other = sent(world.desk, "c.png", samples.png())

    keeping.take_away_of(world.desk, "cnv_1")
    keeping.take_away_of(world.desk, "cnv_1")

    assert [each for each in kept(world.desk) if each.startswith("kept/")] == [other.key]


def test_nobody_asks_for_more_places_than_are_allowed(world: World) -> None:
    for _ in range(3):
        files.ask_for(world.desk, ME, Wish("a.png", 1), Allowed(an_hour=3))

    with pytest.raises(LimitReached) as often:
        files.ask_for(world.desk, ME, Wish("a.png", 1), Allowed(an_hour=3))

    assert often.value.extra == {"limit": UPLOADS.name, "counted_by": "sender"}
    world.clock.forward(hours=1)
    files.ask_for(world.desk, ME, Wish("a.png", 1), Allowed(an_hour=3))


def test_the_same_question_gets_the_same_place(world: World) -> None:
    once = Once.of("send_file#vis_1", "key", [1])
    first = files.ask_for(world.desk, ME, Wish("a.png", 1), Allowed(an_hour=1), once)

    again = files.ask_for(world.desk, ME, Wish("a.png", 1), Allowed(an_hour=1), once)

    assert again.upload == first.upload
    assert again.form.fields["key"] == first.form.fields["key"]


def test_a_desk_without_a_place_for_files_takes_none_and_writes_nothing(world: World) -> None:
    desk = replace(world.desk, files=NOWHERE)

    with counted() as requests, pytest.raises(FilesOff):
        files.ask_for(desk, ME, Wish("a.png", 1), Allowed())

    assert requests.names == []


def test_requests_are_counted(world: World) -> None:
    with counted() as asked:
        ticket = files.ask_for(world.desk, ME, Wish("a.png", 100), Allowed())
    post(world.desk, ticket.form, samples.png())
    with counted() as arrives:
        upload = files.arrived(world.desk, ME, ticket.upload.file_id)
    with counted() as used:
        files.to_be_sent(world.desk, ME, upload.file_id)

    assert asked.names == ["TransactWriteItems"]
    assert arrives.names == ["GetItem", "UpdateItem", "UpdateItem"]
    assert used.names == ["BatchGetItem"]


def test_whoever_dies_at_any_write_leaves_nothing_that_no_row_knows_of(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        with death():
            upload = sent(world.desk, "a.jpg", PICTURE, small=samples.jpeg(80, 60))
            attached(world.desk, upload)
            keeping.take_away_of(world.desk, "cnv_1")

        if death.died:
            keeping.take_away_of(world.desk, "cnv_1")
            two_days_later(world)
            world.clock.forward(minutes=5)
            work.run_due(world.desk)
        assert kept(world.desk) == []

    at_each_write(story, sides=EITHER, least=6)


def test_a_file_that_is_looked_after_may_be_attached_in_that_moment(world: World) -> None:
    upload = sent(world.desk, "a.png", samples.png())
    world.clock.forward(hours=23)
    attached(world.desk, upload)

    world.clock.forward(hours=2)
    ran = work.run_due(world.desk)

    assert ran == 1
    assert kept(world.desk) == [upload.key]
