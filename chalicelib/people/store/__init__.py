"""The table ``people``: rows in, model values out.

``rows``: the items of the table ``people``, the model values they stand for, and what can be lost.
``reading``: reading people: one by one, or everybody at once.
``agents``: agents as administrators keep them, and their passwords.
``groups``: the desk itself, groups and roles.
``sessions``: sessions and seats.
``tries``: failed sign-ins, and the places an account is used from.
``pools``: copies with each agent: which pools are kept, which groups they are in.
``presence``: presence and its lease.
``mentions``: notes that name somebody who has not read them.
``places``: an agent's places: the conversations they have, and those they are a guest in.
"""
