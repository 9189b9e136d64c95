"""The sources of the pages, for tests that compare what they say with what the desk knows."""

import re
from pathlib import Path

PAGES = Path(__file__).parents[2] / "chalicelib" / "web" / "pages"
KEY = re.compile(r'^  "?([\w.]+)"?:', re.MULTILINE)


def source(name: str) -> str:
    """The text of this file, by its path below ``pages/``."""
    return (PAGES / name).read_text(encoding="utf-8")


def all_like(beginning: str) -> list[str]:
    """The texts of all files whose path begins like this: ``words/zh/docs``."""
    folder, _, name = beginning.rpartition("/")
    return [each.read_text(encoding="utf-8") for each in sorted((PAGES / folder).glob(f"{name}*.ts"))]


def words(name: str) -> list[str]:
    """The keys of English words: ``admin-work``."""
    return KEY.findall(source(f"words/en/{name}.ts"))
