"""What hostile authors write becomes nothing that runs, whatever they write and wherever it is shown."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.knowledge.model.markdown import Places, articles_in, as_html, as_text, excerpt, pictures_in

FILE, ARTICLE = "fil_00000000000000000000000031", "art_00000000000000000000000031"
PLACES = Places(lambda each: f"../help/tea/{each}", lambda each: f"../pictures/{each}")
ELEMENTS = {
    *(
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "s",
        "a",
        "img",
    ),
    *("br", "hr", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "rel", "target"},
    "img": {"src", "alt", "loading"},
    "ol": {"start"},
    "div": {"class"},
    "th": {"class", "scope"},
    "td": {"class"},
}
VOID = {"br", "hr", "img"}
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!--><script>alert(1)</script>-->",
    "<style>@import'http://evil'</style>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil.example)",
    "[x](/admin)",
    "[x](https:evil)",
    '[x](https://ok.example/"onmouseover=alert(1))',
    "[x](https://ok.example 'a\" onmouseover=\"alert(1)')",
    "[x](<https://a.b/ onclick=alert(1)>)",
    "[x](file:///etc/passwd)",
    '[x](article:art_1" onclick=alert(1))',
    f"[x](article:{ARTICLE}/../../admin)",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    f'![" onerror="alert(1)](picture:{FILE})',
    f'![x](picture:{FILE}" onerror=alert(1))',
    f"![x](picture:../{FILE})",
    f"[![x](picture:{FILE})](javascript:alert(1))",
    f"[![x](picture:{FILE})](https://ok.example)",
    "<javascript:alert(1)>",
    "<https://ok.example/'\"><script>>",
    "`<script>`",
    '```html" onmouseover=alert(1)\n<script>alert(1)</script>\n```',
    "    <script>alert(1)</script>",
    '| <b>a</b> | x |\n|:-:" onclick=a|--|\n| <script> | [y](javascript:x) |',
    "[x]: javascript:alert(1)\n\n[x]",
    "# <script>alert(1)</script>",
    "- <script>\n  > <script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u2028<script>\u2029",
    "]]><script>",
    '[a](https://a.b)[c](https://d.e "t")',
    "1000000000000. x",
    "<http://a@b:c@d/>",
    "[x](mailto:a@b.c?subject=<script>)",
    "[x](tel:+861234)",
]


class Strict(HTMLParser):
    """Reads as a browser does, and fails for whatever is not of the subset."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()), (tag, name)
            self._look_at(tag, name, value or "")
        if tag not in VOID:
            self.open.append(tag)

    def _look_at(self, tag: str, name: str, value: str) -> None:
        if name == "src":
            assert value == f"../pictures/{FILE}", value
        if name == "href" and value != f"../help/tea/{ARTICLE}":
            assert value.lower().startswith(("https://", "http://", "mailto:", "tel:")), value
        if name == "class":
            assert value in {"table", "left", "center", "right"}
        if name == "target":
            assert (tag, value) == ("a", "_blank")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def read(text: str) -> Strict:
    """The HTML of a text, which must be of the subset and close what it opens."""
    strict = Strict()
    strict.feed(as_html(text, PLACES))
    strict.close()
    assert not strict.open
    return strict


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_would_run_is_shown_or_gone(payload: str) -> None:
    for text in (
        payload,
        f"> {payload}",
        f"- {payload}\n- *{payload}*",
        f"| a |\n|---|\n| {payload} |",
        f"# {payload}",
    ):
        read(text)


MARKS = st.sampled_from(list("*_`[]()<>|\\\n> #-~"))
PARTS = st.lists(st.one_of(st.sampled_from(PAYLOADS), st.text(max_size=12), MARKS), max_size=12)


@given(PARTS)
def test_whatever_is_written_is_of_the_subset(parts: list[str]) -> None:
    text = "".join(parts)

    read(text)

    assert "\n" not in excerpt(text)
    assert len(excerpt(text)) <= 200
    as_text(text)


DEEP = ["[" * 20_000, "> " * 10_000, "*a **b " * 2_800, "![" * 10_000, "- " * 10_000, "`" * 20_000, "a\n" * 10_000]
WIDE = ["|a" * 200 + "|\n" + "|-" * 200 + "|\n" + "|\n" * 9_000, "".join("  " * each + "- a\n" for each in range(130))]


@pytest.mark.parametrize("text", [each[:20_000] for each in DEEP + WIDE])
def test_what_is_meant_to_take_for_ever_stays_about_as_large_as_it_was(text: str) -> None:
    assert len(as_html(text)) < 20 * len(text)
    read(text)


def test_what_authors_mean_is_shown() -> None:
    text = (
        "# Returns\n\nWithin **7** days, ~~not~~ *ever* later.\n\n3. one\n4. two\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n\n"
        f"[site](https://tea.example/a?b=1&c=2) <mailto:a@tea.example> [more](article:{ARTICLE})\n\n"
        f'![a "cup"](picture:{FILE})\n\n```\na < b\n```'
    )

    shown = as_html(text, PLACES)

    assert shown.startswith("<h2>Returns</h2><p>Within <strong>7</strong> days, <s>not</s> <em>ever</em> later.</p>")
    assert '<ol start="3"><li>one</li>' in shown
    assert '<th scope="col" class="right">a</th>' in shown
    out = '<a href="https://tea.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">site</a>'
    assert out in shown
    assert '<a href="mailto:a@tea.example">mailto:a@tea.example</a>' in shown
    assert f'<a href="../help/tea/{ARTICLE}">more</a>' in shown
    assert f'<img src="../pictures/{FILE}" alt="a &quot;cup&quot;" loading="lazy">' in shown
    assert shown.endswith("<pre><code>a &lt; b\n</code></pre>")
    assert (pictures_in(text), articles_in(text)) == ([FILE], [ARTICLE])
    assert as_text(text).splitlines()[:2] == ["Returns", "Within 7 days, not ever later."]


def test_a_link_to_what_readers_do_not_have_is_its_words() -> None:
    assert as_html(f"[more](article:{ARTICLE}) ![cup](picture:{FILE})") == "<p>more cup</p>"
