"""A window of the browser that many tests use one after another, as if each had one of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# without what moves: a colour on its way to another is none that anybody reads, and nobody waits for it to arrive
SIGHT: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN", "reduced_motion": "reduce"}
ONE_PROCESS = "--renderer-process-limit=1"  # the pages of a window share one: to begin it takes longer than most tests
PATIENCE_MS = 45_000  # what waits for nothing costs nothing, and a busy machine is no reason to fail
A_LOOK_MS, A_MOMENT_MS = 10_000, 100
LONG = 20_000  # so much of a page is told at most, in characters


class Window:
    """A context of the browser, and a page in it that is never shown, so that its process does not end with a test."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._open()

    def _open(self) -> None:
        self._context = self._browser.new_context(**SIGHT)
        self._kept = self._context.new_page()
        self._control = self._context.new_cdp_session(self._kept)

    def start_over(self) -> None:
        """Another window in the place of this one, whose page may hang or have crashed."""
        self._context.close()
        self._open()

    def new_page(self) -> Any:
        """A fresh page; whatever pages of this window stored or were allowed before is gone.

        What they fetched, and may keep by the desk's word, is kept, and need not be fetched by every test.
        """
        self._control.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
        page = self._context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        return page

    def tidy_up(self) -> None:
        """Close every page that a test opened, and let the window be as it was."""
        for page in self._context.pages:
            if page is not self._kept:
                page.unroute_all(behavior="ignoreErrors")  # what still asks when a test is over concerns nobody
                page.close()
        self._context.set_offline(False)


def eventually(page: Any, holds: Callable[[], bool]) -> bool:
    """Looks again and again, so that a test is as quick as the desk; the page goes on meanwhile."""
    for _ in range(PATIENCE_MS // A_MOMENT_MS):
        if holds():
            return True
        page.wait_for_timeout(A_MOMENT_MS)
    return holds()


def hurry(page: Any) -> None:
    """Whatever waits to be tried again is tried now, and again: the connection comes back every moment."""
    page.evaluate("() => void setInterval(() => dispatchEvent(new Event('online')), 100)")


def shown(browser: Any) -> str:
    """What stands on each open page, as a screen reader has it: for whoever must find out why a test failed."""
    told = []
    for page in (page for context in browser.contexts for page in context.pages if page.url != "about:blank"):
        try:
            told.append(f"{page.url}\n{page.locator('body').aria_snapshot(timeout=A_LOOK_MS)[:LONG]}")
        except Exception as error:  # a page that hangs is told like one that does not
            told.append(f"{page.url}\n{error}")
    return "\n\n".join(told)
