"""What axe finds wrong with a page as it stands: names, roles, contrast, order.

It comes from npm, with what builds the pages.
"""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, Literal

from deno import find_deno_bin
from playwright.sync_api import Locator, Page

from infra.pages import PAGES, ROOT

PACKAGE = "axe-core"
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
# Of rows that are alike the first few are looked at: what it takes grows with what is on the page. What seems too small
# is looked at once more in the middle of what it scrolls in: there it is not half under a head or a foot.
RUN = """async ({within, only}) => {
  const few = new CSSStyleSheet();
  const many = 'tbody > tr:nth-child(n+4), :is(ul, ol) > li:nth-child(n+8), details:nth-of-type(n+4)'
    + ', datalist > :nth-child(n+4)';
  few.replaceSync(`${many} { display: none !important }`);
  document.adoptedStyleSheets.push(few);
  const found = await axe.run(within || document, {
    resultTypes: ['violations'], preload: false, elementRef: true, runOnly: only,
  });
  for (const each of found.violations.filter(({id}) => id === 'target-size')) {
    const still = [];
    for (const node of each.nodes) {
      node.element.scrollIntoView({block: 'center', behavior: 'instant'});
      const again = await axe.run(node.element, {preload: false, runOnly: ['target-size']});
      if (again.violations.length > 0) still.push(node);
    }
    each.nodes = still;
  }
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== few);
  const place = ({target, failureSummary}) => `${target.flat().join(' ')} ${failureSummary}`;
  return found.violations
    .filter(({impact, nodes}) => impact !== 'minor' && nodes.length > 0)
    .map(({id, nodes}) => `${id}: ${nodes.map(place).join(' | ')}`);
}"""
EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast"]}  # all that is otherwise in another theme


@cache
def source() -> str:
    """The text of the script; it is fetched once and kept by its digest."""
    pages = ROOT / PAGES
    version = str(json.loads((pages / "deno.json").read_text())["imports"][PACKAGE]).rpartition("@")[2]
    subprocess.run([find_deno_bin(), "cache", "--quiet", "--frozen", f"npm:{PACKAGE}@{version}"], cwd=pages, check=True)
    told = subprocess.run([find_deno_bin(), "info", "--json"], cwd=pages, check=True, capture_output=True)
    folder = Path(str(json.loads(told.stdout)["npmCache"])) / "registry.npmjs.org" / PACKAGE / version
    return (folder / "axe.min.js").read_text()


def faults(page: Page, within: Locator | None = None, only: dict[str, Any] = EVERYTHING) -> list[str]:
    """What is wrong with the page, or ``within`` parts of it; moderate faults and worse."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(source())
    parts = within.element_handles() if within else None
    assert parts != []
    found: list[str] = page.evaluate(RUN, {"within": parts, "only": only})
    return found


def faults_in_both_themes(page: Page, within: Locator | None = None) -> dict[str, list[str]]:
    """The same in the theme that the page has, and the colours in the other, by theme; the page stays in the other.

    All but the colours is alike in both, and to draw everything in another theme takes long.
    """
    is_dark = page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    now, other = reversed(THEMES) if is_dark else THEMES
    found = {now: faults(page, within)}
    page.emulate_media(color_scheme=other)
    page.wait_for_function("() => document.getAnimations().every(({playState}) => playState !== 'running')")
    found[other] = faults(page, within, COLOURS)
    return {theme: wrong for theme, wrong in found.items() if wrong}
