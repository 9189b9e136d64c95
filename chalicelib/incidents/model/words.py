"""Words of incidents in the languages of the desk. Pure."""

from __future__ import annotations

from chalicelib.core.i18n import nearest_locale

_SEVERITIES = {
    "zh-CN": {"minor": "一般", "major": "重大", "critical": "特别重大"},
    "en": {"minor": "minor", "major": "major", "critical": "critical"},
}


def severity_in(severity: str, language: str) -> str:
    """How grave it is, in this language."""
    return _SEVERITIES[nearest_locale(language)].get(severity, severity)
