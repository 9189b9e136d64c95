"""Who reaches notices to customers: lines of the table in ``tests/reach.py``."""

from __future__ import annotations

TOPIC = {"kind": "news", "zh": "新品", "en": "News"}
MAILING = {"name": "M", "topic_id": "top_none", "texts": {"en": {"subject": "S", "text": "T"}}}
ONE = {"client_id": "9", "plan_key": "demo", "about": "A", "texts": MAILING["texts"], "user": "nobody"}

# of the desk:                   holder colleague leader outsider other_leader everywhere
LINES = [
    ("list_topics", "", None, "403 403 403 403 403 200"),
    ("add_topic", "", TOPIC, "403 403 403 403 403 201"),
    ("update_topic", "", {"en": "N"}, "403 403 403 403 403 404"),
    ("read_notice_rules", "", None, "403 403 403 403 403 200"),
    ("update_notice_rules", "", {"a_day": 2}, "403 403 403 403 403 200"),
    ("count_audience", "", None, "403 403 403 403 403 422"),
    ("list_mailings", "", None, "403 403 403 403 403 200:0"),
    ("make_mailing", "", MAILING, "403 403 403 403 403 422"),
    ("read_mailing", "", None, "403 403 403 403 403 404"),
    ("update_mailing", "", {"name": "N"}, "403 403 403 403 403 404"),
    ("start_mailing", "", {}, "403 403 403 403 403 404"),
    ("stop_mailing", "", {}, "403 403 403 403 403 404"),
    ("list_mailing_customers", "", None, "403 403 403 403 403 404"),
    ("export_mailing_customers", "", None, "403 403 403 403 403 404"),
    ("tell_subscriber", "", ONE, "403 403 403 403 403 200"),
    ("read_wishes", "", None, "200 403 200 403 403 200"),
    ("write_wishes", "", {"preferred_channel": "sms"}, "200 403 200 403 403 200"),
    ("write_subscription", "", {"topic_id": "top_none"}, "422 403 422 403 403 422"),
    ("write_need", "", {"client_id": "9", "text": "Tea"}, "201 403 201 403 403 201"),
    # of visitors
    ("list_own_subscriptions", "", None, "200 200 401"),
    ("choose_topic", "", {"topic_id": "top_none"}, "422 422 401"),
    ("choose_wishes", "", {"preferred": "web"}, "200 200 401"),
    ("say_need", "", {"client_id": "9", "text": "Tea"}, "201 201 401"),
]
