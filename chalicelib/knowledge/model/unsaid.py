"""Words that must not be said to visitors, for the whole desk or for some plans (E5). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid, WrongFields, members
from chalicelib.core.text import Id, among, checked
from chalicelib.knowledge.model.matching import Finder, Pattern, folded

KINDS = ABUSIVE, NEGATIVE, PROMISING = ("abusive", "negative", "promising")
EFFECTS = WARN, STOP = ("warn", "stop")
MOST_ENTRIES, MOST_BYTES = 300, 200_000  # of all lists together: they are read with a reply now and then
MOST_WORDS, MOST_EXCEPTIONS, MOST_PLANS = 20, 30, 50  # of an entry
LONGEST_WORD, LONGEST_ADVICE = 40, 200
MOST_HEEDED = 20  # of a reply

WordIds = Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_HEEDED)]


class Unsaid(msgspec.Struct, frozen=True):
    """Words of one meaning that must not be said: where, why, and what is said instead.

    ``exceptions``: longer words in which they may stand. ``advice_zh`` and ``advice_en``: what an agent is told; where
    it ``replaces`` the word, it is the better wording itself, in the word's language. ``effect``: they are warned
    (``warn``), or cannot send it (``stop``). ``plans``: keys of those for whom it holds; none: for all. ``version``:
    one more with each change.
    """

    word_id: str
    words: tuple[str, ...]
    kind: Annotated[str, among(*KINDS)]
    effect: Annotated[str, among(*EFFECTS)] = WARN
    advice_zh: str = ""
    advice_en: str = ""
    replaces: bool = False
    exceptions: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    active: bool = True
    version: int = 1

    def holds_for(self, plan_key: str) -> bool:
        """Whether it is one of those that agents of this plan must not say."""
        return self.active and (not self.plans or plan_key in self.plans)


class UnsaidWords(msgspec.Struct, frozen=True):
    """All entries, in the order in which they were made. ``revision``: one more with each change."""

    entries: tuple[Unsaid, ...] = ()
    revision: int = 0

    def find(self, word_id: str) -> Unsaid | None:
        """The entry with this id."""
        return next((each for each in self.entries if each.word_id == word_id), None)

    def holding_for(self, plan_key: str) -> Sequence[Unsaid]:
        """Those that hold for this plan."""
        return [each for each in self.entries if each.holds_for(plan_key)]


class UnsaidFull(Conflict):
    """They are looked for with every key that an agent presses."""

    code = "unsaid_full"
    title = "There is no room for more words that must not be said"
    beside = members(most=int, most_bytes=int)


class MustNotBeSaid(Invalid):
    """A reply has a word that the desk does not let through; nothing of it is stored."""

    code = "must_not_be_said"
    title = "There is a word in it that must not be said"
    beside = members(word=str, kind=str)
    word_id = ""  # of the entry

    @classmethod
    def of(cls, word: str, entry: Unsaid) -> MustNotBeSaid:
        """As it is refused."""
        wrong = cls.field("text", f"this must not be said: {word}")
        refusal = cls(wrong.detail, errors=wrong.errors, extra={"word": word, "kind": entry.kind})
        refusal.word_id = entry.word_id
        return refusal


class Heeded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which entries an agent's console found in a reply before it was sent, by their ids: what was ``replaced`` by the
    better wording, and what it ``stopped``."""

    replaced: WordIds = ()
    stopped: WordIds = ()


NOTHING_HEEDED = Heeded()


class Noticed(msgspec.Struct, frozen=True):
    """The entries that count for a reply: those that it has all the same (``ignored``), and those that were heeded."""

    ignored: tuple[Unsaid, ...] = ()
    replaced: tuple[Unsaid, ...] = ()
    stopped: tuple[Unsaid, ...] = ()


NOTHING_NOTICED = Noticed()


