"""Who reaches announcements: whom they are for reads them, their leaders keep them. Lines of ``tests/reach.py``."""

from __future__ import annotations

WORDS = {"title": "T", "body": "B"}
TEA = {"audience": {"group_ids": ["group_tea"]}}

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("list_announcements", "", None, "200:1 200:1 200:1 200:0 200:0 200:0"),
    ("list_announcements", "?group_id={group_tea}", None, "200:1 200:1 200:1 403 403 403"),
    ("read_announcement", "", None, "200 200 200 403 403 200"),
    ("list_announcement_editions", "", None, "200:1 200:1 200:1 403 403 200:1"),
    ("confirm_announcement", "", {"edition": 1}, "200 200 200 403 403 403"),
    ("list_kept_announcements", "", None, "200:0 200:0 200:2 200:0 200:0 200:2"),
    ("list_kept_announcements", "?group_id={group_tea}", None, "200:0 200:0 200:2 403 403 200:2"),
    ("write_announcement", "", {**WORDS, **TEA}, "403 403 201 403 403 201"),
    ("write_announcement", "", WORDS, "403 403 403 403 403 201"),
    ("preview_announcement", "", {"body": "**B**"}, "200 200 200 200 200 200"),
    ("read_kept_announcement", "", None, "403 403 200 403 403 200"),
    ("change_announcement", "announcement_draft", {"title": "U"}, "403 403 200 403 403 200"),
    ("remove_announcement_draft", "announcement_draft", None, "403 403 204 403 403 204"),
    ("publish_announcement", "announcement_draft", {"version": 1}, "403 403 200 403 403 200"),
    ("publish_announcement_edition", "", {"title": "U"}, "403 403 200 403 403 200"),
    ("withdraw_announcement", "", {}, "403 403 200 403 403 200"),
    ("archive_announcement", "", {}, "403 403 200 403 403 200"),
    ("list_announcement_readers", "", None, "403 403 200:3 403 403 200:3"),
    ("read_announcement_readers_sheet", "", None, "403 403 200 403 403 200"),
]
