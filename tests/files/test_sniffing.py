"""A file is what its bytes say: what may be sent is recognised, what would harm is refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.files.model.kinds import LONGEST_NAME, TYPES, clean_name, named_as
from chalicelib.files.model.sniffing import FileRefused, seen, seen_preview, without_places
from tests.files import samples

HONEST = {
    "photo.png": (samples.png(640, 480), "image/png", (640, 480)),
    "photo.jpg": (samples.jpeg(800, 600), "image/jpeg", (800, 600)),
    "from a phone.JPEG": (samples.jpeg(4032, 3024, samples.exif()), "image/jpeg", (4032, 3024)),
    "cat.gif": (samples.gif(5, 7), "image/gif", (5, 7)),
    "cat.webp": (samples.webp(500, 400), "image/webp", (500, 400)),
    "called.png": (samples.jpeg(8, 9), "image/jpeg", (8, 9)),  # another kind of picture than its name says
    "发票.pdf": (samples.PDF, "application/pdf", None),
    "合同.docx": (samples.parcel(*samples.DOCX), list(TYPES)[5], None),
    "sheet.xlsx": (samples.parcel(*samples.XLSX), list(TYPES)[6], None),
    "talk.pptx": (samples.parcel(*samples.PPTX), list(TYPES)[7], None),
    "letter.odt": (samples.opendocument(), list(TYPES)[8], None),
    "notes.txt": ("山岚茶铺 \U0001f375".encode(), "text/plain", None),
    "旧笔记.txt": ("山岚茶铺的旧笔记".encode("gb18030"), "text/plain", None),
    "orders.csv": (b"number,amount\n1,2\n", "text/csv", None),
    "song.mp3": (samples.MP3, "audio/mpeg", None),
    "voice.m4a": (samples.M4A, "audio/mp4", None),
    "film.mp4": (samples.MP4, "video/mp4", None),
    "no ending": (samples.png(), "image/png", (2, 2)),
}

HOSTILE = {
    "a drawing that runs": ("logo.svg", samples.SVG, "markup"),
    "a drawing called a picture": ("logo.png", samples.SVG, "markup"),
    "a page": ("page.html", samples.PAGE, "markup"),
    "a page called words": ("readme.txt", b"\xef\xbb\xbf  <!-- --><html>", "markup"),
    "a page behind some words": ("readme.txt", b"hello\n<html><script>", "markup"),
    "a picture that is a page": ("cat.gif", samples.gif() + samples.PAGE, "two_in_one"),
    "a picture with a parcel behind it": ("cat.gif", samples.gif() + samples.parcel("A.class"), "two_in_one"),
    "a picture with a script as its comment": (
        "cat.jpg",
        samples.jpeg(2, 2, samples.segment(0xFE, b"<script>alert(1)</script>")),
        "two_in_one",
    ),
    "a document that is a page": ("a.pdf", b"%PDF-1.7 <script>alert(1)</script>", "two_in_one"),
    "a document with a parcel behind it": ("a.pdf", samples.PDF + samples.parcel("A.class"), "two_in_one"),
    "a song that is a page": ("a.mp3", b"ID3" + samples.PAGE, "two_in_one"),
    "a program": ("setup.exe", b"MZ\x90\0\3\0\0\0", "unknown"),
    "a program called a picture": ("photo.png", b"MZ\x90\0\3\0\0\0", "unknown"),
    "a picture called a program": ("photo.exe", samples.png(), "mismatch"),
    "words called a script": ("run.bat", b"del /q *", "mismatch"),
    "a document called a picture": ("scan.png", samples.PDF, "mismatch"),
    "a bomb of pixels": ("huge.png", samples.png(60_000, 60_000), "pixels"),
    "a bomb of one line": ("huge.gif", samples.gif(65_535, 1), "pixels"),
    "a large bomb in another coat": ("huge.webp", samples.webp(16_000, 16_000), "pixels"),
    "a picture of nothing": ("none.png", samples.png(0, 5), "broken"),
    "a picture without its header": ("cut.jpg", b"\xff\xd8\xff\xe0\0\x04ab", "broken"),
    "a parcel": ("all.zip", samples.parcel("a.txt"), "unknown"),
    "a bomb in a parcel": ("bomb.docx", samples.parcel("a", content=b"\0" * 10_000_000), "unknown"),
    "a parcel of programs": ("app.jar", samples.parcel("META-INF/MANIFEST.MF"), "unknown"),
    "a document with macros": ("a.docx", samples.parcel(*samples.DOCX, "word/vbaProject.bin"), "macros"),
    "a document with macros, said so": ("a.docm", samples.parcel(*samples.DOCX), "mismatch"),
    "an older document": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "unknown"),
    "bytes": ("a.txt", bytes(range(256)), "unknown"),
    "nothing": ("a.txt", b"", "empty"),
}


@pytest.mark.parametrize("name", HONEST)
def test_what_may_be_sent_is_recognised_by_its_bytes(name: str) -> None:
    content, kind, sides = HONEST[name]

    found = seen(name, content, content)

    assert found.type.name == kind
    assert (found.width, found.height) == (sides or (None, None))


@pytest.mark.parametrize("what", HOSTILE)
def test_what_would_harm_is_refused_and_it_is_said_why(what: str) -> None:
    name, content, reason = HOSTILE[what]

    with pytest.raises(FileRefused) as refused:
        seen(name, content[: 256 * 1024], content[-256 * 1024 :])

    assert refused.value.extra == {"reason": reason}
    assert refused.value.errors[0].field == "file"


@given(st.sampled_from(sorted(HONEST)), st.binary(max_size=200), st.integers(0, 60))
def test_no_bytes_at_all_make_it_stumble(name: str, noise: bytes, at: int) -> None:
    content = HONEST[name][0]
    broken = content[:at] + noise + content[at + len(noise) :]

    try:
        found = seen(name, broken, broken)
        without_places(broken)
    except FileRefused:
        return

    assert found.type.name in TYPES


def test_a_photograph_loses_where_it_was_taken_and_stays_the_right_way_up() -> None:
    photograph = samples.jpeg(
        30, 20, samples.exif(way=6), samples.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + samples.GPS)
    )

    plain = without_places(photograph)

    assert plain is not None
    assert samples.GPS not in plain
    assert b"\x01\x12\0\x03\0\0\0\x01\0\x06" in plain  # which way up
    assert plain.endswith(photograph[photograph.index(b"\xff\xc0") :])  # its pixels, byte for byte
    assert seen("a.jpg", plain, plain).width == 30
    assert without_places(samples.jpeg()) is None


def test_a_small_picture_is_a_picture_and_small_or_left_out() -> None:
    small, large = samples.jpeg(400, 300), samples.jpeg(4000, 3000)

    assert seen_preview(small, small, len(small)) is not None
    assert seen_preview(large, large, len(large)) is None
    assert seen_preview(small, small, 10**7) is None
    assert seen_preview(samples.PAGE, samples.PAGE, 50) is None
    assert seen_preview(samples.PDF, samples.PDF, 50) is None


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("photo.png", "photo.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\photo.png", "photo.png"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),  # the direction of writing is not turned
        ("a\u200b\x00b\x1f.png", "ab.png"),
        ('a<b>:"c|d?*.png', "a_b___c_d__.png"),
        ("CON.png", "_CON.png"),
        ("  .. 照片 . ", "照片"),
        (f"{'长' * 300}.jpeg", f"{'长' * (LONGEST_NAME - 5)}.jpeg"),
    ],
)
def test_a_name_is_only_a_name(given_name: str, clean: str) -> None:
    assert clean_name(given_name) == clean


@pytest.mark.parametrize("nothing", ["", "   ", "...", "/", "\u202e", "??"])
def test_a_name_of_nothing_is_refused(nothing: str) -> None:
    with pytest.raises(Invalid):
        clean_name(nothing)


def test_a_name_ends_as_its_content_says() -> None:
    jpeg, text = TYPES["image/jpeg"], TYPES["text/plain"]

    assert named_as("cat.jpeg", jpeg) == "cat.jpeg"
    assert named_as("cat.png", jpeg) == "cat.jpg"
    assert named_as("cat", jpeg) == "cat.jpg"
    assert named_as("read.me", text) == "read.me.txt"