class Guard:
    """What is looked for in what is written to and by the agents of a plan, made ready once."""

    def __init__(self, entries: Sequence[Unsaid]) -> None:
        self._entries = entries
        self._finder = Finder([Pattern(each.words, each.exceptions) for each in entries])

    def notice(self, text: str, heeded: Heeded = NOTHING_HEEDED) -> Noticed:
        """What counts for a reply with this text, of which its agent heeded this; what the plan does not look for is
        nothing. Raises ``MustNotBeSaid`` for words that are not only warned of."""
        hits = self._finder.find(text)
        for hit in hits:
            if self._entries[hit.number].effect == STOP:
                raise MustNotBeSaid.of(text[hit.start : hit.end], self._entries[hit.number])
        ignored = tuple(self._entries[number] for number in sorted({hit.number for hit in hits}))
        return Noticed(ignored, self._named(heeded.replaced), self._named(heeded.stopped))

    def abuse_in(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where a visitor's text is abusive: from which character to which, in order."""
        hits = self._finder.find(text)
        return tuple((hit.start, hit.end) for hit in hits if self._entries[hit.number].kind == ABUSIVE)

    def _named(self, word_ids: Sequence[str]) -> tuple[Unsaid, ...]:
        return tuple(each for each in self._entries if each.word_id in word_ids)


def _checked_words(field: str, words: Sequence[str], *, least: int, most: int) -> tuple[str, ...]:
    """Trimmed, each once however it is written. Raises ``Invalid`` naming the field, or the word's place in it."""
    wrong, kept = WrongFields(), dict[str, str]()
    for place, each in enumerate(words[: most + 1]):
        with wrong:
            word = checked(f"{field}.{place}", each, longest=LONGEST_WORD)
            kept.setdefault(folded(word)[0].strip(), word)
    wrong.refuse()
    if not least <= len(words) <= most:
        raise Invalid.field(field, f"{least} to {most} words")
    return tuple(kept.values())


def _checked_advice(field: str, advice: str) -> str:
    return checked(field, advice, longest=LONGEST_ADVICE) if advice.strip() else ""


def _checked_plans(keys: Sequence[str]) -> tuple[str, ...]:
    if len(keys) > MOST_PLANS:
        raise Invalid.field("plans", f"at most {MOST_PLANS} plans")
    return tuple(dict.fromkeys(keys))


CHECKS: Mapping[str, Any] = {
    "words": partial(_checked_words, "words", least=1, most=MOST_WORDS),
    "exceptions": partial(_checked_words, "exceptions", least=0, most=MOST_EXCEPTIONS),
    "advice_zh": partial(_checked_advice, "advice_zh"),
    "advice_en": partial(_checked_advice, "advice_en"),
    "plans": _checked_plans,
}


def with_entries(before: UnsaidWords, entries: Iterable[Unsaid]) -> UnsaidWords:
    """The words with these, each in the place of the one with its id, or behind all others.

    Raises ``Invalid`` for one that would put nothing in a word's place, ``UnsaidFull``.
    """
    there = {each.word_id: each for each in before.entries}
    for each in entries:
        if each.replaces and not (each.advice_zh or each.advice_en):
            raise Invalid.field("replaces", "only with a better wording in the advice")
        there[each.word_id] = each
    after = replace(before, entries=tuple(there.values()), revision=before.revision + 1)
    size = len(msgspec.json.encode(after))
    if (len(there) > MOST_ENTRIES or size > MOST_BYTES) and size > len(msgspec.json.encode(before)):
        extra = {"most": MOST_ENTRIES, "most_bytes": MOST_BYTES}
        raise UnsaidFull(f"at most {MOST_ENTRIES} entries, and {MOST_BYTES} bytes", extra=extra)
    return after


def without(before: UnsaidWords, word_id: str) -> UnsaidWords:
    """The words without this entry."""
    left = tuple(each for each in before.entries if each.word_id != word_id)
    return replace(before, entries=left, revision=before.revision + 1)
