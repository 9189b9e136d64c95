"""Notices to customers (订阅, 主动服务): who wishes to hear of what, what they need, and telling them (A11).

An administrator says which topics a plan has: an order's state, prices, what is in stock again, news. A customer
subscribes by their own hand (the website, its program) or by that of an agent to whom they said so; either way it is
written down how that is proved. What they need is passed on to the group that sees to it, as a ticket with its
deadline. Whoever subscribed hears of their order's state or of a topic by API, and by mailings (群发), which go out in
pages as due work. Whether, when and by which channel a letter goes out is decided where every letter of the desk passes
(``notifications.service.obeying``); here it is decided whom to write to.

Table ``subscriptions``, hash ``shelf``, range ``key``:

    book#<plan>           book              the plan's topics, hours, and how many a customer gets a day
    customer#<visitor>    sub#<topic>#<…>   one subscription: to a topic, perhaps about one thing (an order, an article)
                          need#<id>         what they need
                          web#<notice>      what is shown to them on the website, until it is read
                          day#<date>        how many notices they got that day
    mailing#<id>          mailing           what is told to whom, and how far it is
                          count#<n>         what became of its letters, in eight parts
    to#<mailing>#<n>      <visitor>         what became of one customer's, in eight parts

Index ``by_shelf``: hash ``listed``, range ``order``: who subscribed to a topic, in sixteen parts; a plan's mailings.

A page of a mailing is one transaction over its customers (none had it), their day (not too many), the letters with
their due work, and the mailing as it was read; so any number of runners, dying anywhere, write each customer once.
"""
