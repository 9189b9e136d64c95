"""The map of touch points 接触点矩阵: which business is done by which channel, how, and whether it is done so (E4).

A touch point is where a customer comes by one channel about one business; its cell in the map has a code of the parts
(channel, brand, business number), a responsible group, and one documented flow whose versions never change.
``model.mapping`` says into which cell something falls, ``model.checks`` which steps of a flow were kept: pure, both.
What is over is looked at by due work, once it is and when a step falls due; nothing is ever looked for.

Table ``touchpoints``: hash ``key``, range ``order``.

    hash                        range                     item
    matrix                      matrix                    businesses, channels, brands, rules
    cells#<brand>               <code>                    a cell: its group, its draft, the newest version of its flow
    flow#<code>                 v#00000001 …              the versions of its flow, which never change
    about#<id>                  placed                    where a conversation or ticket belongs, what was judged of it
    about#<conversation>        ticket#…, followup#…      what came of it elsewhere
    cell#<code>, agent#<id>     <month>                   counts of a month
    cell#<code>                 <month>#agent#<id>        the same for one agent
    cell#…, agent#…             <month>#step#<check>      how often this step was not kept
    list#cell#<code>#<month>    <moment>#<id>             what is counted there; also list#agent#…
    fail#cell#<code>#<month>    <moment>#<id>             those of it that did not keep everything; also fail#agent#…

What is counted of a conversation stands with it; both change in one transaction, so twice is once, and a correction
moves the count. Counts are added to, never read first; each is one cell's or one agent's, none is the whole desk's. A
recount sums what is listed (law 7). What fell into no cell is counted and listed as that of the code ``none``.
"""
