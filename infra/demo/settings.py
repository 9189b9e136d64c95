"""What the environment and the command line say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from infra.demo.dialogues import Unusable

OURS = Path(__file__).resolve().parents[2] / "tests" / "dialogues.jsonl"


@dataclass(frozen=True)
class Settings:
    """What to play, where, with how many. ``patience``: seconds one side waits for the other."""

    path: Path
    desk: SplitResult
    email: str
    password: str
    visitors: int
    agents: int
    patience: float

    @classmethod
    def of(cls, arguments: list[str], environ: Mapping[str, str]) -> Settings:
        """Raises ``Unusable``."""
        if len(arguments) > 1:
            raise Unusable("One file at a time, please.")
        return cls(
            path=Path(arguments[0]) if arguments else OURS,
            desk=_address(environ),
            email=environ.get("ADMIN_EMAIL", "admin@example.com"),
            password=environ.get("ADMIN_PASSWORD", "deskbell-demo"),
            visitors=_number(environ, "VISITORS", 16, 500),
            agents=_number(environ, "AGENTS", 4, 50),
            patience=_number(environ, "PATIENCE", 120, 3600),
        )


def _address(environ: Mapping[str, str]) -> SplitResult:
    url = environ.get("DESK") or f"http://127.0.0.1:{_number(environ, 'PORT', 8000, 65535)}"
    try:
        desk = urlsplit(url)
        usable = desk.scheme in ("http", "https") and desk.hostname and (desk.port is None or desk.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise Unusable(f"DESK must be an address like http://127.0.0.1:8000, not {url!r}.")
    return desk


def _number(environ: Mapping[str, str], name: str, default: int, most: int) -> int:
    said = environ.get(name) or str(default)
    if not (said.isascii() and said.isdigit() and 1 <= int(said) <= most):
        raise Unusable(f"{name} must be a number from 1 to {most}, not {said!r}.")
    return int(said)
