"""What a website's own shop knows of the customer of a conversation: orders, where they are, refunds, their account
(A5); and finding out that somebody is who they say before anything of that is told (F8).

A floor above ``conversations``, by which customers are reached. Nothing of it is kept: the plan says whom to ask
(``plans.model.shop``), an answer stays for seconds in the memory of the process that asked, and that somebody was found
to be who they say stands in the conversation. What a customer tells is compared here, with what the shop or the website
said, and goes no further.
"""
