"""Telling people outside the house: e-mail and SMS, each delivered once, or visibly not (C3, C4).

A notice is written in the transaction that causes it (``service.tell``), together with a piece of due work. The work
claims it, asks the provider, and writes down what came of it:

    pending ── claim: lease, attempt, SMS debited ──▶ sending ── accepted ──▶ sent
       ▲                                                │ │                 └── came back ──▶ bounced, complained
       │                                                │ ├── refused, or six tries ──▶ failed, SMS refunded
       └────── unreachable: 1 min … 8 h later ──────────┘ │
                                       lease ran out ─────┘ the attempt is ``unknown``; once more

Every arrow is one conditional transaction. Between the provider's yes and our record of it a crash may double one
letter; nothing else can, because providers of e-mail and SMS take no idempotency key.

Table ``notices``: hash ``shelf``, range ``key``.

    notice#<id>   notice            the notice               attempt#<n>    each asking of the provider
    sms           account           balance, lines so far    line#<n>       each movement of money
    settings      settings          sender, signature, price
    told#<once>   told              what may be told only once
    address#<e-mail or number>
                  address           what came back from there, and whether they want our letters
                  written#<what>    when they were last written to for this

SES tells later what came back (``service.returned``): the notice is bounced or complained, nothing more goes to that
address until somebody lifts it, and whoever wrote the letter is told by event. Nobody is asked to trust an address that
a stranger typed: what nobody asked for goes there so often a day at most, and carries a link that ends it.

Index ``by_state``: hash ``state`` (of a notice, or ``undeliverable`` for an address), range ``order`` (time and id), to
list newest first.
"""
