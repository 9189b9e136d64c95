"""The confidentiality agreement: published by administrators, accepted by everybody before they open customers' data
(F12)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import msgspec

from chalicelib.core import audit, races, versions, work
from chalicelib.core.audit import By
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import existing
from chalicelib.core.events import OUTLIVED
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.core.versions import Publishing, RecordMoved
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.agreements import (
    Acceptance,
    Agreement,
    AgreementDraft,
    AgreementRecord,
    NoAgreementDraft,
    NotAsked,
    check_draft,
    checked_language,
    ended,
    needed,
    published,
)
from chalicelib.people.model.sessions import SessionEnded
from chalicelib.people.service.access import Caller
from chalicelib.people.store import agreements as store
from chalicelib.people.store import reading
from chalicelib.people.store.agreements import AGREEMENTS
from chalicelib.people.store.rows import AgentMoved, Gone

NAME = "agreement"
PAGE = 100


class SpreadAgreement(Due, frozen=True):
    """What must be accepted was changed by this version; everybody ``after`` this one carries a copy of it."""

    kind = "people.spread_agreement"

    number: int
    after: str | None = None


class Standing(msgspec.Struct, frozen=True):
    """How somebody stands: what they must accept now or next (None: nothing), whether that is ``needed`` already, and
    what they have accepted last."""

    asked: Agreement | None
    needed: bool
    accepted: Acceptance | None


# --- as administrators keep it --------------------------------------------------------------------------------------


def read(desk: Desk) -> AgreementRecord:
    """What is published, and the draft; one read."""
    return AGREEMENTS.record(desk, NAME)


def save_draft(desk: Desk, by: By, draft: AgreementDraft | None, version: int | None = None) -> AgreementRecord:
    """Keep a draft, or none any more. Two requests. Raises ``Invalid``, ``ChangedMeanwhile``."""
    if draft is not None:
        check_draft(draft)
    return versions.save_draft(AGREEMENTS, desk, by, NAME, read(desk), versions.Draft(draft, version, _told))


def publish(
    desk: Desk, by: By, version: int, effective_at: datetime | None = None, once: Once | None = None
) -> AgreementRecord:
    """The draft is what everybody must accept from ``effective_at`` on (None: now). What was published never changes.

    Whoever signs in after this has a copy at once; those who are signed in get theirs by due work, a hundred a piece.
    Four requests. Raises ``NoAgreementDraft``, ``AgreementComing``, ``ChangedMeanwhile``, ``Invalid`` with everything
    that stands in the way.
    """
    record = read(desk)

    def made(draft: AgreementDraft | None, _: int) -> Agreement:
        if draft is None:
            raise NoAgreementDraft("there is nothing to publish")
        return published(draft, record, by.name, effective_at, desk.now())

    return versions.publish(AGREEMENTS, desk, by, NAME, record, Publishing(made, version, once, _spread))


def end(desk: Desk, by: By, version: int) -> AgreementRecord:
    """Nobody is asked any more, until something is published again; what was accepted stays known. Two requests.

    Raises ``NotAsked``, ``ChangedMeanwhile``.
    """
    record = read(desk)
    races.refuse_older(version, record)
    agreement = ended(record, by.name, desk.now())
    after = msgspec.structs.replace(record, published=agreement, version=record.version + 1)
    tx = Transaction(desk)
    AGREEMENTS.write_record(tx, NAME, record, after)
    AGREEMENTS.put_version(tx, NAME, agreement)
    _spread(tx, agreement)
    audit.note(tx, by, "end_agreement", NAME, after={"version": agreement.version})
    try:
        tx.commit_and_tell()
    except RecordMoved as lost:
        raise races.changed_meanwhile(version=lost.record.version) from None
    return after


def _spread(tx: Transaction, agreement: Agreement) -> None:
    """Whoever read what was before may write it down after this was spread: it is spread once more."""
    store.write_asks(tx, agreement)
    work.put(tx, SpreadAgreement(agreement.version), inline=True)
    work.put(tx, SpreadAgreement(agreement.version), at=tx.desk.now() + OUTLIVED)


def _told(record: AgreementRecord) -> dict[str, object]:
    lengths = {name: len(text) for name, text in record.draft.texts.items()} if record.draft is not None else None
    return {"draft": lengths, "version": record.version}


def spread(desk: Desk, due: SpreadAgreement, *, page: int = PAGE) -> None:
    """Due when another version counts: each agent's record says what must be accepted, a ``page`` of people a piece.

    Each is given it on condition that this is still what counts. Twice is once.
    """
    held = store.asks(desk)
    if held.number != due.number:
        return
    agents, following = reading.agents_after(desk, due.after, page)
    if following is not None:
        work.put_alone(desk, SpreadAgreement(due.number, following))
    for agent in agents:
        if agent.asks != held.asked:
            with suppress(Gone, AgentMoved):  # another version has a piece of its own; or they are gone
                tx = Transaction(desk)
                store.give_asks(tx, agent, held)
                tx.commit()


def read_version(desk: Desk, number: int) -> Agreement:
    """One version; one read. Raises ``NotFound``."""
    return existing(AGREEMENTS.version(desk, NAME, number), "no such version")


def list_versions(desk: Desk, before: int | None) -> tuple[Sequence[Agreement], bool]:
    """A page of the versions below this one, the newest first, and whether there are more; one query."""
    return store.versions(desk, before)


def list_accepted(desk: Desk, number: int | None, after: str | None) -> tuple[list[Acceptance], bool]:
    """A page of who accepted a version (None: the last one), behind this agent, and whether there are more; one query,
    a read more where none is said."""
    number = _numbered(desk, number)
    return store.acceptances(desk, number, after) if number else ([], False)


def list_missing(desk: Desk, number: int | None, cursor: str | None) -> tuple[list[Agent], str | None]:
    """Those of a page of everybody who have not accepted this version (None: the last one) or a later one, and where
    the next page begins.

    Two requests, a read more where none is said; a page may be short, or empty, while others follow. Raises
    ``Invalid``.
    """
    purpose = f"agreement-missing#{number}"
    after = unseal(desk, purpose, cursor) if cursor else None
    number = _numbered(desk, number)
    if not number:
        return [], None
    agents, following = reading.agents_after(desk, after, PAGE)
    missing = [each for each in agents if each.active and each.agreed < number]
    return missing, seal(desk, purpose, following) if following is not None else None


def _numbered(desk: Desk, number: int | None) -> int:
    """Which version is meant; 0: none was published, or the last one says that nobody is asked."""
    last = read(desk).published if number is None else None
    return number or (last.version if last is not None and last.is_asked else 0)


# --- as everybody accepts it ----------------------------------------------------------------------------------------


def standing(desk: Desk, agent: Agent) -> Standing:
    """What the agent must accept now or next, and what they accepted last; three reads at most."""
    record = read(desk)
    asked, now = _to_accept(desk, record, agent), desk.now()
    accepted = store.acceptance(desk, agent.agreed, agent.agent_id) if agent.agreed else None
    last = record.published
    is_needed = last is not None and needed(last.asked, agent.agreed, now) is not None
    return Standing(asked, is_needed, accepted)


def _to_accept(desk: Desk, record: AgreementRecord, agent: Agent) -> Agreement | None:
    """What counts now, if they have not accepted that; else what will."""
    last = record.published
    if last is None or not last.is_asked:
        return None
    number = needed(last.asked, agent.agreed, desk.now())
    if number is not None and number != last.version:
        return read_version(desk, number)
    return last if last.version > agent.agreed else None


def accept(desk: Desk, caller: Caller, number: int, digest: str, language: str, request_id: str = "") -> Acceptance:
    """They accept this version, whose words are those of this digest; twice is once. Three requests.

    Raises ``NotAsked`` for another than is asked for, or other words; ``Invalid``, ``SessionEnded``.
    """
    language = checked_language(language)

    def write(agent: Agent | None) -> Acceptance:
        if agent is None or caller.session_id not in agent.session_ids:
            raise SessionEnded("this session has ended")
        if agent.agreed >= number and (known := store.acceptance(desk, number, agent.agent_id)) is not None:
            return known
        asked = _to_accept(desk, read(desk), agent)
        if asked is None or (asked.version, asked.digest) != (number, digest):
            raise NotAsked("another version is to be accepted: read it again")
        acceptance = Acceptance(number, agent.agent_id, agent.name, agent.number, desk.now(), digest, language)
        tx = Transaction(desk)
        store.accept(tx, acceptance, caller.session_id)
        told = {"version": number, "digest": digest}
        audit.note(tx, caller.by(request_id), "accept_agreement", agent.agent_id, after=told)
        tx.commit()
        return acceptance

    return races.follow(desk, caller.agent, write, AgentMoved)
