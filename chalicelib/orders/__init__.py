"""What a website's own shop knows of the customer of a conversation: orders, where they are, refunds, their account
(A5); finding out that somebody is who they say before anything of that is told (F8); and what is new of the orders of
whom wishes to hear of it (A11).

A floor above ``conversations``, by which customers are reached. Nothing of what a shop says is kept: the plan says whom
to ask (``plans.model.shop``), an answer stays for seconds in the memory of the process that asked, and that somebody
was found to be who they say stands in the conversation. What a customer tells is compared here, with what the shop or
the website said, and goes no further.

Of orders that somebody wishes to hear of, marks are kept, so that what is new of one is told once, and nothing
backwards, whoever saw it: the shop's program that tells it, the shop that is asked now and then, an agent who looks, a
ticket with the order's number.

Table ``orders``, hash ``key``, range ``part``:

    order#<mark of plan, number>  order   how an order stands: marks of its states, and of all that was news
    watch#<visitor>               watch   that somebody's orders are looked at, by which look
"""
