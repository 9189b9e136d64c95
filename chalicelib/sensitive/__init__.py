"""Customers' numbers, one at a time (F8): shown to who says why, and brought to their own by a link that ends.

Which there are in a text, and that they are hidden from whoever may not read them, is the ground floor's
(``core.sensitive``, ``core.veil``); that a plan keeps some from everybody, or from channels, is said by the plan.
``service.showing``: whoever sees one in part asks for the whole, within their rights and reach, which is counted and
noted down. ``service.links``: an agent's words with numbers in them do not go out by e-mail, SMS or another channel; a
link does, to a page that shows them to whoever proves to be the customer, or once.

Table ``sensitive``: hash ``key``, range ``order``.

    hash                 range     item
    <link>               link      what it leads to, until that is erased: at its end, or seen or tried often enough
    of#<conversation>    <link>    that the conversation has it

Erasing is due work of the transaction that makes the link; the row itself goes a month later.
"""
