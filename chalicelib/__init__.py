"""Deskbell, room by room.

    app.py                     every trigger of the product
    contract                   what every operation takes and gives: /openapi.json
    ─────────────────────────────────────────────────────────────────────────
    web                        the pages: widget, form, console, admin, demo
    operations                 due work by hand: seen, redriven, dropped; the night's jobs
    offline                    messages left while nobody is there
    surveys                    how it went: asking, answering, figures
    followups                  callbacks after low scores, return visits, campaigns
    assignment                 who answers: allocation, the line, transfer, why
    conversations              intake, the transcript, the inbox, closing
    notifications              e-mail and SMS: delivery, ledger, credit
    plans                      one website: look, hours, texts, who receives
    visitors                   who is calling
    people                     agents, groups, seats, sign-in, presence
    ─────────────────────────────────────────────────────────────────────────
    core                       the ground floor

A room imports from rooms below it, never from above; upwards it speaks by events (``subscriptions``). In a room,
``model`` decides (pure), ``store`` keeps (PynamoDB never leaves it), ``service`` does one thing a person or a timer
wants, ``api`` shows it over HTTP, ``work`` is what happens later. ``tests/test_floors.py`` holds the rule.
"""
