"""Who reaches who is on call, calls, and numbers. Lines of the table in ``tests/reach.py``."""

from __future__ import annotations

ROTA = {"name": "Nights"}

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("list_rotas", "", None, "403 403 403 403 403 200:0"),
    ("create_rota", "", ROTA, "403 403 403 403 403 201"),
    ("read_rota", "", None, "403 403 403 403 403 404"),
    ("change_rota", "", ROTA, "403 403 403 403 403 404"),
    ("delete_rota", "", None, "403 403 403 403 403 204"),
    ("list_calls", "", None, "403 403 403 403 403 200:0"),
    ("read_own_calls", "", None, "200 200 200 200 200 200"),
    ("accept_call", "", {}, "404 404 404 404 404 404"),
    ("read_own_mobile", "", None, "200 200 200 200 200 200"),
    ("change_own_mobile", "", {"mobile": "13812345678"}, "200 200 200 200 200 200"),
    ("read_mobile", "", None, "200 403 200 403 403 200"),
    ("change_mobile", "", {"mobile": "13812345678"}, "200 403 200 403 403 200"),
]
