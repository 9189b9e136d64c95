"""When much goes wrong at once (应急, F9): a burst is found, people are told, visitors are answered, and it has an end.

``model.rules`` says what a burst is, ``model.events`` which events a desk is prepared for, ``model.bursts`` counts and
decides, ``model.incident`` is what is done about it. Pure, all of them. ``service.noticing`` hears of what visitors
say, how it is filed and rated; ``counting`` counts it; ``raising`` begins, continues and ends incidents by themselves;
``leading`` is what people do; ``holding`` what visitors are told; ``linking`` what belongs to an incident.

Table ``incidents``: hash ``key``, range ``order``.

    hash                          range             item
    desk                          settings          rules, defined events, who else is told
    desk                          board             the incidents that are open
    burst#<topic>                 burst             how a topic stands: whether it is over the mark, its incident
    burst#<topic>                 looked#<share>    that somebody will look at it, for a share of what is counted
    count#<topic>#<share>         <minute>          how many there were in a minute
    usual#<topic>                 <hour>            how many there were in an hour of the desk's clock
    sign#<topic>#<share>          <moment>#<about>  something that counted
    about#<id>                    sign#<topic>      that it counted, once
    about#<id>                    link#<incident>   that it is linked, once
    link#<incident>#<share>       <moment>#<about>  what is linked
    contacts#<incident>#<share>   <ten minutes>     how many were linked in these ten minutes
    contacts#…#<share>#<seconds>  <moment>          the same of an hour, and of a day
    incident#<incident>           incident          the incident
    incident#<incident>           entry#<number>    its history

A topic is a rule, or one category of a rule that looks at each category by itself. What counts is written once, with
its minute; whoever looks reads minutes, so that a look costs the same however much came. The usual is kept as a number
for each hour, summed when the hour is over. Index ``by_time``: hash ``kind``, range ``place``, to list the newest.
"""
