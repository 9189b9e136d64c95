"""Everybody at work: so many visitors at a time, so many agents, until the file is played through."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from urllib.parse import SplitResult

from tqdm import tqdm

from infra.demo.agents import Agent
from infra.demo.dialogues import Dialogue, Unusable, read
from infra.demo.elsewhere import Elsewhere
from infra.demo.measures import Measures
from infra.demo.play import Differs
from infra.demo.settings import Settings
from infra.demo.stage import Admin, Stage
from infra.demo.visitors import Visitor
from infra.demo.wire import Gone, Refused, Stopped, Wire

WRONG_CREDENTIALS, FORBIDDEN = 401, 403
LOOKED_AT = 60  # dialogues among which some are played by other ways


class Rehearsal:
    """One run. ``stop`` sends everybody home; ``crash`` is an error that none of them should have made."""

    def __init__(self, settings: Settings, playable: int) -> None:
        self.settings = settings
        self.measures = Measures()
        self.interrupted = False
        self.crash: Exception | None = None
        self.elapsed = 0.001
        self.elsewhere: list[str] = []
        self._stop = threading.Event()
        self._dialogues = read(settings.path, Counter())
        self._turn = threading.Lock()
        self._playable = playable

    def interrupt(self, *_: object) -> None:
        """Ctrl-C: stop and tidy up."""
        self.interrupted = True
        self._stop.set()

    def run(self) -> None:
        """Set the stage, play everything, strike the stage. Raises ``Unusable``."""
        tidy = Wire(self.settings.desk, Measures(), threading.Event())  # it has to work after ``stop`` too
        admin = Admin(tidy, self.settings.email, self.settings.password)
        self._sign_in(admin, self.settings.desk)
        with Stage(admin, self.measures, self.settings.patience) as stage:
            agents = self._engage(stage)
            with self._progress() as bar:
                stage.on_played = bar.update
                started = time.perf_counter()
                self._play(stage, agents)
                self.elapsed = time.perf_counter() - started
            for agent in agents:
                agent.step_back(tidy)
            self._play_elsewhere(stage, admin)
        tidy.close()

    def _play_elsewhere(self, stage: Stage, admin: Admin) -> None:
        """Some of the first dialogues by other ways, unless something went wrong already."""
        if self.interrupted or self.crash is not None or not self.measures.all_well:
            return
        wire = Wire(self.settings.desk, self.measures, threading.Event())
        first = list(islice(read(self.settings.path, Counter()), LOOKED_AT))
        try:
            elsewhere = Elsewhere(stage, admin, wire, stage.hired[0], self.settings.desk.geturl())
            self.elsewhere = elsewhere.play(first)
        except (Differs, Refused, Gone) as error:
            self.crash = error
        finally:
            wire.close()

    def _sign_in(self, admin: Admin, desk: SplitResult) -> None:
        url = desk.geturl()
        try:
            admin.sign_in()
        except Gone as error:
            raise Unusable(f"No desk answers at {url} ({error}). Start one with `make run`.") from None
        except Refused as error:
            if error.status == WRONG_CREDENTIALS:
                who = self.settings.email
                raise Unusable(
                    f"The desk knows no {who} with this password: see ADMIN_EMAIL, ADMIN_PASSWORD."
                ) from None
            raise Unusable(f"What answers at {url} does not let us in: {error}.") from None

    def _engage(self, stage: Stage) -> list[Agent]:
        """Build the stage; its agents, signed in. Raises ``Unusable``."""
        try:
            stage.build(self.settings.agents, self.settings.visitors)
            for key in stage.plans_for_everybody():
                note = f"Note: plan {key!r} has no group, so its visitors may be given to the rehearsal's agents."
                print(note, file=sys.stderr)
            agents = [Agent(stage, self._wire(), hired) for hired in stage.hired]
            for agent in agents:
                agent.sign_in()
        except Stopped:
            return []
        except Refused as error:
            if error.status == FORBIDDEN:
                raise Unusable(f"{self.settings.email} is not an administrator.") from None
            raise Unusable(f"The desk does not let us prepare: {error}.") from None
        except Gone as error:
            raise Unusable(f"The desk stopped answering while we prepared: {error}.") from None
        return agents

    def _progress(self) -> tqdm:
        return tqdm(
            total=self._playable,
            unit=" dialogues",
            mininterval=0.5 if sys.stderr.isatty() else 5.0,
            dynamic_ncols=True,
        )

    def _wire(self) -> Wire:
        return Wire(self.settings.desk, self.measures, self._stop)

    def _play(self, stage: Stage, agents: list[Agent]) -> None:
        visitors = min(self.settings.visitors, self._playable)
        answering = [self._thread(agent.work) for agent in agents]
        playing = [self._thread(self._play_all, Visitor(stage, self._wire())) for _ in range(visitors)]
        _join(playing)
        self._stop.set()
        _join(answering)

    def _play_all(self, visitor: Visitor) -> None:
        while (dialogue := self._next()) is not None:
            visitor.play(dialogue)

    def _next(self) -> Dialogue | None:
        with self._turn:
            return None if self._stop.is_set() else next(self._dialogues, None)

    def _thread(self, work: Callable[..., None], *arguments: object) -> threading.Thread:
        def careful() -> None:
            try:
                work(*arguments)
            except Stopped:
                pass
            except Exception as error:
                self.crash = error
                self._stop.set()

        thread = threading.Thread(target=careful, daemon=True)
        thread.start()
        return thread


def _join(threads: list[threading.Thread]) -> None:
    """Wait for all of them, and let signals come through meanwhile."""
    for thread in threads:
        while thread.is_alive():
            thread.join(0.2)
