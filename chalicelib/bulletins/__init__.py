"""Daily, weekly and monthly reports 日报、周报、月报 (F2), and each agent's own day report.

A subscription says to whom, which report, at which hour of the desk's clock, and by which ways. When its time comes,
due work begins a run of the period that is over, tells its recipients some at a time, and plans the next:

    due ──▶ run (and the next one planned) ──▶ ten recipients ──▶ ten more … ──▶ told
                                                 │ each: compiled, if nobody has compiled it yet; then told, once

What a report says depends on what its recipient may see, as that is when it is sent (``model.views``); those who see
the same share one bulletin, which is kept as it was compiled and never changes. Its id is made of what it is about, so
that it is compiled once; the notices' ledger knows whom it was told to, so that nobody is told twice.

Table ``bulletins``: hash ``key``, range ``order``.

    hash                        range                 item
    subscriptions               <subscription>        who gets what when
    <subscription>              run#<first day>…      how far a period's report was told
                                who#<first day>…      to whom, as it was when it began
    <bulletin>                  bulletin              all that it says
    kept#<year>                 <last day>#<id>       the same in lists, in short; of those compiled in that year
    to#<agent>                  <last day>#<id>       the bulletins an agent was sent
    crossed#<week>#<share>      <ticket>              tickets that more than one group had a part in, by week
    ticket#<ticket>             groups                how far its history was looked through, and what was found
    day#<agent>                 <day>                 an agent's own day report
"""
