"""One person's data: ``make forget WHO=…``, ``make export-person WHO=… FILE=…``.

    python -m infra.operate.persons forget     shows what there is, and erases it once the id is typed and the desk's
                                               waiting time is over; until then it can be called off (CANCEL=<request>)
                                               AGENT=… instead of WHO: an agent whose account is closed, by id, e-mail
                                               or number; it begins once the id is typed
    python -m infra.operate.persons export     writes all of it into FILE, a zip (more beside it where it is large)

``WHO``: a visitor's id, an e-mail address or a telephone number. ``ENV`` says where: an environment, or ``local`` (if
not said) for the desk of ``make run`` (``STATE``). What is to be typed may be given as ``TYPED``. Both are written to
the desk's audit log under the name of whoever is signed in to this machine; the erasing itself is done by the desk.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from infra import environments
from infra.environments.cloud import Refused
from infra.operate import connect
from infra.operate.sentences import in_words

if TYPE_CHECKING:
    from chalicelib.core.authors import Author
    from chalicelib.core.desk import Desk
    from chalicelib.privacy.model.requests import Request
    from chalicelib.visitors.model.visitor import Visitor

REASON = "by command"


def main(arguments: list[str]) -> int:
    """0, 1 when it cannot be done, 2 when the question cannot be understood."""
    who, off, agent = (os.environ.get(each, "").strip() for each in ("WHO", "CANCEL", "AGENT"))
    if arguments not in (["forget"], ["export"]) or not (who or off or (agent and arguments == ["forget"])):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with in_words():
            desk = connect.desk(os.environ.get("ENV") or "local")
            if agent:
                print(forget_agent(desk, agent))
            else:
                print(cancel(desk, off) if off else forget(desk, who) if arguments == ["forget"] else export(desk, who))
    except (environments.UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def forget(desk: Desk, who: str, typed: str | None = None) -> str:
    """Show what there is of this person, and have it erased once their id is typed; what to say of it. Raises
    ``Refused``."""
    from chalicelib.core.errors import DeskError
    from chalicelib.core.times import to_the_second
    from chalicelib.privacy.service import asking

    person = _person(desk, who)
    try:
        made = _walked(desk, asking.ask(desk, _by(), "erase", person.visitor_id, REASON)[0])
        print(_shown(made))
        asked = f"Type {person.visitor_id} to erase all of it: "
        said = typed if typed is not None else os.environ.get("TYPED") or input(asked)
        done = asking.confirm(desk, _by(), made.request_id, said)
    except DeskError as refusal:
        raise Refused(f"{refusal.title}: {refusal}") from None
    begins = to_the_second(done.runs_at or desk.now())
    return f"It begins at {begins} UTC. To call it off: make forget CANCEL={done.request_id}"


def forget_agent(desk: Desk, who: str, typed: str | None = None) -> str:
    """Show what there is of an agent who left, and have it erased once their id is typed; what to say of it. Raises
    ``Refused``."""
    from chalicelib.core.errors import DeskError
    from chalicelib.people import service as people
    from chalicelib.privacy.model.leavers import named
    from chalicelib.privacy.service import leavers

    found = [each for each in people.list_agents(desk) if who in (each.agent_id, each.email, each.number)]
    if len(found) != 1:
        raise Refused(f"no agent is known by {who}")
    agent_id = found[0].agent_id
    try:
        made = leavers.ask_by_command(desk, _by(), agent_id, REASON)
        while made.state == "walking":
            leavers.leave(desk, leavers.Leave(made.leaving_id))
            made = leavers.read(desk, made.leaving_id)
        print("\n".join(f"{number:6} {names['en']}" for _, names, number in named(made)))
        asked = f"Type {agent_id} to erase all of it, for good: "
        said = typed if typed is not None else os.environ.get("TYPED") or input(asked)
        done = leavers.confirm(desk, _by(), made.leaving_id, said)
    except DeskError as refusal:
        raise Refused(f"{refusal.title}: {refusal}") from None
    return f"It has begun ({done.leaving_id}), and takes some minutes while the desk runs."


def cancel(desk: Desk, request_id: str) -> str:
    """Call it off; what to say of it. Raises ``Refused``."""
    from chalicelib.core.errors import DeskError
    from chalicelib.privacy.service import asking

    try:
        asking.cancel(desk, _by(), request_id, REASON)
    except DeskError as refusal:
        raise Refused(f"{refusal.title}: {refusal}") from None
    return "It was called off; nothing has gone."


def export(desk: Desk, who: str, into: Path | None = None) -> str:
    """Write all that there is of this person into a file; what to say of it. Raises ``Refused``."""
    from chalicelib.core.errors import DeskError
    from chalicelib.privacy.service import asking, exporting

    person, file = _person(desk, who), into or Path(os.environ.get("FILE") or "person.zip")
    try:
        made = _walked(desk, asking.ask(desk, _by(), "export", person.visitor_id, REASON)[0])
        first: int | None = 0
        behind = 0
        while first is not None:
            first = exporting.pack(desk, exporting.Pack(made.request_id, first, behind))
            behind += 1
        done = asking.read(desk, made.request_id)
        names = [file, *(file.with_stem(f"{file.stem}-{number}") for number in range(2, done.volumes + 1))]
        for number, name in enumerate(names, 1):
            name.write_bytes(asking.take_archive(desk, _by(), done.request_id, number))
    except DeskError as refusal:
        raise Refused(f"{refusal.title}: {refusal}") from None
    return f"{_shown(done)}\nWritten to {', '.join(map(str, names))}"


def _person(desk: Desk, who: str) -> Visitor:
    from chalicelib.privacy.service import persons

    found = persons.find(desk, who)
    if len(found) != 1:
        known = ", ".join(each.customer.visitor_id for each in found)
        raise Refused(f"several are known by {who}: {known}" if found else f"nobody is known by {who}")
    return found[0].customer


def _by() -> Author:
    from chalicelib.core.authors import Author

    return Author("agent", "operator", connect.operator())


def _walked(desk: Desk, made: Request) -> Request:
    """Looked through here and now, whether the desk runs or not."""
    from chalicelib.privacy.service import asking, erasing

    while made.state == "walking":
        erasing.walk(desk, erasing.Walk(made.request_id))
        made = asking.read(desk, made.request_id)
    return made


def _shown(made: Request) -> str:
    from chalicelib.privacy.service import persons

    lines = [f"{number:6} {names['en']}" for _, names, number in persons.counted(made)]
    return "\n".join(lines or ["Nothing is kept of them but that they came."])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
