"""Who reaches an article that is worked on: its author, its reviewer, who leads them. Lines of ``tests/reach.py``."""

from __future__ import annotations

TEXT = {"wordings": {"en": {"title": "Returns", "body": "Within 7 days."}}}

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("list_articles", "", None, "200:1 200:0 200:1 200:0 200:0 200:1"),
    ("list_articles", "?due=true", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    ("write_article", "", TEXT, "201 201 201 201 201 201"),
    ("read_article", "", None, "200 403 200 403 403 200"),
    ("change_article", "", TEXT, "200 403 200 403 403 200"),
    ("send_article_picture", "", {"name": "a.png", "size": 9}, "201 403 201 403 403 201"),
    ("add_article_picture", "", {"file_id": "fil_nothing"}, "404 403 404 403 403 404"),
    ("preview_article", "", {"body": "**Tea**"}, "200 200 200 200 200 200"),
    ("read_article_settings", "", None, "200 200 200 200 200 200"),
    ("change_article_settings", "", {"review_days": 90}, "403 403 403 403 403 200"),
    ("send_article_to_review", "", {"reviewer_id": "leader"}, "200 403 200 403 403 200"),
    ("send_article_back", "", {"note": "Why?"}, "409 403 409 403 403 409"),
    # what is for the visitors of all plans is decided by whose role reaches all
    ("publish_article", "", {"version": 3}, "403 403 403 403 403 200"),
    ("archive_article", "", {}, "403 403 403 403 403 200"),
    ("take_article_back", "", {}, "200 403 200 403 403 200"),
    ("list_editions", "", None, "200:1 403 200:1 403 403 200:1"),
    ("read_edition", "", None, "200 403 200 403 403 200"),
    ("compare_editions", "", None, "200 403 200 403 403 200"),
    # whoever answers finds what is published
    ("find_articles", "?q=tea", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    ("rebuild_articles_index", "", {}, "403 403 403 403 403 204"),
    # what readers do with articles is seen by whoever writes them
    ("list_vain_questions", "?plan_key=tea&since=2026-11-01&until=2026-11-30", None, "200 200 200 200 200 200"),
    ("list_articles_usage", "?month=2026-11", None, "200 200 200 200 200 200"),
    ("list_article_feedback", "", None, "200 403 200 403 403 200"),
    # of a visitor: their own plan's, of another plan, nobody's
    ("search_help", "?q=tea", None, "200 200 401"),
    ("tell_vain_question", "", {"q": "tea"}, "200 200 401"),
    ("read_help", "", None, "200 200 401"),
    ("judge_help", "", {"helped": True}, "200 200 401"),
]
