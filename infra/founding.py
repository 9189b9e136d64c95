"""A new desk, in the cloud and on this machine: its settings, and the phrases that come with the product."""

from __future__ import annotations

import os
from collections.abc import Mapping

from chalicelib.core.contacts import region_of
from chalicelib.core.desk import Desk
from chalicelib.core.i18n import LANGUAGES
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.people.model.agents import DeskRecord
from infra.environments.cloud import Refused

CHINESE, ENGLISH = LANGUAGES
SPEAK_CHINESE = ("CN", "HK", "MO", "TW")
DESK = DeskRecord("我的客服台 My desk", seats=3, time_zone="Asia/Shanghai")


def found(desk: Desk, environ: Mapping[str, str] = os.environ) -> bool:
    """Set the desk up, once; whether it was done now. Phrases come with it, and never again.

    They are in the language that ``DESK_LANGUAGE`` says, else in that of the desk's time zone. Raises ``Refused`` for
    a language that the desk does not speak.
    """
    language = language_of(DESK, environ)
    return people.bootstrap_desk(desk, DESK, lambda tx: knowledge.found_with_phrases(tx, language))


def language_of(record: DeskRecord, environ: Mapping[str, str]) -> str:
    """In which language a new desk's people speak. Raises ``Refused``."""
    chosen = environ.get("DESK_LANGUAGE", "").strip()
    if chosen and chosen not in LANGUAGES:
        raise Refused(f"DESK_LANGUAGE is {' or '.join(LANGUAGES)}, not {chosen}")
    return chosen or (CHINESE if region_of(record.time_zone) in SPEAK_CHINESE else ENGLISH)
