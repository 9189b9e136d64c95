"""What happened, counted (F1): one log of facts from which every figure is made, so that no two reports disagree.

``model.story`` turns a transcript into facts, entry by entry, ``model.ticket_story`` a ticket's history,
``model.records`` what is kept as one record; ``model.contacts`` says who came back; ``model.figures`` sums facts;
``model.questions`` says which sums answer a question. Pure, all of them. ``service.logging`` follows what is written,
some seconds after it; ``service.rolling`` keeps the sums; ``service.asking`` answers; ``service.rebuilding`` makes all
of it anew (law 7); ``service.forgetting`` takes away what is kept no longer.

Table ``reports``: hash ``key``, range ``order``.

    hash                         range                    item
    settings                     settings                 targets, and how long facts are kept
    told#<conversation>          story                    how far its transcript was told: what the next entry needs
    told#<ticket>                story                    the same of a ticket's history
    contacts#<visitor>           <moment>#<end>           an end of a conversation of theirs; " " counts the writes
    log#<hour>#<share>           <moment>#<fact>          a fact; an hour of the desk's clock in eight shares
    hour#<hour>…#<share>         planned                  that due work sums it, for a share of what is written
    unsummed#<month>             hour#…, month#…          the same, until it was summed
    hour#<hour>, month#<month>…  summed                   how often its summing was begun, what was found
                                 summed#<number>#<part>   more of that, where it is thousands
    cell#<kind>#<month>          <key>#<hour>             the sums of an hour for one agent, plan, source, level …
    sum#<kind>#<year>            <key>#<month>            the same of a month that is over

A fact is stored in the transaction that says how far the transcript was told, and its hour is planned in the same one
(law 3). To sum an hour is to read all of its facts and to put its cells in the place of those before: twice is once,
late is as good as early, and a sum made anew equals the one that grew.

A question about one agent or one plan is answered by one query for each month that it touches in part, and one for each
year; a list of many is paged by keys, so that neither grows with the desk (law 9).
"""
